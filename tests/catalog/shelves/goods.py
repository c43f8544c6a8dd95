"""Goods for shelves that need no folder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from catalog.shelf_offer import PricePoint, ShelfOffer
from catalog.shown_picture import Picture
from catalog.site import Category, CategoryName, Product
from shop.money import Rials
from shop.release import Sku

_PICTURE = Picture(
    src="", avif="", webp="", width=1, height=1, small="", large="", large_width=1, large_height=1, alt=""
)
_NAME = CategoryName("خانه", "home", "/categories/home.html")


def a_good(
    slug: str,
    price: int = 1_000_000,
    *,
    stock: int = 5,
    day: date = date(2026, 11, 1),
    kind: str = "home",
    seller: str = "",
    place: int | None = None,
    rows: Sequence[tuple[str, str]] = (),
    prices: Sequence[tuple[date, int]] = (),
) -> Product:
    """Return a product at a price in rials; who names no seller sells it themselves. ``prices`` end with the present one."""
    return Product(
        slug=slug,
        title=slug,
        summary="",
        body=Markup(),
        category=_NAME,
        product_class=kind,
        date=day,
        seller=seller or "خود فروشگاه",
        is_own=not seller,
        lead_days=0,
        maximum=1,
        offers=(
            ShelfOffer(
                sku=Sku(slug.upper()),
                label="",
                price=Rials(price),
                stock=stock,
                weight=500,
                prices=tuple(PricePoint(since, Rials(one)) for since, one in prices),
            ),
        ),
        picture=_PICTURE,
        place=place,
        rows=tuple(rows),
    )


def a_category(goods: Sequence[Product], *filters: str) -> Category:
    """Return a category of these goods."""
    return Category(
        slug="home", title="خانه", summary="", body=Markup(), order=1, products=tuple(goods), filters=filters
    )


def slugs(goods: Sequence[Product]) -> list[str]:
    """Return what goods these are."""
    return [one.slug for one in goods]
