"""The terms under which an order lives: those it accepted, not those that its shop wrote since."""

from __future__ import annotations

from dataclasses import replace

from shop.terms import Shop


def as_accepted(then: Shop, now: Shop) -> Shop:
    """BAQ-058, BAK-005: return the terms of then, with what is true of the shop today.

    How it is reached, where money goes and on which days it is closed are facts, not terms: an order that waits for a
    transfer must see the account that is open now.
    """
    return replace(
        then,
        name=now.name,
        price_unit=now.price_unit,
        site_url=now.site_url,
        checkout_url=now.checkout_url,
        look=now.look,
        contact=now.contact,
        accounts=now.accounts,
        statement=now.statement,
        seal=now.seal,
        week=replace(then.week, delay=now.week.delay),
        holidays=now.holidays,
    )
