"""Staff declare a period of force majeure, or end one before its time; what was declared stays on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checkout.kinds import FORCE_MAJEURE
from checkout.ports import Ports
from checkout.secrets import new_token
from checkout.store import Transaction, retried
from shop.errors import NotFound
from shop.order import Order
from shop.rules.force_majeure import ForceMajeure, check_days, period_at, with_time_back


@retried
def declared_periods(ports: Ports) -> tuple[ForceMajeure, ...]:
    """BAK-130: return every period that staff declared, the newest days first; none in a shop without the rule."""
    if not may_declare(ports):
        return ()
    with ports.store.transaction() as tx:
        return periods_in(tx, ports)


def periods_in(tx: Transaction, ports: Ports) -> tuple[ForceMajeure, ...]:
    """Return the periods as ``declared_periods`` does, in a transaction of the caller's."""
    if not may_declare(ports):
        return ()
    return tuple(sorted(tx.every(FORCE_MAJEURE), key=lambda one: (one.first, one.at), reverse=True))


def force_majeure_now(ports: Ports) -> ForceMajeure | None:
    """BAK-130: return the period that now is in, None if the times are normal."""
    return period_at(declared_periods(ports), ports.clock())


def as_it_runs(ports: Ports, order: Order) -> Order:
    """BAK-130, BAQ-028: return an order, for reading, with the time that its buyer's windows have back by now."""
    return with_time_back(order, declared_periods(ports), ports.clock())


@retried
def declare(ports: Ports, first: date, last: date, reason: str, staff: str) -> None:
    """BAK-130: declare the days from ``first`` to ``last``.

    Raises:
        NotFound: the shop's terms know no force majeure.
        BadInput: ``backwards``, ``all_past``, ``declared_already``.
    """
    _check_rule(ports)
    with ports.store.transaction() as tx:
        at = ports.clock()
        # Found by an index, so that another declaration made meanwhile stops this one.
        check_days(tx.find(FORCE_MAJEURE, "ended", "no"), first, last, at)
        tx.put(FORCE_MAJEURE, ForceMajeure(id=new_token(), first=first, last=last, reason=reason, by=staff, at=at))


@retried
def end_period(ports: Ports, period: str, staff: str) -> None:
    """BAK-130: end a period now. One that is over, or was ended already, keeps who ended it and when.

    Raises:
        NotFound: the shop's terms know no force majeure, or nobody declared it.
    """
    _check_rule(ports)
    with ports.store.transaction() as tx:
        found, at = tx.get(FORCE_MAJEURE, period), ports.clock()
        if found is None:
            raise NotFound(period)
        if at < found.ends:
            tx.put(FORCE_MAJEURE, replace(found, ended_at=at, ended_by=staff))


def may_declare(ports: Ports) -> bool:
    """BAK-130: whether the shop's terms of today know force majeure."""
    return ports.releases.current()[1].shop.force_majeure is not None


def _check_rule(ports: Ports) -> None:
    if not may_declare(ports):
        raise NotFound("force_majeure")
