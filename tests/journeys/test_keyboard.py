"""One purchase without a mouse: every stop shows its focus, none is hidden, and the order follows the page."""

from __future__ import annotations

from itertools import pairwise
from typing import TypedDict

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.buyer import arrives, history, sees_title, takes, tracks
from tests.journeys.conftest import Visit, by_four_processes, on_one_store
from tests.journeys.letters import wait_for_letters
from tests.journeys.running_shop import RunningShop

pytestmark = pytest.mark.browser

MOST_STOPS = 60
MAIN = "main"

FOCUSED = """() => {
    const e = document.activeElement, box = e.getBoundingClientRect();
    const shown = e.closest('.option, .tick, .seek') ?? e;
    const at = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), box.top + box.height / 2);
    const ring = [[e], [shown], [e, '::after']].some(one => {
        const s = getComputedStyle(...one);
        return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
    });
    return {
        id: e.id,
        tag: e.tagName.toLowerCase(),
        words: (e.getAttribute('aria-label') || e.innerText || e.value || '').replace(/\\s+/g, ' ').trim(),
        value: e.value || '',
        main: e.matches('button.button--wide, .buy button, button.main'),
        positive: e.tabIndex > 0,
        ring: e.matches(':focus-visible') && ring,
        hidden: !at || !(e.contains(at) || at.contains(e) || shown.contains(at)),
        top: box.top + scrollY,
    };
}"""


class Stop(TypedDict):
    """Where the focus stands, and how it shows."""

    id: str
    tag: str
    words: str
    value: str
    main: bool
    positive: bool
    ring: bool
    hidden: bool
    top: float


def tabs_to(page: Page, sought: str) -> Stop:
    """Press Tab until the focus is on the element of this id, of these words, or «main»: the page's main button."""
    wait_for_letters(page)
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop: Stop = page.evaluate(FOCUSED)
        if stop["tag"] == "body":
            continue
        assert stop["ring"], f"no visible focus: {stop}"
        assert not stop["positive"], f"jumps the queue: {stop}"
        assert not stop["hidden"], f"focus is hidden: {stop}"
        if stop["main"] and sought == MAIN:
            return stop
        if stop["id"] == sought or (sought in stop["words"] and stop["tag"] in {"a", "button", "summary"}):
            return stop
    pytest.fail(f"the keyboard does not reach {sought}")


def types_in(page: Page, field: str, text: str) -> None:
    tabs_to(page, field)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def enters(page: Page, words: str, *, then: str) -> None:
    tabs_to(page, words)
    page.keyboard.press("Enter")
    sees_title(page, then)


def enters_main(page: Page, *, then: str) -> None:
    """Press the page's main button; the next page is known by its path."""
    tabs_to(page, MAIN)
    page.keyboard.press("Enter")
    arrives(page, then)


def picks(page: Page, field: str, value: str) -> None:
    """Go down a list by the arrow key."""
    tabs_to(page, field)
    for _ in range(MOST_STOPS):
        if page.evaluate(FOCUSED)["value"] == value:
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"{field} has no {value}")


@pytest.mark.parametrize(("shop", "width"), [("embedded", 360), ("postgresql", 1280)], indirect=["shop"])
def test_a_purchase_needs_no_mouse(shop: RunningShop, visit: Visit, width: int) -> None:
    page, mobile = visit(javascript=True, width=width), f"0912777{width:04}"
    page.goto(f"{shop.at.pages}/")
    enters(page, "برنج و حبوبات", then="برنج و حبوبات")
    enters(page, "عدس قزوین", then="عدس قزوین")
    types_in(page, "quantity", "۲")
    enters_main(page, then="/cart")
    enters_main(page, then="/sign-in")
    types_in(page, "mobile", mobile)
    enters_main(page, then="/sign-in/code")
    types_in(page, "code", shop.next_code(mobile))
    enters_main(page, then="/checkout/delivery")

    types_in(page, "name", "مریم کاظمی")
    types_in(page, "recipient_mobile", mobile)
    types_in(page, "landline", "02531234567")
    picks(page, "province", "قم")
    types_in(page, "city", "قم")
    page.keyboard.press("Escape")  # the browser's own list of cities
    types_in(page, "address", "خیابان معلم، کوچه‌ی ۱۲")
    types_in(page, "plate", "۱۲")
    types_in(page, "postal_code", "3715612349")
    tabs_to(page, "invoice_in_parcel")
    page.keyboard.press("Space")
    expect(page.locator("#invoice_in_parcel")).not_to_be_checked()
    enters_main(page, then="/checkout/delivery/method")
    enters_main(page, then="/checkout/review")
    enters_main(page, then="/orders/.*/pay")
    tabs_to(page, MAIN)
    page.keyboard.press("Enter")  # the page that leads to the bank is gone before it could be looked at
    page.wait_for_url(f"{shop.at.sandbox}/**")
    enters_main(page, then="/payments/.*/result")
    tracks(page)
    assert history(page)[-1] == "paid"


@on_one_store
def test_the_skip_link_leads_past_the_header(shop: RunningShop, visit: Visit) -> None:
    page = visit(javascript=True)
    for address in (f"{shop.at.pages}/", f"{shop.at.pages}/products/avishan.html", f"{shop.at.checkout}/track"):
        page.goto(address)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="رفتن به متن صفحه")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


@on_one_store
def test_the_focus_goes_down_the_page_on_a_phone(shop: RunningShop, visit: Visit) -> None:
    page = visit(javascript=True)
    for address in (f"{shop.at.pages}/", f"{shop.at.pages}/categories/grains.html", f"{shop.at.checkout}/track"):
        page.goto(address)
        page.locator("#main").focus()
        tops: list[float] = []
        while True:
            page.keyboard.press("Tab")
            if not page.evaluate("document.querySelector('#main').contains(document.activeElement)"):
                break
            tops.append(page.evaluate(FOCUSED)["top"])
        assert tops
        row = 120
        assert all(later > earlier - row for earlier, later in pairwise(tops)), address


@by_four_processes
def test_enter_in_a_cart_line_takes_its_new_quantity(shop: RunningShop, visit: Visit) -> None:
    """BAQ-114: Enter presses a form's first button, which must not be the first line's «حذف»."""
    page = visit()
    takes(page, shop, "avishan")
    page.get_by_role("textbox").fill("۴")
    page.keyboard.press("Enter")
    expect(page.locator(".lines__total")).to_contain_text("۵۴۰٬۰۰۰ تومان")
