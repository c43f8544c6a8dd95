"""Cases that two clauses answer differently, and promises that one rule makes and another takes back."""

from __future__ import annotations

from itertools import combinations

from shop.rule_check.finding import Finding
from shop.rule_check.space import Space
from shop.rules.identity import identity_asked
from shop.rules.payment import may_pay
from shop.spans import show_span
from shop.terms import Claim, Shop


def two_answers(space: Space) -> tuple[Finding, ...]:
    """Return each case with two answers."""
    shop = space.shop
    return (*_two_windows(shop), *_price_twice(shop), *_card_for_all(space), *_no_account(shop))


def _two_windows(shop: Shop) -> tuple[Finding, ...]:
    """BAK-069/072, CHI-028/030, ATR-050/057: two complaints about the same goods, each with another window."""
    found = []
    for one, other in combinations(shop.claim, 2):
        if one.after == other.after and one.within != other.within and _share_goods(shop, one, other):
            facts = {"one": one.name, "other": other.name, "one_within": _within(one), "other_within": _within(other)}
            found.append(Finding(kind="two-windows", about=f"claim.{one.id}+{other.id}", facts=facts))
    return tuple(found)


def _share_goods(shop: Shop, one: Claim, other: Claim) -> bool:
    every = {known.id for known in shop.classes}
    return bool((set(one.only_classes) or every) & (set(other.only_classes) or every))


def _within(claim: Claim) -> str:
    return show_span(claim.within) if claim.within else ""


def _price_twice(shop: Shop) -> tuple[Finding, ...]:
    """CHI-002 and CHI-003, BAK-119 and BAK-049: the price of a registered order stands, and yet does not."""
    found = []
    if shop.price.after_order == "locked" and shop.void:
        found.append(Finding(kind="price-said-twice", about="price+void"))
    if shop.price.after_order == "follows_drops":
        found.append(Finding(kind="price-said-twice", about="price+invoice"))
    return tuple(found)


def _card_for_all(space: Space) -> tuple[Finding, ...]:
    """PAY-015: the exception for paying at the door is hardly ever met, or two zones of the rule name all there is."""
    shop = space.shop
    if shop.identity.asked != "prepaid":
        return ()
    free = {
        case.bill.payable
        for case in space.sent
        for payment in shop.payment
        if not identity_asked(shop, case.parcel.place, payment.kind) and may_pay(shop, payment, case.bill).allowed
    }
    return () if len(free) > 1 else (Finding(kind="card-for-all", about="identity"),)


def _no_account(shop: Shop) -> tuple[Finding, ...]:
    """CHI-031: money goes back only to the account it came from, and cash came from none."""
    if shop.refund.destination != "paying_account":
        return ()
    kinds = {payment.kind for payment in shop.payment}
    return (Finding(kind="no-account-to-refund", about="refund"),) if "cash_on_delivery" in kinds else ()
