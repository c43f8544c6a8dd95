"""The Jinja filters of the pages: numbers, money and dates as Persian readers expect them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import Environment, pass_environment
from markupsafe import Markup, escape

from catalog.shelf_offer import ShelfOffer
from catalog.unit_price import UnitPrice, unit_price
from shop import latin
from shop.calendar import show_date
from shop.money import Rials, Unit, show_amount, show_money
from shop.terms import Shop
from shop.text import grouped, persian_digits


@pass_environment
def money(environment: Environment, amount: Rials) -> str:
    """Return an amount with the shop's unit: «۲٬۹۵۰٬۰۰۰ تومان»."""
    return show_money(amount, _unit(environment))


@pass_environment
def amount(environment: Environment, rials: Rials) -> str:
    """Return the digits of an amount in the shop's unit: ۲٬۹۵۰٬۰۰۰."""
    return show_amount(rials, _unit(environment))


@pass_environment
def per_one(environment: Environment, offer: ShelfOffer) -> UnitPrice | None:
    """Return what a kilogram, a litre or one of it costs, None where that is not known."""
    return unit_price(offer, _unit(environment))


def named(text: str) -> Markup:
    """Return a title, a variant's name or a value with its Latin names in their own direction, and in one piece."""
    shown = escape(text)
    return Markup(latin.isolated(shown)) if latin.has_name(text) else shown  # noqa: S704 - escaped


def _unit(environment: Environment) -> Unit:
    """Return the unit of the shop whose pages are being written; macros see globals, not the page's values."""
    shop = environment.globals["shop"]
    if not isinstance(shop, Shop):
        raise TypeError(shop)
    return shop.price_unit


FILTERS: Mapping[str, Callable[..., object]] = {
    "fa": persian_digits,
    "number": grouped,
    "money": money,
    "amount": amount,
    "per_one": per_one,
    "jalali": show_date,
    "named": named,
}
