"""Writing the release: every price and rule of these pages, in one file named by its content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from catalog.atom import changed
from catalog.shelf_offer import ShelfOffer
from catalog.site import PolicyPage, Product, Site
from catalog.specification_rows import specification
from catalog.whole_file import whole_file
from shop.release import Offer, Policy, ProductPage, Release, ReleaseId, encode, release_id

CURRENT = "current"
"""The file that holds the id of the release in force."""
TEXTS = "texts"
"""The folder with every policy text that any release published; an order shows the one it accepted from there."""


def release_of(site: Site, commit: str, listing: str = "") -> Release:
    """Return the release that goes with a site's pages; ``listing`` names the one that search goes by."""
    return Release(
        commit=commit,
        shop=site.shop,
        offers={offer.sku: offer_of(product, offer) for product in site.products for offer in product.offers},
        policies={page.slug: _policy(page) for page in site.policies},
        listing=listing,
        products={product.slug: product_page_of(product) for product in site.products} if site.shop.feeds.torob else {},
    )


def offer_of(product: Product, offer: ShelfOffer) -> Offer:
    """Return one of a product's offers as the service goes by it."""
    return Offer(
        sku=offer.sku,
        slug=product.slug,
        title=product.title,
        variant=offer.label,
        category=product.category.slug,
        product_class=product.product_class,
        price=offer.price,
        stock=offer.stock,
        maximum=product.maximum,
        weight=offer.weight,
        seller=product.seller,
        picture=product.picture.small,
        lead_days=product.lead_days,
    )


def product_page_of(product: Product) -> ProductPage:
    """Return what the service tells others of a product's page."""
    return ProductPage(
        category=product.category.title,
        summary=product.summary,
        images=tuple(picture.large for picture in product.pictures),
        added=product.date,
        changed=changed(product),
        before={offer.sku: offer.fallen_from for offer in product.offers if offer.fallen_from},
        specification=dict(specification(product.body)),
    )


def _policy(page: PolicyPage) -> Policy:
    return Policy(
        title=page.title,
        text_hash=text_hash(page.body),
        anchors=dict(page.clauses),
    )


def text_hash(text: str) -> str:
    """Return the name of a policy's text: the SHA-256 of its bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def write_release(release: Release, texts: Iterable[str], folder: Path) -> ReleaseId:
    """Write a release with its policy texts, then name it as the one in force; readers see the old or the new, whole.

    Texts stay for ever, each under its hash: orders keep the hashes of those they accepted.
    """
    (folder / TEXTS).mkdir(parents=True, exist_ok=True)
    for text in texts:
        _keep(folder / TEXTS / f"{text_hash(text)}.html", text.encode())
    return name_current(encode(release), folder)


def name_current(encoded: bytes, folder: Path) -> ReleaseId:
    """Write a release whose policy texts are there, and name it as the one in force."""
    name = release_id(encoded)
    write_whole(folder / f"{name}.json", encoded)
    write_whole(folder / CURRENT, f"{name}\n".encode())
    return name


def _keep(place: Path, content: bytes) -> None:
    """Write what is named by its content, unless it is there; half a file, as after a power cut, is not."""
    if not place.is_file() or place.read_bytes() != content:
        write_whole(place, content)


def write_whole(place: Path, content: bytes) -> None:
    """Write a file that readers see whole or not at all, also after a power cut."""
    with whole_file(place) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
