"""The list of goods for Emalls (emalls.ir), a site that compares prices: JSON that the pages' own host hands out.

Emalls publishes no document of it that we could read. The keys are those that shops with such a list show (see
``docs/owners.md``, «ایمالز»), in toman. It may ask for one page of so many items; files cannot answer that, so the list is one
page, and says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from catalog.shelf_offer import ShelfOffer
from catalog.site import Product, Site
from shop.money import whole_toman

NAME = "emalls.json"


def emalls(site: Site) -> str:
    """Return every SKU with its price and whether any was left when the pages were built."""
    products = [_item(site.shop.site_url, product, offer) for product in site.products for offer in product.offers]
    told = {
        "success": True,
        "products": products,
        "total_items": len(products),
        "pages_count": 1,
        "item_per_page": len(products),
        "page_num": 1,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _item(root: str, product: Product, offer: ShelfOffer) -> Mapping[str, object]:
    """One SKU. What the shop states nowhere (a colour, a guarantee) is left out."""
    return {
        "id": offer.sku,
        "title": f"{product.title} {offer.label}".strip(),
        "price": whole_toman(offer.price),
        **({"old_price": whole_toman(offer.fallen_from)} if offer.fallen_from else {}),
        "is_available": offer.available,
        "category": product.category.title,
        "image": root + product.picture.large,
        "url": root + product.url,
    }
