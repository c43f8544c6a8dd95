"""Options that nobody can ever choose, or only an order of exactly one amount."""

from __future__ import annotations

from shop.places import ELSEWHERE
from shop.rule_check.finding import Finding
from shop.rule_check.space import Space, amounts
from shop.rules.free_shipping import BY_SHOP
from shop.rules.payment import has_account, may_pay
from shop.terms import ByWeight, Payment, Shop


def unreached(space: Space) -> tuple[Finding, ...]:
    """Return each delivery, payment, charge and zone that no order of any kind ever meets."""
    shop = space.shop
    sent = {case.delivery.id for case in space.sent}
    found = [Finding(kind="never-reached", about=f"delivery.{one.id}") for one in shop.delivery if one.id not in sent]
    found += [
        Finding(kind="never-reached", about=f"payment.{payment.kind}")
        for payment in shop.payment
        # that a number is missing is told by whoever reads the file
        if has_account(shop, payment) and not any(may_pay(shop, payment, case.bill).allowed for case in space.sent)
    ]
    found += [
        Finding(kind="never-reached", about=f"charge.{charge.id}")
        for charge in shop.charge
        if charge.deliveries and not set(charge.deliveries) & sent
    ]
    return (*found, *_unused_zones(shop), *_unreachable_gift(shop, sent))


def _unreachable_gift(shop: Shop, sent: set[str]) -> tuple[Finding, ...]:
    if shop.free_shipping is None or BY_SHOP in sent:
        return ()
    return (Finding(kind="never-reached", about="free_shipping"),)


def _unused_zones(shop: Shop) -> tuple[Finding, ...]:
    named = {ELSEWHERE, *shop.identity.zones}
    named |= {zone for delivery in shop.delivery for zone in delivery.zones}
    named |= {zone for payment in shop.payment for zone in payment.zones}
    fees = [one.fee for one in shop.delivery]
    named |= {zone for fee in fees if isinstance(fee, ByWeight) for row in fee.rows for zone in row.zones}
    return tuple(Finding(kind="unused-zone", about=f"zones.{zone}") for zone in shop.zones if zone not in named)


def hardly_reached(space: Space) -> tuple[Finding, ...]:
    """PAY-021, PAY-022, PAY-023: return each payment that is open at one payable amount alone, whatever else is chosen."""
    found = []
    for payment in space.shop.payment:
        open_at = _amounts_open(space, payment)
        if len(open_at) == 1 and len(amounts(space.shop)) > 1:
            facts = {"amount": str(open_at.pop())}
            found.append(Finding(kind="only-at-one-amount", about=f"payment.{payment.kind}", facts=facts))
    return tuple(found)


def _amounts_open(space: Space, payment: Payment) -> set[int]:
    return {case.bill.payable for case in space.sent if may_pay(space.shop, payment, case.bill).allowed}
