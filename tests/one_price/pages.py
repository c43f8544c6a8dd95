"""What the build writes of a price: pages, what machines read in them, the release and the lists beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.catalog.builders import json_ld, page, release_in
from tests.one_price.goods import Sold, said, shown

Place = Callable[[Path, Sold], int]


def part(html: str, start: str, end: str) -> str:
    """Return the piece of a page between two marks, each of which is there."""
    (found,) = re.findall(rf"(?s){start}(.*?){end}", html)
    return str(found)


def _page(output: Path, sold: Sold) -> str:
    return page(output, f"products/{sold.slug}.html")


def _one(found: list[int]) -> int:
    assert len(set(found)) == 1, found
    return found[0]


def _beside_the_button(output: Path, sold: Sold) -> int:
    html = _page(output, sold)
    if f'type="hidden" name="sku" value="{sold.sku}"' in html:
        return _one(shown(part(html, '<p class="product__price">', "</p>")))
    return _one(shown(part(html, f'name="sku" value="{sold.sku}"', "</label>").partition("option__note")[0]))


def _in_the_table_of_prices(output: Path, sold: Sold) -> int:
    """The price that holds now, of all in the product's tables or in the words that stand in their place."""
    html = _page(output, sold)
    if 'id="prices"' not in html:
        return sold.price
    story = html.partition('id="prices"')[2]
    now = [said(row)[0] for row in re.findall(r"<td>([^<]*\(اکنون\))</td>", story)]
    now += [said(words)[0] for words in re.findall(r"تا اکنون ([^<]*) بوده", story)]
    assert sold.price in now
    return sold.price


def _for_search_engines(output: Path, sold: Sold) -> int:
    data = json.loads(json_ld(_page(output, sold)))
    (offer,) = [one for product in _dicts(data) if product.get("sku") == sold.sku for one in product["offers"]]
    assert offer["priceCurrency"] == "IRR"
    return int(offer["price"])


def _dicts(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _dicts(one)


def _in_the_release(output: Path, sold: Sold) -> int:
    release = release_in(output.with_name(f"{output.name}.release"))
    return next(offer.price for sku, offer in release.offers.items() if sku == sold.sku)


def _for_emalls(output: Path, sold: Sold) -> int:
    (price,) = [one["price"] for one in json.loads(page(output, "emalls.json"))["products"] if one["id"] == sold.sku]
    return int(price) * 10


def _on_cards(output: Path, sold: Sold) -> int:
    """On its shelf, on the home page and beside other products."""
    cards = [card for card in _cards(output) if f'href="/products/{sold.slug}.html"' in card]
    assert len(cards) > 1
    return _one([price for card in cards for price in shown(card)])


def _where_its_shelf_is_sorted(output: Path, sold: Sold) -> int:
    """Each card of a page that holds a whole shelf has its marks, the first of which is its price."""
    found: set[int] = set()
    for html in _pages(output):
        for marks in re.findall('data-marks="([^"]*)"', html):
            cards = re.findall(r'(?s)<li class="card.*?</li>', part(html, '<ul class="goods">', "</ul>"))
            of_card = zip(cards, marks.split(";"), strict=True)
            found |= {int(mark.split()[0]) for card, mark in of_card if f'href="/products/{sold.slug}.html"' in card}
    return _one([*found])


@cache
def _pages(output: Path) -> list[str]:
    return [file.read_text("utf-8") for file in output.rglob("*.html")]


@cache
def _cards(output: Path) -> list[str]:
    return [card for html in _pages(output) for card in re.findall(r'(?s)<li class="card.*?</li>', html)]


def _in_the_listing_that_search_goes_by(output: Path, sold: Sold) -> int:
    (file,) = (output / "search").glob("*.json")
    listing = json.loads(file.read_text("utf-8"))
    return int(listing["price"][listing["slug"].index(sold.slug)])


def _for_those_who_share_it(output: Path, sold: Sold) -> int:
    """Open Graph has room for one price, so it is said only of a product that has one."""
    found = re.findall(r'<meta property="product:price:amount" content="(\d+)">', _page(output, sold))
    assert found or "variants" in sold.kinds
    return int(found[0]) if found else sold.from_price


OF_THE_SKU: Mapping[str, Place] = {
    "beside the button": _beside_the_button,
    "in the table of its prices": _in_the_table_of_prices,
    "for search engines (JSON-LD)": _for_search_engines,
    "in the release": _in_the_release,
    "for Emalls": _for_emalls,
}
OF_THE_PRODUCT: Mapping[str, Place] = {
    "on its cards": _on_cards,
    "where its shelf is sorted": _where_its_shelf_is_sorted,
    "in the listing that search goes by": _in_the_listing_that_search_goes_by,
    "for those who share it (Open Graph)": _for_those_who_share_it,
}
"""Places that state the lowest price of a product's variants."""
