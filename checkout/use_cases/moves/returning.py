"""Moves of goods that a buyer gives back after delivery."""

from __future__ import annotations

from checkout.use_cases.moves.acting import Acting, Facts, needed
from shop.errors import BadInput
from shop.rules.returned import Return, agreed, arrived, found_named, grounds, may_agree, open_return
from shop.terms import Confirmer


def agree(acting: Acting) -> Facts:
    """BAQ-039, BAK-068, ATR-034: the buyer may give so many units of a line back, on one of the shop's grounds.

    Harm on the way needs the carrier's own report, and staff's word that the sales officer agrees, where both must.
    """
    form = acting.form
    if form.why not in grounds(acting.shop, acting.order):
        raise BadInput("why", "missing_choice", form.why)
    confirmed: set[Confirmer] = set()
    if form.report:
        confirmed.add("haulier")
    if form.officer:
        confirmed.add("officer")
    wanted = Return(
        sku=form.sku,
        quantity=form.quantity or 1,
        ground=form.why,
        confirmed=frozenset(confirmed),
        not_buyers=form.not_buyers,
    )
    acting.check(may_agree(acting.shop, acting.order, wanted))
    return agreed(wanted) | ({"report": form.report} if form.report else {})


def arrive(acting: Acting) -> Facts:
    """ATR-037, ATR-039, ATR-052, BAK-080: the goods are here, and as they must be; what they cost is owed from now on."""
    form, coming = acting.form, open_return(acting.order)
    found = found_named(form.found)
    if found is None or coming is None:
        raise BadInput("found", "missing_choice", form.found)
    if found == "refused":
        needed("note", form.note)
    facts = arrived(acting.shop, acting.order, coming, found)
    return facts | (carriage_facts(acting) if found != "refused" else {})


def carriage_facts(acting: Acting) -> Facts:
    """ATR-021, ATR-048: return the carriage that the shop paid for goods that came back, where its terms keep that."""
    form, terms = acting.form, acting.shop.refund
    paid = {
        "carriage_out": form.carriage_out if terms.carriage_out and acting.order.delivery.collect else 0,
        "carriage_back": form.carriage_back if terms.carriage_back else 0,
    }
    return {name: str(rials) for name, rials in paid.items() if rials}
