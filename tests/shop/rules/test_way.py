"""Where carriage is free the shop chooses the way, among those it names, and never one that the buyer pays for."""

from __future__ import annotations

import pytest

from shop.rules.free_shipping import BY_SHOP, deliveries_for, is_free
from shop.rules.handover import Leaving, WayNotSet, may_dispatch
from shop.rules.way import (
    CollectIsNotFree,
    NotAmongWays,
    may_set_way,
    tracking_asked,
    way_name,
    way_of,
    ways_open,
)
from shop.verdict import Allowed, Refused
from tests.builders import TEHRAN, a_chosen_delivery, a_parcel, a_shop, an_order
from tests.shop.order_paths import in_state, told

ATRE = a_shop("atrebeheshti")
assert ATRE.free_shipping is not None
CLAUSE = ATRE.free_shipping.clause
POSTS = ("پست پیشتاز", "پست ویژه")


@pytest.mark.parametrize(("value", "free"), [(29_999_999, False), (30_000_000, True), (30_000_001, True), (0, False)])
def test_ATR_026_from_the_shops_value_on_there_is_nothing_to_choose(value: int, *, free: bool) -> None:
    goods = a_parcel(TEHRAN, value=value).goods
    ids = [one.id for one in deliveries_for(ATRE, goods)]

    assert is_free(ATRE, goods) is free
    assert ids == ([BY_SHOP] if free else ["priority-post", "special-post", "tipax"])


def test_ATR_026_the_shops_choice_promises_the_fastest_start_and_the_slowest_end_of_its_ways() -> None:
    (delivery,) = deliveries_for(ATRE, a_parcel(TEHRAN, value=30_000_000).goods)

    assert (delivery.working_days, delivery.clause, delivery.name) == (
        (1, 5),
        CLAUSE,
        "ارسال رایگان، به انتخاب فروشگاه",
    )


def test_ATR_026_a_shop_without_free_shipping_never_chooses() -> None:
    assert not is_free(a_shop("bakala"), a_parcel(TEHRAN, value=10**12).goods)


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("priority-post", None),
        ("special-post", None),
        ("tipax", CollectIsNotFree()),
        ("pigeon", NotAmongWays(POSTS)),
        (BY_SHOP, NotAmongWays(POSTS)),
    ],
)
def test_ATR_026_staff_set_one_of_the_posts_and_never_one_that_collects(
    way: str, reason: CollectIsNotFree | NotAmongWays | None
) -> None:
    assert may_set_way(ATRE, way) == (Refused(reason, CLAUSE) if reason else Allowed())


def test_ATR_026_a_way_the_terms_do_not_name_is_not_among_them_and_a_collect_one_never_is() -> None:
    """ATR-026: even where the terms name it by mistake."""
    one = a_shop("atrebeheshti", free_shipping={"deliveries": ["special-post"]})
    slip = a_shop("atrebeheshti", free_shipping={"deliveries": ["special-post", "tipax"]})

    assert may_set_way(one, "priority-post") == Refused(NotAmongWays(POSTS[1:]), CLAUSE)
    assert [way.id for way in ways_open(slip)] == ["special-post"]


def test_ATR_026_the_order_leaves_only_once_its_way_is_set() -> None:
    delivery = a_chosen_delivery(BY_SHOP, by_shop=True, tracking=True, clause=CLAUSE)
    order = in_state("preparing", an_order(place=TEHRAN, delivery=delivery))
    leaving = Leaving(looked_over=True)
    assert may_dispatch(ATRE, order, leaving) == Refused(WayNotSet(), CLAUSE)
    assert way_of(ATRE, order) is None

    sent = told(order, "method_set", way="special-post", way_name="پست ویژه", tracked="yes")
    again = told(sent, "method_set", way="priority-post", way_name="پست پیشتاز", tracked="no")

    assert may_dispatch(ATRE, sent, leaving) == Allowed()
    assert (way_of(ATRE, sent), way_name(sent)) == (ATRE.delivery[1], "پست ویژه")
    assert (way_of(ATRE, again), way_name(again)) == (ATRE.delivery[0], "پست پیشتاز")
    assert (tracking_asked(sent), tracking_asked(again)) == (True, False)


def test_ATR_026_without_free_carriage_any_way_that_is_not_collected_may_be_set() -> None:
    """ATR-026: for an order from before the terms changed; there is no clause to name."""
    shop = a_shop("atrebeheshti", free_shipping=None)

    assert [way.id for way in ways_open(shop)] == ["priority-post", "special-post"]
    assert may_set_way(shop, "special-post") == Allowed()
    assert may_set_way(shop, "tipax") == Refused(CollectIsNotFree())
    assert may_set_way(shop, "pigeon") == Refused(NotAmongWays(POSTS))


@pytest.mark.parametrize("tracking", [True, False])
def test_BAK_067_an_order_asks_for_a_waybill_where_its_way_has_one(tracking: bool) -> None:
    order = an_order(delivery=a_chosen_delivery("carrier-rah", name="باربری راه‌آور", tracking=tracking))

    assert tracking_asked(order) is tracking
    assert way_name(order) == "باربری راه‌آور"
    assert way_of(a_shop("bakala"), order) == a_shop("bakala").delivery[1]
