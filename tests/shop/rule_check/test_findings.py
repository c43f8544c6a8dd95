"""Each kind of finding: a shop that has it, and the change that takes it away."""

from __future__ import annotations

import pytest

from shop.rule_check import findings, outdated, reading_of
from shop.terms import Shop
from tests.builders import a_shop

GATEWAY = {"kind": "gateway", "name": "درگاه", "provider": "zarinpal", "clause": "payment#gateway"}
DOOR = {"kind": "cash_on_delivery", "name": "در محل", "clause": "payment#at-the-door"}
CARD = {"kind": "card_to_card", "name": "کارت به کارت", "clause": "payment#card"}
COURIER = {
    "id": "courier",
    "name": "پیک",
    "fee": {"kind": "free"},
    "working_days": [1, 2],
    "clause": "delivery#courier",
}
POST = {
    "id": "post",
    "name": "پست",
    "fee": {"kind": "weight", "rows": [{"up_to_grams": 1000, "amount": "80000 rial"}]},
    "working_days": [2, 5],
    "clause": "delivery#post",
}
LIFT = {
    "id": "lift",
    "name": "حمل تا طبقه",
    "only_classes": ["food"],
    "fee": {"kind": "floors", "stairs": 6, "amounts": ["1 rial", "2 rial"]},
    "working_days": [1, 2],
    "clause": "delivery#lift",
}
DEFECT = {"id": "defect", "name": "معیوب", "within": "7 days", "clause": "returns#defect"}
DAMAGE = {"id": "damage", "name": "آسیب", "within": "24 hours", "clause": "returns#damage"}


def sound(**tables: object) -> Shop:
    """Return a shop in which the check finds nothing, but for what ``tables`` change."""
    plain: dict[str, object] = {
        "zones": {"qom": ["قم/قم"]},
        "delivery": [COURIER],
        "payment": [GATEWAY, DOOR],
        "claim": [DEFECT],
        "void": None,
        "reading": [],
        "identity": {"asked": "prepaid", "zones": ["qom"]},
        "form": {"required": ["email"], "clause": "delivery#address"},
    }
    return a_shop(**{**plain, **tables})


def names(shop: Shop) -> set[str]:
    return {finding.name for finding in findings(shop)}


def test_a_sound_shop_has_no_findings() -> None:
    assert names(sound()) == set()


@pytest.mark.parametrize(
    ("found", "tables", "mended"),
    [
        (
            "no-way-to-receive:zones.elsewhere",
            {"delivery": [{**COURIER, "zones": ["qom"]}]},
            {"delivery": [{**COURIER, "zones": ["qom"]}, {**POST, "fee": {"kind": "collect"}}]},
        ),
        ("no-way-to-receive:zones.qom", {"delivery": [POST]}, {"delivery": [POST, COURIER]}),
        ("no-way-to-receive:zones.qom", {"delivery": [LIFT]}, {"delivery": [LIFT, COURIER]}),
        (
            "no-way-to-pay:delivery.courier",
            {"payment": [{**DOOR, "maximum": "1000000 rial"}]},
            {"payment": [{**DOOR, "maximum": "1000000 rial"}, GATEWAY]},
        ),
        (
            "no-way-to-pay:delivery.courier",
            {"payment": [{**GATEWAY, "except_classes": ["home"]}]},
            {"payment": [{**GATEWAY, "except_classes": ["home"]}, DOOR]},
        ),
        (
            "never-reached:delivery.post",
            {"delivery": [COURIER, {**POST, "only_classes": ["food"], "except_classes": ["food"]}]},
            {"delivery": [COURIER, {**POST, "only_classes": ["food"]}]},
        ),
        (
            "never-reached:payment.cash_on_delivery",
            {"delivery": [{**COURIER, "by_freight": True}], "payment": [GATEWAY, {**DOOR, "for_freight": False}]},
            {"payment": [GATEWAY, {**DOOR, "for_freight": False}]},
        ),
        (
            "never-reached:payment.cash_on_delivery",
            {
                "delivery": [{**COURIER, "fee": {"kind": "fixed", "amount": "500 rial"}}],
                "payment": [GATEWAY, {**DOOR, "maximum": "500 rial"}],
            },
            {
                "delivery": [{**COURIER, "fee": {"kind": "fixed", "amount": "500 rial"}}],
                "payment": [GATEWAY, {**DOOR, "maximum": "600 rial"}],
            },
        ),
        (
            "never-reached:charge.packing",
            {
                "delivery": [COURIER, {**POST, "only_classes": ["food"], "except_classes": ["food"]}],
                "charge": [
                    {"id": "packing", "name": "بسته", "amount": "1 rial", "deliveries": ["post"], "clause": "p#c"}
                ],
            },
            {"charge": [{"id": "packing", "name": "بسته", "amount": "1 rial", "clause": "p#c"}]},
        ),
        (
            "only-at-one-amount:payment.cash_on_delivery",
            {"payment": [GATEWAY, {**DOOR, "minimum": "4000000 rial", "maximum": "4000000 rial"}]},
            {"payment": [GATEWAY, {**DOOR, "minimum": "3999999 rial", "maximum": "4000000 rial"}]},
        ),
        (
            "only-at-one-amount:payment.cash_on_delivery",
            {
                "delivery": [{**COURIER, "fee": {"kind": "fixed", "amount": "499 rial"}}],
                "payment": [GATEWAY, {**DOOR, "maximum": "500 rial"}],
            },
            {
                "delivery": [{**COURIER, "fee": {"kind": "fixed", "amount": "498 rial"}}],
                "payment": [GATEWAY, {**DOOR, "maximum": "500 rial"}],
            },
        ),
        (
            "two-windows:claim.defect+damage",
            {"claim": [DEFECT, DAMAGE]},
            {"claim": [{**DEFECT, "only_classes": ["food"]}, {**DAMAGE, "only_classes": ["home"]}]},
        ),
        (
            "two-windows:claim.defect+damage",
            {"claim": [DEFECT, DAMAGE]},
            {"claim": [DEFECT, {**DAMAGE, "after": "refused_at_door"}]},
        ),
        ("price-said-twice:price+void", {"void": {"clause": "ordering#price-error"}}, {}),
        (
            "price-said-twice:price+invoice",
            {"price": {"after_order": "follows_drops"}},
            {"price": {"after_order": "locked"}},
        ),
        ("card-for-all:identity", {"payment": [GATEWAY]}, {"payment": [GATEWAY, DOOR]}),
        (
            "no-account-to-refund:refund",
            {"refund": {"destination": "paying_account"}},
            {
                "refund": {"destination": "paying_account"},
                "payment": [GATEWAY, CARD],
                "identity": {"asked": "always"},
                "finalise": {"within": "3 days"},
            },
        ),
        ("over-before-confirmed:finalise", {"payment": [GATEWAY, DOOR, CARD]}, {"payment": [GATEWAY, DOOR]}),
        (
            "over-before-confirmed:finalise",
            {
                "payment": [GATEWAY, DOOR, CARD],
                "week": {"weekend": ["thursday", "friday"]},
                "finalise": {"within": "48 hours"},
            },
            {
                "payment": [GATEWAY, DOOR, CARD],
                "week": {"weekend": ["thursday", "friday"]},
                "finalise": {"within": "49 hours"},
            },
        ),
        (
            "over-before-it-starts:week",
            {"week": {"cutoff": "08:59", "hours": ["09:00", "17:00"]}},
            {"week": {"cutoff": "09:00", "hours": ["09:00", "17:00"]}},
        ),
        (
            "over-before-it-starts:sellers",
            {
                "week": {"hours": ["09:00", "17:00"]},
                "sellers": {"cutoff": "08:00", "lead_days": 1, "clause": "ordering#stock"},
            },
            {"sellers": {"cutoff": "08:00", "lead_days": 1, "clause": "ordering#stock"}},
        ),
        (
            "over-before-it-starts:week.delay",
            {"week": {"delay": [{"from": "1405/12/15", "to": "1405/12/29", "not_before": "1406/01/01", "note": "ن"}]}},
            {"week": {"delay": [{"from": "1405/12/15", "to": "1405/12/29", "not_before": "1406/01/14", "note": "ن"}]}},
        ),
        ("held-for-ever:finalise", {"finalise": None}, {}),
        ("no-deadline:order.confirmed", {"order": {"steps": ["confirmed", "prepared"]}}, {}),
        (
            "no-deadline:claim.defect",
            {"claim": [{"id": "defect", "name": "معیوب", "clause": "returns#defect"}]},
            {"claim": [DEFECT]},
        ),
        ("no-complaint:claim", {"claim": []}, {}),
        ("proforma-without-email:form", {"form": {"required": ["landline"]}}, {}),
        (
            "unused-zone:zones.far",
            {"zones": {"qom": ["قم/قم"], "far": ["تهران/تهران"]}},
            {
                "zones": {"qom": ["قم/قم"], "far": ["تهران/تهران"]},
                "delivery": [{**COURIER, "zones": ["far", "qom", "elsewhere"]}],
            },
        ),
    ],
)
def test_a_finding_is_found_and_gone_when_it_is_mended(
    found: str, tables: dict[str, object], mended: dict[str, object]
) -> None:
    assert found in names(sound(**tables))
    assert found not in names(sound(**mended))


def test_PAY_021_PAY_022_PAY_023_paying_at_the_door_is_found_to_be_open_at_one_amount_alone() -> None:
    (door,) = (finding for finding in findings(a_shop("payatel")) if finding.kind == "only-at-one-amount")

    assert door.about == "payment.cash_on_delivery"
    assert door.facts == {"amount": "4000000"}


def test_a_finding_is_acknowledged_by_its_name_and_no_other() -> None:
    known = {"about": "مهلت", "taken": "همکاران لغو می‌کنند.", "findings": ["held-for-ever:finalise"]}
    shop = sound(finalise=None, claim=[], reading=[known])
    readings = {finding.name: reading_of(shop, finding) for finding in findings(shop)}

    assert readings == {"held-for-ever:finalise": shop.reading[0], "no-complaint:claim": None}


def test_an_acknowledgement_of_what_is_no_longer_found_is_told() -> None:
    gone = {"about": "مهلت", "taken": "…", "findings": ["held-for-ever:finalise", "no-complaint:claim"]}
    shop = sound(claim=[], reading=[gone])

    assert outdated(shop, findings(shop)) == ("held-for-ever:finalise",)
