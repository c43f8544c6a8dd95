"""The pages' own search is the same as the service's: every key and every ranking, in a browser and in Python."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from markupsafe import escape
from playwright.sync_api import Browser, Page, Route

from catalog.content import Hosts, read_content
from catalog.search_listing import listing_of
from shop.latin import isolated
from shop.search.find import find
from shop.search.index import SearchIndex
from shop.search.listing import Listing, encode_listing
from shop.search.words import groups
from tests.builders import ROOT, SHOPS
from tests.shop.search.vectors import VECTORS, Wanted, listing_of_goods

pytestmark = pytest.mark.browser

SITE = "http://search.test"
LOOKING = """async ([listing, queries]) => {
    const { find, indexOf } = await import("/find.js");
    const index = indexOf(listing);
    return queries.map((query) => find(index, query));
}"""
NAMED = """async (titles) => {
    const { named } = await import("/named.js");
    return titles.map((title) => {
        const place = document.createElement("p");
        place.append(...named(title));
        return place.innerHTML;
    });
}"""
KEYS = """async (texts) => {
    const { groups } = await import("/words.js");
    return texts.map((text) => groups(text).map((group) => group.map((word) => [word.key, word.spelt])));
}"""
BLOCKS = [range(0x2000), range(0x2000, 0x2070), range(0xFB50, 0xFE00), range(0xFE70, 0xFFF0)]
"""Latin, Greek, Cyrillic, Arabic, punctuation, and the presentation forms of letters."""


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Page]:
    """A page that runs the theme's modules, from no server."""

    def answer(route: Route) -> None:
        file = ROOT / "theme/static/js" / route.request.url.rpartition("/")[2]
        if file.suffix == ".js":
            route.fulfill(path=file, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>x</title>", content_type="text/html")

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto(f"{SITE}/")
    yield page
    page.close()


@cache
def listing_of_shop(name: str) -> Listing:
    content = read_content(ROOT / "content" / name, ROOT / ".cache" / "pictures", Hosts())
    assert content.site
    return listing_of(content.site)


def in_python(listing: Listing, queries: list[str]) -> list[dict[str, Any]]:
    index = SearchIndex(listing)
    found = [find(index, query) for query in queries]
    return [{"products": list(one.products), "near": one.near, "meant": one.meant} for one in found]


def in_browser(page: Page, listing: Listing, queries: list[str]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = page.evaluate(LOOKING, [json.loads(encode_listing(listing)), queries])
    return told


def typed_about(listing: Listing) -> list[str]:
    """Return what people may type who look for these goods: whole, begun, joined, misspelt and mixed up."""
    queries = [*VECTORS["found"], *VECTORS["keys"]]
    for title, codes in zip(listing.title, listing.codes, strict=True):
        words = title.split()
        first, last = words[0], words[-1]
        queries += [
            title,
            first,
            last[: len(last) // 2],
            title.replace(" ", ""),
            f"{last} {first}",
            codes,
            f"{first}ها",
        ]
        queries += [first[1:] + first[:1], first[:2] + first[3:], f"{first[:3]}ض{first[3:]} {last}", f"{first} {codes}"]
    return queries


def test_words_have_the_same_keys_in_both_languages(modules: Page) -> None:
    texts = [*VECTORS["keys"], *VECTORS["found"], *(title for _, title, *_ in VECTORS["goods"])]
    assert modules.evaluate(KEYS, texts) == [[[[*word] for word in group] for group in groups(text)] for text in texts]
    told = modules.evaluate(KEYS, [*VECTORS["keys"]])
    assert [[word[0] for group in one for word in group] for one in told] == [*VECTORS["keys"].values()]


def test_latin_names_are_shown_the_same_in_both_languages(modules: Page) -> None:
    titles = [title for name in SHOPS for title in listing_of_shop(name).title]
    titles += [
        "مودم ADSL2+",
        "TP-Link TL-WR841N.",
        "ABCDEF-123456",
        "ABCDEF-12345-",
        "R&D & ۲٫۴ GHz",
        "۲۰ x ۳۰",
        "A. B- C",
        "",
    ]
    assert modules.evaluate(NAMED, titles) == [isolated(escape(title)) for title in titles]


def test_every_letter_has_the_same_key_in_both_languages(modules: Page) -> None:
    # In the midst of others: what is no letter divides them. A browser's newer Unicode knows letters that Python's does not.
    letters = [chr(number) for block in BLOCKS for number in block]
    texts = [f"a{letter}b" for letter in letters if unicodedata.category(letter) != "Cn"]
    mine = [[[[*word] for word in group] for group in groups(text)] for text in texts]
    theirs = modules.evaluate(KEYS, texts)
    assert [(text, a, b) for text, a, b in zip(texts, mine, theirs, strict=True) if a != b] == []


def test_queries_find_the_same_in_both_languages(modules: Page) -> None:
    listing = listing_of_goods(*VECTORS["goods"])
    queries = typed_about(listing)
    assert in_browser(modules, listing, queries) == in_python(listing, queries)


@pytest.mark.parametrize("name", SHOPS)
def test_queries_find_the_same_goods_of_a_shop_in_both_languages(modules: Page, name: str) -> None:
    listing = listing_of_shop(name)
    queries = typed_about(listing) + [query for shop in VECTORS["shops"].values() for query in shop]
    mine, theirs = in_python(listing, queries), in_browser(modules, listing, queries)
    assert [(query, a, b) for query, a, b in zip(queries, mine, theirs, strict=True) if a != b] == []


@pytest.mark.parametrize("name", SHOPS)
def test_what_shoppers_look_for_comes_first(name: str) -> None:
    listing = listing_of_shop(name)
    index, missed = SearchIndex(listing), {}
    for query, wanted in VECTORS["shops"][name].items():
        found = [listing.slug[product] for product in find(index, query).products]
        if not _is_met(found, wanted):
            missed[query] = found[:4]
    assert missed == {}


def _is_met(found: list[str], wanted: Wanted) -> bool:
    if "first" in wanted:
        return found[:1] == [wanted["first"]]
    return not set(found[:3]).isdisjoint(wanted["within"])
