"""Checking that what a category is to be filtered by stands in the tables of its products."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.bodies import Body
from catalog.problems import Code, Problems, nearest
from catalog.sheets import Sheets
from catalog.specification_rows import specification
from shop.text import search_form


def check_filters(sheets: Sheets, bodies: Mapping[str, Body], problems: Problems) -> None:
    """Note every row named by a ``Filter`` that no product of its category has."""
    for category in (sheet for sheet in sheets.categories if sheet.filters):
        names = {
            search_form(name): name
            for product in sheets.products
            if product.category == category.slug
            for name, _ in specification(bodies[product.source.path].html)
        }
        for field in (one for one in category.filters if search_form(one.value) not in names):
            meant = nearest(field.value, names.values())
            problems.add(Code.UNKNOWN_FILTER, field.spot, value=field.value, meant=meant)
