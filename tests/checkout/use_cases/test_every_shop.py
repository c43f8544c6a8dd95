"""What holds in each of the five shops alike, whatever its own terms are."""

from __future__ import annotations

import re

import pytest

from checkout.use_cases.change_cart import look_at_cart
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.jobs import tidy_up
from checkout.use_cases.place_order import place_order
from checkout.use_cases.review_order import review
from checkout.use_cases.settle_attempt import settle
from shop.errors import CartChanged
from shop.order import Order
from shop.order_chain import check_chain
from shop.rules.steps import next_events
from tests.builders import HONEY, ISFAHAN, QOM, SAFFRON, SHOPS, TEHRAN, a_policy, a_release, a_shop, in_tehran, paid
from tests.checkout.shopper import MOBILE, Shopper, at_the_bank
from tests.checkout.shops import an_item, opened
from tests.fakes import OWN, World, in_threads

WAYS = {
    "baqiyat": (QOM, "free-courier"),
    "bakala": (TEHRAN, "express"),
    "payatel": (TEHRAN, "courier"),
    "chistatech": (TEHRAN, "carrier"),
    "atrebeheshti": (TEHRAN, "priority-post"),
}
EMAIL = "zahra@example.ir"
every_shop = pytest.mark.parametrize("name", SHOPS)


def ready(world: World, name: str, mobile: str = MOBILE, quantity: int = 1) -> Shopper:
    """Go as far as the review in a shop, by the first way it has."""
    place, way = WAYS[name]
    return Shopper(world).add(quantity=quantity).sign_in(mobile).live_at(place, email=EMAIL).send_by(way)


@every_shop
def test_an_order_keeps_which_terms_were_accepted_and_when(world: World, name: str) -> None:
    """BAQ-065, BAK-002, BAK-005, BAK-023, CHI-005, ATR-062: and a new version of a page reaches the next order only."""
    opened(world, name)
    first = ready(world, name).order()
    shop = a_shop(name)
    newer = {"delivery": a_policy(text_hash="f" * 64)}
    world.releases.serve(a_release(an_item(shop, 2_400_000), shop=shop, policies=newer))
    second = ready(world, name, "09350000001").order()

    assert first.terms.accepted_at == world.clock.now
    assert first.terms.pages == {"delivery": "d" * 64, "returns": "e" * 64}
    assert second.terms.pages == {"delivery": "f" * 64}
    assert world.order(first.code).terms == first.terms


@every_shop
@pytest.mark.parametrize(
    ("day", "time"), [("1405/09/13", "03:00"), ("1405/11/22", "23:59:59"), ("1405/09/12", "12:00")]
)
def test_an_order_is_taken_at_any_hour_of_any_day(world: World, name: str, day: str, time: str) -> None:
    """BAQ-071, BAK-036, PAY-003: at three on a Friday, on 22 Bahman, on a Thursday."""
    world.clock.now = in_tehran(day, time)
    opened(world, name)

    assert ready(world, name).order().placed_at == in_tehran(day, time)


@every_shop
def test_a_registered_order_sends_its_code_by_sms_and_one_proforma_by_email(world: World, name: str) -> None:
    """BAQ-072, BAQ-119, BAQ-056, BAK-006, BAK-024, BAK-033, BAK-037, CHI-009: to the buyer's own contacts alone.

    Every link in them leads to the shop itself.
    """
    shop = opened(world, name)
    order = ready(world, name, "09350000001").order()

    check_chain(order)
    assert (order.state, order.member) == ("registered", "09350000001")
    (text,) = world.texts(order)
    assert order.code in text
    assert order.code.startswith(f"{shop.order.code_prefix}-")
    letters = [message for message in world.outbox(f"{order.code}:") if message.channel == "email"]
    assert [letter.to for letter in letters] == [EMAIL]
    sent = world.outbox(f"{order.code}:")
    assert {message.to for message in sent} == {"09350000001", EMAIL}
    assert {link for message in sent for link in re.findall(r"https?://\S+", message.body)} == {
        f"{OWN}/orders/{order.link}"
    }


@every_shop
def test_an_order_is_final_only_with_the_message_that_says_so(world: World, name: str) -> None:
    """BAQ-088, BAK-064, PAY-033: paid at the bank, it says so once, with the shop's own code; before, it is not final."""
    shop = opened(world, name)
    order = ready(world, name).order()
    attempt = at_the_bank(world, order)
    before = world.texts(order)
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    settle(world.ports, attempt.id)

    assert not any("قطعی است" in text for text in before)
    (final,) = [text for text in world.texts(order) if "قطعی است" in text]
    assert f"{shop.order.code_prefix}-" in final
    assert world.order(order.code).state == "queued"


@every_shop
def test_the_last_unit_is_sold_once_however_many_carts_hold_it(world: World, name: str) -> None:
    """BAQ-085, BAK-061, PAY-030."""
    opened(world, name, an_item(a_shop(name), 2_400_000, stock=1))
    shoppers = [ready(world, name, f"09{n}0000001") for n in (35, 36)]
    assert world.stock(HONEY) == 1
    seen = [shopper.reviewed() for shopper in shoppers]
    came = in_threads(2, lambda n: place_order(world.ports, shoppers[n].id, "key", seen[n]))

    assert [type(one) for one in came if isinstance(one, Order)] == [Order]
    assert [type(one) for one in came if isinstance(one, CartChanged)] == [CartChanged]
    assert (world.stock(HONEY), len(world.orders())) == (0, 1)


@every_shop
@pytest.mark.parametrize("price", [2_399_999, 2_400_001, 1_000_000])
def test_a_price_that_changes_before_registration_is_shown_and_charged(world: World, name: str, price: int) -> None:
    """BAQ-086, BAK-062, BAK-117, PAY-031, CHI-001: the page's price is not the order's; the buyer sees the new one first."""
    opened(world, name)
    shopper = ready(world, name)
    seen = shopper.reviewed()
    opened(world, name, price=price)
    before = world.everything()
    with pytest.raises(CartChanged):
        place_order(world.ports, shopper.id, "key", seen)

    assert world.everything() == before
    (line,) = review(world.ports, shopper.id).cart.quote.lines
    assert (line.price_changed, line.line.seen_price, line.total) == (True, 2_400_000, price)
    assert shopper.order().goods == price


@every_shop
def test_a_product_taken_off_sale_is_named_in_the_cart_and_the_others_remain(world: World, name: str) -> None:
    """BAQ-062, BAK-042, PAY-009."""
    shop = a_shop(name)
    opened(world, name, an_item(shop, 2_400_000), an_item(shop, 900_000, sku=SAFFRON, title="کالای دیگر"))
    shopper = Shopper(world).add(HONEY).add(SAFFRON)
    opened(world, name)
    honey, saffron = look_at_cart(world.ports, shopper.id)[1]

    assert (honey.blocks, saffron.vanished, saffron.blocks, saffron.total) == (False, True, True, 0)


@every_shop
def test_an_untouched_cart_is_dropped_after_the_shops_days_and_gives_no_stock_back(world: World, name: str) -> None:
    """BAQ-089, BAK-065, PAY-034: after 30 days and not a second before."""
    shop = opened(world, name)
    shopper = Shopper(world).add()
    world.clock.go_on(days=shop.cart.keep_days)
    assert (tidy_up(world.ports), len(shopper.session.cart)) == (0, 1)
    world.clock.go_on(seconds=1)

    assert (tidy_up(world.ports), len(shopper.session.cart)) == (1, 0)
    assert (shop.cart.keep_days, world.stock(HONEY)) == (30, 12)


@every_shop
def test_a_new_address_and_another_way_reach_the_next_order_only(world: World, name: str) -> None:
    """CHI-006, BAQ-094, BAK-052, PAY-019: nothing that buyer or staff do afterwards changes where and how it goes."""
    shop = opened(world, name)
    shopper = ready(world, name)
    order = shopper.order()
    shopper.add().live_at(ISFAHAN, email=EMAIL)
    kept = world.order(order.code)

    assert (kept.recipient, kept.delivery) == (order.recipient, order.delivery)
    assert kept.recipient.place == WAYS[name][0]
    assert "method_set" not in next_events(shop, paid(order), world.clock.now)


@every_shop
def test_an_attempt_that_failed_may_be_made_again_and_is_paid_once(world: World, name: str) -> None:
    """ATR-007, BAQ-009: a fault of the bank leaves the order unpaid; the next try pays it once."""
    opened(world, name)
    order = ready(world, name).order()
    lost = at_the_bank(world, order)
    world.gateway.cancel(lost.authority)
    assert settle(world.ports, lost.id).state == "failed"
    assert world.order(order.code).state == "registered"
    again = choose_method(world.ports, order.code, "gateway")
    assert again is not None
    world.gateway.pay(again.authority)
    settle(world.ports, again.id)
    settle(world.ports, again.id)

    now = world.order(order.code)
    assert (now.state, now.paid, now.owed_back) == ("queued", now.payable, 0)
