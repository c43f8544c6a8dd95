"""Long lists a page at a time: those that grow for ever from the newest on, those worked off from the oldest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from checkout.kinds import ORDERS, Kind
from checkout.ports import Ports
from checkout.store import Transaction, retried
from shop.lifecycle import State
from shop.order import Order

T = TypeVar("T")

PAGE = 50
"""How many records a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some records of a list. ``further`` is the mark after which the next page begins, '' on the last one.

    ``oldest_first``: further on are newer ones.
    """

    records: list[T]
    further: str = ""
    oldest_first: bool = False


def page_in(tx: Transaction, kind: Kind[T], index: str, value: str, before: str = "", *, most: int = PAGE) -> Page[T]:
    """Return the newest records found, or those older than the mark ``before``."""
    found = tx.newest(kind, index, value, most + 1, before=before)
    shown = found[:most]
    return Page(records=shown, further=kind.mark(shown[-1]) if len(found) > most else "")


def page_of_work(
    tx: Transaction, kind: Kind[T], index: str, value: str, after: str = "", *, most: int = PAGE
) -> Page[T]:
    """Return the oldest records found, or those newer than the mark ``after``."""
    found = tx.find(kind, index, value, after=after, most=most + 1)
    shown = found[:most]
    return Page(records=shown, further=kind.mark(shown[-1]) if len(found) > most else "", oldest_first=True)


def orders_in(ports: Ports, states: Iterable[State]) -> Iterator[Order]:
    """Yield the orders in these states, for a job that looks at all of them: a page in each transaction.

    So buyers wait for one page at most. Each is as it was when its page was read.
    """
    for state in states:
        page = _page(ports, state, "")
        yield from page.records
        while page.further:
            page = _page(ports, state, page.further)
            yield from page.records


@retried
def _page(ports: Ports, state: State, after: str) -> Page[Order]:
    with ports.store.transaction() as tx:
        return page_of_work(tx, ORDERS, "state", state, after)
