"""Checking that a product's table states what its class asks every product for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalog.bodies import Body
from catalog.problems import Code, Problems
from catalog.sheets import ProductSheet
from catalog.specification_rows import rows
from shop.terms import Shop
from shop.text import search_form

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
    return frozenset(search_form(cells[0]) for cells in rows(body.html) if any(cells[1:]))
