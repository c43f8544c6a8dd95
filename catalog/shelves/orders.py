"""The orders in which the goods of a shelf can stand. What can be had stands before what is sold out in all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from catalog.site import Product

_LAST = 1_000_000


class Order(NamedTuple):
    """An order: its name in addresses ('' for the shelf's own), and its words."""

    key: str
    name: str


_OWN = Order("", "پیشنهاد ما")
_NEWEST = Order("newest", "تازه‌ترین")
_BY_PRICE = (Order("cheapest", "ارزان‌ترین"), Order("dearest", "گران‌ترین"))
_MEASURES: Mapping[str, Callable[[Product], int]] = {
    "newest": lambda product: -product.date.toordinal(),
    "cheapest": lambda product: product.from_price,
    "dearest": lambda product: -product.from_price,
}


def orders(products: Sequence[Product]) -> tuple[Order, ...]:
    """Return the orders of a shelf, its own first: the owner's where they have placed some of its goods, else newest first."""
    placed = any(product.place is not None for product in products)
    return (_OWN, _NEWEST, *_BY_PRICE) if placed else (Order("", _NEWEST.name), *_BY_PRICE)


def in_own_order(products: Sequence[Product]) -> tuple[Product, ...]:
    """Return the goods of a shelf, given newest first, as it shows them: those that its owner placed, then the others."""
    return tuple(sorted(products, key=lambda one: (not one.available, _LAST if one.place is None else one.place)))


def in_order(goods: Sequence[Product], order: Order) -> tuple[Product, ...]:
    """Return goods that stand in their shelf's own order in another one; where that does not tell, they stay as they are."""
    if not order.key:
        return tuple(goods)
    measure = _MEASURES[order.key]
    return tuple(sorted(goods, key=lambda one: (not one.available, measure(one))))
