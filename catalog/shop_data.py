"""What a text may name of ``shop.toml`` by ``{shop:KEY}``: who the shop is, and every figure of its rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from catalog import datum
from catalog.datum import Datum
from catalog.measures import measure
from catalog.rule_sentences.fees import fee_in_short
from catalog.rule_sentences.phrases import cities, class_names, listed, week_days
from catalog.rule_sentences.who import required_names
from shop.fillers import is_filler_number, is_filler_sheba
from shop.places import ELSEWHERE
from shop.terms import AbsenceTerms, Delivery, Fixed, Payment, Shop

_MIDNIGHT = timedelta(days=1)


def shop_data(shop: Shop) -> Mapping[str, Datum]:
    """Return every datum a text may name; what this shop does not state is not among them."""
    return {**_who(shop), **_accounts(shop), **_order(shop), **_time(shop), **_ways(shop), **_after(shop)}


def _who(shop: Shop) -> dict[str, Datum]:
    contact = shop.contact
    return {
        "shop.name": datum.words(shop.name),
        "shop.site_url": datum.latin(shop.site_url),
        "contact.email": datum.latin(contact.email),
        "contact.mobile": datum.number(contact.mobile, 4, 3, 4),
        "contact.landline": datum.number(contact.landline, 3, 4, 4),
        "contact.address": datum.words(contact.address),
        "contact.sms_sender": datum.number(contact.sms_sender),
        "contact.sales_officer": datum.number(contact.sales_officer, 4, 3, 4),
    }


def _accounts(shop: Shop) -> dict[str, Datum]:
    """BAQ-021: return where transfers go; a number that only fills its place is shown as none."""
    accounts = shop.accounts
    number, card = ("" if is_filler_number(typed) else typed for typed in (accounts.number, accounts.card))
    sheba = "" if is_filler_sheba(accounts.sheba) else accounts.sheba
    return {
        "accounts.bank": datum.words(accounts.bank),
        "accounts.holder": datum.words(accounts.holder),
        "accounts.number": datum.digits(number),
        "accounts.sheba": datum.number(sheba, *[4] * 7),
        "accounts.card": datum.number(card, *[4] * 4),
    }


def _order(shop: Shop) -> dict[str, Datum]:
    found = {
        "order.code_prefix": datum.latin(shop.order.code_prefix),
        "quantity.maximum": datum.count(shop.quantity.maximum, "items"),
        "cart.keep_days": datum.count(shop.cart.keep_days, "days"),
        "form.required": datum.words(required_names(shop.form)),
    }
    if shop.finalise:
        found["finalise.within"] = datum.span(shop.finalise.within)
    if shop.void and shop.void.gross_percent:
        found["void.gross_percent"] = datum.count(shop.void.gross_percent, "percent")
    if shop.door_cancel:
        found["door_cancel.within"] = datum.span(shop.door_cancel.within)
    if shop.address:
        found["address.refused_kinds"] = datum.words(listed(shop.address.refused_kinds))
    if shop.identity.documents:
        found["identity.documents.above"] = datum.money(shop.identity.documents.above, shop.price_unit)
    return found


def _time(shop: Shop) -> dict[str, Datum]:
    found = {"week.working_days": datum.words(week_days(shop.week.weekend))}
    if shop.week.cutoff < _MIDNIGHT:
        found["week.cutoff"] = datum.clock(shop.week.cutoff)
    if shop.sellers:
        found["sellers.cutoff"] = datum.clock(shop.sellers.cutoff)
        found["sellers.lead_days"] = datum.count(shop.sellers.lead_days, "working days")
    return found


def _ways(shop: Shop) -> dict[str, Datum]:
    found = {f"zones.{zone}": datum.words(listed(cities(shop, [zone]))) for zone in shop.zones if zone != ELSEWHERE}
    for delivery in shop.delivery:
        found |= _delivery(shop, delivery)
    for payment in shop.payment:
        found |= _payment(shop, payment)
    for charge in shop.charge:
        found[f"charge.{charge.id}.amount"] = datum.money(charge.amount, shop.price_unit)
    if shop.free_shipping:
        found["free_shipping.minimum"] = datum.money(shop.free_shipping.minimum, shop.price_unit)
    return found


def _delivery(shop: Shop, delivery: Delivery) -> dict[str, Datum]:
    fee = delivery.fee
    held = (measure(fee.amount, "rials"),) if isinstance(fee, Fixed) else ()
    return {
        f"delivery.{delivery.id}.fee": datum.words(fee_in_short(fee, shop), *held),
        f"delivery.{delivery.id}.working_days": datum.days(delivery.working_days),
    }


def _payment(shop: Shop, payment: Payment) -> dict[str, Datum]:
    limits = {"maximum": payment.maximum, "minimum": payment.minimum}
    return {
        f"payment.{payment.kind}.{name}": datum.money(limit, shop.price_unit)
        for name, limit in limits.items()
        if limit is not None
    }


def _after(shop: Shop) -> dict[str, Datum]:
    found = {"refund.within": datum.span(shop.refund.within)}
    insured = [one.id for one in shop.classes if one.insured]
    if shop.insurance and insured:
        found["insurance.classes"] = datum.words(class_names(shop, insured))
    for claim in shop.claim:
        if claim.within:
            found[f"claim.{claim.id}.within"] = datum.span(claim.within)
    return found | (_absence(shop, shop.absence) if shop.absence else {})


def _absence(shop: Shop, terms: AbsenceTerms) -> dict[str, Datum]:
    found = {}
    if terms.attempts:
        found["absence.attempts"] = datum.count(terms.attempts, "times")
    if terms.hold_days:
        found["absence.hold_days"] = datum.count(terms.hold_days, "days")
    if terms.resend_fee:
        found["absence.resend_fee"] = datum.money(terms.resend_fee, shop.price_unit)
    if terms.answer_within:
        found["absence.answer_within"] = datum.span(terms.answer_within)
    return found
