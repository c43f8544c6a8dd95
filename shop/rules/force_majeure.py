"""Force majeure: periods that staff declare, in which no alarm sounds and no window closes on a buyer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from shop.calendar import TEHRAN, local_day
from shop.errors import BadInput
from shop.order import Event, Order
from shop.rules.waiting import report_waits

_BUYERS_WINDOWS = ("depot", "claim:")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeure:
    """A declared period: whole days of Tehran, from the first to the last. ``reason`` is shown to buyers.

    ``by`` declared it at ``at``; ``ended_by`` ended it before its time at ``ended_at`` (UTC).
    """

    id: str
    first: date
    last: date
    reason: str
    by: str
    at: datetime
    ended_at: datetime | None = None
    ended_by: str = ""

    @property
    def starts(self) -> datetime:
        """The first moment (UTC) in it."""
        return _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment (UTC) after it; one that was ended before it began has none in it."""
        over = _midnight(self.last + timedelta(days=1))
        return over if self.ended_at is None else min(over, self.ended_at)


class _Stop(Protocol):
    """A time in which a window stands still."""

    @property
    def starts(self) -> datetime: ...

    @property
    def ends(self) -> datetime: ...


def period_at(periods: Iterable[ForceMajeure], at: datetime) -> ForceMajeure | None:
    """BAK-130: return the declared period that a moment is in, None if the times are normal."""
    return next((one for one in periods if one.starts <= at < one.ends), None)


def check_days(periods: Iterable[ForceMajeure], first: date, last: date, at: datetime) -> None:
    """BAK-130: may these days be declared now? A period that has begun may be, one that is over may not.

    Raises:
        BadInput: ``backwards``, ``all_past``, or ``declared_already`` with the days ``since`` and ``until``.
    """
    if last < first:
        raise BadInput("last_day", "backwards", last.isoformat())
    if last < local_day(at):
        raise BadInput("last_day", "all_past", last.isoformat())
    for one in periods:
        # One that was ended may be declared anew.
        if one.ended_at is None and first <= one.last and last >= one.first:
            raise BadInput("first_day", "declared_already", first.isoformat(), since=one.first, until=one.last)


def with_time_back(order: Order, periods: Iterable[ForceMajeure], at: datetime) -> Order:
    """BAK-130, T-BAK-26, BAQ-028: return the order with its buyer's windows as long as they are at a moment.

    A window to finalise, to collect or to complain gets back what a declared period took of it, and the one to
    finalise what a reported transfer waited for staff too. What the shop owes keeps its date. The result is for
    reading: its history no longer fits its hashes.
    """
    declared: list[_Stop] = sorted(periods, key=lambda one: one.starts)
    waits = report_waits(order, at) if order.finalise_by else []
    if not declared and not waits:
        return order
    stops = sorted([*declared, *waits], key=lambda one: one.starts)
    finalise_by = order.finalise_by and _later(order.finalise_by, order.placed_at, stops)
    events = tuple(_event_with_time_back(event, declared) for event in order.events) if declared else order.events
    return replace(order, finalise_by=finalise_by, events=events)


def _event_with_time_back(event: Event, declared: list[_Stop]) -> Event:
    moved = {
        name: _later(at, event.at, declared) if name.startswith(_BUYERS_WINDOWS) else at
        for name, at in event.deadlines.items()
    }
    return replace(event, deadlines=moved)


def _later(at: datetime, since: datetime, stops: list[_Stop]) -> datetime:
    """Return when a window that began at ``since`` closes; the time of stops that overlap counts once."""
    for one in stops:
        began = max(one.starts, since)
        if began <= at and began < one.ends:
            at, since = at + (one.ends - began), one.ends
    return at


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, TEHRAN).astimezone(UTC)
