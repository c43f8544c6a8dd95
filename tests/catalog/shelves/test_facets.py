"""Filters come from what the goods of a shelf are, and each tells some of them from others."""

from __future__ import annotations

import pytest

from catalog.shelves.facets import FEWEST, MOST_VALUES, facets
from catalog.site import Product
from tests.builders import a_shop
from tests.catalog.shelves.goods import a_category, a_good, slugs

SHOP = a_shop("baqiyat")
ROW = "اجاق"


def found(goods: list[Product], *filters: str) -> dict[str, dict[str, list[str]]]:
    """Return the facets by name, each value with the goods it leaves."""
    return {
        facet.name: {value.name: slugs(value.goods) for value in facet.values}
        for facet in facets(SHOP, a_category(goods, *filters), goods)
    }


def goods(count: int, stock: int = 5) -> list[Product]:
    return [a_good(f"g-{at}", stock=stock) for at in range(count)]


def test_goods_that_are_all_alike_have_no_filter() -> None:
    assert found(goods(20)) == {}


@pytest.mark.parametrize(("count", "some"), [(FEWEST - 1, False), (FEWEST, True)])
def test_a_shelf_seen_at_a_glance_has_no_filters(count: int, some: bool) -> None:
    assert bool(found([*goods(count - 1), a_good("gone", stock=0)])) is some


def test_what_is_sold_out_can_be_left_away_only_where_something_is() -> None:
    some = [*goods(3), a_good("gone", stock=0)]

    assert found(some)["موجودی"] == {"فقط موجود": ["g-0", "g-1", "g-2"]}
    assert "موجودی" not in found(goods(4))
    assert "موجودی" not in found(goods(4, stock=0))


def test_prices_fall_into_bands() -> None:
    some = [a_good("a", 400_000), a_good("b", 2_900_000), a_good("c", 900_000), a_good("d", 2_300_000)]

    assert found(some)["قیمت"] == {"زیر ۲۰۰ هزار تومان": ["a", "c"], "۲۰۰ هزار تومان و بیشتر": ["b", "d"]}


def test_classes_and_sellers_are_filters_where_a_shelf_mixes_them() -> None:
    mixed = [
        a_good("a", kind="food", seller="تعاونی پسته‌کاران"),
        a_good("b", kind="food", seller="تعاونی آویشن"),
        a_good("c", kind="home", seller="تعاونی آویشن"),
        a_good("d", kind="home", seller="تعاونی پسته‌کاران"),
    ]

    assert found(mixed) == {
        "رده": {"خانه": ["c", "d"], "خوراکی": ["a", "b"]},
        "فروشنده": {"تعاونی آویشن": ["b", "c"], "تعاونی پسته‌کاران": ["a", "d"]},
    }


def stating(*cells: str) -> list[Product]:
    return [a_good(f"g-{at}", rows=[(ROW, cell)] if cell else []) for at, cell in enumerate(cells)]


def test_a_row_that_the_owner_named_becomes_a_filter_with_the_values_of_several_goods() -> None:
    some = stating("گاز و برقی", "گاز، القایی", "برقی", "")

    assert found(some, ROW) == {ROW: {"برقی": ["g-0", "g-2"], "گاز": ["g-0", "g-1"]}}
    assert found(some) == {}


def test_a_value_that_all_goods_have_is_no_filter() -> None:
    assert found(stating("گاز", "گاز", "گاز", "گاز"), ROW) == {}


def test_two_spellings_are_one_value_and_a_cell_that_repeats_itself_counts_once() -> None:
    assert found(stating("برقی، برقی", "برقي", "گاز", "گاز"), "اجاق")[ROW] == {
        "برقی": ["g-0", "g-1"],
        "گاز": ["g-2", "g-3"],
    }


def test_of_many_values_those_of_most_goods_stay_in_the_order_of_numbers() -> None:
    cells = [f"{number} گرم" for number in range(1, MOST_VALUES + 3) for _ in range(3 if number != 5 else 2)]

    values = list(found(stating(*cells), ROW)[ROW])

    assert values == [f"{number} گرم" for number in [1, 2, 3, 4, *range(6, MOST_VALUES + 2)]]


def test_addresses_of_values_are_ascii_and_stay_when_other_goods_come() -> None:
    def keys(some: list[Product]) -> set[str]:
        return {value.key for facet in facets(SHOP, a_category(some, ROW), some) for value in facet.values}

    before = keys(stating("گاز", "گاز", "برقی", "برقی"))
    after = keys(stating("چوب", "چوب", "گاز", "گاز", "برقی", "برقی"))

    assert all(key.isascii() for key in before)
    assert before < after
