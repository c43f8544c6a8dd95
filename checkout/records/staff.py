"""What the service keeps for those who run the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSession:
    """A signed-in member of staff. ``id`` is the SHA-256 of what the cookie holds.

    ``password_hash`` is the one it was opened with: a changed password ends it.
    """

    id: str
    staff: str
    password_hash: str
    started_at: datetime


OLD_ORDERS_BOOKED = "book old orders"
"""The chore of writing the ledger's entries of orders older than the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something that is done once in a store's life, by its name, and when it was."""

    name: str
    at: datetime
