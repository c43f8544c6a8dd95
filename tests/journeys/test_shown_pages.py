"""How built pages of the five shops stand: on small screens, spread, in forced colours, on paper, and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from shop.look import style_sheet
from tests.builders import SHOPS, a_shop
from tests.journeys.built_sites import BuiltSite, a_reader, built_site
from tests.journeys.running_shop import ROOT, eventually
from tests.journeys.static_kinds import static_kinds
from tests.journeys.test_keyboard import tabs_to

pytestmark = pytest.mark.browser

Sites = Callable[[str], BuiltSite]
FOCUS = Path(__file__).with_name("focus.js").read_text(encoding="utf-8")
SPREAD = Path(__file__).with_name("spread.js").read_text(encoding="utf-8")

BELOW_THE_BAR = """() => {
    const bar = document.querySelector('.buy__bar').getBoundingClientRect().top;
    const variants = [...document.querySelectorAll('.option')];
    const told = [...document.querySelectorAll('h1, .product__price'), ...variants.flatMap((e) => [...e.children].slice(0, 3))];
    return told.filter((e) => e.getBoundingClientRect().bottom > bar).map((e) => e.outerHTML);
}"""
SHOWN_OF = """(e) => {
    const [strip, box] = ['.gallery__strip', 'picture'].map((one) => e.closest(one).getBoundingClientRect());
    return Math.abs(strip.left - box.left) < 2 && Math.abs(strip.right - box.right) < 2 && box.top >= 0;
}"""
MARKED_WAYS = """() => {
    const ink = getComputedStyle(document.body).color;
    const ways = [...document.querySelectorAll('.gallery__ways a')];
    const inked = (e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e.querySelector('img')).outlineColor].includes(ink);
    return ways.filter(inked).map((e) => e.getAttribute('href'));
}"""
LINES_OF = """(e) => {
    const words = document.createRange();
    words.selectNodeContents(e);
    return new Set([...words.getClientRects()].map((line) => Math.round(line.top))).size;
}"""
MARK_OF_SHELF = """() => {
    const head = document.querySelector('.head__bar').getBoundingClientRect();
    const shelf = document.querySelector('.shelves [aria-current]');
    const { left, right } = shelf.getBoundingClientRect(), style = getComputedStyle(shelf);
    const [before, after] = [parseFloat(style.paddingLeft), parseFloat(style.paddingRight)];
    return [{ left: head.left, right: head.right }, { left: left + before, right: right - after, clip: style.backgroundClip }];
}"""
STYLES_OF = """([selector, name]) => [...document.querySelectorAll(selector)].map((e) => getComputedStyle(e)[name])"""
RULES_OF = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return [...sheet.cssRules].map((rule) => rule.cssText);
}"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """Return the site of a shop by its name, built once."""
    with ExitStack() as ends:

        @cache
        def built(name: str) -> BuiltSite:
            return ends.enter_context(built_site(name, tmp_path_factory.mktemp(name) / "out"))

        yield built


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A small phone without JavaScript."""
    with a_reader(browser, width=360, height=640) as page:
        yield page


def styles(page: Page, selector: str, name: str) -> list[str]:
    found: list[str] = page.evaluate(STYLES_OF, [selector, name])
    return found


@pytest.mark.parametrize("name", SHOPS)
def test_no_page_kind_loses_anything_when_it_is_spread_at_320_px(sites: Sites, browser: Browser, name: str) -> None:
    """320 px are a desk's 1280 at 400 %; the same with every colour taken away."""
    site = sites(name)
    kinds = static_kinds(site.folder)
    assert {"home", "category", "product", "product-variants", "policy", "not-found"} <= set(kinds)
    found = {}
    with a_reader(browser, width=320, height=256, javascript=True) as page:
        for kind, path in kinds.items():
            if kind == "moved":
                continue
            site.shows(page, path)
            plain = page.evaluate(SPREAD)
            page.emulate_media(forced_colors="active")
            forced = page.evaluate(SPREAD)
            page.emulate_media(forced_colors="none")
            if plain or forced:
                found[kind] = plain, forced

    assert found == {}


@pytest.mark.parametrize("name", SHOPS)
def test_on_a_phone_nothing_lies_over_what_is_pressed(sites: Sites, phone: Page, name: str) -> None:
    """Once a link to the shelf covered a whole product page, in the one layout where it stands by itself."""
    site, found = sites(name), {}
    for kind, path in static_kinds(site.folder).items():
        if kind != "moved":  # it leads on at once
            site.shows(phone, path)
            found[kind] = phone.evaluate(FOCUS)
    assert [lines for lines in found.values() if lines] == []


@pytest.mark.parametrize("name", SHOPS)
def test_the_first_screen_of_a_phone_tells_what_can_be_had(sites: Sites, phone: Page, name: str) -> None:
    """The name, the price and every variant stand above the buying bar, also where there is little height."""
    site = sites(name)
    paths = [*site.products('class="offers"'), static_kinds(site.folder)["product"]]
    assert len(paths) > 2
    covered = {}
    for path in paths:
        site.shows(phone, path)
        if below := phone.evaluate(BELOW_THE_BAR):
            covered[path] = below

    assert covered == {}


@pytest.mark.parametrize("name", SHOPS)
def test_a_phone_of_740_px_also_tells_when_it_comes(sites: Sites, browser: Browser, name: str) -> None:
    site = sites(name)
    with a_reader(browser, width=360, height=740) as page:
        site.shows(page, static_kinds(site.folder)["product"])
        bar = page.locator(".buy__bar").bounding_box()
        ways = page.locator(".answers li").first.bounding_box()

    assert bar
    assert ways
    assert ways["y"] + ways["height"] <= bar["y"]


def test_a_keyboard_meets_nothing_hidden_under_the_bar(sites: Sites, phone: Page) -> None:
    """WCAG 2.4.11: from the first stop to the foot, with the bar at the bottom of the window."""
    sites("baqiyat").shows(phone, "/products/asal-konar.html")

    assert styles(phone, ".buy__bar", "position") == ["fixed"]
    tabs_to(phone, "فرم تماس")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_link_brings_each_picture_without_dragging(sites: Sites, browser: Browser, width: int) -> None:
    """WCAG 2.5.7, and without JavaScript; the page itself stays where the pictures can be seen."""
    with a_reader(browser, width=width, height=780) as page:
        sites("baqiyat").shows(page, "/products/asal-konar.html")
        for at in (3, 2, 1):
            page.locator(f".gallery__ways a[href='#picture-{at}']").click()
            eventually(partial(page.locator(f"#picture-{at}").evaluate, SHOWN_OF))
            eventually(partial(_is_marked, page, f"#picture-{at}"))
            assert page.evaluate("scrollY") == 0, "the page goes no further than to its pictures"
        boxes = [link.bounding_box() for link in page.locator(".gallery__ways a").all()]

    assert [(box["width"] >= 44, box["height"] >= 44) for box in boxes if box] == [(True, True)] * 3


@pytest.mark.parametrize("width", [768, 1280])
def test_the_first_picture_is_marked_until_another_is_asked_for(sites: Sites, browser: Browser, width: int) -> None:
    """Chromium took the last one, where the strip was not as wide as whole pixels."""
    with a_reader(browser, width=width, height=780) as page:
        sites("bakala").shows(page, "/products/drill-sharzhi.html")
        eventually(partial(_is_marked, page, "#picture-1"))


def _is_marked(page: Page, picture: str) -> bool:
    """Does the one way with the ink's ground or edge lead to this picture?"""
    return bool(page.evaluate(MARKED_WAYS) == [picture])


@pytest.mark.parametrize("path", ["/products/yakhchal-bala-friezer.html", "/products/laptop-rajan-14.html"])
def test_a_phone_shows_all_of_a_picture(sites: Sites, phone: Page, path: str) -> None:
    sites("chistatech").shows(phone, path)

    assert set(styles(phone, ".product__picture", "objectFit")) == {"contain"}
    assert {*styles(phone, ".product__picture", "blockSize")} == {"225px"}


def test_the_buy_button_keeps_to_one_line_on_the_narrowest_phone(sites: Sites, browser: Browser) -> None:
    with a_reader(browser, width=320, height=640) as page:
        sites("payatel").shows(page, "/products/patch-cord-cat6.html")
        lines = page.locator(".buy__bar .button").evaluate(LINES_OF)

    assert lines == 1


def test_the_mark_of_a_shelf_keeps_within_the_head(sites: Sites, browser: Browser) -> None:
    with a_reader(browser, width=1280, height=640) as page:
        sites("bakala").shows(page, "/categories/kitchen.html")
        first, mark = page.evaluate(MARK_OF_SHELF)

    assert mark["clip"] == "content-box"
    assert mark["left"] >= first["left"]
    assert mark["right"] <= first["right"]


def test_arrows_move_the_strip_that_has_the_focus(sites: Sites, phone: Page) -> None:
    sites("bakala").shows(phone, "/products/drill-sharzhi.html")
    phone.locator(".gallery__strip").focus()

    def moves_on() -> bool:
        phone.keyboard.press("ArrowLeft")
        return bool(phone.locator("#picture-3").evaluate(SHOWN_OF))

    eventually(moves_on)


def test_every_picture_beside_the_first_waits_until_it_is_wanted(sites: Sites, phone: Page) -> None:
    sites("baqiyat").shows(phone, "/products/asal-konar.html")
    pictures = phone.locator(".gallery__strip img")

    assert [picture.get_attribute("loading") for picture in pictures.all()] == [None, "lazy", "lazy"]
    assert styles(phone, ".gallery__ways img", "display") == ["none"] * 3


def test_the_chosen_variant_shows_where_colours_are_forced(sites: Sites, phone: Page) -> None:
    phone.emulate_media(forced_colors="active")
    sites("payatel").shows(phone, "/products/patch-cord-cat6.html")

    assert styles(phone, ".offers .option:has(:checked)", "outlineStyle") == ["solid"]
    assert styles(phone, ".buy .button", "borderTopStyle") == ["solid"]


@pytest.mark.parametrize("name", SHOPS)
def test_who_asks_for_contrast_gets_one_ink(sites: Sites, phone: Page, name: str) -> None:
    sites(name).shows(phone, static_kinds(sites(name).folder)["product"])
    usual = {*styles(phone, ".product__notes, h1", "color")}
    phone.emulate_media(contrast="more")

    assert len(usual) == 2
    assert len({*styles(phone, ".product__notes, h1", "color")}) == 1


@pytest.mark.parametrize("name", SHOPS)
def test_nothing_moves_that_was_not_touched(sites: Sites, phone: Page, name: str) -> None:
    sites(name).shows(phone, static_kinds(sites(name).folder)["product"])

    assert {*styles(phone, "*", "transitionDuration")} == {"0s"}
    assert {*styles(phone, "*", "animationName")} == {"none"}


@pytest.mark.parametrize("name", SHOPS)
def test_paper_gets_the_thing_and_no_bars(sites: Sites, browser: Browser, name: str) -> None:
    site = sites(name)
    with a_reader(browser, width=672, height=950) as page:
        page.emulate_media(media="print", color_scheme="dark")
        site.shows(page, static_kinds(site.folder)["product-variants"])
        gone = ".buy__bar, .shelves, .seek, .tool, .skip, .section, .gallery__ways, .foot__parts"
        visible = [e.evaluate("(e) => e.className") for e in page.locator(gone).all() if e.is_visible()]
        inks = {*styles(page, "h1, h2, .price, .answers p, .prose p, .prose td, .prose a", "color")}
        grounds = {*styles(page, "body, .head, .foot, .product__facts, .option, .answers", "backgroundColor")}
        shown = [
            page.locator(part).first.is_visible() for part in (".name", "h1", ".price", ".answers", ".prose table")
        ]

    assert visible == []
    assert inks == {"rgb(0, 0, 0)"}
    assert grounds <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert shown == [True] * 5


def test_a_policy_on_paper_says_where_a_foreign_link_leads(sites: Sites, browser: Browser) -> None:
    with a_reader(browser, width=672, height=950) as page:
        page.emulate_media(media="print")
        sites("chistatech").shows(page, "/policies/rules.html")

        assert not page.locator(".contents").is_visible()
        assert page.locator(".clause").first.evaluate("(e) => getComputedStyle(e, '::after').content") == "none"


def test_a_clause_shows_its_mark_to_who_points_at_it(sites: Sites, browser: Browser) -> None:
    with a_reader(browser, width=1280, height=800) as page:
        sites("baqiyat").shows(page, "/policies/delivery.html")
        clause = page.locator(".clause").nth(2)
        mark = "(e) => getComputedStyle(e, '::after').opacity"
        before = clause.evaluate(mark)
        page.keyboard.press("Tab")
        clause.focus()
        focused = clause.evaluate(mark)
        page.locator("h1").click()
        left = clause.evaluate(mark)
        clause.hover()
        hovered = clause.evaluate(mark)
        clause.click()

        assert (before, focused, left, hovered) == ("0", "1", "0", "1")
        assert page.url.endswith(str(clause.get_attribute("href")))


def test_a_browser_reads_the_lean_sheet_as_it_was_written(browser: Browser) -> None:
    parts = [part.read_text(encoding="utf-8") for part in sorted((ROOT / "theme/static/css").glob("*.css"))]
    look = a_shop("bakala").look
    lean = style_sheet(look, parts).partition("\n")[2]
    with a_reader(browser, width=360, height=640, javascript=True) as page:
        read = [page.evaluate(RULES_OF, css) for css in ("\n".join(parts), lean)]

    written, sent = (re.sub(r"\s*([,:])\s*", r"\1", "\n".join(rules)) for rules in read)
    assert written == sent
    assert len(lean) < 0.9 * len("\n".join(parts))
