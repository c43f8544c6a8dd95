"""Reading a store through: how much there is, how fast it grows, when it was last written, and what is damaged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from checkout.kinds import ATTEMPTS, MOVEMENTS, ORDERS, OUTBOX
from checkout.naming import named
from checkout.store import StoreDamaged
from checkout.upkeep.content import KNOWN, Content, Row
from shop.errors import ChainBroken
from shop.order import Order
from shop.order_chain import check_chain

RECENT = timedelta(days=30)


@dataclass(slots=True)
class Survey:
    """What was seen so far. ``recent`` are the orders of the last 30 days; ``damage`` says what cannot be relied on."""

    orders: int = 0
    recent: int = 0
    newest: datetime | None = None
    strangers: set[str] = field(default_factory=set)
    damage: list[str] = field(default_factory=list)

    @property
    def recent_share(self) -> float:
        """How much of what there is came in the last 30 days."""
        return self.recent / self.orders if self.orders else 0.0


def survey(content: Content, now: datetime) -> Survey:
    """Read every document; a store that cannot be read on ends the survey, and is named in ``damage``."""
    found = Survey()
    try:
        for row in content.rows():
            _look_at(row, found, now)
    except StoreDamaged as error:
        found.damage.append(error.detail)
    return found


def _look_at(row: Row, found: Survey, now: datetime) -> None:
    if row.kind not in KNOWN:
        found.strangers.add(row.kind)
        return
    kind = KNOWN[row.kind]
    try:
        record = kind.decode(row.document)
    except ValidationError as error:
        found.damage.append(f"{named(row.kind, row.key)}: {str(error).splitlines()[0]}")
        return
    if isinstance(record, Order):
        found.orders += 1
        found.recent += now - record.placed_at <= RECENT
        try:
            check_chain(record)
        except ChainBroken as error:
            found.damage.append(f"orders {error}")
    if row.kind in _MOMENTS:
        for moment in _MOMENTS[row.kind](record):
            found.newest = max(found.newest or moment, moment)


_MOMENTS: Mapping[str, Callable[[Any], list[datetime]]] = {
    ORDERS.name: lambda order: [event.at for event in order.events],
    ATTEMPTS.name: lambda attempt: [attempt.created_at, attempt.checked_at],
    OUTBOX.name: lambda message: [message.written_at],
    MOVEMENTS.name: lambda movement: [movement.at],
}
"""When each record says that it was written."""
