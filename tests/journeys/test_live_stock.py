"""Pages that were built earlier say what is left now; without JavaScript or the checkout they stay right as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.buyer import places_an_order, takes
from tests.journeys.conftest import Visit, on_one_store
from tests.journeys.letters import wait_for_letters
from tests.journeys.running_shop import RunningShop, eventually

pytestmark = pytest.mark.browser

STOCK = "**/stock.json"
JUGS, LARGE, SMALL = "BAQ-KOOZEH", "BAQ-KONAR-1000", "BAQ-KONAR-500"
NOTED = """
window.moved = [];
window.mistakes = [];
window.watch = new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.moved.push(one.value);
});
window.watch.observe({ type: "layout-shift", buffered: true });
addEventListener("unhandledrejection", (event) => window.mistakes.push(String(event.reason)));
addEventListener("error", (event) => window.mistakes.push(String(event.error)));
"""
MARK_BESIDE_A_LONGER_WORD = 0.00002
"""As a browser measures it, of the window; what people notice begins at a thousand times that."""
STANDS = "() => { window.watch.takeRecords(); window.moved.length = 0; }"
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Told:
    """What the checkout tells a page, once it is let."""

    page: Page
    waiting: list[Route] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(NOTED)
        self.page.route(STOCK, lambda route: self.waiting.append(route))  # noqa: PLW0108 - it marks what it is given

    def opens(self, url: str) -> str:
        """Open a page and return how it was built, once its letters have come; its question waits for an answer."""
        self.page.goto(url, wait_until="load")
        eventually(self._asked)
        wait_for_letters(self.page)
        self.page.evaluate(DRAWN)
        self.page.evaluate(STANDS)
        return self.page.locator("main").inner_html()

    def asks_again(self) -> None:
        """Come back to the page as it was left, which asks anew."""
        self.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        eventually(self._asked)

    def answers(self, told: Mapping[str, list[str]] | str, status: int = 200) -> None:
        """Answer the question, and let the page draw what follows."""
        body = told if isinstance(told, str) else json.dumps(told)
        with self.page.expect_response(STOCK):
            self.waiting.pop().fulfill(status=status, body=body, headers={"access-control-allow-origin": "*"})
        self.comes_to_rest()

    def _asked(self) -> bool:
        self.page.evaluate(DRAWN)
        return bool(self.waiting)

    def comes_to_rest(self) -> None:
        """Wait until the page has made of an answer what it makes of it: another question is answered after it."""
        self.page.evaluate("fetch('/robots.txt').then((answer) => answer.text())")
        self.page.evaluate(DRAWN)

    def moved(self) -> bool:
        """Say whether anything moved since the page stood in its letters, but a status's mark beside a longer word.

        No mistake may have been made.
        """
        assert self.page.evaluate("window.mistakes") == []
        moved: list[float] = self.page.evaluate("window.moved")
        return sum(moved) > MARK_BESIDE_A_LONGER_WORD


def test_the_last_units_are_sold_and_pages_built_before_say_so(shop: RunningShop, visit: Visit) -> None:
    buyer = visit()
    takes(buyer, shop, "koozeh-sofali", "۲")
    places_an_order(buyer, shop, "09127860001")

    def looks() -> Page | None:
        page = visit(javascript=True)
        with page.expect_response(STOCK) as asked:
            page.goto(f"{shop.at.pages}/products/koozeh-sofali.html")
        if JUGS in asked.value.json()["none"]:
            return page
        page.context.close()
        return None

    page = eventually(looks)
    expect(page.locator(".product__price .status")).to_have_text("ناموجود")
    expect(page.get_by_role("button", name="افزودن به سبد خرید")).to_have_count(0)
    expect(page.locator("form.buy")).to_contain_text("این کالا فعلاً تمام شده است")

    without = visit()
    without.goto(f"{shop.at.pages}/products/koozeh-sofali.html")
    expect(without.locator(".product__price .status")).to_have_text("چند عدد مانده")
    without.locator("form.buy button").click()
    expect(without.locator("main")).to_contain_text("تمام شده")


@on_one_store
@pytest.mark.parametrize("width", [360, 1280])
def test_a_product_that_is_gone_loses_its_button_and_nothing_moves(shop: RunningShop, visit: Visit, width: int) -> None:
    page = visit(javascript=True, width=width)
    told = Told(page)
    built = told.opens(f"{shop.at.pages}/products/asal-konar.html")
    status = page.locator(".product__price [role=status]")
    same = status.element_handle()
    told.answers({"few": [], "none": [LARGE, SMALL]})

    expect(status).to_have_text("ناموجود")
    assert same.evaluate("(element) => element.isConnected"), "what is announced is a change of words"
    expect(page.locator(".offers input:disabled")).to_have_count(2)
    expect(page.locator(".offers .option--refused .status")).to_have_text(["ناموجود", "ناموجود"])
    expect(page.locator("form.buy button")).to_have_count(0)
    expect(page.locator("form.buy .soft a")).to_have_attribute("href", "/categories/honey-and-dates.html")
    assert not told.moved()

    told.asks_again()
    told.answers({"few": [], "none": []})
    expect(page.locator("form.buy button")).to_be_visible()
    assert page.locator(".offers input:checked").get_attribute("value") == SMALL
    assert not told.moved()
    assert words_of(page) == words_in(page, built)


@on_one_store
@pytest.mark.parametrize("width", [360, 1280])
def test_a_variant_that_is_gone_gives_its_choice_to_the_next(shop: RunningShop, visit: Visit, width: int) -> None:
    page = visit(javascript=True, width=width)
    told = Told(page)
    told.opens(f"{shop.at.pages}/products/asal-konar.html")
    told.answers({"few": [LARGE], "none": [SMALL]})

    expect(page.locator(".offers .status")).to_have_text(["ناموجود", "چند عدد مانده"])
    expect(page.locator(f".offers input[value={SMALL}]")).to_be_disabled()
    expect(page.locator(f".offers input[value={LARGE}]")).to_be_checked()
    expect(page.locator(".product__price .status")).to_have_text("موجود")
    expect(page.locator("form.buy button")).to_be_visible()
    assert not told.moved()


@on_one_store
def test_a_choice_that_the_buyer_made_is_not_made_for_them_anew(shop: RunningShop, visit: Visit) -> None:
    page = visit(javascript=True)
    told = Told(page)
    told.opens(f"{shop.at.pages}/products/asal-konar.html")
    page.locator(f".offers input[value={LARGE}]").check()
    told.answers({"few": [], "none": [LARGE]})

    expect(page.locator(f".offers input[value={LARGE}]")).to_be_disabled()
    expect(page.locator(".offers input:checked")).to_have_count(0)
    assert page.locator(f".offers input[value={SMALL}]").evaluate("(input) => input.validity.valueMissing")


@on_one_store
@pytest.mark.parametrize("width", [360, 1280])
def test_cards_of_what_is_gone_say_so_quietly_and_nothing_moves(shop: RunningShop, visit: Visit, width: int) -> None:
    page = visit(javascript=True, width=width)
    told = Told(page)
    told.opens(f"{shop.at.pages}/categories/honey-and-dates.html")
    card = page.locator(f'.card[data-sku="{SMALL} {LARGE}"]')
    told.answers({"few": [], "none": [SMALL]})
    expect(card.locator(".status")).to_have_count(0)
    told.asks_again()
    told.answers({"few": [], "none": [LARGE, SMALL]})

    expect(card.locator(".status")).to_have_text("ناموجود")
    expect(page.locator(".card--gone")).to_have_count(1)
    announced = "[role=status], [aria-live]"
    expect(page.locator(f".card :is({announced}), :is({announced}) .card")).to_have_count(0)
    assert not told.moved()


@on_one_store
def test_in_a_shop_that_has_stopped_nothing_can_be_bought(shop: RunningShop, visit: Visit) -> None:
    page = visit(javascript=True)
    told = Told(page)
    told.opens(f"{shop.at.pages}/")
    told.answers({"few": [], "none": ["*"]})

    cards = page.locator(".card").count()
    assert cards > 0
    expect(page.locator(".card--gone .status")).to_have_text(["ناموجود"] * cards)


@on_one_store
@pytest.mark.parametrize("body", ["", "<p>", "[]", "null", '{"few":7}', '{"none":null}', '{"none":["BAQ-NO-SUCH"]}'])
def test_a_page_stays_as_built_where_the_answer_says_nothing_of_it(shop: RunningShop, visit: Visit, body: str) -> None:
    told = Told(visit(javascript=True))
    built = told.opens(f"{shop.at.pages}/products/asal-konar.html")
    told.answers(body)
    assert told.page.locator("main").inner_html() == built
    assert not told.moved()


@on_one_store
def test_a_page_stays_as_built_where_nobody_answers(shop: RunningShop, visit: Visit) -> None:
    told = Told(visit(javascript=True))
    built = told.opens(f"{shop.at.pages}/products/asal-konar.html")
    with told.page.expect_event("requestfailed"):
        told.waiting.pop().abort()
    told.comes_to_rest()
    assert told.page.locator("main").inner_html() == built
    assert not told.moved()

    told.opens(f"{shop.at.pages}/products/asal-konar.html")
    told.answers({"few": [], "none": ["*"]}, status=404)
    assert told.page.locator("main").inner_html() == built


def words_of(page: Page) -> str:
    """Return the words of a page's own part."""
    return page.locator("main").inner_text()


def words_in(page: Page, html: str) -> str:
    """Return the words that the page's own part would have with this inside."""
    page.locator("main").evaluate("(main, html) => { main.innerHTML = html; }", html)
    return words_of(page)
