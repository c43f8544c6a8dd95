"""Moves that send an order: the way it goes, and its leaving the shop."""

from __future__ import annotations

from checkout.use_cases.moves.acting import Acting, Facts, needed, told
from shop.rules.handover import Leaving, may_dispatch
from shop.rules.way import may_set_way, tracking_asked, ways_open


def set_way(acting: Acting) -> Facts:
    """ATR-026: how an order with free carriage is sent. The fact is no ``method``: that is how one pays."""
    acting.check(may_set_way(acting.shop, acting.form.way))
    way = next(one for one in ways_open(acting.shop) if one.id == acting.form.way)
    return {"way": way.id, "way_name": way.name, "tracked": "yes" if way.tracking else "no"}


def dispatch(acting: Acting) -> Facts:
    """BAQ-019, BAK-055, BAK-067, PAY-024, CHI-026, ATR-053: it leaves settled, checked, insured, with its waybill."""
    form = acting.form
    leaving = Leaving(insurance=form.insurance, looked_over=form.looked_over)
    acting.check(may_dispatch(acting.shop, acting.order, leaving))
    # The shop's own free courier has no tracking code to show.
    tracking = needed("tracking", form.tracking) if tracking_asked(acting.order) else form.tracking
    return told(tracking=tracking, insurance=form.insurance, looked_over="yes" if form.looked_over else "")
