"""Torob as the checkout meets it: its key, the tokens it signs, and a shop that lists its goods there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shop.money import Rials
from shop.release import Offer, ProductPage, Release, Sku
from tests.builders import PLACED_AT, a_release, a_shop, an_offer
from tests.fakes import World

SIGNS = Ed25519PrivateKey.from_private_bytes(b"t" * 32)
KEY = SIGNS.public_key().public_bytes_raw()
HOST = "127.0.0.1:8001"
"""Where tests reach the checkout."""
NOW = int(PLACED_AT.timestamp())
FIRST_DAY = date(2026, 1, 1)


def claims(**other: object) -> dict[str, object]:
    """Return what a good token says: for our host, from now on, for ten minutes."""
    said = {"aud": HOST, "nbf": NOW, "exp": NOW + 600, **other}
    return {name: value for name, value in said.items() if value is not None}


def token(**other: object) -> str:
    """Return a token of Torob's; a claim given replaces the usual one, None leaves it out."""
    return signed(SIGNS, claims(**other))


def signed(key: Ed25519PrivateKey, said: Mapping[str, object]) -> str:
    """Return a token that says this, signed with a key."""
    return jwt.encode(dict(said), key, algorithm="EdDSA", headers={"v": 1})


def headers(**other: object) -> Mapping[str, str]:
    """Return what Torob sends beside the body."""
    return {"x-torob-token": token(**other), "x-torob-token-version": "1"}


def a_page(
    *, added: date = FIRST_DAY, changed: date | None = None, before: Mapping[str, int] | None = None
) -> ProductPage:
    """Return what the page of a jar of honey shows."""
    return ProductPage(
        category="عسل و خرما",
        summary="عسل آویشن کوهستان.",
        images=("/images/asal-1200.aaaa.jpg", "/images/asal-2-1200.bbbb.jpg"),
        added=added,
        changed=changed or added,
        before={Sku(sku): Rials(price) for sku, price in (before or {}).items()},
        specification={"وزن": "۵۰۰ گرم"},
    )


def a_listed_release(*offers: Offer, **pages: ProductPage) -> Release:
    """Return a release of a shop that is on Torob; a page given (``_`` for ``-`` in its slug) replaces the usual one."""
    release = a_release(*offers, shop=a_shop(feeds={"torob": True}))
    given = {slug.replace("_", "-"): listing for slug, listing in pages.items()}
    slugs = {offer.slug for offer in release.offers.values()}
    return replace(release, products={slug: given.get(slug, a_page()) for slug in slugs})


def many(count: int) -> Release:
    """Return a release of so many products, each a day newer than the one before."""
    offers = [an_offer(f"P-{n:04d}", slug=f"p-{n:04d}", price=10 * n) for n in range(1, count + 1)]
    pages = {f"p_{n:04d}": a_page(added=FIRST_DAY + timedelta(days=n)) for n in range(1, count + 1)}
    return a_listed_release(*offers, **pages)


def on_torob(world: World, release: Release | None = None) -> World:
    """Let the shop of a world be on Torob."""
    world.ports = replace(world.ports, torob_key=KEY)
    world.releases.serve(release or a_listed_release())
    return world
