"""What search engines read of the shop's rules: carriage and returns, as far as schema.org has words for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import get_args

from catalog.addresses import clause_url
from catalog.fitting import carriers, claims_for, goes_everywhere, lead_of, lines_beside
from catalog.shelf_offer import ShelfOffer
from catalog.site import Product
from shop.money import Rials
from shop.places import ELSEWHERE
from shop.rules.carriage import row_for
from shop.spans import Span
from shop.terms import ByWeight, Claim, Delivery, Fixed, Free, Shop
from shop.week import Weekday

JsonLd = Mapping[str, object]
_COUNTRY = "IR"
_HOURS_OF_A_DAY = 24


def given(key: str, values: Sequence[JsonLd]) -> JsonLd:
    """Return a property with its values, or nothing where there are none."""
    return {key: values} if values else {}


def offer_terms(shop: Shop, product: Product) -> Sequence[JsonLd]:
    """Return how each offer of a product comes and what it may be given back for."""
    returns = given("hasMerchantReturnPolicy", return_policies(shop, product.product_class))
    return [{**given("shippingDetails", shipping_details(shop, product, offer)), **returns} for offer in product.offers]


def return_policies(shop: Shop, product_class: str | None) -> Sequence[JsonLd]:
    """Return the claims of a class of goods (None: those of every class) after delivery; nothing in a shop without any.

    A window of working days is at least so many days long; one of less than a day has no word.
    """
    fitting = claims_for(shop, product_class)
    if shop.claim and product_class and not fitting:
        return [{**_policy("MerchantReturnNotPermitted"), **_link(shop, shop.refund.clause)}]
    return [*chain.from_iterable(_return_policy(shop, claim) for claim in fitting)]


def _return_policy(shop: Shop, claim: Claim) -> Sequence[JsonLd]:
    if claim.after != "delivered":
        return []
    about = {"returnPolicyCountry": _COUNTRY, "name": claim.name, **_link(shop, claim.clause), **_fee(claim)}
    if claim.within is None:
        return [{**_policy("MerchantReturnUnlimitedWindow"), **about}]
    days = _days(claim.within)
    return [{**_policy("MerchantReturnFiniteReturnWindow"), "merchantReturnDays": days, **about}] if days else []


def _fee(claim: Claim) -> JsonLd:
    """A claim on which the whole of what was received goes back keeps no fee; of the others nothing is said."""
    return {"restockingFee": {"@type": "MonetaryAmount", "value": "0", "currency": "IRR"}} if claim.whole else {}


def _policy(category: str) -> JsonLd:
    return {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": _COUNTRY,
        "returnPolicyCategory": f"https://schema.org/{category}",
    }


def _link(shop: Shop, clause: str) -> JsonLd:
    return {"merchantReturnLink": shop.site_url + clause_url(clause)}


def _days(span: Span) -> int:
    return span.count if span.unit.endswith("days") else span.count // _HOURS_OF_A_DAY


def shipping_details(shop: Shop, product: Product, offer: ShelfOffer) -> Sequence[JsonLd]:
    """Return every way that goes to the whole country and has one price for one piece; the others have no word."""
    found = []
    for delivery in carriers(shop, product):
        rate = _rate(shop, delivery, product, offer)
        if rate is not None and goes_everywhere(shop, delivery.zones):
            found.append(_shipping(shop, delivery, rate, lead_of(shop, product)))
    return found


def _rate(shop: Shop, delivery: Delivery, product: Product, offer: ShelfOffer) -> Rials | None:
    """Return carriage and charges of one piece in rials, or nothing where that depends on more than its weight."""
    beside = sum(line.amount for line in lines_beside(shop, delivery, product.product_class))
    fee = delivery.fee
    if isinstance(fee, Free):
        return Rials(beside)
    if isinstance(fee, Fixed):
        return Rials(fee.amount + beside)
    if not isinstance(fee, ByWeight):
        return None
    rows = {row_for(fee, zone, offer.weight) for zone in (*shop.zones, ELSEWHERE)}
    amounts = {row.amount if row else None for row in rows}
    only = amounts.pop() if len(amounts) == 1 else None
    return None if only is None else Rials(only + beside)


def _shipping(shop: Shop, delivery: Delivery, rate: Rials, lead: int) -> JsonLd:
    week = [f"https://schema.org/{day.title()}" for day in get_args(Weekday) if day not in shop.week.weekend]
    return {
        "@type": "OfferShippingDetails",
        "shippingRate": {"@type": "MonetaryAmount", "value": str(rate), "currency": "IRR"},
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": _COUNTRY},
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "handlingTime": _day_span(0, lead),
            "transitTime": _day_span(*delivery.working_days),
            "businessDays": {"@type": "OpeningHoursSpecification", "dayOfWeek": week},
        },
    }


def _day_span(least: int, most: int) -> JsonLd:
    return {"@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitCode": "DAY"}
