"""The pages of a shelf: its orders, twenty-four to a page, and what each page stands for."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.shelves.shelf import AT_ONCE, ON_A_PAGE, Listing, Shelf, listing_title, shelf_of
from catalog.site import Product
from tests.builders import a_shop
from tests.catalog.shelves.goods import a_category, a_good, slugs

SHOP = a_shop("baqiyat")
OLD, NEW = date(2026, 9, 1), date(2026, 11, 1)


def a_shelf(goods: list[Product], *filters: str) -> Shelf:
    return shelf_of(SHOP, a_category(goods, *filters))


def named(shelf: Shelf) -> dict[str, Listing]:
    """Return its pages by their address under the category's."""
    return {one.url.removeprefix("/categories/home"): one for one in shelf.listings()}


def goods(count: int) -> list[Product]:
    return [a_good(f"g-{at:03}") for at in range(count)]


MIXED = [
    a_good("new", 300_000, day=NEW),
    a_good("sold-out", 100_000, day=NEW, stock=0),
    a_good("dear", 900_000, day=OLD),
    a_good("cheap", 200_000, day=OLD),
]


def test_a_shelf_stands_newest_first_and_what_is_sold_out_last_in_every_order() -> None:
    pages = named(a_shelf(MIXED))

    assert slugs(pages[".html"].goods) == ["new", "dear", "cheap", "sold-out"]
    assert slugs(pages["/cheapest.html"].goods) == ["cheap", "new", "dear", "sold-out"]
    assert slugs(pages["/dearest.html"].goods) == ["dear", "new", "cheap", "sold-out"]
    assert "/newest.html" not in pages
    assert [order.name for order in a_shelf(MIXED).orders] == ["تازه‌ترین", "ارزان‌ترین", "گران‌ترین"]


def test_goods_that_the_owner_placed_come_first_and_newest_first_stays_an_order() -> None:
    shelf = a_shelf([*MIXED[:2], a_good("second", place=2, day=OLD), a_good("first", place=1, day=OLD)])

    assert slugs(shelf.goods) == ["first", "second", "new", "sold-out"]
    assert slugs(named(shelf)["/newest.html"].goods) == ["new", "first", "second", "sold-out"]
    assert [order.key for order in shelf.orders] == ["", "newest", "cheapest", "dearest"]


@pytest.mark.parametrize(
    ("count", "pages"),
    [
        (0, [(0, 1, 0)]),
        (1, [(1, 1, 1)]),
        (24, [(24, 1, 24)]),
        (25, [(24, 1, 24), (1, 25, 25)]),
        (48, [(24, 1, 24), (24, 25, 48)]),
        (49, [(24, 1, 24), (24, 25, 48), (1, 49, 49)]),
    ],
)
def test_twenty_four_stand_on_a_page(count: int, pages: list[tuple[int, int, int]]) -> None:
    listings = [one for one in a_shelf(goods(count)).listings() if not one.key]

    assert [(len(one.goods), one.first, one.last) for one in listings] == pages
    assert {(one.total, one.pages) for one in listings} == {(count, len(pages))}
    assert [good for one in listings for good in slugs(one.goods)] == slugs(goods(count))
    assert [one.page for one in listings] == list(range(1, len(pages) + 1))
    assert [one.url for one in listings] == [
        "/categories/home.html",
        "/categories/home/2.html",
        "/categories/home/3.html",
    ][: len(pages)]


def test_a_shelf_of_one_has_one_order() -> None:
    assert [one.url for one in a_shelf(goods(1)).listings()] == ["/categories/home.html"]


@pytest.mark.parametrize(
    ("count", "all_url"),
    [
        (ON_A_PAGE, "/categories/home.html"),
        (ON_A_PAGE + 1, "/categories/home/all.html"),
        (AT_ONCE, "/categories/home/all.html"),
        (AT_ONCE + 1, ""),
    ],
)
def test_all_goods_stand_on_one_page_up_to_a_number(count: int, all_url: str) -> None:
    shelf = a_shelf(goods(count))

    assert shelf.all_url == all_url
    assert [(one.url, len(one.goods)) for one in shelf.listings() if one.holds_all] == (
        [(all_url, count)] if all_url else []
    )


def test_pages_that_only_show_all_goods_in_another_way_stand_for_the_categorys_own() -> None:
    main = "/categories/home.html"
    pages = named(a_shelf([*goods(25), a_good("gone", stock=0)]))

    assert {url: one.canonical for url, one in pages.items() if one.canonical != one.url} == {
        "/cheapest.html": main, "/cheapest/2.html": main, "/dearest.html": main, "/dearest/2.html": main, "/all.html": main,
    }  # fmt: skip
    assert set(pages) - {"/cheapest.html", "/cheapest/2.html", "/dearest.html", "/dearest/2.html", "/all.html"} == {
        ".html", "/2.html", "/available.html", "/available/2.html",
    }  # fmt: skip


def test_every_product_says_which_filters_leave_it() -> None:
    shelf = a_shelf(MIXED)

    marks = [line.split(" ") for line in shelf.marks().split(";")]
    fitting = {one.slug: keys for one, (_, _, _, *keys) in zip(shelf.goods, marks, strict=True)}
    for value in (value for facet in shelf.facets for value in facet.values):
        assert [slug for slug, keys in fitting.items() if value.key in keys] == slugs(value.goods)
    assert "available" not in fitting["sold-out"]
    assert [(price, day, gone) for price, day, gone, *_ in marks] == [
        (str(one.from_price), str(one.date.toordinal()), str(int(one.slug == "sold-out"))) for one in shelf.goods
    ]


@pytest.mark.parametrize(
    ("pages", "page", "shown"),
    [
        (2, 1, (1, 2)),
        (7, 4, (1, 2, 3, 4, 5, 6, 7)),
        (8, 1, (1, 2, 0, 8)),
        (8, 3, (1, 2, 3, 4, 0, 8)),
        (8, 4, (1, 2, 3, 4, 5, 0, 8)),
        (11, 6, (1, 0, 5, 6, 7, 0, 11)),
        (11, 11, (1, 0, 10, 11)),
    ],
)
def test_far_pages_are_left_out_but_never_a_single_one(pages: int, page: int, shown: tuple[int, ...]) -> None:
    listings = [one for one in a_shelf(goods(pages * ON_A_PAGE)).listings() if not one.key]

    assert listings[page - 1].named_pages() == shown


def test_each_page_has_a_title_of_its_own() -> None:
    shelf = a_shelf([*goods(25), a_good("gone", stock=0)])

    titles = {one.url: listing_title(one) for one in shelf.listings()}
    assert titles["/categories/home.html"] == "خانه"
    assert titles["/categories/home/2.html"] == "خانه، صفحه‌ی ۲"
    assert titles["/categories/home/cheapest.html"] == "خانه، ارزان‌ترین"
    assert titles["/categories/home/available/2.html"] == "خانه، فقط موجود، صفحه‌ی ۲"
    assert titles["/categories/home/all.html"] == "خانه، همه در یک صفحه"
    assert len(set(titles.values())) == len(titles)
