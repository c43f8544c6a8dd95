"""A category in a browser: filters and order put together with JavaScript, followed link by link without."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from catalog.host_files import page_headers
from tests.catalog.builders import CATEGORY, a_folder, a_product, build
from tests.journeys.complaints import complaints_of

pytestmark = pytest.mark.browser

SITE, CHECKOUT = "https://golkhaneh.example", "https://pay.golkhaneh.example"
SHORT, LONG = "/categories/home.html", "/categories/long.html"
ON_SHORT, ON_LONG = 12, 30
PATIENCE_MS = 60_000
Visit = Callable[..., Page]


def _goods(category: str, count: int) -> dict[str, str | bytes | None]:
    """Every fourth is sold out; colours and prices go their own ways."""
    files: dict[str, str | bytes | None] = {}
    for at in range(count):
        keys = {
            "Title": f"کالای {at}",
            "Slug": f"{category}-{at:02}",
            "Sku": f"{category.upper()}-{at}",
            "Price": str(100_000 + 7_000 * (at * 5 % count)),
            "Stock": "0" if at % 4 == 0 else "5",
            "Category": category,
        }
        colours = ("سبز", "سرخ", "سبز و سرخ")[at % 3]
        table = f"متن.\n\n| ویژگی | مقدار |\n| --- | --- |\n| رنگ | {colours} |\n"
        files[f"products/{category}-{at:02}.md"] = a_product(keys, body=table)
    return files


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("shelves")
    home = CATEGORY.replace("Order: 1\n", "Order: 1\nFilter: رنگ\n")
    files = {
        "products/goldan.md": None,
        "categories/home.md": home,
        "categories/long.md": home.replace("home", "long").replace("خانه", "بلند"),
        **_goods("home", ON_SHORT),
        **_goods("long", ON_LONG),
    }
    build(a_folder(place / "site", files), place / "out")
    return place / "out"


def _answer(site: Path, sold_out: list[str], route: Route) -> None:
    """Answer as the pages' host and the checkout would, under the pages' own policy."""
    path = urlsplit(route.request.url).path
    if route.request.url.startswith(CHECKOUT):
        route.fulfill(json={"few": [], "none": sold_out}, headers={"access-control-allow-origin": SITE})
        return
    file = site / (path.lstrip("/") or "index.html")
    if not file.is_file():
        route.fulfill(status=404, body="")
        return
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {**page_headers(SITE, CHECKOUT), "content-type": f"{kind}; charset=utf-8"}
    route.fulfill(body=file.read_bytes(), headers=headers)


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    """Open a page of the site as a new person; none may have heard the browser complain."""
    complaints: list[str] = []
    with ExitStack() as people:
        yield partial(_open, browser, site, people, complaints)
    assert complaints == []


def _open(
    browser: Browser,
    site: Path,
    people: ExitStack,
    complaints: list[str],
    path: str,
    *,
    javascript: bool = True,
    width: int = 1280,
    sold_out: list[str] | None = None,
) -> Page:
    person = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 780})
    people.callback(person.close)
    person.set_default_timeout(PATIENCE_MS)
    person.on("console", lambda message: complaints.extend(complaints_of(message)))
    person.route("**/*", partial(_answer, site, sold_out or []))
    page = person.new_page()
    page.goto(SITE + path)
    if javascript:
        page.wait_for_function("history.state !== null")
    return page


def shows(page: Page, count: str) -> list[str]:
    """Wait until a page says how many goods it shows, and return them."""
    expect(page.locator("#count")).to_have_text(count)
    found: list[str] = page.locator(".card__title a").evaluate_all("all => all.map(a => a.pathname)")
    return [re.sub(r"/products/(.*)\.html", r"\1", one) for one in found]


def chooses(page: Page, words: str) -> None:
    page.locator(".filters a, .orders a").filter(has_text=words).first.click()


def chips(page: Page) -> list[str]:
    return [words.strip() for words in page.locator("#chips a").all_inner_texts()]


def of_colour(kind: str, count: int, *, green: bool = True, available: bool = False) -> list[str]:
    """Return the goods that a filter by colour leaves, in any order."""
    fits = (0, 2) if green else (1, 2)
    return [f"{kind}-{at:02}" for at in range(count) if at % 3 in fits and not (available and at % 4 == 0)]


def test_two_filters_and_an_order_are_put_together_in_the_page(visit: Visit) -> None:
    page = visit(SHORT)
    shows(page, "۱۲ کالا")

    chooses(page, "سبز")
    assert sorted(shows(page, "۸ کالا از ۱۲")) == of_colour("home", 12)
    chooses(page, "فقط موجود")
    left = of_colour("home", 12, available=True)
    assert sorted(shows(page, "۶ کالا از ۱۲")) == left
    chooses(page, "ارزان‌ترین")

    expect(page.locator(".orders [aria-current]")).to_have_text("ارزان‌ترین")
    assert shows(page, "۶ کالا از ۱۲") == sorted(left, key=lambda slug: int(slug[-2:]) * 5 % 12)
    assert len(chips(page)) == 3
    assert urlsplit(page.url).path == SHORT
    assert "order=cheapest" in page.url


def test_values_of_one_kind_widen_and_counts_say_what_a_choice_would_leave(visit: Visit) -> None:
    page = visit(SHORT)
    chooses(page, "سبز")
    chooses(page, "سرخ")

    shows(page, "۱۲ کالا از ۱۲")
    chooses(page, "سبز")
    assert sorted(shows(page, "۸ کالا از ۱۲")) == of_colour("home", 12, green=False)
    expect(page.locator(".filters a", has_text="فقط موجود").locator("small")).to_have_text("۶")


def test_back_forward_and_reload_keep_what_was_chosen(visit: Visit) -> None:
    page = visit(SHORT)
    chooses(page, "سبز")
    shows(page, "۸ کالا از ۱۲")
    single = page.url
    chooses(page, "فقط موجود")
    both = shows(page, "۶ کالا از ۱۲")

    page.reload()
    assert shows(page, "۶ کالا از ۱۲") == both
    page.go_back()
    shows(page, "۸ کالا از ۱۲")
    assert page.url == single
    page.go_back()
    shows(page, "۱۲ کالا")
    assert page.url == SITE + SHORT
    page.go_forward()
    shows(page, "۸ کالا از ۱۲")


def test_an_address_can_be_sent_to_somebody_else(visit: Visit) -> None:
    page = visit(LONG)
    chooses(page, "سبز")
    page.wait_for_url("**/categories/long/only-*.html")
    chooses(page, "گران‌ترین")
    shown = shows(page, "۲۰ کالا از ۳۰")

    other = visit(page.url.removeprefix(SITE))
    assert shows(other, "۲۰ کالا از ۳۰") == shown
    assert chips(other) == chips(page)
    assert sorted(shown) == of_colour("long", ON_LONG)


def test_a_single_choice_has_an_address_that_needs_no_script(visit: Visit) -> None:
    page = visit(SHORT)
    chooses(page, "سبز")
    shows(page, "۸ کالا از ۱۲")

    other = visit(page.url.removeprefix(SITE), javascript=False)
    assert sorted(shows(other, "۸ کالا از ۱۲")) == of_colour("home", 12)


def test_a_shelf_of_many_pages_is_filtered_as_a_whole_and_given_back_as_it_was(visit: Visit) -> None:
    page = visit("/categories/long/2.html")
    before = shows(page, "۲۵ تا ۳۰ از ۳۰ کالا")
    page.goto(f"{SITE}/categories/long/available.html")
    shows(page, "۲۲ کالا از ۳۰")
    chooses(page, "سرخ")
    assert sorted(shows(page, "۱۵ کالا از ۳۰")) == of_colour("long", ON_LONG, green=False, available=True)
    page.go_back()
    shows(page, "۲۲ کالا از ۳۰")
    page.go_back()
    assert shows(page, "۲۵ تا ۳۰ از ۳۰ کالا") == before
    expect(page.locator("#paging")).to_be_visible()


def test_each_chip_takes_its_filter_away_and_nothing_has_a_way_out(visit: Visit) -> None:
    page = visit(SHORT)
    chooses(page, "زیر ۱۵۰ هزار تومان")
    chooses(page, "سبز")
    shown = len(chips(page))
    page.locator("#chips a").first.click()

    shows(page, "۸ کالا از ۱۲")
    assert (shown, len(chips(page))) == (3, 1)
    expect(page.locator("#count")).to_be_focused()
    page.goto(f"{SITE}{SHORT}?only=under-150000&only=nobody&only=under-150000&order=none")
    expect(page.locator("#count")).to_contain_text("کالا از ۱۲")
    assert len(chips(page)) == 1


def test_what_fits_nothing_is_said_with_a_way_out(visit: Visit, site: Path) -> None:
    page = visit(SHORT)
    keys = page.locator(".filters a").evaluate_all(
        "all => all.map(a => [a.dataset.only, a.closest('section').querySelector('h2').textContent])"
    )
    prices = [key for key, kind in keys if kind == "قیمت"]
    html = (site / SHORT[1:]).read_text(encoding="utf-8")
    assert prices
    page.goto(f"{SITE}{SHORT}?only={prices[0]}")
    # Take away by hand what fits, as when the last of them were withdrawn since the address was sent.
    page.route(
        "**/categories/home.html*",
        lambda route: route.fulfill(
            body=html.replace(f" {prices[0]}", " gone"), content_type="text/html; charset=utf-8"
        ),
    )
    page.reload()

    expect(page.locator("#nothing")).to_be_visible()
    expect(page.locator("#count")).to_have_text("۰ کالا از ۱۲")
    page.locator("#nothing a").click()
    shows(page, "۱۲ کالا")
    expect(page.locator("#nothing")).to_be_hidden()


def test_what_is_sold_out_by_now_is_shown_so_on_cards_that_came_later(visit: Visit) -> None:
    page = visit("/categories/long/available.html", sold_out=["LONG-1"])
    chooses(page, "سرخ")
    shows(page, "۱۵ کالا از ۳۰")

    expect(page.locator(".card[data-sku='LONG-1']")).to_have_class(re.compile("card--gone"))
    expect(page.locator(".card--gone")).to_have_count(1)


def test_the_keyboard_alone_filters_and_stays_where_it_is(visit: Visit) -> None:
    page = visit(SHORT)
    link = page.locator(".filters a", has_text="سبز")
    link.focus()
    page.keyboard.press("Enter")

    shows(page, "۸ کالا از ۱۲")
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-current", "true")
    page.keyboard.press("Enter")
    shows(page, "۱۲ کالا")
    expect(page.locator("#count")).to_have_attribute("role", "status")


def test_without_a_script_links_lead_to_pages(visit: Visit) -> None:
    page = visit(LONG, javascript=False)
    shows(page, "۱ تا ۲۴ از ۳۰ کالا")
    page.locator(".paging [rel=next]").click()
    shows(page, "۲۵ تا ۳۰ از ۳۰ کالا")
    chooses(page, "ارزان‌ترین")
    assert urlsplit(page.url).path == "/categories/long/cheapest.html"
    chooses(page, "سبز")
    assert sorted(shows(page, "۲۰ کالا از ۳۰")) == of_colour("long", ON_LONG)
    page.locator("#chips a").click()
    shows(page, "۱ تا ۲۴ از ۳۰ کالا")
    assert urlsplit(page.url).path == LONG


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_the_filters_are_a_sheet_and_nothing_scrolls_sideways(
    visit: Visit,
    width: int,
    javascript: bool,
) -> None:
    page = visit(SHORT, width=width, javascript=javascript)
    expect(page.locator("#filters")).to_be_hidden()
    page.locator(".shelf__open").click()
    expect(page.locator("#filters")).to_be_visible()
    chooses(page, "سبز")
    shows(page, "۸ کالا از ۱۲")
    if javascript:
        page.locator(".filters__done").click()
    expect(page.locator("#filters")).to_be_hidden()

    box = page.locator("html").bounding_box()
    assert box
    assert page.locator(".goods").bounding_box() is not None
    wide = page.locator("body *").evaluate_all(
        "all => all.filter(e => e.checkVisibility() && !e.closest('.hidden, .skip') && e.getBoundingClientRect().left < -1).length"
    )
    assert wide == 0
