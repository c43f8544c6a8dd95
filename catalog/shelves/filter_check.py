"""Checking that what a category is to be filtered by stands in the tables of its products, and tells some from others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain

from catalog.bodies import Body
from catalog.problems import Code, Problems, nearest
from catalog.sheets import ProductSheet, Sheets
from catalog.shelves.facets import FEWEST, LEAST_SHARED
from catalog.shelves.rows import single_values
from catalog.specification_rows import specification
from shop.text import search_form


def check_filters(sheets: Sheets, bodies: Mapping[str, Body], problems: Problems) -> None:
    """Note every ``Filter`` that names a row which no product of its category has, or by which none can be found.

    Where some product is wrong itself, its category is not known as it will be, and nothing is said.
    """
    if problems.errors_below("products"):
        return
    goods: dict[str, list[ProductSheet]] = {}
    for product in sheets.products:
        goods.setdefault(product.category, []).append(product)
    for category in (sheet for sheet in sheets.categories if sheet.filters and sheet.slug in goods):
        stated = [specification(bodies[product.source.path].html) for product in goods[category.slug]]
        rows = [{search_form(name): (name, value) for name, value in one} for one in stated]
        for field in category.filters:
            form = search_form(field.value)
            values = [one[form][1] for one in rows if form in one]
            if not values:
                meant = nearest(field.value, {name for one in rows for name, _ in one.values()})
                problems.add(Code.UNKNOWN_FILTER, field.spot, value=field.value, meant=meant)
            elif len(rows) >= FEWEST and not _tells_apart(values, len(rows)):
                problems.add(Code.USELESS_FILTER, field.spot, value=field.value)


def _tells_apart(values: Collection[str], goods: int) -> bool:
    """Is there a value that several of the goods have and not all? No other is shown."""
    forms = [*chain.from_iterable({search_form(one) for one in single_values(value)} for value in values)]
    return any(LEAST_SHARED <= forms.count(form) < goods for form in set(forms))
