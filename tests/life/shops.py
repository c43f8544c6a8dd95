"""The shops whose orders are lived through, and what the model knows of each: by its own terms, written down by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shop.places import Place
from shop.release import Release
from shop.terms import Shop
from tests.builders import QOM, TEHRAN, a_release, a_shop
from tests.checkout.shops import an_item

SKUS = ("L-1", "L-2")
CAP = 5
"""How many of one SKU a buyer may order."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a shop's terms say, as far as the model needs it."""

    name: str
    place: Place
    delivery: str
    ways: frozenset[str]
    window: timedelta | None = None
    tables: bool = False
    """Whether a rule of force majeure is laid over the shop's own terms."""
    declares: bool = False
    letter: bool = False
    """Whether the order form asks for an e-mail, so that a proforma goes there."""
    follows_drops: bool = False
    weekdays_only: frozenset[str] = frozenset()
    """How it is paid where staff confirm the money on working days only."""
    rescinds: bool = False
    """Whether a rule is laid over its terms that an order unpaid at the door may be ended."""
    resends: bool = False
    """Whether its terms speak of a recipient who was not there."""
    refunds_payer: bool = False
    """Whether money goes back only to whoever paid it; else to an account that the buyer states."""
    late_days: tuple[tuple[date, date], ...] = ()


_ALL = (
    Facts(
        name="baqiyat",
        place=QOM,
        delivery="free-courier",
        ways=frozenset({"gateway", "transfer", "card_to_card", "cash_on_delivery"}),
        window=timedelta(hours=24),
        tables=True,
        declares=True,
        rescinds=True,
    ),
    Facts(
        name="chistatech",
        place=TEHRAN,
        delivery="carrier",
        ways=frozenset({"gateway", "card_to_card", "deposit", "cash_on_delivery"}),
        weekdays_only=frozenset({"card_to_card", "deposit"}),
        resends=True,
        refunds_payer=True,
        late_days=((date(2027, 3, 11), date(2027, 3, 20)),),
    ),
    Facts(
        name="bakala",
        place=TEHRAN,
        delivery="express",
        ways=frozenset({"gateway", "card_to_card", "cash_on_delivery"}),
        declares=True,
        letter=True,
        follows_drops=True,
    ),
)
SHOPS = {facts.name: facts for facts in _ALL}


def terms(facts: Facts) -> Shop:
    """Return the shop as its own file states it; baqiyat has rules of force majeure and of the door besides."""
    tables = {"force_majeure": {"clause": "terms#force-majeure"}} if facts.tables else {}
    unpaid = {"door_unpaid": {"clause": "payment#at-the-door"}} if facts.rescinds else {}
    return a_shop(facts.name, **tables, **unpaid)


def a_stocked(facts: Facts, counts: dict[str, int], prices: dict[str, int]) -> Release:
    """Return a release of both products in these counts, at these prices in rials."""
    shop = terms(facts)
    return a_release(*(an_item(shop, prices[sku], sku=sku, stock=counts[sku]) for sku in SKUS), shop=shop)
