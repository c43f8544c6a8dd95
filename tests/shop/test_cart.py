"""A cart: SKUs and quantities, held against what can be sold now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.cart import MOST_LINES, CartLine, CheckedLine, add, change, read_quantity
from shop.errors import BadInput
from shop.money import Rials
from shop.release import Offer, Sku
from tests.builders import HONEY, SAFFRON, an_offer


def a_line(sku: str = HONEY, *, quantity: int = 1, seen_price: int = 2_400_000) -> CartLine:
    return CartLine(sku=Sku(sku), quantity=quantity, seen_price=Rials(seen_price), title="عسل آویشن")


def a_checked_line(
    offer: Offer | None, *, quantity: int = 1, available: int = 12, seen: int = 2_400_000
) -> CheckedLine:
    return CheckedLine(line=a_line(quantity=quantity, seen_price=seen), offer=offer, available=available)


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [
        ("3", 3),
        ("۳", 3),
        ("٣", 3),
        (" \u200f۱۲ ", 12),
        ("0", 0),
        ("007", 7),
        ("9999", 9999),
    ],
)
def test_a_quantity_is_read_in_any_digits(typed: str, quantity: int) -> None:
    assert read_quantity(typed) == quantity


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        pytest.param("", "missing", id="nothing"),
        pytest.param(" \u200c ", "missing", id="blanks"),
        pytest.param("-1", "not_whole", id="minus"),
        pytest.param("+1", "not_whole", id="plus"),
        pytest.param("−1", "not_whole", id="a real minus"),
        pytest.param("1.5", "not_whole", id="fraction"),
        pytest.param("1٫5", "not_whole", id="Persian fraction"),
        pytest.param("1,5", "not_whole", id="comma"),
        pytest.param("1،5", "not_whole", id="Persian comma"),
        pytest.param("1/2", "not_whole", id="a half"),
        pytest.param("½", "not_whole", id="the sign of a half"),
        pytest.param("1 2", "not_whole", id="two numbers"),
        pytest.param("1\u200c2", "not_whole", id="a ZWNJ between"),
        pytest.param("(3)", "not_whole", id="brackets"),
        pytest.param("1e3", "not_whole", id="an exponent"),
        pytest.param("1_0", "not_whole", id="an underscore"),
        pytest.param("²", "not_whole", id="a superscript"),
        pytest.param("１", "not_whole", id="a wide digit"),
        pytest.param("سه", "not_whole", id="a word"),
        pytest.param("10000", "too_many", id="five digits"),
        pytest.param("9" * 5000, "too_many", id="more digits than Python reads"),
    ],
)
def test_what_is_no_quantity_is_refused(typed: str, problem: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_quantity(typed, "honey")

    assert (refused.value.field, refused.value.problem) == ("honey", problem)


@given(st.text(max_size=6))
def test_no_typed_quantity_is_below_0_or_above_9999(typed: str) -> None:
    try:
        quantity = read_quantity(typed)
    except BadInput:
        return
    assert 0 <= quantity <= 9999


def test_a_quantity_alone_is_called_so() -> None:
    with pytest.raises(BadInput, match=r"^quantity: missing"):
        read_quantity("")


def test_BAQ_107_an_item_is_put_in_a_cart_at_the_price_seen() -> None:
    """BAQ-107."""
    assert add((), an_offer(), 2) == (a_line(quantity=2),)
    assert add((a_line(SAFFRON, seen_price=1),), an_offer(), 1) == (a_line(SAFFRON, seen_price=1), a_line())


def test_BAQ_107_more_of_an_item_goes_into_its_line() -> None:
    """BAQ-107: the line keeps the price its buyer saw first, so that a change since then is told."""
    dearer = an_offer(price=2_500_000)

    assert add((a_line(quantity=2), a_line(SAFFRON)), dearer, 3) == (a_line(quantity=5), a_line(SAFFRON))


def test_a_line_never_grows_past_what_can_be_typed() -> None:
    assert add((a_line(quantity=9_998),), an_offer(), 1) == (a_line(quantity=9_999),)
    assert add((a_line(quantity=9_998),), an_offer(), 5) == (a_line(quantity=9_999),)


def test_none_of_an_item_cannot_be_added() -> None:
    with pytest.raises(BadInput) as refused:
        add((a_line(),), an_offer(), 0)

    assert (refused.value.field, refused.value.problem, refused.value.value) == ("quantity", "none_asked", "0")


def test_a_cart_takes_fifty_different_items() -> None:
    cart: tuple[CartLine, ...] = ()
    for n in range(MOST_LINES):
        cart = add(cart, an_offer(f"S-{n}"), 1)

    assert len(cart) == MOST_LINES == 50
    with pytest.raises(BadInput) as refused:
        add(cart, an_offer("S-50"), 1)
    assert (refused.value.field, refused.value.problem, refused.value.value, refused.value.facts) == (
        "sku",
        "cart_full",
        "S-50",
        {"longest": 50},
    )
    assert add(cart, an_offer("S-49"), 1)[-1].quantity == 2


def test_BAQ_114_an_item_is_changed_or_taken_out() -> None:
    """BAQ-114."""
    cart = (a_line(quantity=2), a_line(SAFFRON))

    assert change(cart, HONEY, 1) == (a_line(quantity=1), a_line(SAFFRON))
    assert change(cart, HONEY, 0) == (a_line(SAFFRON),)
    assert change(cart, Sku("other"), 7) == cart


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param(a_checked_line(an_offer()), set(), id="as it should be"),
        pytest.param(a_checked_line(an_offer(), quantity=5), set(), id="BAQ-081: as many as one may order"),
        pytest.param(a_checked_line(an_offer(), quantity=6), {"above_cap"}, id="BAQ-081: one more than one may order"),
        pytest.param(a_checked_line(an_offer(), quantity=2, available=2), set(), id="BAQ-085: the last two"),
        pytest.param(a_checked_line(an_offer(), quantity=2, available=1), {"too_few"}, id="BAQ-085: one too few"),
        pytest.param(a_checked_line(an_offer(), available=0), {"sold_out"}, id="BAQ-113: none left"),
        pytest.param(a_checked_line(an_offer(), available=-1), {"sold_out"}, id="BAQ-113: fewer than none left"),
        pytest.param(a_checked_line(None, available=0), {"vanished"}, id="BAQ-062: no longer for sale"),
    ],
)
def test_BAQ_081_what_is_wrong_with_a_line_blocks_the_order(line: CheckedLine, says: set[str]) -> None:
    """BAQ-081, BAQ-062, BAQ-085, BAQ-113."""
    wrong = {name for name in ("vanished", "sold_out", "too_few", "above_cap") if getattr(line, name)}

    assert wrong == says
    assert line.blocks is bool(says)


def test_BAQ_087_the_tenth_of_ten_may_be_ordered_and_the_eleventh_not() -> None:
    """BAQ-087: a limited item is sold by its stock."""
    flash = an_offer(stock=10, maximum=20)

    assert not a_checked_line(flash, quantity=10, available=10).blocks
    assert a_checked_line(flash, quantity=11, available=10).too_few


@pytest.mark.parametrize(
    ("price", "changed"), [(100_000, False), (120_000, True), (99_999, True)], ids=["the same", "dearer", "cheaper"]
)
def test_BAQ_086_a_price_that_moved_is_charged_and_told(price: int, *, changed: bool) -> None:
    """BAQ-086: the buyer saw 100,000; what counts is the price now."""
    line = a_checked_line(an_offer(price=price), quantity=2, seen=100_000)

    assert line.price_changed is changed
    assert line.total == 2 * price
    assert not line.blocks


def test_a_line_that_cannot_be_sold_costs_nothing() -> None:
    assert a_checked_line(None, quantity=3).total == 0
    assert a_checked_line(None).price_changed is False
    assert a_checked_line(an_offer(), available=0).total == 0
    assert a_checked_line(an_offer(), quantity=2, available=1).total == 4_800_000


def test_BAQ_062_a_line_keeps_its_name_when_its_product_has_gone() -> None:
    assert a_checked_line(None).name == "عسل آویشن"
    assert a_checked_line(an_offer(title="عسل کنار")).name == "عسل کنار"
    assert CheckedLine(line=replace(a_line(), title=""), offer=None, available=0).name == HONEY
