"""The number of products in the cart, drawn for pages that have no JavaScript."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from tests.builders import SAFFRON
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import DownStore, World

PATH = "/cart/count.svg"


def number(page: Page) -> str:
    (text,) = ET.fromstring(page.text).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own drawing
    return text.text or ""


def test_BAK_132_an_empty_cart_counts_zero_and_its_page_says_that_it_is_empty(browser: Browser, world: World) -> None:
    page = unchanged(world, lambda: browser.get(PATH))
    assert (page.status, page.headers["content-type"], number(page)) == (200, "image/svg+xml", "۰")
    assert "set-cookie" not in page.headers
    assert "سبد شما خالی است" in browser.get("/cart").text


def test_BAK_132_two_lines_count_two_and_are_listed(browser: Browser) -> None:
    browser.add(quantity="5")
    browser.add(SAFFRON)
    assert number(browser.get(PATH)) == "۲"
    assert len(re.findall(r'name="quantity:', browser.get("/cart").text)) == 2


def test_BAK_132_the_count_is_the_visitors_own_and_kept_by_no_cache(browser: Browser, world: World) -> None:
    browser.add()
    assert browser.get(PATH).headers["cache-control"] == "no-store"
    assert number(Browser(world).get(PATH)) == "۰"


def test_BAK_132_only_the_count_may_be_shown_on_other_pages(browser: Browser) -> None:
    assert browser.get(PATH).headers["cross-origin-resource-policy"] == "cross-origin"
    assert browser.get("/cart").headers["cross-origin-resource-policy"] == "same-origin"


def test_BAK_132_a_strangers_page_is_not_sent_the_cookie(browser: Browser) -> None:
    assert "samesite=lax" in browser.add().headers["set-cookie"].lower()


def test_a_browser_without_our_cookie_costs_no_look_in_the_store(world: World) -> None:
    world.ports = replace(world.ports, store=DownStore())
    assert number(Browser(world).get(PATH)) == "۰"
