"""Reading our own built pages back: what of a product, or of a page of a shelf, stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_GOODS = re.compile(r'<ul class="goods">.*?</ul>', re.DOTALL)
_MARKS = re.compile(r'data-marks="([^"]*)"')
_CARD = re.compile(r'card__title"><a href="(/products/.*?)\.html"')


@dataclass(frozen=True, slots=True)
class BuiltProduct:
    """What a product's page says of it."""

    slug: str
    title: str
    summary: str
    sku: str
    rials: str
    shown: str
    day: str
    src: str
    avif: str
    webp: str
    large: str
    shelf: str
    shelf_title: str
    goods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuiltShelf:
    """One page of a category: its path without its end, its goods, and what they are sorted by where it holds all of them."""

    path: str
    slug: str
    title: str
    goods: tuple[str, ...]
    marks: str


def read_products(pages: Path) -> list[BuiltProduct]:
    """Return every product, by its file."""
    return [
        _product(file.stem, file.read_text(encoding="utf-8")) for file in sorted((pages / "products").glob("*.html"))
    ]


def read_shelves(pages: Path) -> list[BuiltShelf]:
    """Return every page of every category, by its file: those of each order and filter too."""
    return [
        _shelf(file.relative_to(pages).with_suffix(""), file.read_text(encoding="utf-8"))
        for file in sorted((pages / "categories").rglob("*.html"))
    ]


def goods_of(html: str, goods: str) -> str:
    """Return a page with something else where it lists goods."""
    return _GOODS.sub(lambda _: goods, html)


def _product(slug: str, html: str) -> BuiltProduct:
    crumbs = _one(html, r'<nav class="crumbs".*?</nav>', whole=True)
    return BuiltProduct(
        slug=slug,
        title=_one(html, r"<h1>(.*?)</h1>"),
        summary=_one(html, r'<p class="lead">(.*?)</p>'),
        sku=_one(html, r'"sku":"(.*?)"'),
        rials=_one(html, r'"price":"(.*?)"'),
        shown=_one(html, r"<bdi>(.*?)</bdi>"),
        day=_one(html, r"تاریخ قیمت: ([^<]*)"),
        src=_one(html, r'<img src="(/images/.*?)"'),
        avif=_one(html, r'image/avif" srcset="(.*?)"'),
        webp=_one(html, r'image/webp" srcset="(.*?)"'),
        large=_one(html, r'"ImageObject","url":"https://[^/]*(/.*?)"'),
        shelf=_one(crumbs, r'<a href="/categories/(.*?)\.html"'),
        shelf_title=_one(crumbs, r'<a href="/categories/[^>]*>(.*?)</a>'),
        goods=tuple(_CARD.findall(html)),
    )


def _shelf(path: Path, html: str) -> BuiltShelf:
    return BuiltShelf(
        path=str(path),
        slug=path.parts[1],
        title=_one(html, r"<h1>(.*?)</h1>"),
        goods=tuple(_CARD.findall(html)),
        marks="".join(_MARKS.findall(html)),
    )


def _one(html: str, pattern: str, *, whole: bool = False) -> str:
    found = re.search(pattern, html, re.DOTALL)
    if found is None:
        raise ValueError(f"no {pattern} in {html[:300]}")
    return found[0 if whole else 1]
