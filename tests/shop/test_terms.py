"""The shop's own terms: what the file may say, and what it says."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from shop.places import Place
from shop.terms import Collect, Fixed, Free, Shop
from shop.verdict import Allowed, Reason, Refused, refused
from tests.builders import a_shop

COURIER = {
    "id": "courier",
    "name": "پیک",
    "zones": ["elsewhere"],
    "fee": {"kind": "fixed", "amount": "95000 toman"},
    "working_days": [3, 5],
    "clause": "delivery#courier",
}
GATEWAY = {"kind": "gateway", "name": "درگاه", "provider": "zarinpal", "clause": "payment#gateway"}


def test_baqiyat_says_what_its_rules_say() -> None:
    shop = a_shop()

    assert (shop.id, shop.price_unit, shop.order.code_prefix) == ("baqiyat", "toman", "BQ")
    assert shop.week.weekend == ("friday",)
    assert shop.quantity.maximum == 5
    assert shop.order.finalise_hours == 24
    assert shop.refund.working_hours == 48
    assert shop.cart.keep_days == 30
    assert shop.identity.zones == ("elsewhere",)
    assert shop.zones == {"qom": (Place("قم", "قم"), Place("قم", "پردیسان"))}
    assert [(delivery.id, delivery.fee, delivery.zones, delivery.working_days) for delivery in shop.delivery] == [
        ("free-courier", Free(), ("qom",), (1, 2)),
        ("courier", Fixed(amount=shop.delivery[1].fee.amount), ("elsewhere",), (3, 5)),  # type: ignore[union-attr]
        ("freight", Collect(), ("elsewhere",), (4, 7)),
    ]
    assert [delivery.by_freight for delivery in shop.delivery] == [False, False, True]
    assert [payment.kind for payment in shop.payment] == ["gateway", "transfer", "card_to_card", "cash_on_delivery"]
    assert [payment.zones for payment in shop.payment] == [(), (), (), ("qom",)]
    assert [payment.for_freight for payment in shop.payment] == [True, False, True, False]


def test_BAQ_011_the_payment_step_names_bon_cards_where_the_shop_does() -> None:
    """BAQ-011."""
    assert "بُن‌کارت" in a_shop().payment[0].note
    assert "بُن‌کارت" not in a_shop(payment=[GATEWAY]).payment[0].note


def test_BAQ_049_one_number_sends_every_message() -> None:
    """BAQ-049: the sender is stated once; nothing else in the terms names another."""
    assert a_shop().contact.sms_sender == "30000000000110"
    assert a_shop(contact={"sms_sender": "3000999"}).contact.sms_sender == "3000999"


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param({"cart": {"keep_days": 0}}, id="no days"),
        pytest.param({"order": {"finalise_hours": -1}}, id="a window in the past"),
        pytest.param({"quantity": {"maximum": 0}}, id="a largest of none"),
        pytest.param({"refund": {"working_hours": "soon"}}, id="a word for a number"),
        pytest.param({"order": {"code_prefix": "bq"}}, id="small letters in a code"),
        pytest.param({"order": {"code_prefix": "ABCDE"}}, id="five letters in a code"),
        pytest.param({"price_unit": "dollar"}, id="another currency"),
        pytest.param({"id": "Baqiyat"}, id="a name with a capital"),
        pytest.param({"name": "  "}, id="a blank name"),
        pytest.param({"look": {"brand": "green"}}, id="a colour by name"),
        pytest.param({"look": {"corner_px": 33}}, id="too round"),
        pytest.param({"look": {"corner_px": -1}}, id="less than square"),
        pytest.param({"week": {"weekend": ["jomeh"]}}, id="a day in another language"),
        pytest.param({"quantity": {"clause": "ordering"}}, id="a page without a clause"),
        pytest.param({"seal": {"enamad_id": "1", "enamad_code": "2", "stars": 6}}, id="six stars"),
        pytest.param({"seal": {"enamad_id": "", "enamad_code": "2", "stars": 2}}, id="a seal without its id"),
        pytest.param({"gifts": {}}, id="an unknown table"),
        pytest.param({"week": {"holidays": []}}, id="an unknown key"),
        pytest.param({"delivery": [COURIER | {"fee": {"kind": "fixed", "amount": 95_000}}]}, id="a fee without unit"),
        pytest.param({"delivery": [COURIER | {"fee": {"kind": "fixed", "amount": "95000"}}]}, id="a fee as bare text"),
        pytest.param({"delivery": [COURIER | {"fee": {"kind": "fixed", "amount": "x toman"}}]}, id="a fee in words"),
        pytest.param({"delivery": [COURIER | {"fee": {"kind": "cheap"}}]}, id="another kind of fee"),
        pytest.param({"delivery": [COURIER | {"working_days": [0, 1]}]}, id="no working day"),
        pytest.param({"delivery": [COURIER | {"working_days": [5, 3]}]}, id="the latest before the earliest"),
        pytest.param({"delivery": [COURIER | {"working_days": [3]}]}, id="one day for a span"),
        pytest.param({"payment": [GATEWAY | {"kind": "cheque"}]}, id="another way of payment"),
        pytest.param({"payment": [GATEWAY | {"provider": "paypal"}]}, id="another provider"),
    ],
)
def test_terms_that_say_something_else_are_refused(tables: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_shop(**tables)


def test_BAQ_106_a_seal_is_stated_whole_or_not_at_all() -> None:
    """BAQ-106."""
    assert a_shop().seal is None

    seal = a_shop(seal={"enamad_id": "123", "enamad_code": "abc", "stars": 2}).seal
    assert seal is not None
    assert (seal.enamad_id, seal.enamad_code, seal.stars) == ("123", "abc", 2)


def test_a_fee_is_read_in_the_unit_it_names() -> None:
    toman, rial = (
        a_shop(delivery=[COURIER | {"fee": {"kind": "fixed", "amount": amount}}]).delivery[0].fee
        for amount in ("95000 toman", "۹۵۰٬۰۰۰ ریال")
    )

    assert toman == rial
    assert isinstance(toman, Fixed)
    assert toman.amount == 950_000


def test_terms_read_again_from_a_release_are_the_same() -> None:
    terms = TypeAdapter(Shop)

    assert terms.validate_json(terms.dump_json(a_shop())) == a_shop()


def test_a_refusal_says_why_and_by_which_clause() -> None:
    assert Allowed().allowed is True
    assert refused(Reason()) == Refused(Reason(), None)
    assert refused(Reason()).allowed is False
    assert Reason().code == "reason"
