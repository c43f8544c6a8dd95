"""The site as pages show it: products, categories and policies, ready for templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from catalog.addresses import category_url, policy_url, product_url
from catalog.shelf_offer import ShelfOffer
from catalog.shown_picture import Picture
from shop.money import Rials
from shop.terms import Shop
from shop.terms.who import Layout

LATEST: Mapping[Layout, int] = {"even": 8, "airy": 6, "full": 10, "ruled": 8, "listed": 10}
"""How many new products fill the rows of each layout, on phones and on desks."""
RELATED = 4


class CategoryName(NamedTuple):
    """A product's category, as its pages name it."""

    title: str
    slug: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product with its offers, in the editor's order.

    ``place`` is where its editor put it on its shelf, None where they left that open. ``rows`` are those of its table of
    specifications, kept only where its shelf filters or shows by them; ``facts`` are those its card shows, cut short.
    """

    slug: str
    title: str
    summary: str
    body: Markup
    category: CategoryName
    product_class: str
    date: date
    seller: str
    is_own: bool
    lead_days: int
    maximum: int
    offers: tuple[ShelfOffer, ...]
    picture: Picture
    more_pictures: tuple[Picture, ...] = ()
    words: str = ""
    """Keys of the words of its page by which it is found."""
    place: int | None = None
    rows: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """The path of its page."""
        return product_url(self.slug)

    @property
    def skus(self) -> str:
        """All its SKUs, as pages name them to what asks for their stock."""
        return " ".join(offer.sku for offer in self.offers)

    @property
    def cheapest(self) -> ShelfOffer:
        """The first offer of the lowest price among what can be bought now, else among all."""
        if len(self.offers) == 1:  # as most have, and lists are sorted by it
            return self.offers[0]
        return min((one for one in self.offers if one.available or not self.available), key=lambda one: one.price)

    @property
    def from_price(self) -> Rials:
        """The price of that offer."""
        return self.cheapest.price

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All its pictures, the main one first."""
        return (self.picture, *self.more_pictures)

    @property
    def available(self) -> bool:
        """Can any offer be bought?"""
        return any(offer.available for offer in self.offers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A product that is no longer sold; it stands in no list and has nothing that can be bought."""

    slug: str
    title: str
    summary: str
    body: Markup
    category: CategoryName
    picture: Picture | None

    @property
    def url(self) -> str:
        """The path of its page, which is the one it always had."""
        return product_url(self.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category with its products, newest first; ``filters`` are the rows of their tables that it can be filtered by."""

    slug: str
    title: str
    summary: str
    body: Markup
    order: int
    products: tuple[Product, ...]
    filters: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The path of its page."""
        return category_url(self.slug)

    def beside(self, at: int) -> tuple[Product, ...]:
        """Return a few products beside the one at a place, those after it first, so that each gets its turn."""
        others = len(self.products) - 1
        return tuple(self.products[(at + step) % len(self.products)] for step in range(1, min(others, RELATED) + 1))


class ClauseName(NamedTuple):
    """A heading on a policy page that clauses may name."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPage:
    """A policy page with its named headings."""

    slug: str
    title: str
    summary: str
    body: Markup
    order: int
    clauses: tuple[ClauseName, ...]

    @property
    def url(self) -> str:
        """The path of its page."""
        return policy_url(self.slug)


class Moved(NamedTuple):
    """A path that a page had before, and the one it has."""

    old_url: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that is published: all lists in the order in which pages show them."""

    shop: Shop
    categories: tuple[Category, ...]
    products: tuple[Product, ...]
    policies: tuple[PolicyPage, ...]
    hero: Picture | None
    withdrawn: tuple[Withdrawn, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def latest(self) -> tuple[Product, ...]:
        """The newest products."""
        return self.products[: LATEST[self.shop.look.layout]]

    def instead_of(self, gone: Withdrawn) -> tuple[Product, ...]:
        """BAK-112: return what its category still has, what can be had first."""
        same = [other for other in self.products if other.category == gone.category]
        return tuple(sorted(same, key=lambda other: not other.available)[:RELATED])
