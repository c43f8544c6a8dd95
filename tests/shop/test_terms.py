"""The shop's own terms: what the file may say, and what it says."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from shop.places import Place
from shop.release import decode, encode, release_id
from shop.spans import Span
from shop.terms import Collect, Fixed, Free, Shop
from shop.verdict import Allowed, Reason, Refused, refused
from tests.builders import ROOT, SHOPS, a_release, a_shop

COURIER = {
    "id": "courier",
    "name": "پیک",
    "zones": ["elsewhere"],
    "fee": {"kind": "fixed", "amount": "95000 toman"},
    "working_days": [3, 5],
    "clause": "delivery#courier",
}
FREE = {"minimum": "1 toman", "deliveries": ["courier"], "clause": "delivery#free"}
FLOORS = {"kind": "floors", "stairs": 6, "amounts": ["1 toman"]}
GATEWAY = {"kind": "gateway", "name": "درگاه", "provider": "zarinpal", "clause": "payment#gateway"}


def test_baqiyat_says_what_its_rules_say() -> None:
    shop = a_shop()

    assert (shop.id, shop.price_unit, shop.order.code_prefix) == ("baqiyat", "toman", "BQ")
    assert shop.week.weekend == ("friday",)
    assert shop.quantity.maximum == 5
    assert shop.finalise is not None
    assert shop.finalise.within == Span(24, "hours")
    assert shop.refund.within == Span(48, "working hours")
    assert shop.order.steps == ("prepared",)
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
        pytest.param({"finalise": {"within": "-1 hours"}}, id="a window in the past"),
        pytest.param({"finalise": {"within": "0 hours"}}, id="a window of no time"),
        pytest.param({"finalise": {"within": 24}}, id="a window without its unit"),
        pytest.param({"finalise": {"clause": None}}, id="a rule without its clause"),
        pytest.param({"order": {"steps": ["prepared", "confirmed", "prepared"]}}, id="a step twice"),
        pytest.param({"order": {"steps": ["packed"]}}, id="another step"),
        pytest.param({"price": {"after_order": "rises"}}, id="a price that only rises"),
        pytest.param({"void": {"gross_percent": 100}}, id="a gross error of all"),
        pytest.param({"cancel": {"own_until": "dispatched"}}, id="an own cancellation under way"),
        pytest.param({"identity": {"asked": "sometimes"}}, id="a card at whim"),
        pytest.param({"form": {"required": ["fax"]}}, id="a field that no form has"),
        pytest.param({"refund": {"destination": "cash"}}, id="money back in hand"),
        pytest.param({"refund": {"deduction": [{"name": "کارمزد"}]}}, id="a deduction of nothing"),
        pytest.param(
            {"refund": {"deduction": [{"name": "کارمزد", "percent": "0.5", "amount": "1 rial"}]}}, id="of two figures"
        ),
        pytest.param({"class": []}, id="no class of goods"),
        pytest.param({"delivery": []}, id="no way to send"),
        pytest.param({"payment": []}, id="no way to pay"),
        pytest.param({"free_shipping": {**FREE, "deliveries": []}}, id="free by none"),
        pytest.param({"delivery": [COURIER | {"fee": {"kind": "weight", "rows": []}}]}, id="a table without rows"),
        pytest.param({"delivery": [COURIER | {"fee": FLOORS | {"amounts": []}}]}, id="no floor"),
        pytest.param({"delivery": [COURIER | {"fee": FLOORS | {"stairs": 0}}]}, id="no step"),
        pytest.param(
            {"payment": [GATEWAY | {"minimum": "11 rial", "maximum": "1 toman"}]}, id="the largest below the smallest"
        ),
        pytest.param({"reading": [{"tension": "BAK-1", "about": "x", "taken": "y"}]}, id="no name of a tension"),
        pytest.param({"quantity": {"maximum": 0}}, id="a largest of none"),
        pytest.param({"refund": {"within": "soon"}}, id="a word for a number"),
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
        pytest.param({"seal": {"enamad_id": "1a", "enamad_code": "2", "stars": 2}}, id="a seal whose id is no number"),
        pytest.param(
            {"seal": {"enamad_id": "1", "enamad_code": "2&x=1", "stars": 2}}, id="a seal whose code says more"
        ),
        pytest.param({"enamad_proof": "123; img-src *"}, id="a proof that says more"),
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


@pytest.mark.parametrize("name", SHOPS)
def test_terms_read_again_from_a_release_are_the_same(name: str) -> None:
    shop, terms = a_shop(name), TypeAdapter(Shop)
    encoded = encode(a_release(shop=shop))

    assert shop.id == name
    assert terms.validate_json(terms.dump_json(shop)) == shop
    assert decode(encoded, release_id(encoded)).shop == shop
    assert encode(decode(encoded, release_id(encoded))) == encoded


def test_the_five_shops_are_all_the_shops_there_are() -> None:
    assert {file.parent.name for file in (ROOT / "content").glob("*/shop.toml")} == set(SHOPS)
    assert len({encode(a_release(shop=a_shop(name))) for name in SHOPS}) == 5


def test_a_part_that_is_not_stated_is_a_right_the_shop_does_not_have() -> None:
    taken_out = ("finalise", "void", "stop", "address", "report")
    shop = a_shop(**dict.fromkeys(taken_out))

    assert all(getattr(a_shop(), part) is not None for part in taken_out)
    assert all(getattr(shop, part) is None for part in taken_out)


@pytest.mark.parametrize(
    "part", ["week", "acceptance", "quantity", "order", "price", "stock", "cancel", "refund", "form"]
)
def test_a_part_that_every_shop_has_must_be_stated(part: str) -> None:
    with pytest.raises(ValidationError):
        a_shop(**{part: None})


def test_a_refusal_says_why_and_by_which_clause() -> None:
    assert Allowed().allowed is True
    assert refused(Reason()) == Refused(Reason(), None)
    assert refused(Reason()).allowed is False
    assert Reason().code == "reason"
