"""Which faults wait to happen, kept in one SQLite file so that a test and a page can set them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checkout.sandbox.database import transaction
from checkout.sandbox.faults import FAULTS, SOUND, Call, Fault
from checkout.sandbox.ledger import FaceName

_TABLE = """
CREATE TABLE IF NOT EXISTS armed (
    number INTEGER PRIMARY KEY,
    face TEXT NOT NULL,
    call TEXT NOT NULL,
    fault TEXT NOT NULL,
    times INTEGER NOT NULL
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Armed:
    """A fault that will happen at the next ``times`` calls; an empty ``face`` means every protocol."""

    face: FaceName | None
    call: Call
    fault: Fault
    times: int


class Arms:
    """The faults that wait, in the order they were set."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with transaction(path) as book:
            book.execute(_TABLE)

    def arm(self, fault: str, call: Call, *, face: FaceName | None = None, times: int = 1) -> None:
        """Let a fault happen at the next ``times`` such calls.

        Raises:
            KeyError: there is no such fault, or not at this call.
        """
        if call not in FAULTS[fault].calls:
            raise KeyError(call)
        with transaction(self._path) as book:
            book.execute(
                "INSERT INTO armed (face, call, fault, times) VALUES (?, ?, ?, ?)", (face or "", call, fault, times)
            )

    def take(self, face: FaceName, call: Call) -> Fault:
        """Return the fault of this call, once less from now on; a sound one if none waits."""
        with transaction(self._path) as book:
            # Writing first takes the lock: two calls at once must not both find the last one.
            book.execute("DELETE FROM armed WHERE times <= 0")
            row = book.execute(
                "SELECT number, fault FROM armed WHERE call = ? AND face IN ('', ?) ORDER BY number LIMIT 1",
                (call, face),
            ).fetchone()
            if row is None:
                return SOUND
            book.execute("UPDATE armed SET times = times - 1 WHERE number = ?", (row["number"],))
        return FAULTS[row["fault"]]

    def waiting(self) -> list[Armed]:
        """Return what waits."""
        with transaction(self._path) as book:
            rows = book.execute("SELECT * FROM armed WHERE times > 0 ORDER BY number").fetchall()
        return [
            Armed(face=row["face"] or None, call=row["call"], fault=FAULTS[row["fault"]], times=row["times"])
            for row in rows
        ]

    def disarm(self) -> None:
        """Let nothing more go wrong."""
        with transaction(self._path) as book:
            book.execute("DELETE FROM armed")
