"""Deposits of which nobody knows the reason: listed, put aside by staff, and taken up again."""

from __future__ import annotations

from dataclasses import replace

from checkout.kinds import STATEMENT_LINES
from checkout.ports import Ports
from checkout.store import retried
from checkout.use_cases.in_pages import Page, page_in
from shop.errors import BadInput, NotFound
from shop.statement import StatementLine


@retried
def stray_deposits(ports: Ports, account: str, before: str = "", *, aside: bool = False) -> Page[StatementLine]:
    """Return the deposits of an account that settled no order, the newest first: those still open, or those put aside."""
    with ports.store.transaction() as tx:
        return page_in(tx, STATEMENT_LINES, "aside" if aside else "waits", account, before)


@retried
def put_aside(ports: Ports, line: str, reason: str, staff: str) -> None:
    """Say that a deposit has nothing to do with an order, and why. One that settled an order, or is aside, stays so.

    Raises:
        NotFound: there is no such line.
        BadInput: no reason.
    """
    if not reason:
        raise BadInput("reason", "missing")
    with ports.store.transaction() as tx:
        found = tx.get(STATEMENT_LINES, line)
        if found is None:
            raise NotFound(line)
        if found.waits:
            tx.put(STATEMENT_LINES, replace(found, aside=reason, aside_by=staff))


@retried
def take_up(ports: Ports, line: str) -> None:
    """Put a deposit that was put aside among those still open.

    Raises:
        NotFound: there is no such line.
    """
    with ports.store.transaction() as tx:
        found = tx.get(STATEMENT_LINES, line)
        if found is None:
            raise NotFound(line)
        if found.aside:
            tx.put(STATEMENT_LINES, replace(found, aside="", aside_by=""))
