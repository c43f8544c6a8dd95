"""Windows that end before anybody can use them, and promises that no deadline enforces."""

from __future__ import annotations

from datetime import date, timedelta

from shop.rule_check.finding import Finding
from shop.rule_check.space import Space
from shop.spans import Span, show_span
from shop.terms import Shop
from shop.week import Delay

_CONFIRMED_BY_STAFF = frozenset({"transfer", "card_to_card", "deposit"})
_DAY = timedelta(days=1)
_HOURS_A_DAY = 24


def windows_that_never_open(space: Space) -> tuple[Finding, ...]:
    """Return each window that is over before it starts, or before staff can act in it."""
    shop = space.shop
    return (*_over_before_confirmed(shop), *_late_cutoffs(shop), *_early_ends(shop))


def open_ended(space: Space) -> tuple[Finding, ...]:
    """Return each promise or right that no deadline ends."""
    shop = space.shop
    found = []
    if shop.finalise is None:
        found.append(Finding(kind="held-for-ever", about="finalise"))
    if "confirmed" in shop.order.steps:
        found.append(Finding(kind="no-deadline", about="order.confirmed"))
    found += [
        Finding(kind="no-deadline", about=f"claim.{claim.id}", facts={"claim": claim.name})
        for claim in shop.claim
        if claim.within is None
    ]
    if not shop.claim:
        found.append(Finding(kind="no-complaint", about="claim"))
    if "email" not in shop.form.required:
        found.append(Finding(kind="proforma-without-email", about="form"))
    return tuple(found)


def _over_before_confirmed(shop: Shop) -> tuple[Finding, ...]:
    """BAQ-012, BAQ-028: a window in clock hours that may begin and end while nobody of the staff works."""
    by_staff = [payment for payment in shop.payment if payment.kind in _CONFIRMED_BY_STAFF]
    if shop.finalise is None or shop.finalise.within.by_calendar or not by_staff:
        return ()
    closed = _HOURS_A_DAY * len(shop.week.weekend)
    if _clock_hours(shop.finalise.within) > closed:
        return ()
    facts = {"within": show_span(shop.finalise.within), "closed": str(closed), "payment": by_staff[0].name}
    return (Finding(kind="over-before-confirmed", about="finalise", facts=facts),)


def _clock_hours(span: Span) -> int:
    return span.count * (_HOURS_A_DAY if span.unit == "days" else 1)


def _late_cutoffs(shop: Shop) -> tuple[Finding, ...]:
    """A cut-off before the shop opens: no order is ever in time for its own day."""
    opens = shop.week.hours[0]
    found = []
    if shop.week.cutoff < opens:
        found.append(Finding(kind="over-before-it-starts", about="week"))
    if shop.sellers and shop.sellers.cutoff < opens:
        found.append(Finding(kind="over-before-it-starts", about="sellers"))
    return tuple(found)


def _early_ends(shop: Shop) -> tuple[Finding, ...]:
    """A delay that says «not before» a day which lies in the delay itself holds nothing back."""
    return tuple(
        Finding(kind="over-before-it-starts", about="week.delay", facts={"note": delay.note})
        for delay in shop.week.delay
        if _says_nothing(delay)
    )


def _says_nothing(delay: Delay) -> bool:
    if isinstance(delay.not_before, date) and isinstance(delay.to, date):
        return delay.not_before <= delay.to + _DAY
    return delay.not_before is not None and delay.not_before == delay.to
