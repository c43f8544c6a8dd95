"""For which reasons a shop ends an order, and until when each of them reaches."""

from __future__ import annotations

from datetime import datetime

import pytest

from shop.lifecycle import State
from shop.money import Rials
from shop.order import Order
from shop.rules.cancel import NotThisReason, TooFarAlong
from shop.rules.ending import (
    CancelReason,
    Ending,
    MarketValueMissing,
    NotGross,
    may_cancel,
    reasons_open,
)
from shop.terms import Shop
from shop.verdict import Allowed, Refused
from tests.builders import PLACED_AT, SHOPS, TEHRAN, a_shop, an_order, an_order_line, dated, in_tehran
from tests.shop.order_paths import STATES, in_state, told

BAQIYAT, BAKALA, CHISTA = (a_shop(name) for name in ("baqiyat", "bakala", "chistatech"))
IN_THE_SHOP: tuple[State, ...] = ("registered", "awaiting_transfer", "queued", "confirmed", "preparing")


def ended(shop: Shop, order: Order, why: CancelReason, at: datetime = PLACED_AT) -> Allowed | Refused:
    return may_cancel(shop, order, Ending(why=why), at)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", SHOPS)
def test_BAQ_073_BAK_038_PAY_004_CHI_010_an_item_that_ran_out_ends_an_order_until_dispatch(
    name: str, state: State
) -> None:
    shop = a_shop(name)
    verdict = ended(shop, in_state(state), "stock")

    assert verdict == (Allowed() if state in IN_THE_SHOP else Refused(TooFarAlong(), shop.stock.clause))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", SHOPS)
def test_BAK_118_only_bakala_ends_an_order_for_a_market_that_swings_and_only_before_dispatch(
    name: str, state: State
) -> None:
    shop = a_shop(name)
    verdict = ended(shop, in_state(state), "market")

    if shop.market is None:
        assert verdict == Refused(NotThisReason())
    else:
        assert name == "bakala"
        assert verdict == (Allowed() if state in IN_THE_SHOP else Refused(TooFarAlong(), shop.market.clause))


def wrong_price(shop: Shop, order: Order, value: int, *, insists: bool = False) -> Allowed | Refused:
    return may_cancel(shop, order, Ending(why="price_error", market_value=Rials(value), insists=insists), PLACED_AT)


@pytest.mark.parametrize(
    ("price", "value", "percent"),
    [
        pytest.param(5_000_000, 50_000_000, None, id="a tenth of it"),
        pytest.param(40_000_000, 50_000_000, None, id="20 percent below: gross"),
        pytest.param(40_000_001, 50_000_000, 19, id="one rial nearer"),
        pytest.param(48_000_000, 50_000_000, 4, id="4 percent below"),
        pytest.param(50_000_000, 50_000_000, 0, id="right"),
        pytest.param(60_000_000, 50_000_000, None, id="20 percent above: gross too"),
        pytest.param(59_999_999, 50_000_000, 19, id="one rial nearer from above"),
    ],
)
def test_CHI_003_below_the_shops_share_staff_are_warned_and_may_insist(
    price: int, value: int, percent: int | None
) -> None:
    order = in_state("queued", an_order(lines=(an_order_line(price=price),)))
    assert CHISTA.void is not None

    warned = Allowed() if percent is None else Refused(NotGross(percent, 20), CHISTA.void.clause)
    assert wrong_price(CHISTA, order, value) == warned
    assert wrong_price(CHISTA, order, value, insists=True) == Allowed()


def test_CHI_003_what_counts_is_the_price_of_the_goods_that_are_still_in_the_order() -> None:
    """CHI-003: not the carriage, and not a line that was closed."""
    lines = (an_order_line("RIGHT", price=50_000_000), an_order_line("WRONG", price=5_000_000))
    order = in_state("queued", an_order(lines=lines))
    closed = told(order, "line_closed", sku="WRONG", quantity="1", why="stock", change="-5000000")

    assert wrong_price(CHISTA, order, 55_000_000).allowed is False
    assert wrong_price(CHISTA, closed, 62_500_000) == Allowed()
    assert wrong_price(CHISTA, closed, 62_499_999).allowed is False


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel"])
def test_BAQ_076_BAK_043_PAY_010_a_shop_that_names_no_share_voids_any_wrong_price(name: str) -> None:
    """BAQ-076, BAK-043, PAY-010: and must say what the right one is."""
    shop = a_shop(name)
    order = in_state("queued")
    assert shop.void is not None

    assert wrong_price(shop, order, 2_400_001) == Allowed()
    assert wrong_price(shop, order, 0) == Refused(MarketValueMissing(), shop.void.clause)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "chistatech"])
def test_BAQ_076_BAK_043_PAY_010_CHI_003_a_wrong_price_voids_an_order_until_it_is_delivered(
    name: str, state: State
) -> None:
    shop = a_shop(name)
    assert shop.void is not None
    verdict = wrong_price(shop, in_state(state), 24_000_000)

    assert verdict == (Refused(TooFarAlong(), shop.void.clause) if state == "delivered" else Allowed())


def test_BAQ_076_a_shop_that_states_no_such_right_does_not_have_it() -> None:
    """BAQ-076: Atr-e Beheshti does not."""
    assert wrong_price(a_shop("atrebeheshti"), in_state("queued"), 24_000_000) == Refused(NotThisReason())


@pytest.mark.parametrize("state", STATES)
def test_BAQ_031_BAQ_041_what_staff_write_themselves_reaches_orders_in_the_shop_or_back_in_it(state: State) -> None:
    may = state in IN_THE_SHOP or state == "returned"

    assert ended(BAQIYAT, in_state(state), "other") == (Allowed() if may else Refused(TooFarAlong()))


def test_CHI_018_the_reasons_that_are_open_are_those_staff_may_still_give_facts_for() -> None:
    """CHI-003, CHI-018, BAK-118: a price and what came back are asked for; what is not a right is not named."""
    at = in_tehran("1405/09/11", "11:00")
    door = dated(CHISTA, an_order(place=TEHRAN), "door_payment_accepted", PLACED_AT, method="cash_on_delivery")

    assert reasons_open(CHISTA, door, at) == ("buyer", "stock", "price_error", "door", "other")
    assert reasons_open(CHISTA, in_state("queued"), at) == ("buyer", "stock", "price_error", "other")
    assert reasons_open(CHISTA, in_state("returned"), at) == ("buyer", "price_error", "other")
    assert reasons_open(BAKALA, in_state("queued"), at) == ("buyer", "stock", "price_error", "market", "other")
    assert reasons_open(BAKALA, in_state("dispatched"), at) == ("price_error",)
    assert reasons_open(a_shop("atrebeheshti"), in_state("dispatched"), at) == ()
