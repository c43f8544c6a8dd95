"""What search engines read of the shop itself on its front page: who it is, and how to search it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from catalog.site import Site
from catalog.structured_data import CONTEXT, write
from catalog.structured_terms import JsonLd, given, return_policies
from shop.terms import Shop


def shop_data(site: Site) -> Markup:
    """Return the shop, and its site with the search that the checkout answers."""
    return write([_store(site.shop), _site(site.shop)])


def _store(shop: Shop) -> JsonLd:
    return {
        "@context": CONTEXT,
        "@type": "OnlineStore",
        "name": shop.name,
        "description": shop.description,
        "url": f"{shop.site_url}/",
        "email": shop.contact.email,
        "telephone": shop.contact.landline,
        "address": {"@type": "PostalAddress", "streetAddress": shop.contact.address, "addressCountry": "IR"},
        **given("hasMerchantReturnPolicy", _for_all(shop)),
    }


def _for_all(shop: Shop) -> Sequence[JsonLd]:
    """Return the claims that are open to goods of every class."""
    every = [return_policies(shop, kind.id) for kind in shop.classes]
    return [policy for policy in every[0] if all(policy in policies for policies in every)]


def _site(shop: Shop) -> JsonLd:
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": shop.name,
        "url": f"{shop.site_url}/",
        "inLanguage": "fa",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{shop.checkout_url}/search?q={{words}}"},
            "query-input": "required name=words",
        },
    }
