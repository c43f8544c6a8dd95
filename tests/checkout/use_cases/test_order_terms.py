"""BAQ-058, BAK-005: an order lives by the terms it was placed under, whatever its shop writes afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.order_terms import release_for, terms_of
from checkout.use_cases.reprice_orders import reprice_orders
from checkout.use_cases.settle_attempt import settle
from shop.errors import OptionRefused, TransitionRefused
from shop.release import ReleaseId
from shop.terms import Shop
from tests.builders import HONEY, a_release, a_shop, an_offer
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.fakes import World


def publish(world: World, shop: Shop) -> None:
    world.releases.serve(a_release(shop=shop))


def test_BAQ_058_BAK_005_a_refund_is_due_by_the_terms_of_the_order(world: World) -> None:
    order = an_ordered(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    publish(world, a_shop(refund={"within": "100 days"}))

    cancelled = cancel_own(world.ports, order.code)

    assert cancelled.deadlines["refund"] < world.clock() + timedelta(days=4)


def test_BAQ_058_BAK_005_a_way_of_payment_closed_since_is_still_open_to_it(world: World) -> None:
    order = an_ordered(world)
    publish(
        world,
        a_shop(payment=[{"kind": "gateway", "name": "درگاه", "provider": "zarinpal", "clause": "payment#gateway"}]),
    )

    choose_method(world.ports, order.code, "cash_on_delivery")

    assert world.order(order.code).state == "queued"


def test_BAQ_058_BAK_005_a_way_of_payment_opened_since_is_not(world: World) -> None:
    world.releases.serve(a_release(shop=a_shop(payment=_at_the_door(maximum="1000 toman"))))
    order = an_ordered(world)
    publish(world, a_shop())

    with pytest.raises(OptionRefused):
        choose_method(world.ports, order.code, "cash_on_delivery")


def test_BAQ_058_BAK_005_BAQ_030_the_right_to_cancel_stays_as_it_was_accepted(world: World) -> None:
    kept, lost = an_ordered(world), None
    publish(world, a_shop(cancel={"own_until": "never"}))
    lost = an_ordered(world, mobile="09121110009")

    assert cancel_own(world.ports, kept.code).state == "cancelled"
    with pytest.raises(TransitionRefused):
        cancel_own(world.ports, lost.code)


def test_BAK_119_CHI_002_a_locked_price_stays_locked_when_the_shop_lets_prices_follow(world: World) -> None:
    order = an_ordered(world)
    cheaper = an_offer(HONEY, price=2_000_000)
    world.releases.serve(a_release(cheaper, shop=a_shop(price={"after_order": "follows_drops"})))

    assert reprice_orders(world.ports) == 0
    assert world.order(order.code).total == order.total


def test_an_order_sees_the_account_and_the_phone_of_today(world: World) -> None:
    order = an_ordered(world)
    publish(
        world,
        a_shop(accounts={"card": "6037991234567893"}, contact={"mobile": "09120000099"}, order={"code_prefix": "ZZ"}),
    )

    terms = terms_of(world.ports, order)

    assert (terms.accounts.card, terms.contact.mobile) == ("6037991234567893", "09120000099")
    assert terms.order.code_prefix == "BQ"


def test_todays_goods_and_prices_stand_beside_the_terms_of_then(world: World) -> None:
    order = an_ordered(world)
    world.releases.serve(a_release(an_offer(HONEY, price=5), shop=a_shop(refund={"within": "9 days"})))

    release = release_for(world.ports, order)

    assert release.offers[HONEY].price == 5
    assert release.shop.refund.within.count == 48


def test_an_order_whose_release_is_gone_lives_by_todays_terms(world: World) -> None:
    order = replace(an_ordered(world), release=ReleaseId("0" * 64))

    assert terms_of(world.ports, order) == world.releases.current()[1].shop


def _at_the_door(**changes: str) -> list[dict[str, object]]:
    gateway: dict[str, object] = {
        "kind": "gateway",
        "name": "درگاه",
        "provider": "zarinpal",
        "clause": "payment#gateway",
    }
    return [gateway, {"kind": "cash_on_delivery", "name": "در محل", "clause": "payment#at-the-door", **changes}]
