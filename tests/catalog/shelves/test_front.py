"""The front page's row of what became cheaper lately."""

from __future__ import annotations

from datetime import date, timedelta

from catalog.shelves.front import LATELY, MOST, fallen
from catalog.site import Product
from tests.catalog.shelves.goods import a_good, slugs

LAST = date(2026, 11, 20)
CAME = date(2026, 6, 1)


def changed(slug: str, before: int, now: int, on: date, *, stock: int = 5) -> Product:
    return a_good(slug, now, day=CAME, stock=stock, prices=[(CAME, before), (on, now)])


def test_the_latest_falls_come_first_and_only_falls_that_can_be_bought() -> None:
    goods = [
        a_good("new", day=LAST),
        changed("fell", 900, 800, LAST - timedelta(days=9)),
        changed("rose", 800, 900, LAST),
        changed("fell-last", 900, 800, LAST - timedelta(days=2)),
        changed("gone", 900, 800, LAST, stock=0),
    ]

    assert slugs(fallen(goods)) == ["fell-last", "fell"]


def test_a_fall_of_long_ago_is_no_news() -> None:
    def with_fall_on(day: date) -> list[str]:
        return slugs(fallen([a_good("new", day=LAST), changed("a", 9, 8, day), changed("b", 9, 8, LAST)]))

    assert with_fall_on(LAST - LATELY) == ["b", "a"]
    assert with_fall_on(LAST - LATELY - timedelta(days=1)) == []


def test_one_is_no_section_and_more_than_a_row_are_left_out() -> None:
    falls = [changed(f"f-{at}", 9, 8, LAST) for at in range(MOST + 1)]

    assert fallen(falls[:1]) == ()
    assert slugs(fallen(falls)) == [f"f-{at}" for at in range(MOST)]
    assert fallen([]) == ()
