"""Keeps every message that ever reached the sandbox inbox, each id once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checkout.sandbox.database import transaction

_MOST_SHOWN = 200
_TABLE = """
CREATE TABLE IF NOT EXISTS letters (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    "to" TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    sender TEXT NOT NULL,
    received_at TEXT NOT NULL
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message as it arrived."""

    id: str
    channel: str
    to: str
    subject: str
    body: str
    sender: str
    received_at: datetime


class Letters:
    """The box they lie in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with transaction(path) as box:
            box.execute(_TABLE)

    def keep(self, letter: Letter) -> bool:
        """Keep a message unless one of its id is here; say whether it was new."""
        values = (
            letter.id,
            letter.channel,
            letter.to,
            letter.subject,
            letter.body,
            letter.sender,
            letter.received_at.isoformat(),
        )
        with transaction(self._path) as box:
            kept = box.execute(
                'INSERT OR IGNORE INTO letters (id, channel, "to", subject, body, sender, received_at)'
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            return kept.rowcount == 1

    def newest(self, to: str = "") -> list[Letter]:
        """Return the newest messages, newest first: all, or those to one number or address."""
        with transaction(self._path) as box:
            rows = box.execute(
                "SELECT * FROM letters WHERE ? IN ('', \"to\") ORDER BY number DESC LIMIT ?", (to, _MOST_SHOWN)
            ).fetchall()
        return [
            Letter(
                id=row["id"],
                channel=row["channel"],
                to=row["to"],
                subject=row["subject"],
                body=row["body"],
                sender=row["sender"],
                received_at=datetime.fromisoformat(row["received_at"]),
            )
            for row in rows
        ]
