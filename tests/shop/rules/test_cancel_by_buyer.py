"""Until when a buyer ends an order alone, and until when by agreement with the shop."""

from __future__ import annotations

import pytest

from shop.lifecycle import State
from shop.rules.cancel import NotThisReason, TooFarAlong, may_cancel_own, may_request_cancel
from shop.rules.ending import Ending, NotIntact, may_cancel
from shop.terms import Shop
from shop.verdict import Allowed, Refused
from tests.builders import PLACED_AT, SHOPS, a_shop, an_order, then
from tests.shop.order_paths import STATES, in_state, of_class, told

BAQIYAT, ATRE = a_shop(), a_shop("atrebeheshti")
BY_BUYER, INTACT = Ending(why="buyer"), Ending(why="buyer", intact=True)
UNTIL_QUEUED: tuple[State, ...] = ("registered", "awaiting_transfer", "queued")
IN_THE_SHOP: tuple[State, ...] = (*UNTIL_QUEUED, "confirmed", "preparing")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", [name for name in SHOPS if name != "atrebeheshti"])
def test_BAQ_030_four_shops_let_the_buyer_cancel_until_preparation_begins(name: str, state: State) -> None:
    """BAQ-030, BAQ-115."""
    shop = a_shop(name)
    told = may_cancel_own(shop, in_state(state))

    assert told == (Allowed() if state in UNTIL_QUEUED else Refused(TooFarAlong(), shop.cancel.clause))


@pytest.mark.parametrize("state", STATES)
def test_ATR_005_an_order_made_definitive_is_not_cancelled_by_its_buyer_alone(state: State) -> None:
    told = may_cancel_own(ATRE, in_state(state))

    assert told == (Allowed() if state == "registered" else Refused(TooFarAlong(), ATRE.cancel.clause))


@pytest.mark.parametrize(
    ("own_until", "last"),
    [("never", None), ("registered", "registered"), ("confirmed", "confirmed"), ("preparing", "preparing")],
)
def test_BAQ_030_ATR_005_the_shops_own_state_is_the_last_one(own_until: str, last: State | None) -> None:
    """BAQ-030, ATR-005: that state itself is still in time, the next one is not."""
    shop = a_shop(cancel={"own_until": own_until})
    allowed = [state for state in STATES if may_cancel_own(shop, in_state(state)).allowed]

    assert allowed == (list(IN_THE_SHOP[: IN_THE_SHOP.index(last) + 1]) if last else [])


def with_class(cancel_until: str, own_until: str = "preparing") -> Shop:
    kinds = [{"id": "sealed", "name": "پلمب"}, {"id": "mixed", "name": "ترکیبی", "cancel_until": cancel_until}]
    return a_shop(**{"class": kinds, "cancel": {"own_until": own_until}})


@pytest.mark.parametrize("state", IN_THE_SHOP)
@pytest.mark.parametrize("cancel_until", ["registered", "queued", "confirmed"])
def test_ATR_005_goods_that_are_mixed_to_order_end_the_right_earlier_and_sealed_ones_do_not(
    cancel_until: State, state: State
) -> None:
    """ATR-005: one such line is enough, and neither buyer nor staff get round it."""
    shop = with_class(cancel_until)
    in_time = IN_THE_SHOP.index(state) <= IN_THE_SHOP.index(cancel_until)
    sealed = in_state(state, an_order(lines=(of_class("sealed"),)))
    both = in_state(state, an_order(lines=(of_class("sealed"), of_class("mixed", sku="ITEM-2"))))

    assert may_cancel_own(shop, sealed).allowed
    assert may_cancel(shop, sealed, BY_BUYER, PLACED_AT) == Allowed()
    assert may_cancel_own(shop, both).allowed is in_time
    assert may_cancel(shop, both, BY_BUYER, PLACED_AT).allowed is in_time


def test_ATR_005_a_mixed_item_whose_line_was_closed_holds_nothing_back() -> None:
    order = an_order(lines=(of_class("sealed"), of_class("mixed", sku="ITEM-2", quantity=1)))
    order = in_state("preparing", order)
    assert not may_cancel(with_class("queued"), order, BY_BUYER, PLACED_AT).allowed
    order = told(order, "line_closed", sku="ITEM-2", quantity="1", why="stock", change="-2400000")

    assert may_cancel(with_class("queued"), order, BY_BUYER, PLACED_AT) == Allowed()


@pytest.mark.parametrize(
    ("state", "may"),
    [
        ("registered", False),
        ("awaiting_transfer", False),
        ("queued", True),
        ("confirmed", True),
        ("preparing", True),
        ("dispatched", True),
        ("at_depot", True),
        ("returning", False),
        ("returned", False),
        ("delivered", False),
        ("cancelled", False),
        ("expired", False),
        ("refunded", False),
    ],
)
def test_ATR_005_ATR_027_ATR_028_a_buyer_asks_for_it_once_the_order_is_definitive_and_until_it_arrives(
    state: State, *, may: bool
) -> None:
    assert may_request_cancel(ATRE, in_state(state)).allowed is may


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "chistatech"])
def test_BAQ_031_where_the_terms_say_nothing_of_dispatched_orders_the_buyer_asks_until_dispatch(name: str) -> None:
    """BAQ-031: and asks for nothing that the buyer can still do alone."""
    shop = a_shop(name)
    asked = [state for state in STATES if may_request_cancel(shop, in_state(state)).allowed]

    assert asked == ["confirmed", "preparing"]
    assert may_request_cancel(shop, in_state("queued")) == Refused(NotThisReason(), shop.cancel.clause)
    assert may_request_cancel(shop, in_state("dispatched")) == Refused(TooFarAlong(), shop.cancel.clause)
    assert may_request_cancel(shop, in_state("at_depot")) == Refused(TooFarAlong(), shop.cancel.clause)


def test_ATR_005_a_request_is_open_once_and_may_be_made_again_when_it_was_refused() -> None:
    """ATR-005, ATR-027."""
    asked = then(in_state("queued"), "cancel_requested")
    refused = then(asked, "cancel_refused")

    assert may_request_cancel(ATRE, asked) == Refused(NotThisReason(), ATRE.cancel.clause)
    assert may_request_cancel(ATRE, refused) == Allowed()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", SHOPS)
def test_BAQ_031_ATR_027_ATR_028_staff_agree_before_dispatch_or_once_the_goods_are_back(
    name: str, state: State
) -> None:
    """BAQ-031, ATR-027, ATR-028: back at the shop only where its terms speak of parcels that come back."""
    shop = a_shop(name)
    back = state == "returned" and name in {"atrebeheshti", "chistatech"}
    verdict = may_cancel(shop, in_state(state), INTACT, PLACED_AT)

    assert verdict == (Allowed() if state in IN_THE_SHOP or back else Refused(TooFarAlong(), shop.cancel.clause))


def test_ATR_028_what_came_back_is_taken_only_as_it_was_sent() -> None:
    """ATR-028: intact, allowed; opened, refused; before dispatch nobody asks."""
    assert may_cancel(ATRE, in_state("returned"), INTACT, PLACED_AT) == Allowed()
    assert may_cancel(ATRE, in_state("returned"), BY_BUYER, PLACED_AT) == Refused(NotIntact(), ATRE.cancel.clause)
    assert may_cancel(ATRE, in_state("confirmed"), BY_BUYER, PLACED_AT) == Allowed()


@pytest.mark.parametrize(
    ("terms", "may"),
    [
        ({"cancel": {"after_dispatch": True}}, True),
        ({"absence": {"attempts": 2, "clause": "delivery#main-door"}}, True),
        ({}, False),
    ],
)
def test_ATR_028_either_term_lets_an_order_that_came_back_be_ended(terms: dict[str, object], *, may: bool) -> None:
    assert may_cancel(a_shop(**terms), in_state("returned"), INTACT, PLACED_AT).allowed is may
