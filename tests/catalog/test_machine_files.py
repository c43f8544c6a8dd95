"""Site map, robots, feed and manifest, and what the head of a page says of them."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from catalog.atom import atom
from catalog.content import Hosts, read_content
from catalog.offer_reader import OWN
from catalog.site import Site
from catalog.sitemap import MOST, sitemap
from tests.builders import SHOPS, a_shop
from tests.catalog.builders import ROOT, a_folder, a_product, build, page
from tests.catalog.conftest import Built

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
ROOT_URL = "https://golkhaneh.example"
BASKET = a_product({"Slug": "sabad", "Sku": "SABAD-1", "Title": "سبد", "Date": "۱۴۰۵/۰۷/۰۱"})


def a_site(place: Path, files: dict[str, str | bytes | None] | None = None) -> Site:
    content = read_content(a_folder(place / "site", files), ROOT / ".cache/pictures", Hosts())
    assert content.site, content.problems
    return content.site


def addresses(text: str) -> list[str]:
    return [loc.text or "" for loc in ET.fromstring(text).iter(f"{SITEMAP}loc")]  # noqa: S314 - our own file


def metas(html: str) -> dict[str, str]:
    """Return what the head of a page says by ``meta``, by property or name."""
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html))


def test_a_map_of_more_addresses_than_a_file_may_name_is_an_index_of_several(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"products/sabad.md": BASKET})

    assert MOST == 50_000
    assert list(sitemap(site, 5)) == ["sitemap.xml"]
    files = sitemap(site, 4)
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert addresses(files["sitemap.xml"]) == [f"{ROOT_URL}/sitemap-1.xml", f"{ROOT_URL}/sitemap-2.xml"]
    assert ET.fromstring(files["sitemap.xml"]).tag == f"{SITEMAP}sitemapindex"  # noqa: S314 - our own file
    parts = [addresses(files[name]) for name in ("sitemap-1.xml", "sitemap-2.xml")]
    assert [len(part) for part in parts] == [4, 1]
    assert [*parts[0], *parts[1]] == addresses(sitemap(site)["sitemap.xml"])


def test_the_map_dates_nothing_and_leaves_out_drafts_withdrawn_and_moved_pages(tmp_path: Path) -> None:
    files = {
        "products/draft.md": a_product({"Slug": "draft", "Sku": "D-1", "Status": "draft"}),
        "products/gone.md": a_product({"Slug": "gone", "Sku": "G-1", "Status": "withdrawn"}),
        "products/sabad.md": BASKET.replace("Slug: sabad", "Slug: sabad\nAlias: zanbil"),
    }
    text = sitemap(a_site(tmp_path, {**files}))["sitemap.xml"]

    assert "lastmod" not in text
    assert [one for one in addresses(text) if "/products/" in one] == [
        f"{ROOT_URL}/products/sabad.html",
        f"{ROOT_URL}/products/goldan.html",
    ]


def test_a_feed_names_what_came_or_changed_its_price_last(tmp_path: Path) -> None:
    cheaper = a_product({"Was": "۱۴۰۵/۰۷/۰۲ | 300000"})
    root = ET.fromstring(atom(a_site(tmp_path, {"products/goldan.md": cheaper, "products/sabad.md": BASKET})))  # noqa: S314

    entries = [
        tuple(entry.findtext(f"{ATOM}{name}") for name in ("id", "published", "updated"))
        for entry in root.iterfind(f"{ATOM}entry")
    ]
    assert entries == [
        (f"{ROOT_URL}/products/goldan.html", "2026-09-05T00:00:00+03:30", "2026-09-24T00:00:00+03:30"),
        (f"{ROOT_URL}/products/sabad.html", "2026-09-23T00:00:00+03:30", "2026-09-23T00:00:00+03:30"),
    ]
    assert root.findtext(f"{ATOM}updated") == "2026-09-24T00:00:00+03:30"


@pytest.mark.parametrize("name", SHOPS)
def test_the_feed_of_each_shop_has_all_that_the_standard_asks_for(name: str, built: Built) -> None:
    """RFC 4287, 4.1.1 and 4.1.2."""
    root = ET.fromstring(page(built(name), "feed.atom.xml"))  # noqa: S314 - our own feed
    site_url = a_shop(name).site_url

    entries = root.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") or "" for one in [root, *entries]]
    assert len(set(ids)) == len(ids) == len(entries) + 1 > 5
    for one in [root, *entries]:
        assert all(one.findtext(f"{ATOM}{needed}") for needed in ("id", "title", "updated"))
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").tzinfo
    assert root.findtext(f"{ATOM}author/{ATOM}name") == a_shop(name).name
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "self": f"{site_url}/feed.atom.xml",
        "alternate": f"{site_url}/",
    }
    for entry in entries:
        (link,) = entry.findall(f"{ATOM}link")
        address = link.get("href") or ""
        assert address.isascii()
        assert (built(name) / address.removeprefix(f"{site_url}/")).is_file()
        assert entry.findtext(f"{ATOM}summary")
    order = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert order == sorted(order, reverse=True)
    assert root.findtext(f"{ATOM}updated") == order[0]


@pytest.mark.parametrize("name", SHOPS)
def test_the_manifest_names_the_shop_and_icons_that_are_there(name: str, built: Built) -> None:
    told = json.loads(page(built(name), "manifest.json"))
    shop = a_shop(name)
    assert (told["lang"], told["dir"], told["name"], told["start_url"]) == ("fa", "rtl", shop.name, "/")
    assert (told["theme_color"], told["background_color"]) == (shop.look.paper, shop.look.paper)
    assert [(icon["sizes"], icon["type"], icon["purpose"]) for icon in told["icons"]] == [
        ("192x192", "image/png", "any"),
        ("512x512", "image/png", "any"),
        ("512x512", "image/png", "maskable"),
        ("any", "image/svg+xml", "any"),
    ]
    assert all((built(name) / icon["src"].removeprefix("/")).is_file() for icon in told["icons"])
    html = page(built(name), "index.html")
    for link in re.findall(r'<link rel="(?:icon|apple-touch-icon|manifest)" href="/([^"]+)"', html):
        assert (built(name) / link).is_file(), link
    assert '<link rel="manifest" href="/manifest.json">' in html
    bars = dict(re.findall(r'<meta name="theme-color" media="\(prefers-color-scheme: (\w+)\)" content="(.*?)">', html))
    assert bars == {"light": shop.look.paper, "dark": shop.look.dark}


def test_a_product_that_is_sent_on_shows_its_picture_and_its_one_price(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    told = metas(page(tmp_path / "out", "products/goldan.html"))
    picture = told.pop("og:image")
    assert re.fullmatch(rf"{ROOT_URL}/images/goldan-1200\.[0-9a-f]{{12}}\.jpg", picture)
    assert {name: said for name, said in told.items() if name.startswith(("og:", "product:"))} == {
        "og:type": "product",
        "og:site_name": "گلخانه",
        "og:locale": "fa_IR",
        "og:title": "گلدان سفالی | گلخانه",
        "og:description": "گلدان دست‌ساز لالجین.",
        "og:url": f"{ROOT_URL}/products/goldan.html",
        "og:image:type": "image/jpeg",
        "og:image:width": "1200",
        "og:image:height": "900",
        "og:image:alt": "گلدان سفالی",
        "product:price:amount": "2500000",
        "product:price:currency": "IRR",
        "product:availability": "in stock",
    }


def test_a_product_with_several_prices_tells_none_where_it_is_sent_on(tmp_path: Path) -> None:
    variants = "GOLDAN-S | کوچک | 250000 | 0 | 800\nVariant: GOLDAN-L | بزرگ | 410000 | 0 | 1900"
    build(a_folder(tmp_path / "site", {"products/goldan.md": a_product({"Variant": variants}, OWN)}), tmp_path / "out")

    told = metas(page(tmp_path / "out", "products/goldan.html"))
    assert "product:price:amount" not in told
    assert told["product:availability"] == "out of stock"


def test_a_policy_that_is_sent_on_shows_the_shops_mark(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    told = metas(page(tmp_path / "out", "policies/rules.html"))
    assert told["og:image"] == f"{ROOT_URL}/theme/icons/512.png"
    assert (told["og:image:width"], told["og:image:height"], told["og:image:alt"]) == ("512", "512", "نشان گلخانه")
    assert (tmp_path / "out/theme/icons/512.png").is_file()


def test_the_page_of_what_is_not_found_stands_for_no_address(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    html = page(tmp_path / "out", "404.html")
    assert "canonical" not in html
    assert "og:url" not in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="{ROOT_URL}/">' in page(tmp_path / "out", "index.html")
