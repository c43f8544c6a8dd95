"""What pages hold for js/stock.js to find, and that it writes the words that the build writes."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests.builders import ROOT
from tests.catalog.builders import a_folder, a_product, build, page

SCRIPT = ROOT / "theme/static/js/stock.js"
MOST_BYTES = 2_000
TAG = r'<script type="module" src="/js/stock\.[0-9a-f]{12}\.js" data-stock="https://pay\.golkhaneh\.example/stock\.json"></script>'
VARIANTS = "GOLDAN-S | کوچک | 200000 | {} | 500\nVariant: GOLDAN-L | بزرگ | 300000 | {} | 900"


def built(place: Path, stock: str, *, few: int | None = None) -> Path:
    """Return the pages of a folder with one product of that stock, or of two variants where that names two."""
    changes, without = {"Stock": stock}, list[str]()
    if len(counts := stock.split()) > 1:
        changes, without = {"Variant": VARIANTS.format(*counts)}, ["Sku", "Price", "Stock", "Weight"]
    folder = a_folder(place / "site", {"products/goldan.md": a_product(changes, without=without)})
    if few:
        toml = (folder / "shop.toml").read_text("utf-8")
        (folder / "shop.toml").write_text(toml.replace("[stock]\n", f"[stock]\nfew = {few}\n"), "utf-8")
    build(folder, place / "out")
    return place / "out"


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) < MOST_BYTES


@pytest.mark.parametrize("name", ["index.html", "categories/home.html", "products/goldan.html"])
def test_pages_with_products_ask_for_their_stock(tmp_path: Path, name: str) -> None:
    assert len(re.findall(TAG, page(built(tmp_path, "12"), name))) == 1


@pytest.mark.parametrize("name", ["404.html", "policies/rules.html"])
def test_pages_without_ask_nobody(tmp_path: Path, name: str) -> None:
    assert "data-stock" not in page(built(tmp_path, "12"), name)


@pytest.mark.parametrize(
    ("stock", "few", "words"),
    [
        ("4", None, "status good"),
        ("3", None, "status warn"),
        ("1", None, "status warn"),
        ("3", 2, "status good"),
        ("100", 100, "status warn"),
        ("101", 100, "status good"),
    ],
)
def test_a_product_names_its_sku_where_its_stock_stands(
    tmp_path: Path, stock: str, few: int | None, words: str
) -> None:
    out = built(tmp_path, stock, few=few)
    html = page(out, "products/goldan.html")
    assert f'<span class="{words}" role="status" data-sku="GOLDAN-1">' in html
    assert '<li class="card" data-sku="GOLDAN-1">' in page(out, "index.html")


@pytest.mark.parametrize(("stock", "enabled"), [("2 9", 2), ("0 9", 1)])
def test_a_product_of_variants_names_them_all(tmp_path: Path, stock: str, enabled: int) -> None:
    out = built(tmp_path, stock)
    html = page(out, "products/goldan.html")
    assert '<span class="status good" role="status" data-sku="GOLDAN-S GOLDAN-L">' in html
    assert '<li class="card" data-sku="GOLDAN-S GOLDAN-L">' in page(out, "index.html")
    assert len(re.findall('<input type="radio" name="sku"(?![^>]* disabled)', html)) == enabled


def test_what_was_built_as_gone_is_asked_about_no_more(tmp_path: Path) -> None:
    out = built(tmp_path, "0")
    html = page(out, "products/goldan.html")
    assert "data-sku" not in html
    assert '<li class="card card--gone">' in page(out, "index.html")


def test_the_script_says_of_a_product_what_the_build_would(tmp_path: Path) -> None:
    words = dict(re.findall(r'(few|none): \["(status[ a-z]*", "[^"]*)"\]', SCRIPT.read_text("utf-8")))
    few = page(built(tmp_path / "few", "2"), "products/goldan.html")
    none = page(built(tmp_path / "none", "0"), "products/goldan.html")
    for html, state in ((few, "few"), (none, "none")):
        classes, said = words[state].split('", "')
        assert re.search(rf'<span class="{classes} ?"[^>]*>{said}</span>', html), state


def test_what_replaces_the_button_is_what_the_build_would_write(tmp_path: Path) -> None:
    there = page(built(tmp_path / "few", "2"), "products/goldan.html")
    gone = page(built(tmp_path / "none", "0"), "products/goldan.html")
    (kept,) = re.findall(r'(?s)<div class="buy__bar">.*<template>(.*?)</template>\s*</div>', there)
    assert "تمام شده است" in kept
    assert kept in gone.replace(there, "")
    assert '<form class="buy"' not in gone
