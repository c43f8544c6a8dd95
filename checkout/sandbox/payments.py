"""Keeps the sandbox bank's payments in one SQLite file, each step taken at most once."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from checkout.sandbox.database import transaction

State = Literal["in_bank", "paid", "verified", "failed", "reversed"]
Currency = Literal["IRR", "IRT"]

_TABLE = """
CREATE TABLE IF NOT EXISTS payments (
    number INTEGER PRIMARY KEY,
    authority TEXT NOT NULL UNIQUE,
    merchant_id TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    description TEXT NOT NULL,
    callback_url TEXT NOT NULL,
    metadata TEXT NOT NULL,
    state TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    paid_at TEXT,
    card TEXT NOT NULL DEFAULT '',
    ref_id INTEGER UNIQUE
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment as the bank knows it; ``amount`` counts in ``currency``, ``card`` is the whole number."""

    authority: str
    merchant_id: str
    amount: int
    currency: Currency
    description: str
    callback_url: str
    metadata: Mapping[str, object]
    state: State
    requested_at: datetime
    expires_at: datetime
    paid_at: datetime | None = None
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


class Payments:
    """The bank's book."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with transaction(self._path) as book:
            book.execute(_TABLE)

    def keep(self, payment: Payment) -> None:
        """Write a payment that was just asked for."""
        with transaction(self._path) as book:
            book.execute(
                "INSERT INTO payments (authority, merchant_id, amount, currency, description, callback_url,"
                " metadata, state, requested_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    payment.authority,
                    payment.merchant_id,
                    payment.amount,
                    payment.currency,
                    payment.description,
                    payment.callback_url,
                    json.dumps(payment.metadata),
                    payment.state,
                    payment.requested_at.isoformat(),
                    payment.expires_at.isoformat(),
                ),
            )

    def find(self, authority: str) -> Payment | None:
        """Return the payment of that authority, or None."""
        with transaction(self._path) as book:
            row = book.execute("SELECT * FROM payments WHERE authority = ?", (authority,)).fetchone()
        return None if row is None else _payment(row)

    def newest(self, most: int) -> list[Payment]:
        """Return the last payments asked for, newest first."""
        with transaction(self._path) as book:
            rows = book.execute("SELECT * FROM payments ORDER BY number DESC LIMIT ?", (most,)).fetchall()
        return [_payment(row) for row in rows]

    def unverified(self, merchant_id: str, most: int) -> list[Payment]:
        """Return a merchant's paid payments that it has not verified, newest first."""
        with transaction(self._path) as book:
            rows = book.execute(
                "SELECT * FROM payments WHERE merchant_id = ? AND state = 'paid' ORDER BY paid_at DESC LIMIT ?",
                (merchant_id, most),
            ).fetchall()
        return [_payment(row) for row in rows]

    def pay(self, authority: str, card: str, at: datetime) -> bool:
        """Take the money of a payment that is still open; say whether it was."""
        ref_id = 10_000_000_000 + secrets.randbelow(89_999_999_999)
        return self._change(
            "UPDATE payments SET state = 'paid', paid_at = ?, card = ?, ref_id = ?"
            " WHERE authority = ? AND state = 'in_bank' AND expires_at > ?",
            (at.isoformat(), card, ref_id, authority, at.isoformat()),
        )

    def move(self, authority: str, to: State, *, out_of: State) -> bool:
        """Change a payment's state if it is ``out_of`` now; say whether it was."""
        return self._change(
            "UPDATE payments SET state = ? WHERE authority = ? AND state = ?",
            (to, authority, out_of),
        )

    def _change(self, statement: str, values: tuple[object, ...]) -> bool:
        with transaction(self._path) as book:
            return book.execute(statement, values).rowcount == 1


def _payment(row: sqlite3.Row) -> Payment:
    return Payment(
        authority=row["authority"],
        merchant_id=row["merchant_id"],
        amount=row["amount"],
        currency=row["currency"],
        description=row["description"],
        callback_url=row["callback_url"],
        metadata=json.loads(row["metadata"]),
        state=row["state"],
        requested_at=datetime.fromisoformat(row["requested_at"]),
        expires_at=datetime.fromisoformat(row["expires_at"]),
        paid_at=datetime.fromisoformat(row["paid_at"]) if row["paid_at"] else None,
        card=row["card"],
        ref_id=row["ref_id"],
    )
