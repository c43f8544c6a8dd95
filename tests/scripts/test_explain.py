"""``scripts/explain`` says what the checkout would say, of every place, delivery and payment."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from checkout.web.reasons import reason_words
from shop.calendar import local_day
from shop.errors import OptionRefused
from shop.goods import Parcel
from shop.money import Rials
from shop.places import Place, provinces
from shop.quote import (
    DeliveryOption,
    PaymentOption,
    choose_delivery,
    choose_payment,
    delivery_options,
    finalise_by,
    payment_options,
)
from shop.rules.identity import identity_asked
from shop.rules.payment import Bill
from shop.terms import Shop
from shop.verdict import Clause, Refused, Verdict
from tests.builders import ISFAHAN, MASHHAD, PLACED_AT, SHIRAZ, TEHRAN, a_bill, a_parcel, a_shop
from tests.scripts.conftest import Explained

GOLDEN = Path(__file__).parent / "explained"
GOODS = 29_500_000
"""The rials that ``explained`` asks about: 2,950,000 toman."""
OTHERS = (
    ISFAHAN,
    MASHHAD,
    SHIRAZ,
    TEHRAN,
    Place("لرستان", "خرم آباد"),
    Place("مازندران", "خرم آباد"),
    Place("آذربایجان غربی", "مهاباد"),
    Place("هرمزگان", "حاجی آباد"),
    Place("مرکزی", "اراک"),
    Place("یزد", "یزد"),
)
GRID = (*(Place("قم", city) for city in provinces()["قم"]), *OTHERS)


def plain_verdict(verdict: Verdict, clause: Clause, shop: Shop) -> dict[str, object]:
    if isinstance(verdict, Refused):
        return {
            "allowed": False,
            "code": verdict.reason.code,
            "words": reason_words(verdict.reason, shop.price_unit),
            "clause": verdict.clause,
        }
    return {"allowed": True, "code": None, "words": None, "clause": clause}


def told_verdict(told: dict[str, Any]) -> dict[str, object]:
    reason = told["reason"] or {"code": None, "words": None}
    return {"allowed": told["allowed"], "code": reason["code"], "words": reason["words"], "clause": told["clause"]}


def sent_to(place: Place) -> Parcel:
    return a_parcel(place, value=GOODS)


def billed(place: Place, option: DeliveryOption) -> Bill:
    return a_bill(place, by_freight=option.delivery.by_freight, payable=GOODS + option.carriage)


def agree_on_payment(told: dict[str, Any], option: PaymentOption, bill: Bill, shop: Shop) -> None:
    place = bill.place
    asked = identity_asked(shop, place, option.payment.kind) if option.verdict.allowed else None

    assert told["kind"] == option.payment.kind
    assert told_verdict(told) == plain_verdict(option.verdict, option.payment.clause, shop)
    assert told["identity_card"] is asked
    if told["allowed"]:
        assert choose_payment(shop, bill, told["kind"]) == option.payment
    else:
        with pytest.raises(OptionRefused):
            choose_payment(shop, bill, told["kind"])


def agree_on_delivery(told: dict[str, Any], option: DeliveryOption, place: Place, shop: Shop) -> None:
    assert told["id"] == option.delivery.id
    assert told_verdict(told) == plain_verdict(option.verdict, option.delivery.clause, shop)
    if not told["allowed"]:
        with pytest.raises(OptionRefused):
            choose_delivery(shop, sent_to(place), told["id"], PLACED_AT)
        assert told["payment"] == []
        assert {told[key] for key in ("carriage_rials", "payable_rials", "earliest", "latest")} == {None}
        return
    days = [told[key]["iso"] for key in ("earliest", "latest")]
    bill = billed(place, option)
    payments = payment_options(shop, bill)

    assert choose_delivery(shop, sent_to(place), told["id"], PLACED_AT) == option
    assert (told["carriage_rials"], told["carriage_collected"]) == (option.carriage, option.collect)
    assert told["payable_rials"] == Rials(GOODS + option.carriage)
    assert days == [local_day(option.earliest).isoformat(), local_day(option.latest).isoformat()]
    for payment, expected in zip(told["payment"], payments, strict=True):
        agree_on_payment(payment, expected, bill, shop)


@pytest.mark.parametrize("place", GRID, ids=lambda place: f"{place.province}/{place.city}")
def test_BAQ_003_it_agrees_with_the_checkout_on_every_delivery_and_payment(place: Place, explained: Explained) -> None:
    """BAQ-003, BAQ-004, BAQ-006, BAQ-015, BAQ-019: verdicts, reasons, clauses, carriage, days and identity card."""
    shop = a_shop()

    told = json.loads(explained("--city", place.city, "--province", place.province, "--json"))

    assert (told["place"]["province"], told["place"]["city"]) == (place.province, place.city)
    assert (told["at"]["iso"], told["goods_rials"]) == ("2026-12-02T10:00:00+03:30", GOODS)
    assert told["finalise_by"]["iso"] == "2026-12-03T10:00:00+03:30"
    assert finalise_by(shop, PLACED_AT) == datetime(2026, 12, 3, 6, 30, tzinfo=UTC)
    for delivery, option in zip(told["delivery"], delivery_options(shop, sent_to(place), PLACED_AT), strict=True):
        agree_on_delivery(delivery, option, place, shop)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("qom", ("--city", "قم")),
        ("pardisan", ("--city", "پردیسان")),
        ("kahak", ("--city", "کهک")),
        ("isfahan-freight", ("--city", "اصفهان", "--delivery", "freight")),
    ],
)
def test_BAQ_019_its_json_stays_as_it_is(name: str, words: tuple[str, ...], explained: Explained) -> None:
    """BAQ-003, BAQ-004, BAQ-006, BAQ-015, BAQ-019: programs read it; keys may be added, none changed.

    The files are what ``scripts/explain baqiyat --total 2950000 --at 1405/09/11T10:00 --json`` prints.
    """
    assert explained(*words, "--json") == (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
