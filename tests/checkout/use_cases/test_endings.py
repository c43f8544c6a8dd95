"""Why and until when an order is ended: by its buyer, by staff, for each reason that a shop's terms give."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from checkout.kinds import OUTBOX
from checkout.use_cases.claims import cancel_own, request_cancel
from checkout.use_cases.desk_orders import duties_now
from shop.errors import BadInput, Conflict, TransitionRefused
from shop.identifiers import masked
from shop.money import Rials
from shop.order import Order
from shop.rules.cancel import NotThisReason, TooFarAlong, may_cancel_own, may_request_cancel
from shop.rules.ending import Ending, MarketValueMissing, NotGross, NotIntact, TooEarly, WindowOver, may_cancel
from shop.rules.lines import may_give_up
from shop.rules.refund import refund_by, refund_of
from shop.verdict import Allowed, Clause, Refused
from tests.builders import HONEY, SAFFRON, a_shop, in_tehran
from tests.checkout.life import an_order_at, last, pay, sent
from tests.checkout.shops import an_item
from tests.checkout.staff import SHEBA, gives_back, move, moves, not_now, refused
from tests.fakes import World

NAMES = ("baqiyat", "bakala", "payatel", "chistatech", "atrebeheshti")


def test_CHI_003_a_gross_price_error_voids_the_order_and_records_both_prices(world: World) -> None:
    order = an_order_at(world, "chistatech", price=5_000_000)
    assert refused(world, order, "cancelled", why="price_error") == MarketValueMissing()
    ended = move(world, order, "cancelled", why="price_error", market_value=50_000_000)
    assert ended.events[-1].facts == {"why": "price_error", "price": "5000000", "market_value": "50000000"}
    assert (ended.state, refund_of(a_shop("chistatech"), ended).amount) == ("cancelled", 5_000_000)
    assert "چون قیمت به‌اشتباه درج شده بود لغو شد" in world.texts(order)[-1]


def test_CHI_003_a_small_difference_is_warned_of_and_voided_only_by_insisting(world: World) -> None:
    order = an_order_at(world, "chistatech", price=48_000_000)
    assert refused(world, order, "cancelled", why="price_error", market_value=50_000_000) == NotGross(4, 20)
    ended = move(world, order, "cancelled", why="price_error", market_value=50_000_000, insists=True)
    assert ended.events[-1].facts["insisted"] == "yes"


@pytest.mark.parametrize(
    ("price", "gross"),
    [
        pytest.param(40_000_000, True, id="exactly 20 percent"),
        pytest.param(40_000_001, False, id="one rial less"),
        pytest.param(60_000_000, True, id="too dear by 20 percent"),
    ],
)
def test_CHI_003_the_shops_own_share_is_gross_itself(world: World, price: int, *, gross: bool) -> None:
    order = an_order_at(world, "chistatech", price=price)
    ending = Ending(why="price_error", market_value=Rials(50_000_000))
    assert may_cancel(a_shop("chistatech"), order, ending, world.clock()).allowed is gross


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        pytest.param("baqiyat", 100_000, 1_000_000, id="BAQ-076"),
        pytest.param("bakala", 300_000, 3_000_000, id="BAK-043"),
        pytest.param("payatel", 300_000, 3_000_000, id="PAY-010"),
    ],
)
def test_BAQ_076_BAK_043_PAY_010_a_wrong_price_voids_a_paid_order_and_exactly_what_was_paid_goes_back(
    world: World, name: str, wrong: int, right: int
) -> None:
    order = an_order_at(world, name, price=wrong)
    ended = move(world, order, "cancelled", why="price_error", market_value=right)
    assert (ended.owed_back, refund_of(a_shop(name), ended).deducted) == (wrong, 0)
    assert ended.events[-1].facts == {"why": "price_error", "price": str(wrong), "market_value": str(right)}
    assert world.texts(order)[-1].count("لغو شد") == 1
    back = gives_back(world, order, reference="BACK-1")
    facts = {"refunded": str(wrong), "reference": "BACK-1", "to": masked(SHEBA)}
    assert back.events[-1].facts.items() >= (facts | {"of:goods": str(wrong)}).items()
    assert back.owed_back == 0


def test_BAQ_076_T_BAQ_28_until_delivery_even_on_the_way_but_not_after_it(world: World) -> None:
    order = sent(world, an_order_at(world, "baqiyat", price=100_000))
    ended = move(world, order, "cancelled", why="price_error", market_value=1_000_000)
    assert (ended.owed_back, world.stock(HONEY)) == (100_000, 11)

    delivered = sent(world, an_order_at(world, "baqiyat", price=100_000, mobile="09350000001"))
    move(world, delivered, "delivered", identity_checked=True)
    not_now(world, delivered, "cancelled", why="price_error", market_value=1_000_000)
    ending = Ending(why="price_error", market_value=Rials(1_000_000))
    verdict = may_cancel(a_shop(), world.order(delivered.code), ending, world.clock())
    assert verdict == Refused(TooFarAlong(), Clause("ordering#price-error"))


def test_a_shop_without_the_right_voids_nothing(world: World) -> None:
    order = an_order_at(world, "atrebeheshti")
    assert refused(world, order, "cancelled", why="price_error", market_value=1) == NotThisReason()
    assert refused(world, order, "cancelled", why="market") == NotThisReason()


def test_BAK_118_the_market_ends_an_order_and_the_buyer_is_told_in_the_same_act(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    said = len(world.texts(order))
    ended = move(world, order, "cancelled", why="market")
    assert (ended.owed_back, refund_by(ended) is not None) == (5_000_000, True)
    assert ended.events[-1].facts == {"why": "market"}
    told = world.texts(order)
    assert len(told) == said + 1
    assert "چون نوسان بازار ارسالش را ناممکن کرد" in told[-1]
    assert [(duty.clock.name, duty.order.code) for duty in duties_now(world.ports)] == [("refund", order.code)]


def test_BAK_118_if_the_message_cannot_be_written_the_order_is_not_cancelled(world: World) -> None:
    order = an_order_at(world, "bakala", price=5_000_000)
    sms = f"{order.code}:{len(order.events) + 1}:sms"
    taken = world.outbox(f"{order.code}:")[-1]
    with world.store.transaction() as tx:
        tx.insert(OUTBOX, replace(taken, id=sms))
    before = world.everything()
    with pytest.raises(Conflict):
        move(world, order, "cancelled", why="market")
    assert world.everything() == before


@pytest.mark.parametrize("name", [name for name in NAMES if name != "bakala"])
def test_BAK_118_is_a_right_of_one_shop_only(world: World, name: str) -> None:
    order = an_order_at(world, name)
    assert refused(world, order, "cancelled", why="market") == NotThisReason()


@pytest.mark.parametrize(("time", "may"), [("10:00:00", True), pytest.param("10:00:01", False, id="one second over")])
def test_CHI_018_an_order_for_the_door_is_cancelled_within_24_hours_for_that_reason(
    world: World, time: str, *, may: bool
) -> None:
    order = an_order_at(world, "chistatech", pays="cash_on_delivery")
    world.clock.now = in_tehran("1405/09/12", time)
    if may:
        assert move(world, order, "cancelled", why="door").state == "cancelled"
        return
    until = in_tehran("1405/09/12", "10:00")
    assert refused(world, order, "cancelled", why="door") == WindowOver(until)
    assert move(world, order, "cancelled", why="stock").state == "cancelled"


def test_CHI_018_the_clock_runs_from_the_registration_not_from_the_choice(world: World) -> None:
    order = an_order_at(world, "chistatech", pays="")
    world.clock.go_on(hours=23)
    chosen = pay(world, order, "cash_on_delivery")
    assert chosen.deadlines["door_cancel"] == order.placed_at + timedelta(hours=24)


def test_CHI_018_an_order_paid_online_never_offers_it(world: World) -> None:
    order = an_order_at(world, "chistatech")
    assert "door_cancel" not in order.deadlines
    assert refused(world, order, "cancelled", why="door") == NotThisReason()


def test_CHI_018_is_a_right_of_one_shop_only(world: World) -> None:
    order = an_order_at(world, "bakala", pays="cash_on_delivery")
    assert refused(world, order, "cancelled", why="door") == NotThisReason()


def failed_at_eleven(world: World) -> Order:
    """Return a prepaid order whose buyer was not there on Wednesday 11 Azar at 11:00."""
    order = sent(world, an_order_at(world, "chistatech"))
    world.clock.now = in_tehran("1405/09/11", "11:00")
    return move(world, order, "delivery_failed")


@pytest.mark.parametrize(("time", "may"), [("10:59:59", False), ("11:00:00", True)])
def test_CHI_020_without_an_answer_for_24_hours_the_shop_may_cancel(world: World, time: str, *, may: bool) -> None:
    order = failed_at_eleven(world)
    world.clock.now = in_tehran("1405/09/12", time)
    if not may:
        not_before = TooEarly(in_tehran("1405/09/12", "11:00"))
        assert refused(world, order, "cancelled", why="no_answer") == not_before
        return
    ended = move(world, order, "cancelled", why="no_answer")
    assert (ended.owed_back, refund_by(ended) is not None) == (2_400_000, True)


def test_CHI_020_an_answer_closes_the_timer(world: World) -> None:
    order = failed_at_eleven(world)
    world.clock.now = in_tehran("1405/09/12", "10:30")
    move(world, order, "answered")
    world.clock.now = in_tehran("1405/09/13", "12:00")
    assert "answered" not in moves(world, order)
    assert refused(world, order, "cancelled", why="no_answer") == NotThisReason()


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "chistatech"])
def test_BAQ_030_a_buyer_cancels_alone_while_the_order_is_queued_and_not_later(world: World, name: str) -> None:
    order = an_order_at(world, name)
    ended = cancel_own(world.ports, order.code)
    assert (ended.state, ended.events[-1].facts, ended.owed_back) == ("cancelled", {"why": "buyer"}, 2_400_000)
    assert (world.stock(HONEY), refund_by(ended) is not None) == (12, True)

    begun = an_order_at(world, name, mobile="09350000001")
    move(world, begun, "prepared")
    before = world.everything()
    with pytest.raises(TransitionRefused):
        cancel_own(world.ports, begun.code)
    assert world.everything() == before


def test_ATR_005_after_paying_a_buyer_only_asks_and_before_it_cancels_alone(world: World) -> None:
    unpaid = an_order_at(world, "atrebeheshti", pays="")
    assert cancel_own(world.ports, unpaid.code).state == "cancelled"
    paid = an_order_at(world, "atrebeheshti", mobile="09350000001")
    before = world.everything()
    with pytest.raises(TransitionRefused):
        cancel_own(world.ports, paid.code)
    assert world.everything() == before


def test_BAQ_031_a_request_waits_for_the_sales_officer_who_agrees(world: World) -> None:
    order = an_order_at(world, "baqiyat")
    move(world, order, "prepared")
    before = world.everything()
    with pytest.raises(BadInput, match="cancel_note: missing"):
        request_cancel(world.ports, order.code, "")
    assert world.everything() == before
    request_cancel(world.ports, order.code, "اشتباه سفارش دادم")
    assert [(duty.clock.name, duty.order.code) for duty in duties_now(world.ports)] == [("request", order.code)]
    with pytest.raises(TransitionRefused):
        request_cancel(world.ports, order.code, "دوباره")
    world.clock.now = in_tehran("1405/09/11", "10:00")
    ended = move(world, order, "cancelled", why="buyer")
    assert (ended.owed_back, refund_by(ended)) == (2_400_000, in_tehran("1405/09/14", "10:00"))


def test_BAQ_031_after_dispatch_this_shop_takes_no_request(world: World) -> None:
    order = sent(world, an_order_at(world, "baqiyat"))
    assert not may_request_cancel(a_shop(), order).allowed
    with pytest.raises(TransitionRefused):
        request_cancel(world.ports, order.code, "نمی‌خواهم")


def test_ATR_027_before_dispatch_a_request_is_agreed_to_and_the_fees_are_kept(world: World) -> None:
    order = an_order_at(world, "atrebeheshti", price=4_880_000)
    assert order.total == 5_000_000
    move(world, order, "confirmed")
    request_cancel(world.ports, order.code, "نمی‌خواهم")
    ended = move(world, order, "cancelled", why="buyer")
    refund = refund_of(a_shop("atrebeheshti"), ended)
    assert refund.deductions == (("کارمزد درگاه پرداخت", 25_000), ("کارمزد کارت به کارت", 7_200))
    assert (refund.owed, refund.amount) == (5_000_000, 4_967_800)


def test_ATR_005_a_request_may_be_refused_with_a_reason_and_the_order_goes_on(world: World) -> None:
    order = an_order_at(world, "atrebeheshti")
    request_cancel(world.ports, order.code, "نمی‌خواهم")
    before = world.everything()
    with pytest.raises(BadInput, match="note: missing"):
        move(world, order, "cancel_refused")
    assert world.everything() == before
    move(world, order, "cancel_refused", note="عطر ترکیب شده است")
    assert "پذیرفته نشد: عطر ترکیب شده است" in world.texts(order)[-1]
    assert (last(world, order), "confirmed" in moves(world, order)) == ("cancel_refused", True)
    request_cancel(world.ports, order.code, "باز هم می‌خواهم لغو شود")


def test_ATR_005_a_blend_is_not_taken_out_of_an_order_once_it_is_being_mixed(world: World) -> None:
    """ATR-005: its buyer may give it up until then, and the sealed cologne beside it later too; staff's own want remains."""
    shop = a_shop("atrebeheshti")
    blend, sealed = (an_item(shop, 3_000_000, kind, sku=kind.upper(), title=kind) for kind in ("blend", "branded"))
    order = an_order_at(world, "atrebeheshti", blend, sealed)
    move(world, order, "confirmed")
    move(world, order, "prepared")
    clause = Clause("rules#cancel")

    assert refused(world, order, "line_closed", sku="BLEND", why="buyer") == TooFarAlong()
    assert may_give_up(shop, world.order(order.code), "BLEND") == Refused(TooFarAlong(), clause)
    assert may_give_up(shop, world.order(order.code), "BRANDED") == Allowed()
    assert move(world, order, "line_closed", sku="BLEND", why="stock").owed_back == 3_000_000


def test_ATR_005_a_blend_is_not_cancelled_once_it_is_being_mixed(world: World) -> None:
    shop = a_shop("atrebeheshti")
    blend, sealed = an_item(shop, 900_000, "blend"), an_item(shop, 900_000, "branded", sku=SAFFRON)
    order = an_order_at(world, "atrebeheshti", blend, sealed)
    move(world, order, "confirmed")
    assert may_cancel(shop, world.order(order.code), Ending(why="buyer"), world.clock()).allowed
    move(world, order, "prepared")
    assert refused(world, order, "cancelled", why="buyer") == TooFarAlong()

    only_sealed = an_order_at(world, "atrebeheshti", sealed, mobile="09350000001")
    move(world, only_sealed, "confirmed")
    move(world, only_sealed, "prepared")
    assert move(world, only_sealed, "cancelled", why="buyer").state == "cancelled"


def test_ATR_028_after_dispatch_a_request_waits_for_the_goods_and_their_state(world: World) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    assert not may_cancel_own(a_shop("atrebeheshti"), order).allowed
    waiting = request_cancel(world.ports, order.code, "نمی‌خواهم")
    assert (waiting.state, waiting.owed_back) == ("dispatched", 0)
    not_now(world, order, "cancelled", why="buyer", intact=True)
    move(world, order, "sent_back", why="other", note="خریدار لغو خواست")
    move(world, order, "came_back")
    assert refused(world, order, "cancelled", why="buyer") == NotIntact()
    ended = move(world, order, "cancelled", why="buyer", intact=True)
    assert (ended.state, ended.owed_back > 0, world.stock(HONEY)) == ("cancelled", True, 12)


def test_ATR_028_opened_goods_are_refused_and_can_be_sent_again(world: World) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    request_cancel(world.ports, order.code, "نمی‌خواهم")
    move(world, order, "sent_back", why="other", note="خریدار لغو خواست")
    move(world, order, "came_back")
    kept = move(world, order, "cancel_refused", note="پلمب باز شده است")
    assert (kept.state, kept.owed_back, world.stock(HONEY)) == ("returned", 0, 11)
    assert move(world, order, "resend_agreed").due == 0


def test_an_end_for_another_reason_needs_a_word_and_one_of_the_known_reasons(world: World) -> None:
    order = an_order_at(world, "baqiyat")
    before = world.everything()
    for form, problem in (({"why": ""}, "why: missing_choice"), ({"why": "?"}, "why"), ({"why": "other"}, "note")):
        with pytest.raises(BadInput, match=problem):
            move(world, order, "cancelled", **form)
    assert world.everything() == before


def test_what_came_back_broken_is_not_for_sale_when_its_order_ends(world: World) -> None:
    order = sent(world, an_order_at(world, "baqiyat"))
    move(world, order, "sent_back", why="refused_at_door")
    move(world, order, "came_back")
    move(world, order, "cancelled", why="other", note="شکسته است")
    assert world.stock(HONEY) == 11


@pytest.mark.parametrize("name", NAMES)
def test_every_end_is_one_message_and_keeps_the_chain_whole(world: World, name: str) -> None:
    order = an_order_at(world, name)
    said = len(world.texts(order))
    ended = move(world, order, "cancelled", why="stock")
    assert (len(world.texts(order)), ended.events[-1].at) == (said + 1, world.clock())
    assert isinstance(refund_by(ended), datetime)
