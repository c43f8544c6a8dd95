"""What the shop's rules come to for a product, worked out once for all that no rule of delivery or return tells apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from catalog.answers import Answers, answers_for
from catalog.site import Product
from catalog.structured_terms import JsonLd, offer_terms
from shop.terms import ByWeight, Shop

R = TypeVar("R")


class RulesTold(NamedTuple):
    """In words, and for machines: of each offer."""

    answers: Callable[[Product], Answers]
    terms: Callable[[Product], Sequence[JsonLd]]


def rules_told(shop: Shop) -> RulesTold:
    """Return what tells the rules of a shop."""
    return RulesTold(_once_a_kind(shop, partial(answers_for, shop)), _once_a_kind(shop, partial(offer_terms, shop)))


def _once_a_kind(shop: Shop, work: Callable[[Product], R]) -> Callable[[Product], R]:
    by_weight = any(isinstance(delivery.fee, ByWeight) for delivery in shop.delivery)
    known: dict[tuple[object, ...], R] = {}

    def once(product: Product) -> R:
        weights = tuple(offer.weight for offer in product.offers) if by_weight else len(product.offers)
        kind = (product.product_class, product.is_own, product.lead_days, weights)
        if kind not in known:
            known[kind] = work(product)
        return known[kind]

    return once
