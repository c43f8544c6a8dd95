"""What the cells of a table state, and which of its rows a card shows."""

from __future__ import annotations

import pytest

from catalog.shelves.facts import card_facts, with_rows
from catalog.shelves.rows import main_value, single_values
from tests.catalog.shelves.goods import a_good


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("", ()),
        ("چدن", ("چدن",)),
        ("گاز، برقی و القایی", ("گاز", "برقی", "القایی")),
        ("گاز و برقی؛ القایی نه", ("گاز", "برقی", "القایی نه")),
        ("۳، ۶ یا ۱۲ گرم", ("۳ گرم", "۶ گرم", "۱۲ گرم")),
        ("۳ گرم یا ۶ گرم", ("۳ گرم", "۶ گرم")),
        ("۲٫۵ یا ۵ کیلوگرم", ("۲٫۵ کیلوگرم", "۵ کیلوگرم")),
        ("۳ و ۶", ("۳", "۶")),
        ("وانیل و یاس", ("وانیل", "یاس")),
    ],
)
def test_a_cell_is_what_it_lists(cell: str, values: tuple[str, ...]) -> None:
    assert single_values(cell) == values


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("۶٫۶ اینچ، AMOLED، ۱۲۰ هرتز", "۶٫۶ اینچ"),
        ("۴۶۰ لیتر: یخچال ۳۵۰، فریزر ۱۱۰", "۴۶۰ لیتر"),
        ("۵۰، ۱۲ و ۱۰ مگاپیکسل", "۵۰ مگاپیکسل"),
        ("چدن", "چدن"),
    ],
)
def test_a_card_shows_the_beginning_that_says_most(cell: str, shown: str) -> None:
    assert main_value(cell) == shown


def test_cards_of_a_shelf_show_the_same_three_rows_in_the_order_of_its_tables() -> None:
    rows = [("نمایشگر", "۶ اینچ، IPS"), ("دوربین", "ندارد"), ("رم", "۸ گیگابایت"), ("باتری", "۵۰۰۰")]
    shelf = [
        a_good("a", rows=rows),
        a_good("b", rows=[rows[0], rows[2], rows[3], ("رنگ", "سیاه")]),
        a_good("c", rows=[rows[0]]),
    ]

    assert card_facts(shelf) == (
        (("نمایشگر", "۶ اینچ"), ("رم", "۸ گیگابایت"), ("باتری", "۵۰۰۰")),
        (("نمایشگر", "۶ اینچ"), ("رم", "۸ گیگابایت"), ("باتری", "۵۰۰۰")),
        (("نمایشگر", "۶ اینچ"),),
    )


def test_a_card_does_not_repeat_what_its_title_says() -> None:
    shelf = [a_good(f"g-{at} پرتو", rows=[("برند", "پرتو"), ("رنگ", "سیاه")]) for at in range(2)]

    assert card_facts(shelf) == ((("رنگ", "سیاه"),),) * 2


def test_tables_are_read_only_where_something_shows_or_filters_by_them() -> None:
    goods = (a_good("a"),)

    assert with_rows(goods, frozenset(), "even") == goods
    assert with_rows(goods, frozenset(["other"]), "full") == goods
    assert with_rows(goods, frozenset(["home"]), "full")[0].rows == ()
