"""Goods that a buyer gives back after delivery: agreed first, then arrived; only then is their price owed.

The clock of the refund starts when they arrive, which is never before it was agreed (ATR-052).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from shop.cost import CARRIAGE_RETURNED
from shop.order import Event, Order, OrderLine
from shop.order_lines import line_of, lines_now
from shop.rules.lines import NoSuchLine
from shop.terms import Claim, Confirmer, Shop
from shop.verdict import Allowed, Reason, Verdict, refused

Found = Literal["intact", "kept", "refused"]
"""How goods were found: as the return asks; not asked back at all, as what broke on the way; or not to be taken back."""
HARM = "harm"
"""The ground of harm on the way, where the shop's terms have a rule of it; every other ground is a claim's id."""


@dataclass(frozen=True, slots=True)
class NotConfirmed(Reason):
    """Harm on the way is paid only when all of these have confirmed it; ``missing`` have not."""

    code: ClassVar[str] = "not_confirmed"
    missing: tuple[Confirmer, ...]


@dataclass(frozen=True, slots=True)
class NotOfThisClass(Reason):
    """This right is for goods of other classes."""

    code: ClassVar[str] = "not_of_this_class"


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What staff agree to: how many of a line, on which ground, confirmed by whom; whether it is no doing of the buyer's."""

    sku: str
    quantity: int
    ground: str
    confirmed: frozenset[Confirmer] = frozenset()
    not_buyers: bool = False


def grounds(shop: Shop, order: Order) -> Mapping[str, str]:
    """Return the grounds on which this order's goods may be given back, each with its clause."""
    found: dict[str, str] = {one.id: one.clause for one in shop.claim if one.after == "delivered"}
    if shop.harm and order.delivery.by_freight:
        found[HARM] = shop.harm.clause
    return found


def may_agree(shop: Shop, order: Order, wanted: Return) -> Verdict:
    """BAQ-039, BAK-068, ATR-033: may staff agree to this return? Harm on the way needs those whom the terms name."""
    line = line_of(order, wanted.sku)
    if line is None or not 0 < wanted.quantity <= line.quantity:
        return refused(NoSuchLine(line.quantity if line else 0))
    claim = claim_of(shop, wanted.ground)
    if claim is not None and claim.only_classes and line.product_class not in claim.only_classes:
        return refused(NotOfThisClass(), claim.clause)
    if wanted.ground == HARM and shop.harm:
        missing = tuple(one for one in shop.harm.confirmed_by if one not in wanted.confirmed)
        return refused(NotConfirmed(missing), shop.harm.clause) if missing else Allowed()
    return Allowed()


def claim_of(shop: Shop, ground: str) -> Claim | None:
    """Return the claim that a ground is, None where it is none."""
    return next((one for one in shop.claim if one.id == ground), None)


def agreed(wanted: Return) -> dict[str, str]:
    """Return the facts of an agreed return."""
    facts = {"sku": wanted.sku, "quantity": str(wanted.quantity), "claim": wanted.ground}
    return facts | ({"fault": "shop"} if wanted.not_buyers else {})


def open_return(order: Order) -> Event | None:
    """ATR-034, ATR-037: return the return that was agreed and whose goods have not arrived, None if there is none."""
    last = order.last("return_agreed", "goods_arrived")
    return last if last is not None and last.kind == "return_agreed" and order.state == "delivered" else None


def arrived(shop: Shop, order: Order, coming: Event, found: Found) -> dict[str, str]:
    """BAK-080, ATR-032, ATR-039, ATR-058: return the facts of goods that arrived; what is taken back is owed from now on.

    Its price is the one on the invoice, whatever it costs today. Who withdraws from all of an order by law has the
    carriage back too, because that was received with it.
    """
    facts: dict[str, str] = {
        name: coming.facts[name] for name in ("sku", "quantity", "claim", "fault") if name in coming.facts
    }
    if found == "refused":
        return {**facts, "goods": found}
    line, quantity = line_of(order, facts["sku"]), int(facts["quantity"])
    price = (line.price if line else 0) * quantity
    claim = claim_of(shop, facts["claim"])
    by_law = claim is not None and claim.whole
    carriage = order.total - _goods(order) if by_law and _is_all(order, line, quantity) else 0
    told = {**facts, "goods": found, "change": str(-price - carriage)}
    return told | ({CARRIAGE_RETURNED: str(carriage)} if carriage else {})


def is_whole(shop: Shop, event: Event) -> bool:
    """ATR-058: is exactly what was received returned on this ground, without the fees of a buyer who gave it up?"""
    claim = claim_of(shop, event.facts["claim"])
    return "fault" in event.facts or claim is None or claim.whole


def found_named(name: str) -> Found | None:
    """Return the word for how goods were found, None for any other."""
    return next((known for known in get_args(Found) if known == name), None)


def _goods(order: Order) -> int:
    return sum(line.total for line in lines_now(order))


def _is_all(order: Order, line: OrderLine | None, quantity: int) -> bool:
    return line is not None and sum(one.quantity for one in lines_now(order)) == quantity
