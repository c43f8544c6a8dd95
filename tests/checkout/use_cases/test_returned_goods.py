"""Goods given back after delivery, and collect parcels that come back: what is owed, less what, from which moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.use_cases.desk_orders import duties_now
from shop.errors import BadInput, TransitionRefused
from shop.order import Order
from shop.order_chain import check_chain
from shop.order_lines import lines_now
from shop.release import Offer
from shop.rules.refund import refund_by, refund_of
from shop.rules.returned import NotConfirmed, NotOfThisClass
from shop.terms import Confirmer
from tests.builders import SHIRAZ, a_release, a_shop, in_tehran
from tests.checkout.books import stands
from tests.checkout.life import an_order_at, sent
from tests.checkout.shops import an_item
from tests.checkout.staff import gives_back, move, moves, not_now, refused
from tests.fakes import World

WITHDRAWAL = {"why": "withdrawal"}


def item(name: str, product_class: str, price: int = 4_880_000, sku: str = "ITEM-1") -> Offer:
    return an_item(a_shop(name), price, product_class, sku=sku)


def delivered(world: World, name: str, *offers: Offer, **where: object) -> Order:
    order = sent(world, an_order_at(world, name, *offers, **where))  # type: ignore[arg-type]
    return move(world, order, "delivered", identity_checked=True)


def perfume(world: World, product_class: str = "gram") -> Order:
    """Return a delivered perfume: 4,880,000 rials and 120,000 of carriage, 5,000,000 in all."""
    order = delivered(world, "atrebeheshti", item("atrebeheshti", product_class))
    assert (order.paid, order.owed_back) == (5_000_000, 0)
    return order


def comes_back(world: World, order: Order, why: str, found: str = "intact", **form: object) -> Order:
    move(world, order, "return_agreed", sku="ITEM-1", why=why)
    return move(world, order, "goods_arrived", found=found, **form)


def test_ATR_037_an_agreed_return_that_has_not_arrived_owes_nothing(world: World) -> None:
    order = perfume(world)
    agreed = move(world, order, "return_agreed", sku="ITEM-1", why="gram-guarantee")
    assert (agreed.state, agreed.owed_back) == ("delivered", 0)
    not_now(world, order, "refunded", reference="BACK")
    arrived = move(world, order, "goods_arrived", found="intact")
    assert arrived.owed_back == 4_880_000
    assert gives_back(world, order).owed_back == 0


@pytest.mark.parametrize("product_class", ["gram", "branded"], ids=["ATR-039", "ATR-052"])
@pytest.mark.parametrize(
    ("agreed_at", "arrived_at", "until"),
    [
        pytest.param("1405/09/09 12:00", "1405/09/10 12:00", "1405/09/14 12:00", id="over a Friday"),
        pytest.param("1405/09/11 12:00", "1405/09/12 12:00", "1405/09/16 12:00", id="a Thursday counts"),
        pytest.param("1405/11/20 12:00", "1405/11/21 12:00", "1405/11/26 12:00", id="over a holiday and a Friday"),
    ],
)
def test_ATR_039_ATR_052_the_clock_starts_when_the_goods_arrive_and_is_overdue_a_second_later(
    world: World, product_class: str, agreed_at: str, arrived_at: str, until: str
) -> None:
    claim = {"gram": "gram-guarantee", "branded": "branded-return"}[product_class]
    order = perfume(world, product_class)
    world.clock.now = in_tehran(*agreed_at.split())
    move(world, order, "return_agreed", sku="ITEM-1", why=claim)
    world.clock.now = in_tehran(*arrived_at.split())
    arrived = move(world, order, "goods_arrived", found="intact")
    assert refund_by(arrived) == in_tehran(*until.split())
    for late, over in ((timedelta(0), False), (timedelta(seconds=1), True)):
        world.clock.now = in_tehran(*until.split()) + late
        assert [(duty.clock.name, duty.over) for duty in duties_now(world.ports)] == [("refund", over)]
    gives_back(world, order)
    assert duties_now(world.ports) == []


def test_ATR_039_in_a_shop_that_rests_on_thursday_it_is_a_day_later(world: World) -> None:
    world.clock.now = in_tehran("1405/09/10", "12:00")
    week = {"weekend": ["thursday", "friday"], "clause": "shipping#working-days"}
    order = sent(world, an_order_at(world, "atrebeheshti", item("atrebeheshti", "gram"), week=week))
    move(world, order, "delivered", identity_checked=True)
    assert refund_by(comes_back(world, order, "gram-guarantee")) == in_tehran("1405/09/15", "12:00")


def test_ATR_040_of_a_return_by_the_buyers_wish_each_fee_is_kept_and_the_carriage_stays(world: World) -> None:
    order = perfume(world)
    comes_back(world, order, "gram-guarantee")
    facts = gives_back(world, order).events[-1].facts
    fees = {"deducted:کارمزد درگاه پرداخت": "24400", "deducted:کارمزد کارت به کارت": "7200"}
    assert facts.items() >= ({"refunded": "4848400", "deducted": "31600", "of:goods": "4880000"} | fees).items()


def test_ATR_058_on_withdrawal_exactly_the_amount_received_goes_back_with_its_carriage(world: World) -> None:
    order = perfume(world)
    arrived = comes_back(world, order, "withdrawal")
    assert (arrived.owed_back, refund_of(a_shop("atrebeheshti"), arrived).deductions) == (5_000_000, ())
    back = gives_back(world, order)
    facts = back.events[-1].facts
    assert (facts["refunded"], "deducted" in facts, back.held) == ("5000000", False, 0)
    assert (facts["of:goods"], facts["of:carriage"]) == ("4880000", "120000")
    assert stands(world, order) == {"gateway:zarinpal": 5_000_000, facts["till"]: -5_000_000}
    check_chain(back)


def test_ATR_058_only_the_cost_of_sending_back_is_kept_where_the_shop_paid_it(world: World) -> None:
    order = perfume(world)
    comes_back(world, order, "withdrawal", carriage_back=70_000)
    facts = gives_back(world, order).events[-1].facts
    assert (facts["refunded"], facts["deducted"], facts["deducted:کرایه‌ی برگشت"]) == ("4930000", "70000", "70000")


def test_ATR_058_who_withdraws_from_a_part_has_its_price_back_and_no_carriage(world: World) -> None:
    kept = item("atrebeheshti", "gram", 1_000_000, "ITEM-2")
    order = delivered(world, "atrebeheshti", item("atrebeheshti", "gram"), kept)
    arrived = comes_back(world, order, "withdrawal")
    assert (arrived.owed_back, [line.sku for line in lines_now(arrived)]) == (4_880_000, ["ITEM-2"])


def test_ATR_040_no_fee_is_kept_where_the_return_is_not_the_buyers_doing(world: World) -> None:
    order = perfume(world, "branded")
    move(world, order, "return_agreed", sku="ITEM-1", why="branded-return", not_buyers=True)
    arrived = move(world, order, "goods_arrived", found="intact")
    assert refund_of(a_shop("atrebeheshti"), arrived).deducted == 0


def test_goods_that_are_not_as_they_must_be_owe_nothing_and_the_buyer_is_told_why(world: World) -> None:
    order = perfume(world)
    move(world, order, "return_agreed", sku="ITEM-1", why="gram-guarantee")
    with pytest.raises(BadInput, match="missing"):
        move(world, order, "goods_arrived", found="refused")
    refused_ = move(world, order, "goods_arrived", found="refused", note="با حلال دیگری آمیخته است")
    assert (refused_.owed_back, len(lines_now(refused_))) == (0, 1)
    assert "با حلال دیگری آمیخته است" in world.texts(order)[-1]
    assert "return_agreed" in moves(world, order)


def test_ATR_034_ATR_047_goods_that_nobody_agreed_to_start_no_clock_and_are_not_refunded(world: World) -> None:
    order = perfume(world, "branded")
    with pytest.raises(TransitionRefused):
        move(world, order, "goods_arrived", found="intact")
    not_now(world, order, "refunded", reference="BACK")
    assert (world.order(order.code).owed_back, "refund" in world.order(order.code).deadlines) == (0, False)


def test_a_right_of_other_goods_is_refused_with_its_clause(world: World) -> None:
    order = perfume(world, "branded")
    assert refused(world, order, "return_agreed", sku="ITEM-1", why="gram-guarantee") == NotOfThisClass()


@pytest.mark.parametrize("now", [6_000_000, 4_000_000])
def test_BAK_080_where_no_replacement_is_left_the_price_on_the_invoice_goes_back(world: World, now: int) -> None:
    offer = an_item(a_shop("bakala"), 5_000_000, sku="ITEM-1")
    order = delivered(world, "bakala", offer)
    world.releases.serve(a_release(replace(offer, price=type(offer.price)(now)), shop=a_shop("bakala")))
    arrived = comes_back(world, order, "seven-day-test")
    assert arrived.owed_back == 5_000_000
    assert gives_back(world, order).events[-1].facts["refunded"] == "5000000"


def freighted(world: World, name: str) -> Order:
    ways = {"baqiyat": "freight", "bakala": "carrier-rah"}
    offer = an_item(a_shop(name), 5_000_000, sku="ITEM-1")
    return delivered(world, name, offer, place=SHIRAZ, delivery=ways[name])


def test_BAQ_039_freight_damage_is_paid_only_when_carrier_and_officer_have_confirmed(world: World) -> None:
    order = freighted(world, "baqiyat")
    harm = {"sku": "ITEM-1", "why": "harm"}
    cases: list[tuple[dict[str, object], tuple[Confirmer, ...]]] = [
        ({}, ("haulier", "officer")),
        ({"officer": True}, ("haulier",)),
        ({"report": "BAR-77"}, ("officer",)),
    ]
    for confirmed, missing in cases:
        assert refused(world, order, "return_agreed", **harm, **confirmed) == NotConfirmed(missing)
        not_now(world, order, "refunded", reference="BACK")
    move(world, order, "return_agreed", **harm, officer=True, report="BAR-77")
    assert move(world, order, "goods_arrived", found="kept").owed_back == 5_000_000
    assert gives_back(world, order).events[-1].facts["refunded"] == "5000000"


def test_BAK_068_harm_on_the_way_is_paid_only_when_the_carrier_confirms_it(world: World) -> None:
    order = freighted(world, "bakala")
    harm = {"sku": "ITEM-1", "why": "harm"}
    assert refused(world, order, "return_agreed", **harm, officer=True) == NotConfirmed(("haulier",))
    not_now(world, order, "refunded", reference="BACK")
    move(world, order, "return_agreed", **harm, report="BAR-77")
    assert move(world, order, "goods_arrived", found="kept").owed_back == 5_000_000


def test_BAQ_039_the_ground_is_for_freight_alone(world: World) -> None:
    order = delivered(world, "baqiyat", an_item(a_shop(), 5_000_000, sku="ITEM-1"))
    with pytest.raises(BadInput, match="missing_choice"):
        move(world, order, "return_agreed", sku="ITEM-1", why="harm", officer=True, report="BAR-77")


def unpaid_collect(world: World) -> Order:
    """Return goods of 900,000 rials that went by Tipax and came back unpaid."""
    offer = item("atrebeheshti", "gram", 900_000)
    order = sent(world, an_order_at(world, "atrebeheshti", offer, delivery="tipax"))
    move(world, order, "sent_back", why="refused_at_door")
    return move(world, order, "came_back")


def test_ATR_021_an_unpaid_collect_parcel_costs_the_buyer_both_ways_before_the_fees(world: World) -> None:
    order = unpaid_collect(world)
    ended = move(world, order, "cancelled", why="buyer", intact=True, carriage_out=60_000, carriage_back=60_000)
    deductions = dict(refund_of(a_shop("atrebeheshti"), ended).deductions)
    both_ways = deductions["کرایه‌ی رفت پس‌کرایه"] + deductions["کرایه‌ی برگشت"]
    assert (ended.owed_back, ended.owed_back - both_ways) == (900_000, 780_000)
    assert gives_back(world, order).events[-1].facts["refunded"] == str(780_000 - 4_500 - 7_200)


def test_ATR_021_where_the_return_is_not_accepted_nothing_is_owed(world: World) -> None:
    order = unpaid_collect(world)
    assert (order.state, order.owed_back) == ("returned", 0)
    not_now(world, order, "refunded", reference="BACK")


def test_ATR_021_where_the_shop_ends_it_itself_no_carriage_is_kept(world: World) -> None:
    order = unpaid_collect(world)
    ended = move(world, order, "cancelled", note="x", carriage_out=60_000, carriage_back=60_000)
    assert refund_of(a_shop("atrebeheshti"), ended).deducted == 0


def test_carriage_is_kept_only_in_a_shop_whose_terms_say_so(world: World) -> None:
    order = delivered(world, "bakala", an_item(a_shop("bakala"), 5_000_000, sku="ITEM-1"))
    comes_back(world, order, "seven-day-test", carriage_back=70_000)
    assert gives_back(world, order).events[-1].facts["refunded"] == "5000000"


@pytest.mark.parametrize(
    ("paid", "kept"),
    [pytest.param(0, 0, id="ATR-035 by the buyer"), pytest.param(70_000, 70_000, id="ATR-048 by the shop")],
)
def test_ATR_035_ATR_048_sending_back_is_the_buyers_to_pay_and_is_never_added(
    world: World, paid: int, kept: int
) -> None:
    order = delivered(world, "atrebeheshti", item("atrebeheshti", "branded", 3_000_000))
    arrived = comes_back(world, order, "branded-return", carriage_back=paid)
    deductions = dict(refund_of(a_shop("atrebeheshti"), arrived).deductions)
    assert (arrived.owed_back, deductions.get("کرایه‌ی برگشت", 0)) == (3_000_000, kept)
    fees = 15_000 + 7_200
    assert gives_back(world, order).events[-1].facts["refunded"] == str(3_000_000 - fees - kept)


def test_two_returns_one_after_the_other_are_each_owed_and_refunded(world: World) -> None:
    other = item("atrebeheshti", "gram", 1_000_000, "ITEM-2")
    order = delivered(world, "atrebeheshti", item("atrebeheshti", "gram"), other)
    comes_back(world, order, "gram-guarantee")
    first = gives_back(world, order, reference="BACK-1")
    assert first.events[-1].facts["deducted"] == "31600"
    move(world, order, "return_agreed", sku="ITEM-2", why="gram-guarantee")
    second = move(world, order, "goods_arrived", found="intact")
    assert (second.owed_back, refund_of(a_shop("atrebeheshti"), second).deducted) == (1_000_000, 12_200)
    assert gives_back(world, order, reference="BACK-2").owed_back == 0
