"""Structured data as a search engine reads it: what a page says, by SKU, and which words the vocabulary has.

``PROPERTIES`` is the part of schema.org's vocabulary that our pages use, by type. Every name was held against the
vocabulary as rdflib 7.6.0 carries it, and its place against pydantic-schemaorg 1.0.6. Both are older than ``OnlineStore``
(https://schema.org/OnlineStore, since release 15) and ``applicableCountry`` (https://schema.org/applicableCountry);
``query-input`` is schema.org's way to annotate an action (https://schema.org/docs/actions.html).
``NEEDED`` is what Google asks of each type
(https://developers.google.com/search/docs/appearance/structured-data, pages «merchant-listing», «product-variants»,
«return-policy», «breadcrumb»).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.catalog.builders import json_ld

_THING = frozenset({"name", "description", "url", "image"})
_PRODUCT = _THING | {"sku", "category", "offers", "hasMerchantReturnPolicy", "brand"}
_ORGANIZATION = _THING | {"email", "telephone", "address", "hasMerchantReturnPolicy", "logo"}
PROPERTIES: Mapping[str, frozenset[str]] = {
    "Product": _PRODUCT,
    "ProductGroup": _PRODUCT | {"productGroupID", "hasVariant", "variesBy"},
    "Offer": _THING
    | {
        "price", "priceCurrency", "availability", "itemCondition", "seller", "sku", "shippingDetails",
        "hasMerchantReturnPolicy", "priceValidUntil",
    },
    "Brand": _THING,
    "ImageObject": _THING | {"width", "height"},
    "Organization": _ORGANIZATION,
    "OnlineStore": _ORGANIZATION,
    "PostalAddress": _THING | {"streetAddress", "addressCountry", "addressLocality", "addressRegion", "postalCode"},
    "WebSite": _THING | {"inLanguage", "potentialAction", "publisher"},
    "SearchAction": _THING | {"target", "query", "query-input"},
    "EntryPoint": _THING | {"urlTemplate"},
    "BreadcrumbList": _THING | {"itemListElement"},
    "ListItem": _THING | {"position", "item"},
    "OfferShippingDetails": _THING | {"shippingRate", "shippingDestination", "deliveryTime"},
    "MonetaryAmount": _THING | {"value", "currency"},
    "DefinedRegion": _THING | {"addressCountry", "addressRegion"},
    "ShippingDeliveryTime": _THING | {"handlingTime", "transitTime", "businessDays", "cutoffTime"},
    "QuantitativeValue": _THING | {"minValue", "maxValue", "unitCode"},
    "OpeningHoursSpecification": _THING | {"dayOfWeek"},
    "MerchantReturnPolicy": _THING
    | {
        "applicableCountry", "returnPolicyCategory", "returnPolicyCountry", "merchantReturnDays", "merchantReturnLink",
        "restockingFee",
    },
}  # fmt: skip
VALUES = frozenset(
    {
        *(f"MerchantReturn{kind}" for kind in ("FiniteReturnWindow", "UnlimitedWindow", "NotPermitted")),
        *("InStock", "OutOfStock", "NewCondition"),
        *("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    }
)
"""The values that schema.org lists for properties that take one of a few."""
NEEDED: Mapping[str, frozenset[str]] = {
    "Product": frozenset({"name", "image", "offers"}),
    "ProductGroup": frozenset({"name", "hasVariant", "productGroupID"}),
    "Offer": frozenset({"price", "priceCurrency", "availability"}),
    "OfferShippingDetails": frozenset({"shippingRate", "shippingDestination", "deliveryTime"}),
    "MonetaryAmount": frozenset({"value", "currency"}),
    "Brand": frozenset({"name"}),
    "DefinedRegion": frozenset({"addressCountry"}),
    "QuantitativeValue": frozenset({"minValue", "maxValue", "unitCode"}),
    "MerchantReturnPolicy": frozenset({"applicableCountry", "returnPolicyCategory"}),
    "ListItem": frozenset({"position", "name", "item"}),
    "SearchAction": frozenset({"target", "query-input"}),
}

_OWN = {"@context", "@type"}


def things_in(html: str) -> list[dict[str, Any]]:
    """Return what a page says of itself, thing by thing."""
    things: list[dict[str, Any]] = json.loads(json_ld(html))
    return things


def product_in(html: str) -> dict[str, Any]:
    """Return the product, or the group of its variants, that a page is about."""
    (found,) = [thing for thing in things_in(html) if thing["@type"] in {"Product", "ProductGroup"}]
    return found


def offers_in(html: str) -> dict[str, dict[str, Any]]:
    """Return the offer of each SKU that a page states."""
    product = product_in(html)
    return {one["sku"]: one["offers"][0] for one in product.get("hasVariant", [product])}


def mistakes(thing: object, at: str = "") -> Iterator[str]:
    """Yield each word that the vocabulary does not have, and each property that is needed and missing."""
    if isinstance(thing, list):
        for one in thing:
            yield from mistakes(one, at)
    elif isinstance(thing, dict):
        kind, own = str(thing.get("@type")), set(thing) - _OWN
        strange = own - PROPERTIES[kind] if kind in PROPERTIES else {"@type"}
        lacking = NEEDED.get(kind, frozenset()) - own
        yield from (f"{at}{kind}: {name}" for name in sorted(strange | lacking))
        for name, value in thing.items():
            if name not in _OWN:
                yield from mistakes(value, f"{at}{kind}.{name} ")
    elif isinstance(thing, str) and (named := re.fullmatch(r"https://schema\.org/(\w+)", thing)):
        yield from (f"{at}{one}" for one in named.groups() if one not in VALUES)
