"""Searching as shoppers do: with scripts and without, by keyboard, on the smallest phone, and while the checkout is down."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Visit, on_one_store
from tests.journeys.running_shop import RunningShop
from tests.journeys.test_keyboard import tabs_to

pytestmark = [pytest.mark.browser, on_one_store]

CARDS = ".goods .card__title a"
STICKS_OUT = "document.documentElement.scrollWidth > innerWidth"


def field(page: Page) -> str:
    """Return the id of the field in which the page is to be searched from."""
    return "#q" if page.locator("#q").count() else "#seek"


def seeks(page: Page, words: str) -> None:
    page.locator(field(page)).fill(words)
    page.locator(field(page)).press("Enter")


@pytest.fixture
def cut_off(browser: Browser, shop: RunningShop) -> Iterator[Callable[[], Page]]:
    """Open pages with scripts from which the checkout cannot be reached."""
    people = []

    def opened() -> Page:
        page = browser.new_page(viewport={"width": 360, "height": 780}, locale="fa-IR")
        page.route(f"{shop.at.checkout}/**", lambda route: route.abort())
        people.append(page)
        return page

    yield opened
    for page in people:
        page.close()


def test_pages_answer_a_search_while_the_checkout_is_down(shop: RunningShop, cut_off: Callable[[], Page]) -> None:
    page = cut_off()
    page.goto(f"{shop.at.pages}/")
    seeks(page, "عسلها")

    expect(page).to_have_url(re.compile(re.escape(f"{shop.at.pages}/search.html?q=")))
    expect(page.get_by_role("heading", level=1)).to_contain_text("عسلها")
    expect(page.locator(CARDS).first).to_have_text("عسل آویشن")
    expect(page.get_by_role("status")).to_contain_text("کالا")

    page.locator("#seek").fill("زعفدان")
    expect(page.locator(CARDS).first).to_have_text("زعفران قائنات")
    expect(page.get_by_text("منظورتان")).to_be_visible()
    page.get_by_role("link", name="زعفران", exact=True).click()
    expect(page.locator("#seek")).to_have_value("زعفران")
    expect(page.get_by_text("منظورتان")).to_be_hidden()

    page.locator(CARDS).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("زعفران قائنات")
    page.go_back()
    expect(page.locator("#seek")).to_have_value("زعفران")
    expect(page.locator(CARDS).first).to_have_text("زعفران قائنات")


def test_who_finds_nothing_is_shown_the_shelves(shop: RunningShop, visit: Visit) -> None:
    page = visit(javascript=True)
    page.goto(f"{shop.at.pages}/search.html?q=xqxqxq")
    expect(page.get_by_text("کالایی پیدا نشد")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="چای و دمنوش")).to_be_visible()
    expect(page.locator(CARDS)).to_have_count(0)

    page.locator("#seek").fill("چای")
    expect(page.locator(CARDS).first).to_have_text("چای لاهیجان")
    expect(page.get_by_text("کالایی پیدا نشد")).to_be_hidden()


def test_without_the_listing_the_form_asks_the_checkout(shop: RunningShop, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/search/*.json", lambda route: route.abort())
    page.goto(f"{shop.at.pages}/search.html")
    expect(page.get_by_role("status")).to_contain_text("فهرست کالاها نرسید")
    seeks(page, "عسل آویشن")
    expect(page).to_have_url(re.compile(re.escape(f"{shop.at.checkout}/search?q=")))
    expect(page.locator(CARDS).first).to_have_text("عسل آویشن")
    page.close()


def test_without_scripts_the_checkout_answers(shop: RunningShop, visit: Visit) -> None:
    page = visit()
    page.goto(f"{shop.at.pages}/policies/delivery.html")
    seeks(page, "لوبیا چیتی")
    expect(page).to_have_url(re.compile(re.escape(f"{shop.at.checkout}/search?q=")))
    expect(page.locator("#q")).to_have_value("لوبیا چیتی")
    page.locator(CARDS).first.click()
    expect(page).to_have_url(f"{shop.at.pages}/products/loobia-chiti.html")


def test_text_from_the_listing_is_never_markup(shop: RunningShop, browser: Browser) -> None:
    page = browser.new_page()
    spoilt = {"shelves": ["x"], "slug": ["a"], "title": ["<img src=x onerror=document.title='x'>عسل"], "shelf": [0]}
    spoilt |= {"price": [10], "offers": [1], "left": [0], "picture": ["/theme/x.webp"], "codes": ["A"], "more": [""]}
    page.route("**/search/*.json", lambda route: route.fulfill(json=spoilt))
    page.goto(f"{shop.at.pages}/search.html?q=عسل")
    expect(page.locator(CARDS)).to_have_text("<img src=x onerror=document.title='x'>عسل")
    expect(page.locator(".card img")).to_have_count(1)
    expect(page.locator(".card--gone .status")).to_have_text("ناموجود")
    page.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_search_needs_no_mouse(shop: RunningShop, visit: Visit, javascript: bool) -> None:
    page = visit(javascript=javascript, width=1280)
    page.goto(f"{shop.at.pages}/")
    tabs_to(page, "seek")
    page.keyboard.insert_text("عسل کنار")
    page.keyboard.press("Enter")
    expect(page.locator(CARDS).first).to_have_text("عسل کنار دشتستان")
    tabs_to(page, "عسل کنار دشتستان")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{shop.at.pages}/products/asal-konar.html")


def test_more_than_a_page_of_goods_comes_when_it_is_asked_for(shop: RunningShop, visit: Visit) -> None:
    page = visit(javascript=True)
    count = 30
    many: dict[str, list[str] | list[int]] = {
        "shelves": ["x"],
        "slug": [f"g{n}" for n in range(count)],
        "title": [f"گلدان {n:02}" for n in range(count)],
    }
    many |= {name: [0] * count for name in ("shelf", "price")} | {name: [1] * count for name in ("offers", "left")}
    many |= {name: [""] * count for name in ("codes", "more")} | {"picture": ["/favicon.ico"] * count}
    page.route("**/search/*.json", lambda route: route.fulfill(json=many))
    page.goto(f"{shop.at.pages}/search.html?q=گلدان")
    expect(page.locator(CARDS)).to_have_count(24)
    page.get_by_role("button", name="بقیه‌ی کالاها").click()
    expect(page.locator(CARDS)).to_have_count(30)
    expect(page.locator(CARDS).nth(24)).to_be_focused()
    expect(page.get_by_role("button", name="بقیه‌ی کالاها")).to_be_hidden()


@pytest.mark.parametrize("path", ["{pages}/", "{pages}/search.html?q=عسل", "{checkout}/search?q=عسل"])
def test_nothing_sticks_out_of_the_smallest_phone(shop: RunningShop, visit: Visit, path: str) -> None:
    page = visit(javascript=True, width=320)
    page.goto(path.format(pages=shop.at.pages, checkout=shop.at.checkout), wait_until="load")
    box = page.locator(field(page)).bounding_box()
    assert box
    assert box["width"] > 200
    assert box["height"] >= 40
    assert not page.evaluate(STICKS_OUT)


def test_a_page_that_is_not_there_asks_for_the_words_of_its_address(shop: RunningShop, visit: Visit) -> None:
    page = visit(javascript=True)
    page.goto(f"{shop.at.pages}/products/asal-avishn.html")
    expect(page.locator("#missing")).to_have_value("asal avishn")
    page.locator("#missing").press("Enter")
    expect(page.locator(CARDS).first).to_have_text("عسل آویشن")

    page = visit()
    page.goto(f"{shop.at.pages}/products/asal-avishn.html")
    expect(page.locator("#missing")).to_have_value("")


def test_a_screen_reader_hears_what_was_sought_and_found(shop: RunningShop, visit: Visit) -> None:
    page = visit(javascript=True)
    page.goto(f"{shop.at.pages}/search.html?q=عسل کنار")
    expect(page.locator("header")).to_match_aria_snapshot("""
        - search:
          - searchbox "جست‌وجو در کالاها"
          - button "جست‌وجو"
    """)
    expect(page.locator("main")).to_match_aria_snapshot("""
        - heading /جست‌وجوی .*عسل کنار/ [level=1]
        - status: /[۰-۹]+ کالا/
        - list:
          - listitem:
            - heading "عسل کنار دشتستان" [level=2]:
              - link "عسل کنار دشتستان"
            - paragraph: /از [۰-۹٬]+ تومان/
    """)
