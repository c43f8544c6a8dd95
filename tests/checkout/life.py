"""An order of any of the five shops, brought as far as a test wants it."""

from __future__ import annotations

from collections.abc import Mapping

from checkout.use_cases.answers import accept_substitute, turn_of
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.give_identity import give_national_code
from checkout.use_cases.settle_attempt import settle
from shop.lifecycle import EventKind
from shop.order import Order
from shop.places import Place
from shop.release import Offer
from tests.builders import QOM, TEHRAN, a_shop
from tests.checkout.shopper import MOBILE, Shopper, at_the_bank
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import move
from tests.fakes import World

USUAL: dict[str, tuple[Place, str]] = {
    "baqiyat": (QOM, "free-courier"),
    "bakala": (TEHRAN, "express"),
    "payatel": (TEHRAN, "courier"),
    "chistatech": (TEHRAN, "carrier"),
    "atrebeheshti": (QOM, "priority-post"),
}
"""Where a shop's usual buyer lives, and how it is sent there."""


def an_order_at(
    world: World,
    name: str,
    *offers: Offer,
    price: int = 2_400_000,
    pays: str = "gateway",
    place: Place | None = None,
    delivery: str = "",
    mobile: str = MOBILE,
    week: Mapping[str, object] | None = None,
) -> Order:
    """Open a shop and order one of each item there; ``pays`` '' leaves it unpaid."""
    sold = offers or (an_item(a_shop(name), price),)
    if week:
        opened(world, name, *sold, week=week)
    else:
        opened(world, name, *sold)
    return ordered(world, name, *sold, pays=pays, place=place, delivery=delivery, mobile=mobile)


def ordered(
    world: World,
    name: str,
    *offers: Offer,
    pays: str = "gateway",
    place: Place | None = None,
    delivery: str = "",
    mobile: str = MOBILE,
) -> Order:
    """Order one of each item in the shop that is open."""
    buyer = Shopper(world)
    for offer in offers:
        buyer.add(offer.sku)
    usual_place, usual_delivery = USUAL[name]
    buyer.sign_in(mobile).live_at(place or usual_place).send_by(delivery or usual_delivery)
    documents = world.releases.current()[1].shop.identity.documents
    if documents:
        give_national_code(world.ports, buyer.id, "0013542419")
    order = buyer.order()
    if pays:
        pay(world, order, pays)
    return world.order(order.code)


def pay(world: World, order: Order, by: str = "gateway") -> Order:
    """Let the buyer pay, or promise to: at the bank at once, otherwise as far as the choice goes."""
    if by != "gateway":
        choose_method(world.ports, order.code, by)
        return world.order(order.code)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    return world.order(order.code)


def sent(world: World, order: Order) -> Order:
    """Let staff take a final order through the shop's own steps and out of the door."""
    for step in world.releases.current()[1].shop.order.steps:
        move(world, order, step)
    return move(world, order, "dispatched", tracking="987654", insurance="B-77", looked_over=True)


def accept_offer(world: World, order: Order) -> Order:
    """Let the buyer take the product that was offered just now."""
    now = world.order(order.code)
    return accept_substitute(world.ports, order.code, turn_of(now, now.events[-1]))


def last(world: World, order: Order) -> EventKind:
    """Return what happened to an order last."""
    return world.order(order.code).events[-1].kind
