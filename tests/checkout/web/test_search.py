"""The search page: it answers anything typed, at the prices served, without a cookie, and says what to do next."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkout.use_cases.search_goods import PAGE
from checkout.use_cases.switch_sales import end_sale, stop_sales
from shop.release import Offer
from shop.search.listing import encode_listing, listing_name
from tests.builders import HONEY, a_release, an_offer
from tests.checkout.web.browser import Browser, Page
from tests.fakes import SITE, DownStore, World
from tests.shop.search.vectors import listing_of_goods

TITLES = re.compile(r'<h2 class="card__title"><a href="([^"]+)">([^<]*)</a></h2>')


def search(browser: Browser, query: str, page: str = "") -> Page:
    return browser.get(f"/search?q={quote(query)}{f'&page={quote(page)}' if page else ''}")


def titles(page: Page) -> list[str]:
    return [title for _, title in TITLES.findall(page.text)]


def served(world: World, *offers: Offer) -> None:
    world.releases.serve(a_release(*offers))


def many(count: int) -> list[Offer]:
    return [an_offer(f"G-{number}", slug=f"goldan-{number:03}", title=f"گلدان {number:03}") for number in range(count)]


def test_a_result_leads_to_its_page_and_shows_the_price_that_is_served(browser: Browser, world: World) -> None:
    served(world, an_offer(price=5_200_000), an_offer("OTHER", slug="other", title="زعفران"))

    page = search(browser, "عسلها")
    assert page.status == 200
    assert TITLES.findall(page.text) == [(f"{SITE}/products/asal-avishan.html", "عسل آویشن")]
    assert "<bdi>۵۲۰٬۰۰۰</bdi>" in page.text
    assert f'<img src="{SITE}/images/asal-avishan-480.webp" alt=""' in page.text
    assert "۱ کالا" in page.text

    served(world, an_offer(price=5_000_000))
    assert "<bdi>۵۰۰٬۰۰۰</bdi>" in search(browser, "عسل").text


def test_the_page_is_the_same_for_everybody_and_may_be_kept_for_a_minute(browser: Browser, world: World) -> None:
    page = search(browser, "عسل")
    assert page.headers["cache-control"] == "public, max-age=60"
    assert page.headers["x-robots-tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "set-cookie" not in page.headers
    assert browser.cookies == {}

    known = Browser(world)
    known.add()
    known.get("/cart")
    assert known.cookies
    assert search(known, "عسل").text == page.text


def test_what_was_typed_stays_in_the_field_and_is_text(browser: Browser) -> None:
    typed = '"><script>alert(1)</script> name="csrf"'
    page = search(browser, typed)
    assert page.form("/search").fields == {"q": typed}
    assert "<script" not in page.text
    assert "set-cookie" not in page.headers


def test_no_mark_of_direction_is_shown_again_and_a_half_space_is(browser: Browser) -> None:
    page = search(browser, "\u202eعسل\u2066 کوه\u200cها\u200f")
    assert page.form("/search").fields == {"q": "عسل کوه\u200cها"}


def test_a_slip_is_answered_with_what_is_nearest(browser: Browser) -> None:
    page = search(browser, "زعفدان")
    assert titles(page) == ["زعفران قائن"]
    assert f'منظورتان «<a href="/search?q={quote("زعفران")}"><bdi>زعفران</bdi></a>» بود؟' in page.text
    assert "نزدیک‌ترین‌ها: ۱ کالا" in page.text


def test_goods_with_some_of_the_words_are_called_the_nearest(browser: Browser) -> None:
    page = search(browser, "عسل زعفران")
    assert titles(page) == ["عسل آویشن", "زعفران قائن"]
    assert "کالایی که همه‌ی این واژه‌ها را داشته باشد نیست." in page.text


def test_who_finds_nothing_is_shown_the_shelves_and_the_phone(browser: Browser, world: World) -> None:
    listing = listing_of_goods(("asal-avishan", "عسل آویشن", "عسل و خرما", HONEY, ""))
    name = listing_name(encode_listing(listing))
    world.releases.listings[name] = listing
    world.releases.serve(a_release(an_offer(), listing=name))

    page = search(browser, "ققنوس")
    assert page.status == 200
    assert titles(page) == []
    assert "کالایی پیدا نشد" in page.text
    assert f'<a class="button button--quiet" href="{SITE}/categories/honey-and-dates.html">عسل و خرما</a>' in page.text
    assert 'href="tel:09120000011"' in page.text


def test_shelves_stand_in_the_order_of_the_shop(browser: Browser, world: World) -> None:
    goods = [("chay", "چای", "چای و دمنوش", "T-1", ""), ("asal-avishan", "عسل آویشن", "عسل و خرما", HONEY, "")]
    listing = replace(listing_of_goods(*goods), shelves=("عسل و خرما", "چای و دمنوش"), shelf=(1, 0))
    name = listing_name(encode_listing(listing))
    world.releases.listings[name] = listing
    world.releases.serve(a_release(an_offer(), an_offer("T-1", slug="chay", title="چای", category="tea"), listing=name))

    page = search(browser, "ققنوس")
    assert page.text.index(">عسل و خرما</a>") < page.text.index(">چای و دمنوش</a>")


@pytest.mark.parametrize("query", ["", " ", "\x00", "؟!", "\u200c"])
def test_a_query_without_words_asks_for_some(browser: Browser, query: str) -> None:
    page = search(browser, query)
    assert page.status == 200
    assert titles(page) == []


def test_the_address_without_a_query_is_a_page_too(browser: Browser) -> None:
    assert browser.get("/search").status == 200


def test_results_come_in_pages_of_twenty_four(browser: Browser, world: World) -> None:
    served(world, *many(2 * PAGE + 2))

    first, second, third = (search(browser, "گلدان", page) for page in ("", "2", "۳"))
    assert [len(titles(page)) for page in (first, second, third)] == [PAGE, PAGE, 2]
    seen = titles(first) + titles(second) + titles(third)
    assert seen == [f"گلدان {number:03}" for number in range(2 * PAGE + 2)]
    assert "۵۰ کالا، صفحه‌ی ۱ از ۳" in first.text
    query = quote("گلدان")
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', second.text) == [
        ("prev", f"/search?q={query}"),
        ("next", f"/search?q={query}&amp;page=3"),
    ]
    assert re.findall(r'rel="(prev|next)"', first.text) == ["next"]
    assert re.findall(r'rel="(prev|next)"', third.text) == ["prev"]


@pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("-1", 1), ("x", 1), ("9" * 5_000, 1), ("99", 2), ("²", 1)])
def test_a_page_that_is_not_there_is_the_nearest_one(browser: Browser, world: World, asked: str, shown: int) -> None:
    served(world, *many(PAGE + 1))
    assert len(titles(search(browser, "گلدان", asked))) == (PAGE if shown == 1 else 1)


def test_exactly_one_page_turns_nowhere(browser: Browser, world: World) -> None:
    served(world, *many(PAGE))
    page = search(browser, "گلدان")
    assert len(titles(page)) == PAGE
    assert 'rel="next"' not in page.text


def test_what_is_left_is_told_as_it_is_now_and_coarsely(browser: Browser, world: World) -> None:
    served(world, an_offer(stock=2), an_offer("GONE", slug="gone", title="عسل بهار", stock=0))
    assert re.findall(r'class="status[^"]*"[^>]*>([^<]+)', search(browser, "آویشن").text) == ["چند عدد مانده"]
    assert re.findall(r'class="status[^"]*"[^>]*>([^<]+)', search(browser, "بهار").text) == ["ناموجود"]
    assert titles(search(browser, "عسل")) == ["عسل آویشن", "عسل بهار"]

    end_sale(world.ports, HONEY, "sara")
    assert re.findall(r'class="status[^"]*"[^>]*>([^<]+)', search(browser, "آویشن").text) == ["ناموجود"]


def test_the_price_shown_of_several_is_the_lowest_that_can_be_had(browser: Browser, world: World) -> None:
    served(
        world, an_offer("A", price=1_000_000, stock=0), an_offer("B", price=2_000_000), an_offer("C", price=3_000_000)
    )
    page = search(browser, "عسل")
    assert '<span class="price__from">از </span><bdi>۲۰۰٬۰۰۰</bdi>' in page.text
    assert "ناموجود" not in page.text

    stop_sales(world.ports, "sara")
    page = search(browser, "عسل")
    assert "<bdi>۱۰۰٬۰۰۰</bdi>" in page.text
    assert "ناموجود" in page.text


def test_where_the_store_does_not_answer_goods_are_found_all_the_same(world: World) -> None:
    served(world, an_offer(), an_offer("GONE", slug="gone", title="عسل بهار", stock=0))
    world.ports = replace(world.ports, store=DownStore())
    page = search(Browser(world), "عسل")
    assert page.status == 200
    assert titles(page) == ["عسل آویشن", "عسل بهار"]
    assert page.text.count("ناموجود") == 1


def test_words_of_pages_find_goods_once_the_release_names_a_listing(browser: Browser, world: World) -> None:
    assert titles(search(browser, "گون")) == []

    listing = listing_of_goods(
        ("asal-avishan", "عسل آویشن", "عسل و خرما", HONEY, "گون کوهستان"),
        ("zaferan-qaen", "زعفران قائن", "ادویه", "BAQ-ZAFERAN-1", ""),
    )
    name = listing_name(encode_listing(listing))
    world.releases.listings[name] = listing
    world.releases.serve(a_release(listing=name))
    assert titles(search(browser, "گون")) == ["عسل آویشن"]
    assert titles(search(browser, "ادویه")) == ["زعفران قائن"]


def test_a_listing_of_other_goods_is_not_gone_by(browser: Browser, world: World) -> None:
    listing = listing_of_goods(("gone", "کالای رفته", "x", "GONE", ""))
    name = listing_name(encode_listing(listing))
    world.releases.listings[name] = listing
    world.releases.serve(a_release(listing=name))
    assert titles(search(browser, "رفته")) == []
    assert titles(search(browser, "عسل")) == ["عسل آویشن"]


def test_a_variant_and_a_code_find_their_product(browser: Browser, world: World) -> None:
    served(world, an_offer("TL-WR841N", variant="۵۰۰ گرمی"))
    for query in ("tlwr841n", "tl wr 841n", "TL‑WR841N", "500 گرمی"):
        assert titles(search(browser, query)) == ["عسل آویشن"], query


@given(st.text(max_size=200), st.text(max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_is_typed_is_answered(browser: Browser, query: str, page: str) -> None:
    path = f"/search?q={quote(query, errors='replace')}&page={quote(page, errors='replace')}"
    assert browser.get(path).status == 200


def test_ten_thousand_letters_are_answered_by_the_first_hundred(browser: Browser) -> None:
    page = search(browser, "ع" * 10_000)
    assert page.status == 200
    assert page.form("/search").fields == {"q": "ع" * 100}


def test_bytes_that_are_no_text_are_answered(browser: Browser) -> None:
    assert browser.get("/search?q=%ff%fe%00&page=%ff").status == 200


def test_nothing_that_was_typed_is_logged(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="hojreh"):
        search(browser, "09121234567")
    assert "09121234567" not in caplog.text
