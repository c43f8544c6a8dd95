"""Finishing the purchase: one order a press, at the prices reviewed, with its stock, link and messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.kinds import LINKS, MOVEMENTS, SUBMISSIONS
from checkout.secrets import fingerprint
from checkout.use_cases.change_cart import change_quantity
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.fill_delivery import Addressee, fill_addressee, fill_delivery
from checkout.use_cases.jobs import expire_orders
from checkout.use_cases.place_order import place_order
from checkout.use_cases.review_order import review
from checkout.use_cases.track_order import track
from shop.errors import (
    CartChanged,
    CartEmpty,
    Conflict,
    NotFound,
    OptionRefused,
    OrderNotFound,
    SessionExpired,
    TooManyUnpaid,
)
from shop.order import InvoiceChoice, Order
from shop.order_chain import check_chain
from tests.builders import (
    HONEY,
    ISFAHAN,
    KAHAK,
    PARDISAN,
    QOM,
    SAFFRON,
    TEHRAN,
    a_legal_entity,
    a_policy,
    a_recipient,
    a_release,
    a_shop,
    an_offer,
    window_end,
)
from tests.checkout.shopper import MOBILE, Shopper, an_ordered
from tests.fakes import World, in_threads


def test_BAQ_072_a_registered_order_has_its_code_link_chain_stock_and_one_sms(world: World) -> None:
    """BAQ-063."""
    order = Shopper(world).ready(quantity=2).order()
    check_chain(order)
    assert (order.state, order.member, order.payable) == ("registered", MOBILE, 4_800_000)
    assert order.code.startswith("BQ-")
    assert world.stock(HONEY) == 10
    (text,) = world.texts(order)
    assert order.code in text
    assert f"/orders/{order.link}" in text
    assert track(world.ports, order.link)[0] == order


def test_BAQ_119_the_proforma_goes_to_the_buyers_email_and_only_with_one(world: World) -> None:
    with_email = Shopper(world).add().sign_in().live_at(email="zahra@example.ir").send_by("free-courier").order()
    without = Shopper(world).ready(mobile="09350000001").order()
    letters = [message for message in world.outbox() if message.channel == "email"]
    assert [(letter.to, letter.order) for letter in letters] == [("zahra@example.ir", with_email.code)]
    assert "عسل آویشن" in letters[0].body
    assert len(world.outbox(f"{without.code}:")) == 1


def test_the_link_is_kept_as_a_hash_and_holds_enough_random_bits(world: World) -> None:
    order = an_ordered(world)
    with world.store.transaction() as tx:
        (link,) = tx.every(LINKS)
    assert link.token_hash == fingerprint(order.link)
    assert len(order.link) == 32


def test_BAQ_065_the_order_keeps_which_terms_were_accepted_and_when(world: World) -> None:
    """BAQ-044, BAQ-058."""
    order = an_ordered(world)
    assert order.terms.accepted_at == world.clock.now
    assert order.terms.pages == {"delivery": "d" * 64, "returns": "e" * 64}
    assert order.release == world.releases.current()[0]


def test_BAQ_071_an_order_is_taken_at_three_on_a_friday_night(world: World) -> None:
    world.clock.go_on(days=1, hours=17)
    assert an_ordered(world).placed_at == world.clock.now


def test_the_same_key_leads_to_the_same_order(world: World) -> None:
    shopper = Shopper(world).ready(quantity=2)
    seen = shopper.reviewed()
    first = place_order(world.ports, shopper.id, "key", seen)
    before = world.everything()
    assert place_order(world.ports, shopper.id, "key", seen) == first
    assert world.everything() == before


def test_the_same_key_for_something_else_is_refused_and_keeps_nothing(world: World) -> None:
    shopper = Shopper(world).ready()
    shopper.order("key")
    shopper.add(SAFFRON)
    before = world.everything()
    with pytest.raises(Conflict):
        shopper.order("key")
    assert world.everything() == before


def test_another_visitor_with_the_same_key_gets_an_order_of_their_own(world: World) -> None:
    first = Shopper(world).ready().order("key")
    second = Shopper(world).ready(mobile="09350000001").order("key")
    assert first.code != second.code


def test_one_form_pressed_fifty_times_at_once_is_one_order(world: World) -> None:
    shopper = Shopper(world).ready(quantity=2)
    seen = shopper.reviewed()
    came = in_threads(50, lambda _: place_order(world.ports, shopper.id, "key", seen))
    assert {order.code for order in came if isinstance(order, Order)} == {world.orders()[0].code}
    assert len([order for order in came if isinstance(order, Order)]) == 50
    assert world.stock(HONEY) == 10
    with world.store.transaction() as tx:
        assert len(tx.every(SUBMISSIONS)) == 1


@pytest.mark.parametrize("buyers", [2, 64])
def test_BAQ_085_the_last_unit_is_sold_once(world: World, buyers: int) -> None:
    world.releases.serve(a_release(an_offer(stock=1)))
    shoppers = [Shopper(world).ready(mobile=f"09{n:02d}0000001") for n in range(10, 10 + min(buyers, 50))]
    world.clock.go_on(hours=2)
    shoppers += [Shopper(world).ready(mobile=f"09{n:02d}0000001") for n in range(60, 10 + buyers)]
    seen = [shopper.reviewed() for shopper in shoppers]
    came = in_threads(buyers, lambda n: place_order(world.ports, shoppers[n].id, "key", seen[n]))
    assert len([order for order in came if isinstance(order, Order)]) == 1
    assert len([error for error in came if isinstance(error, CartChanged)]) == buyers - 1
    assert world.stock(HONEY) == 0
    assert len(world.orders()) == 1


def test_two_carts_of_the_same_items_in_opposite_order_both_end(world: World) -> None:
    one = Shopper(world).add(HONEY).add(SAFFRON).sign_in().live_at().send_by("free-courier")
    two = Shopper(world).add(SAFFRON).add(HONEY).sign_in("09350000001").live_at().send_by("free-courier")
    came = in_threads(2, lambda n: (one, two)[n].order())
    assert all(isinstance(order, Order) for order in came)
    assert (world.stock(HONEY), world.stock(SAFFRON)) == (10, 10)


def test_a_refused_order_leaves_no_message_no_stock_movement_and_no_submission(world: World) -> None:
    shopper = Shopper(world).ready()
    seen = shopper.reviewed()
    world.releases.serve(a_release(an_offer(price=9_900_000)))
    before = world.everything()
    with pytest.raises(CartChanged):
        place_order(world.ports, shopper.id, "key", seen)
    assert world.everything() == before


def test_a_new_release_that_leaves_these_prices_alone_disturbs_nobody(world: World) -> None:
    shopper = Shopper(world).ready()
    seen = shopper.reviewed()
    world.releases.serve(a_release(commit="f" * 40))
    assert place_order(world.ports, shopper.id, "key", seen).commit == "f" * 40


def test_BAQ_058_BAQ_065_BAK_005_terms_that_were_rewritten_since_the_review_are_not_accepted_unseen(
    world: World,
) -> None:
    shopper = Shopper(world).ready()
    seen = shopper.reviewed()
    rewritten = {"delivery": a_policy(), "returns": a_policy("بازگرداندن", text_hash="9" * 64)}
    world.releases.serve(a_release(policies=rewritten))
    before = world.everything()
    with pytest.raises(CartChanged):
        place_order(world.ports, shopper.id, "key", seen)
    assert world.everything() == before
    assert shopper.order("key").terms.pages["returns"] == "9" * 64


def test_BAK_054_a_way_of_payment_that_closed_since_the_review_is_not_found_out_after_the_order(world: World) -> None:
    shopper = Shopper(world).ready()
    seen = shopper.reviewed()
    payment = [one for one in a_shop().payment if one.kind != "cash_on_delivery"]
    world.releases.serve(a_release(shop=replace(a_shop(), payment=tuple(payment))))
    before = world.everything()
    with pytest.raises(CartChanged):
        place_order(world.ports, shopper.id, "key", seen)
    assert world.everything() == before


def test_each_step_is_asked_for_in_turn(world: World) -> None:
    """BAQ-022."""
    shopper = Shopper(world)
    with pytest.raises(SessionExpired):
        review(world.ports, shopper.id)
    shopper.sign_in()
    with pytest.raises(CartEmpty):
        review(world.ports, shopper.id)
    shopper.add()
    with pytest.raises(SessionExpired):
        review(world.ports, shopper.id)
    with pytest.raises(SessionExpired):
        fill_delivery(world.ports, shopper.id, "free-courier")
    shopper.live_at()
    with pytest.raises(NotFound):
        review(world.ports, shopper.id)
    shopper.send_by("free-courier")
    assert review(world.ports, shopper.id).cart.quote.payable == 2_400_000


def test_BAQ_025_BAQ_026_changes_in_the_steps_reach_the_review(world: World) -> None:
    shopper = Shopper(world).ready(quantity=2)
    seen = shopper.reviewed()
    change_quantity(world.ports, shopper.id, HONEY, 1)
    shopper.live_at(PARDISAN)
    told = review(world.ports, shopper.id)
    assert (told.cart.quote.payable, told.recipient.place) == (2_400_000, PARDISAN)
    assert told.fingerprint != seen


def test_BAQ_003_qom_and_pardisan_have_the_free_courier_whatever_the_total(world: World) -> None:
    world.releases.serve(a_release(an_offer(price=1), an_offer("DEAR", price=900_000_000)))
    shopper = Shopper(world).add().sign_in().live_at().send_by("free-courier")
    assert review(world.ports, shopper.id).cart.quote.payable == 1
    dear = Shopper(world).add(an_offer("DEAR").sku).sign_in("09350000001").live_at(PARDISAN).send_by("free-courier")
    assert review(world.ports, dear.id).cart.quote.payable == 900_000_000


def test_BAQ_004_elsewhere_the_free_courier_is_refused_and_carriage_is_charged(world: World) -> None:
    shopper = Shopper(world).add().sign_in().live_at(ISFAHAN)
    with pytest.raises(OptionRefused):
        shopper.send_by("free-courier")
    assert shopper.session.delivery == ""
    shopper.send_by("courier")
    assert review(world.ports, shopper.id).cart.quote.payable == 2_400_000 + 950_000
    shopper.send_by("freight")
    told = review(world.ports, shopper.id).cart.quote
    assert told.delivery is not None
    assert (told.payable, told.delivery.collect) == (2_400_000, True)


def test_BAQ_004_a_village_of_the_province_of_qom_is_elsewhere(world: World) -> None:
    with pytest.raises(OptionRefused):
        Shopper(world).add().sign_in().live_at(KAHAK).send_by("free-courier")


def test_a_new_address_drops_a_delivery_that_it_may_not_have(world: World) -> None:
    shopper = Shopper(world).ready()
    shopper.live_at(TEHRAN)
    assert shopper.session.delivery == ""
    shopper.send_by("courier").live_at(ISFAHAN)
    assert shopper.session.delivery == "courier"


def test_BAQ_082_a_hotel_is_refused_and_keeps_nothing(world: World) -> None:
    shopper = Shopper(world).sign_in()
    with pytest.raises(OptionRefused):
        fill_addressee(
            world.ports,
            shopper.id,
            Addressee(recipient=a_recipient(), place_kind="هتل", email="", invoice=InvoiceChoice()),
        )
    assert shopper.session.recipient is None


def test_BAQ_080_the_recipient_may_be_somebody_else_and_messages_go_to_the_buyer(world: World) -> None:
    """BAQ-045."""
    shopper = Shopper(world).add().sign_in("09350000001").live_at().send_by("free-courier")
    order = shopper.order()
    assert (order.recipient.mobile, order.member) == ("09121234567", "09350000001")
    assert {message.to for message in world.outbox(f"{order.code}:")} == {"09350000001"}


def test_BAQ_091_BAQ_118_the_invoice_is_frozen_with_the_order_and_asked_anew_for_the_next(world: World) -> None:
    """BAK-050, PAY-017."""
    choice = InvoiceChoice(legal=a_legal_entity(), in_parcel=False)
    shopper = Shopper(world).add().sign_in().live_at(invoice=choice).send_by("free-courier")
    assert shopper.order().invoice == choice
    assert shopper.session.invoice == InvoiceChoice()


def test_nobody_fills_in_an_address_without_signing_in(world: World) -> None:
    """BAQ-001."""
    with pytest.raises(SessionExpired):
        Shopper(world).live_at()
    with pytest.raises(SessionExpired):
        fill_delivery(world.ports, "nobody", "free-courier")


def test_BAQ_028_the_window_is_twenty_four_clock_hours_over_fridays_and_all(world: World) -> None:
    world.clock.go_on(days=1, hours=8)
    order = an_ordered(world)
    assert window_end(order) - order.placed_at == timedelta(hours=24)


def test_a_shop_without_a_window_lets_an_order_wait(world: World) -> None:
    world.releases.serve(a_release(shop=a_shop(finalise=None)))
    order = an_ordered(world)
    assert order.finalise_by is None
    world.clock.go_on(days=365)
    before = world.everything()
    assert expire_orders(world.ports) == 0
    assert world.everything() == before


def test_a_shop_without_a_code_prefix_has_bare_numbers(world: World) -> None:
    world.releases.serve(a_release(shop=a_shop(order={"code_prefix": ""})))
    assert an_ordered(world).code.isdigit()


def test_a_changed_history_is_found_when_the_order_is_looked_up(world: World) -> None:
    order = an_ordered(world)
    world.keep_order(replace(order, payable=order.payable))
    track(world.ports, order.link)
    world.keep_order(replace(order, member=order.recipient.mobile, email="x@example.ir"))
    with pytest.raises(Exception, match=order.code):
        track(world.ports, order.link)


@pytest.mark.parametrize("wrong", ["", "x", "BQ-12345678", MOBILE])
def test_neither_code_nor_phone_opens_an_order(world: World, wrong: str) -> None:
    """BAQ-052, BAK-027."""
    order = an_ordered(world)
    for link in (wrong, order.code, order.link[:-1], order.link + "x", fingerprint(order.link)):
        with pytest.raises(OrderNotFound):
            track(world.ports, link)


def test_every_movement_is_named_after_the_order(world: World) -> None:
    order = an_ordered(world, quantity=2)
    with world.store.transaction() as tx:
        moved = [movement for movement in tx.every(MOVEMENTS) if movement.order]
    assert [(one.order, one.sku, one.quantity, one.reason) for one in moved] == [(order.code, HONEY, -2, "held")]
    assert order.recipient.place == QOM


def test_five_orders_of_one_phone_wait_to_be_paid_and_a_sixth_holds_nothing(world: World) -> None:
    orders = []
    for _ in range(5):
        orders.append(an_ordered(world))
        world.clock.go_on(hours=1)
    held = world.stock(HONEY)
    with pytest.raises(TooManyUnpaid):
        an_ordered(world)
    assert (world.stock(HONEY), len(world.orders())) == (held, 5)
    world.clock.go_on(hours=1)
    cancel_own(world.ports, orders[0].code)
    assert an_ordered(world).state == "registered"
    world.clock.go_on(hours=1)
    assert an_ordered(world, mobile="09350000001").state == "registered"
