"""The buyer's door: who may take an order, what is seen, signed and paid there."""

from __future__ import annotations

import pytest

from checkout.use_cases.desk_orders import duties_now
from shop.errors import BadInput
from shop.money import Rials
from shop.order import Order
from shop.rules.ending import Ending, may_cancel
from shop.rules.handover import DocumentsMissing, IdentityNotChecked, NotSettled, NotTheRecipient
from shop.rules.receipt import ReceiptSigned, may_claim
from shop.verdict import Allowed, Clause, Refused
from tests.builders import HONEY, SAFFRON, a_shop
from tests.checkout.life import an_order_at, sent
from tests.checkout.shops import an_item
from tests.checkout.staff import move, moves, not_now, refused
from tests.fakes import World


def on_the_way(
    world: World, name: str, price: int = 2_400_000, pays: str = "gateway", mobile: str = "09121234567"
) -> Order:
    """Return an order that has left the shop."""
    return sent(world, an_order_at(world, name, price=price, pays=pays, mobile=mobile))


def test_CHI_007_only_the_buyer_or_the_named_recipient_takes_it_and_shows_a_card(world: World) -> None:
    order = on_the_way(world, "chistatech", 2_000_000)
    assert "فقط به خریدار یا گیرنده‌ی نام‌برده" in world.texts(order)[-1]
    assert refused(world, order, "delivered", identity_checked=True, taker="other") == NotTheRecipient()
    assert refused(world, order, "delivered", taker="recipient") == IdentityNotChecked()
    done = move(world, order, "delivered", identity_checked=True, taker="recipient")
    assert (done.state, done.events[-1].facts) == ("delivered", {"identity": "checked", "taker": "recipient"})


def test_CHI_007_an_order_paid_at_the_door_asks_for_the_card_too(world: World) -> None:
    order = on_the_way(world, "chistatech", 2_000_000, pays="cash_on_delivery")
    move(world, order, "door_payment_taken", amount=2_000_000)
    assert refused(world, order, "delivered") == IdentityNotChecked()
    assert move(world, order, "delivered", identity_checked=True, taker="buyer").state == "delivered"


@pytest.mark.parametrize("name", [pytest.param("bakala", id="BAK-048"), pytest.param("payatel", id="PAY-015")])
def test_BAK_048_PAY_015_a_prepaid_order_needs_the_card_whoever_takes_it(world: World, name: str) -> None:
    order = on_the_way(world, name, 3_000_000)
    assert "کارت شناسایی همراه داشته باشد" in world.texts(order)[-1]
    assert refused(world, order, "delivered") == IdentityNotChecked()
    done = move(world, order, "delivered", identity_checked=True, taker="other")
    assert (done.state, done.events[-1].facts) == ("delivered", {"identity": "checked"})


@pytest.mark.parametrize(
    ("name", "price"),
    [pytest.param("bakala", 3_000_000, id="BAK-048"), pytest.param("payatel", 4_000_000, id="PAY-015")],
)
def test_BAK_048_PAY_015_an_order_paid_at_the_door_needs_no_card(world: World, name: str, price: int) -> None:
    order = on_the_way(world, name, price, pays="cash_on_delivery")
    assert "کارت شناسایی" not in world.texts(order)[-1]
    move(world, order, "door_payment_taken", amount=price)
    done = move(world, order, "delivered")
    assert (done.state, done.events[-1].facts) == ("delivered", {})


def test_CHI_008_at_the_limit_no_documents_are_asked(world: World) -> None:
    order = on_the_way(world, "chistatech", 100_000_000)
    assert "عکس" not in world.texts(order)[-1]
    assert move(world, order, "delivered", identity_checked=True).state == "delivered"


def test_CHI_008_one_rial_above_they_are_matched_and_photographed(world: World) -> None:
    order = on_the_way(world, "chistatech", 100_000_001)
    assert order.recipient.national_code == "0013542419"
    assert "از مدارک عکس گرفته می‌شود" in world.texts(order)[-1]
    assert refused(world, order, "delivered", identity_checked=True) == DocumentsMissing()
    assert refused(world, order, "delivered", identity_checked=True, documents_matched=True) == DocumentsMissing()
    assert refused(world, order, "delivered", identity_checked=True, photo="DOC-1") == DocumentsMissing()
    done = move(world, order, "delivered", identity_checked=True, documents_matched=True, photo="DOC-1")
    facts = {"identity": "checked", "taker": "recipient", "documents": "matched", "photo": "DOC-1"}
    assert done.events[-1].facts == facts


def test_PAY_036_a_signed_receipt_closes_what_could_be_seen_at_the_door(world: World) -> None:
    order = on_the_way(world, "payatel")
    done = move(world, order, "delivered", identity_checked=True, receipt_signed=True)
    shop = a_shop("payatel")
    assert done.events[-1].facts["receipt"] == "signed"
    for ground in ("shortage", "visible"):
        assert may_claim(shop, done, ground) == Refused(ReceiptSigned(), Clause("delivery#receipt"))
    assert may_claim(shop, done, "hidden") == Allowed()


def test_PAY_036_without_a_signature_or_in_another_shop_nothing_is_closed(world: World) -> None:
    unsigned = move(world, on_the_way(world, "payatel"), "delivered", identity_checked=True)
    assert may_claim(a_shop("payatel"), unsigned, "shortage") == Allowed()
    elsewhere = on_the_way(world, "baqiyat", mobile="09350000001")
    other = move(world, elsewhere, "delivered", identity_checked=True, receipt_signed=True)
    assert "receipt" not in other.events[-1].facts
    assert may_claim(a_shop("baqiyat"), other, "shortage") == Allowed()


def test_PAY_036_what_was_refused_before_signing_is_recorded_as_not_delivered(world: World) -> None:
    shop = a_shop("payatel")
    goods = an_item(shop, 2_500_000), an_item(shop, 1_500_000, sku=SAFFRON)
    order = sent(world, an_order_at(world, "payatel", *goods))
    left = world.stock(SAFFRON)
    closed = move(world, order, "line_closed", sku=SAFFRON, why="refused_at_door")
    assert (closed.state, closed.total, closed.owed_back) == ("dispatched", 2_500_000, 1_500_000)
    assert world.stock(SAFFRON) == left
    not_now(world, order, "line_closed", sku=HONEY, why="refused_at_door")
    done = move(world, order, "delivered", identity_checked=True, receipt_signed=True)
    assert (done.state, done.owed_back) == ("delivered", 1_500_000)
    assert "refund" in done.deadlines


def test_PAY_037_at_the_door_all_of_it_is_paid_or_it_is_not_handed_over(world: World) -> None:
    order = on_the_way(world, "payatel", 4_000_000, pays="cash_on_delivery")
    move(world, order, "door_payment_taken", amount=3_999_990)
    assert refused(world, order, "delivered") == NotSettled(Rials(10))
    with pytest.raises(BadInput, match="not_due"):
        move(world, order, "door_payment_taken", amount=11)
    move(world, order, "door_payment_taken", amount=10)
    assert move(world, order, "delivered").state == "delivered"


def test_PAY_038_not_paid_at_the_door_it_is_rescinded_and_the_goods_are_for_sale_again(world: World) -> None:
    order = on_the_way(world, "payatel", 4_000_000, pays="cash_on_delivery")
    assert world.stock(HONEY) == 11
    ended = move(world, order, "cancelled", why="unpaid_at_door")
    assert (ended.state, ended.owed_back, "refund" in ended.deadlines) == ("cancelled", 0, False)
    assert world.stock(HONEY) == 12
    assert duties_now(world.ports) == []
    assert "چون هنگام تحویل پرداخت نشد" in world.texts(order)[-1]


def test_PAY_038_what_was_paid_before_or_is_still_in_the_shop_is_not_rescinded_so(world: World) -> None:
    shop, now = a_shop("payatel"), world.clock()
    paid = on_the_way(world, "payatel", 4_000_000)
    assert not may_cancel(shop, paid, Ending(why="unpaid_at_door"), now).allowed
    waiting = an_order_at(world, "payatel", price=4_000_000, pays="cash_on_delivery", mobile="09350000001")
    assert not may_cancel(shop, waiting, Ending(why="unpaid_at_door"), now).allowed


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "chistatech", "atrebeheshti"])
def test_a_delivered_order_has_nothing_left_to_do_but_to_come_back(world: World, name: str) -> None:
    """Where the shop knows a ground for a return; Payatel knows none."""
    order = on_the_way(world, name)
    move(world, order, "delivered", identity_checked=True)
    assert moves(world, order) == (("return_agreed",) if a_shop(name).claim else ())
    not_now(world, order, "cancelled", why="price_error", market_value=1)


def to_recipients(world: World, order: Order) -> list[str]:
    """Return what the order's recipient, 09121234567, was told."""
    return [message.body for message in world.outbox(f"{order.code}:") if message.id.endswith(":recipient")]


@pytest.mark.parametrize(
    ("name", "pays", "price", "told"),
    [
        ("baqiyat", "gateway", 2_400_000, "گیرنده کارت شناسایی همراه داشته باشد."),
        ("bakala", "gateway", 2_400_000, "گیرنده کارت شناسایی همراه داشته باشد."),
        ("payatel", "gateway", 2_400_000, "گیرنده کارت شناسایی همراه داشته باشد."),
        ("chistatech", "cash_on_delivery", 2_400_000, "فقط به خریدار یا گیرنده‌ی نام‌برده و با کارت شناسایی"),
        ("baqiyat", "cash_on_delivery", 2_400_000, ""),
        ("payatel", "cash_on_delivery", 4_000_000, ""),
        ("atrebeheshti", "gateway", 2_400_000, ""),
    ],
)
def test_BAQ_005_BAQ_018_CHI_007_another_recipient_is_told_once_what_to_show_and_nothing_of_the_order(
    world: World, name: str, pays: str, price: int, told: str
) -> None:
    order = on_the_way(world, name, price, pays, mobile="09350000001")
    messages = to_recipients(world, order)

    assert len(messages) == (1 if told else 0)
    for body in messages:
        assert told in body
        assert (order.link in body, "کد رهگیری: 987654" in body) == (False, True)
    own = on_the_way(world, name, price, pays)
    assert to_recipients(world, own) == []
