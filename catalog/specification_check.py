"""Checking that a product's table states what its class asks every product for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape

from catalog.bodies import Body
from catalog.problems import Code, Problems
from catalog.sheets import ProductSheet
from shop.terms import Shop
from shop.text import search_form

_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
_TABLE = "مشخصات"


def check_specifications(
    shop: Shop, products: Iterable[ProductSheet], bodies: Mapping[str, Body], problems: Problems
) -> None:
    """ATR-030: note every row that a product's class asks for and its text does not have, or has without a value."""
    for product in products:
        kind = shop.class_named(product.product_class)
        if kind and kind.specifications:
            stated = _stated(bodies[product.source.path])
            for row in (row for row in kind.specifications if search_form(row) not in stated):
                spot = product.source.line_of(_TABLE)
                problems.add(Code.MISSING_SPECIFICATION, spot, key=kind.name, value=row)


def _stated(body: Body) -> frozenset[str]:
    """Return the names of all rows that have a value, in the form in which two spellings are one."""
    rows = [[_words(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(body.html)]
    return frozenset(search_form(cells[0]) for cells in rows if any(cells[1:]))


def _words(html: str) -> str:
    return unescape(_TAG.sub("", html)).strip()
