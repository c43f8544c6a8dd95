"""Every page kind at four widths, light and dark, and spread at 400 %: nothing sticks out, and all can be read and reached."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.journeys.buyer import order_code
from tests.journeys.conftest import Scheme, on_one_store
from tests.journeys.gallery import Gallery, gallery
from tests.journeys.outline import stumbles
from tests.journeys.running_shop import ROOT, RunningShop

pytestmark = [pytest.mark.browser, on_one_store]

COLOURS: tuple[Literal["none", "active"], ...] = ("none", "active")
VIEWS: tuple[tuple[Scheme, int], ...] = (
    *(("light", width) for width in (320, 360, 768, 1280)),
    *(("dark", width) for width in (360, 1280)),
)
SCREENS = ROOT / "var" / "screens"
LOOK, FOCUS, SPREAD = (
    Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8") for name in ("look", "focus", "spread")
)
PHONE, DESK = 360, 1280

KINDS = (
    "home",
    "category",
    "product",
    "product-variants",
    "product-sold-out",
    "policy",
    "not-found",
    "search",
    "search-found",
    "search-nothing",
    "found",
    "found-nothing",
    "cart",
    "cart-empty",
    "sign-in",
    "code",
    "delivery",
    "delivery-mistakes",
    "way",
    "review",
    "payment",
    "going",
    "result-paid",
    "result-not-paid",
    "order-unpaid",
    "order-transfer",
    "order-paid",
    "terms",
    "track",
    "my-orders",
    "contact",
    "error",
    "desk-sign-in",
    "desk",
    "desk-order",
    "desk-due",
    "desk-sales",
    "desk-settlement",
    "desk-statement",
)


@pytest.fixture(scope="module")
def walked(shop: RunningShop, browser: Browser) -> Iterator[Gallery]:
    """Walk through the shop once, and note every page on the way."""
    with gallery(shop, browser) as pages:
        yield pages


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_keeps_the_themes_promises_at_every_width(shop: RunningShop, walked: Gallery, kind: str) -> None:
    origins = (shop.at.pages, shop.at.checkout)
    foreign: list[str] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith(origins):
            foreign.append(request.url)

    def note_complaint(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            complaints.append(message.text)

    page = walked.who_sees(kind)
    page.on("request", note_request)
    page.on("console", note_complaint)
    walked.opens(kind)
    found: dict[str, list[str]] = {}
    for scheme, width in VIEWS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 780})
        for line in page.evaluate(LOOK):
            found.setdefault(line, []).append(f"{scheme} {width}")
        keeps_screen(page, kind, width, scheme)
        for line in page.evaluate(FOCUS) if scheme == "light" and width in {PHONE, DESK} else []:
            found.setdefault(line, []).append(f"by keyboard, {width}")
    found |= {line: ["to a screen reader"] for line in stumbles(page.locator("body").aria_snapshot())}
    page.set_viewport_size({"width": 320, "height": 256})
    for colours in COLOURS:
        page.emulate_media(color_scheme="light", forced_colors=colours)
        for line in page.evaluate(SPREAD):
            found.setdefault(line, []).append(f"forced colours {colours}")
    page.emulate_media(forced_colors="none")
    page.remove_listener("request", note_request)
    page.remove_listener("console", note_complaint)
    assert (found, foreign, complaints) == ({}, [], [])


ALIKE = {
    ".button:not(.button--quiet, .button--text, .hidden)": "backgroundColor color fontSize fontWeight borderRadius minHeight",
    "main input:is([name=quantity], [name^='quantity:'])": "backgroundColor color fontSize borderColor borderRadius textAlign",
    ".price:not(.price--big)": "color fontWeight whiteSpace",
    ".price__unit": "color fontSize fontWeight",
    ".option": "borderRadius borderTopWidth backgroundColor",
    "h1": "color fontSize fontWeight lineHeight",
}
STYLE_OF = """([selector, names]) => {
    const one = document.querySelector(selector);
    return one && names.split(' ').map((name) => getComputedStyle(one)[name]);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_thing_looks_the_same_in_the_shop_and_at_the_till(walked: Gallery, scheme: Scheme) -> None:
    seen: dict[str, dict[str, object]] = {selector: {} for selector in ALIKE}
    for kind in ("product-variants", "cart", "way"):
        page = walked.opens(kind)
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": DESK, "height": 780})
        for selector, names in ALIKE.items():
            if found := page.evaluate(STYLE_OF, [selector, names]):
                seen[selector][kind] = found

    for selector, kinds in seen.items():
        assert len(kinds) > 1, selector
        first, *others = kinds.values()
        assert all(other == first for other in others), (selector, kinds)


@pytest.mark.parametrize("kind", ["order-transfer", "order-paid"])
def test_an_order_on_paper_is_a_proforma_with_nothing_to_fill_in(walked: Gallery, kind: str) -> None:
    page = walked.opens(kind)
    page.emulate_media(media="print", color_scheme="dark", forced_colors="none")
    page.set_viewport_size({"width": 672, "height": 950})
    controls = page.locator("input:not([type=hidden]), select, textarea, button, .button, .steps")
    shown = [one.evaluate("(e) => e.outerHTML") for one in controls.all() if one.is_visible()]
    words = page.locator("body").inner_text()
    inks = page.evaluate("() => [...document.querySelectorAll('h1, td, dd')].map((e) => getComputedStyle(e).color)")
    page.emulate_media(media="screen", color_scheme="light")

    assert shown == []
    assert {*inks} == {"rgb(0, 0, 0)"}
    for told in ("پیش‌فاکتور", "قابل پرداخت", order_code(page), "باقیات، قم"):
        assert told in words


def keeps_screen(page: Page, kind: str, width: int, scheme: Scheme) -> None:
    """Keep a picture for people to look at, when asked by HOJREH_SCREENS=1."""
    if os.environ.get("HOJREH_SCREENS") == "1":
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{kind}-{width}-{scheme}.png", full_page=True)
