"""The sandbox bank's one book of payments, in one SQLite file, each step taken at most once.

Every protocol the bank speaks is a face before this book: it reads and moves payments here and keeps nothing itself.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Literal

from checkout.sandbox.database import transaction

State = Literal["in_bank", "paid", "verified", "failed", "reversed"]
Currency = Literal["IRR", "IRT"]
FaceName = Literal["zarinpal", "zibal", "sep"]

_TABLE = """
CREATE TABLE IF NOT EXISTS payments (
    number INTEGER PRIMARY KEY,
    face TEXT NOT NULL,
    authority TEXT NOT NULL UNIQUE,
    merchant_id TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    description TEXT NOT NULL,
    callback_url TEXT NOT NULL,
    "order" TEXT NOT NULL,
    state TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    paid_at TEXT,
    verified_at TEXT,
    card TEXT NOT NULL,
    ref_id INTEGER UNIQUE
)
"""
_MOMENTS = ("requested_at", "expires_at", "paid_at", "verified_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment as the bank knows it; ``amount`` counts in ``currency``, ``card`` is the whole number.

    ``authority`` is what its ``face`` calls it by, ``order`` the shop's own name for it, ``ref_id`` the bank's receipt.
    """

    face: FaceName
    authority: str
    merchant_id: str
    amount: int
    currency: Currency = "IRR"
    description: str = ""
    callback_url: str
    order: str = ""
    state: State = "in_bank"
    requested_at: datetime
    expires_at: datetime
    paid_at: datetime | None = None
    verified_at: datetime | None = None
    card: str = ""
    ref_id: int | None = None

    @property
    def rials(self) -> int:
        """The amount in rials."""
        return self.amount * (10 if self.currency == "IRT" else 1)

    @property
    def masked_card(self) -> str:
        """The card as a shop may see it."""
        return f"{self.card[:6]}******{self.card[-4:]}" if self.card else ""

    @property
    def card_hash(self) -> str:
        """The card as a shop may compare it."""
        return hashlib.sha256(self.card.encode()).hexdigest().upper() if self.card else ""


_COLUMNS = tuple(field.name for field in fields(Payment))


class Ledger:
    """The bank's book."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._opened() as book:
            book.execute(_TABLE)

    def keep(self, payment: Payment) -> None:
        """Write a payment that was just asked for."""
        row = {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(payment).items()
        }
        names = ", ".join(f'"{name}"' for name in _COLUMNS)
        places = ", ".join(f":{name}" for name in _COLUMNS)
        with self._opened() as book:
            book.execute(f"INSERT INTO payments ({names}) VALUES ({places})", row)  # noqa: S608  our own column names

    def find(self, face: FaceName, authority: str) -> Payment | None:
        """Return the payment that a face calls by that authority, or None."""
        return self._one("face = ? AND authority = ?", (face, authority))

    def receipt(self, face: FaceName, ref_id: int) -> Payment | None:
        """Return the payment of that receipt, or None."""
        return self._one("face = ? AND ref_id = ?", (face, ref_id))

    def newest(self, most: int) -> list[Payment]:
        """Return the last payments asked for, newest first."""
        return self._many("1 ORDER BY number DESC LIMIT ?", (most,))

    def unverified(self, face: FaceName, merchant_id: str, most: int) -> list[Payment]:
        """Return a merchant's paid payments that it has not verified, newest first."""
        return self._many(
            "face = ? AND merchant_id = ? AND state = 'paid' ORDER BY paid_at DESC LIMIT ?", (face, merchant_id, most)
        )

    def pay(self, payment: Payment, card: str, at: datetime) -> bool:
        """Take the money of a payment that is still open; say whether it was."""
        ref_id = 10_000_000_000 + secrets.randbelow(89_999_999_999)
        return self._change(
            "state = 'paid', paid_at = ?, card = ?, ref_id = ?",
            "authority = ? AND state = 'in_bank' AND expires_at > ?",
            (at.isoformat(), card, ref_id, payment.authority, at.isoformat()),
        )

    def verify(self, payment: Payment, at: datetime) -> bool:
        """Confirm a paid payment; say whether this was the first time."""
        return self._change(
            "state = 'verified', verified_at = ?",
            "authority = ? AND state = 'paid'",
            (at.isoformat(), payment.authority),
        )

    def move(self, payment: Payment, to: State, *, out_of: State) -> bool:
        """Change a payment's state if it is ``out_of`` now; say whether it was."""
        return self._change("state = ?", "authority = ? AND state = ?", (to, payment.authority, out_of))

    def _one(self, where: str, values: tuple[object, ...]) -> Payment | None:
        found = self._many(where, values)
        return found[0] if found else None

    def _many(self, where: str, values: tuple[object, ...]) -> list[Payment]:
        with self._opened() as book:
            rows = book.execute(f"SELECT * FROM payments WHERE {where}", values).fetchall()  # noqa: S608  our own words
        return [_payment(row) for row in rows]

    def _change(self, what: str, where: str, values: tuple[object, ...]) -> bool:
        with self._opened() as book:
            return book.execute(f"UPDATE payments SET {what} WHERE {where}", values).rowcount == 1  # noqa: S608

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with transaction(self._path) as book:
            yield book


def _payment(row: sqlite3.Row) -> Payment:
    read = {name: row[name] for name in _COLUMNS}
    moments = {name: datetime.fromisoformat(row[name]) for name in _MOMENTS if row[name]}
    return Payment(**{**read, **moments})
