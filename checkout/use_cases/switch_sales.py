"""Staff stop all sales or end the sale of single products, at once and until they say otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from checkout.kinds import GRANTS, SWITCHES
from checkout.ports import Ports
from checkout.records import EVERYTHING, Grant, SaleSwitch
from checkout.store import retried
from checkout.use_cases.in_pages import Page, page_in
from shop.errors import BadInput
from shop.release import Offer, Release, Sku
from shop.text import search_form

_MOST_FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sales:
    """What staff have switched and granted: the stop of everything, products off sale, and larger quantities."""

    stopped: SaleSwitch | None
    off: tuple[SaleSwitch, ...]
    grants: Page[Grant]


@retried
def sales(ports: Ports, before: str = "") -> Sales:
    """Return what staff have switched, and what they granted in pages, the newest first."""
    with ports.store.transaction() as tx:
        switches, grants = tx.every(SWITCHES), page_in(tx, GRANTS, "any", "yes", before)
    return Sales(
        stopped=next((one for one in switches if one.sku == EVERYTHING), None),
        off=tuple(one for one in switches if one.sku != EVERYTHING),
        grants=grants,
    )


@retried
def are_stopped(ports: Ports) -> bool:
    """Whether all sales are stopped now."""
    with ports.store.transaction() as tx:
        return tx.get(SWITCHES, EVERYTHING) is not None


def stop_sales(ports: Ports, staff: str) -> None:
    """BAQ-060, BAK-017, PAY-007, ATR-008: take no new order until sales are resumed; carts and registered orders stay."""
    _switch(ports, EVERYTHING, staff)


def end_sale(ports: Ports, sku: Sku, staff: str) -> None:
    """BAQ-062, BAK-042, PAY-009: end the sale of one SKU before the next build.

    Raises:
        BadInput: ``unknown_sku``.
    """
    _, release = ports.releases.current()
    if sku not in release.offers:
        raise BadInput("sku", "unknown_sku", sku)
    _switch(ports, sku, staff)


@retried
def resume(ports: Ports, sku: Sku) -> None:
    """Put a SKU back on sale, or everything under ``EVERYTHING``."""
    with ports.store.transaction() as tx:
        tx.delete(SWITCHES, sku)


def find_offers(release: Release, sought: str) -> tuple[Offer, ...]:
    """Return the offers of a SKU or of a title that holds these words, the first few."""
    words = search_form(sought)
    if not words:
        return ()
    found = [
        offer
        for offer in release.offers.values()
        if search_form(offer.sku) == words or words in search_form(f"{offer.title} {offer.variant}")
    ]
    return tuple(found[:_MOST_FOUND])


@retried
def _switch(ports: Ports, sku: Sku, staff: str) -> None:
    with ports.store.transaction() as tx:
        # Pressed again, it keeps who stopped the sale first, and when.
        if tx.get(SWITCHES, sku) is None:
            tx.put(SWITCHES, SaleSwitch(sku=sku, by=staff, at=ports.clock()))
