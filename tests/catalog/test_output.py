"""What a build writes: every page once, drafts nowhere, texts escaped, machine files well-formed."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.builders import SHOPS, a_shop
from tests.catalog.builders import (
    BAQIYAT,
    CATEGORY,
    POLICY,
    ROOT,
    SHOP,
    a_folder,
    a_product,
    build,
    json_ld,
    page,
    release_in,
)

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def files_in(output: Path) -> set[str]:
    """Return every file of a site."""
    return {file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()}


def test_a_site_has_flat_pages_and_machine_files(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    names = {
        name for name in files_in(tmp_path / "out") if not name.startswith(("theme/", "images/", "js/", "search/"))
    }
    assert names == {
        "index.html",
        "404.html",
        "search.html",
        "categories/home.html",
        "products/goldan.html",
        "policies/rules.html",
        "sitemap.xml",
        "robots.txt",
        "feed.atom.xml",
        "manifest.json",
        "favicon.ico",
        "_headers",
        "_redirects",
        "_nginx.conf",
        "_Caddyfile",
    }


def test_no_page_says_none(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site", {"products/goldan.md": a_product(without=["Summary"])})

    build(folder, tmp_path / "out")

    for file in (tmp_path / "out").rglob("*.html"):
        assert "None" not in file.read_text(encoding="utf-8")
        assert "undefined" not in file.read_text(encoding="utf-8").casefold()


def test_the_site_map_lists_every_page_once(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    root = ET.fromstring(page(tmp_path / "out", "sitemap.xml"))  # noqa: S314 - our own file
    found = [loc.text for loc in root.iter(f"{SITEMAP}loc")]

    assert found == [
        "https://golkhaneh.example/",
        "https://golkhaneh.example/categories/home.html",
        "https://golkhaneh.example/policies/rules.html",
        "https://golkhaneh.example/products/goldan.html",
    ]
    assert "Sitemap: https://golkhaneh.example/sitemap.xml\n" in page(tmp_path / "out", "robots.txt")


def test_the_feed_names_the_newest_products_first(tmp_path: Path) -> None:
    newer = a_product({"Slug": "sabad", "Sku": "SABAD-1", "Title": "سبد", "Date": "۱۴۰۵/۰۷/۰۱"})
    build(a_folder(tmp_path / "site", {"products/sabad.md": newer}), tmp_path / "out")

    feed = ET.fromstring(page(tmp_path / "out", "feed.atom.xml"))  # noqa: S314 - our own feed

    assert [entry.text for entry in feed.iterfind(f"{ATOM}entry/{ATOM}title")] == ["سبد", "گلدان سفالی"]
    assert feed.findtext(f"{ATOM}updated") == "2026-09-23T00:00:00+03:30"


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site")
    build(folder, tmp_path / "one")
    build(folder, tmp_path / "two")

    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")
    for name in files_in(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
    assert (tmp_path / "one.release/current").read_text() == (tmp_path / "two.release/current").read_text()


def test_settings_override_where_pages_and_service_stand(tmp_path: Path) -> None:
    hosts = {"SITEURL": "http://127.0.0.1:8000/", "CHECKOUT_URL": "http://127.0.0.1:8001/"}
    build(a_folder(tmp_path / "site"), tmp_path / "out", **hosts)

    html = page(tmp_path / "out", "products/goldan.html")
    assert '<link rel="canonical" href="http://127.0.0.1:8000/products/goldan.html">' in html
    assert 'action="http://127.0.0.1:8001/cart/items"' in html
    assert "golkhaneh.example" not in html.replace("info@golkhaneh.example", "")


def test_the_environment_overrides_where_pages_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJREH_SITE_URL", "http://127.0.0.1:8000")

    build(a_folder(tmp_path / "site"), tmp_path / "out")

    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in page(tmp_path / "out", "robots.txt")
    assert release_in(tmp_path / "out.release").shop.site_url == "http://127.0.0.1:8000"


def test_the_style_sheet_is_one_hashed_file_with_the_shops_look(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    sheets = list((tmp_path / "out/theme").rglob("*.css"))

    assert len(sheets) == 1
    assert sheets[0].read_text(encoding="utf-8").startswith(":root{--brand:#1f5b43;--paper:#fbf7ee;--corner:10px}\n")
    assert f'href="/theme/{sheets[0].name}"' in page(tmp_path / "out", "index.html")
    assert (tmp_path / "out/theme/fonts/vazirmatn.woff2").is_file()


def test_another_look_gives_another_style_sheet(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")
    first = {file.name for file in (tmp_path / "out/theme").glob("*.css")}

    build(a_folder(tmp_path / "site", {"shop.toml": SHOP.replace("#1f5b43", "#5b1f43")}), tmp_path / "out")

    second = {file.name for file in (tmp_path / "out/theme").glob("*.css")}
    assert len(second) == 1
    assert first.isdisjoint(second)


def test_a_shop_without_a_drawn_mark_has_the_kits_in_its_tab_and_head(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    html = page(tmp_path / "out", "index.html")
    assert '<link rel="icon" href="/theme/marks/arch.svg" type="image/svg+xml">' in html
    assert [file.name for file in (tmp_path / "out/theme/marks").iterdir()] == ["arch.svg"]


@pytest.mark.parametrize("name", SHOPS)
def test_each_of_the_five_shops_has_its_own_mark_layout_and_colours(name: str, tmp_path: Path) -> None:
    build(ROOT / "content" / name, tmp_path / "out")

    shop = a_shop(name)
    html = page(tmp_path / "out", "index.html")
    assert f'<link rel="icon" href="/theme/marks/{name}.svg" type="image/svg+xml">' in html
    assert [file.name for file in (tmp_path / "out/theme/marks").iterdir()] == [f"{name}.svg"]
    assert f'<html lang="fa" dir="rtl" class="{shop.look.layout}">' in html
    latest = html.partition('id="latest-title"')[2]
    assert (
        latest.count('<li class="card')
        == {"even": 8, "airy": 6, "full": 10, "ruled": 8, "listed": 10}[shop.look.layout]
    )


@pytest.mark.parametrize("name", SHOPS)
def test_pages_stay_light(name: str, tmp_path: Path) -> None:
    build(ROOT / "content" / name, tmp_path / "out")

    for file in (tmp_path / "out").rglob("*.html"):
        html = file.read_bytes()
        assert len(gzip.compress(html)) <= 15_000, file.name
        assert b"style=" not in html
    (sheet,) = (tmp_path / "out/theme").glob("*.css")
    assert len(gzip.compress(sheet.read_bytes())) <= 12_000


def test_no_two_shops_have_the_same_look() -> None:
    looks = [a_shop(name).look for name in SHOPS]

    assert len({(look.layout, look.corner_px) for look in looks}) == len(SHOPS)
    assert len({look.brand for look in looks}) == len({look.paper for look in looks}) == len(SHOPS)


@pytest.mark.parametrize(("stock", "shown"), [("0", "ناموجود"), ("2", "گلدان سفالی")])
def test_pages_never_state_exact_stock(stock: str, shown: str, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site", {"products/goldan.md": a_product({"Stock": stock})})

    build(folder, tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")
    assert shown in html
    offer = json.loads(json_ld(html))[0]["offers"][0]
    assert offer["availability"] == f"https://schema.org/{'InStock' if int(stock) else 'OutOfStock'}"


def test_categories_and_policies_stand_in_their_order(tmp_path: Path) -> None:
    files = {
        "categories/first.md": CATEGORY.replace("home", "first").replace("Order: 1", "Order: 0"),
        "policies/about.md": "Title: درباره\nSlug: about\nOrder: 0\n\nمتن.\n",
        "policies/rules.md": POLICY,
    }
    build(a_folder(tmp_path / "site", files), tmp_path / "out")

    html = page(tmp_path / "out", "index.html")

    assert html.index("/categories/first.html") < html.index("/categories/home.html")
    foot = html.partition("<footer")[2]
    assert foot.index("/policies/about.html") < foot.index("/policies/rules.html")


def test_baqiyat_shows_persian_digits_only(tmp_path: Path) -> None:
    build(BAQIYAT, tmp_path / "out")

    for file in [*(tmp_path / "out/products").glob("*.html"), tmp_path / "out/index.html"]:
        html = re.sub(r"<(script|style|svg)\b.*?</\1>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        words = re.sub(r"<[^>]*>|&[a-z0-9#]+;", " ", html.partition("</head>")[2])
        latin = [word for word in words.split() if re.search("[0-9]", word) and not re.search("[A-Za-z]", word)]
        assert latin == [], file.name
