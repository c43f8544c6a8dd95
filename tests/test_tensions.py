"""Every known contradiction of the five shops is read one way, in the shop's own file or by the rule check."""

from __future__ import annotations

import pytest

from shop.rule_check import findings, outdated, reading_of
from tests.builders import SHOPS, a_shop

OWN = {"baqiyat": ("BAQ", 28), "bakala": ("BAK", 26), "payatel": ("PAY", 14), "chistatech": ("CHI", 18)}
OWN["atrebeheshti"] = ("ATR", 22)
SHARED = {
    "T-X-01": SHOPS,  # the law that one shop quotes
    "T-X-02": SHOPS,  # rial and toman
    "T-X-03": SHOPS,  # the working week
    "T-X-04": SHOPS,  # how long a working hour's day is
    "T-X-05": SHOPS,  # the price after the order
    "T-X-06": SHOPS,  # where a refund goes
    "T-X-07": ("baqiyat", "bakala", "payatel", "atrebeheshti"),  # slips of copying
}


def tensions_of(name: str) -> list[str]:
    prefix, count = OWN[name]
    own = [f"T-{prefix}-{number:02}" for number in range(1, count + 1)]
    return [*own, *(tension for tension, shops in SHARED.items() if name in shops)]


def test_there_are_115() -> None:
    assert len({tension for name in SHOPS for tension in tensions_of(name)}) == 115


@pytest.mark.parametrize("name", SHOPS)
def test_each_is_declared_once_with_the_reading_taken(name: str) -> None:
    declared = [reading.tension for reading in a_shop(name).reading if reading.tension]

    assert sorted(declared) == sorted(tensions_of(name))


@pytest.mark.parametrize("name", SHOPS)
def test_what_the_rule_check_finds_in_a_shop_its_owner_has_acknowledged(name: str) -> None:
    shop = a_shop(name)
    found = findings(shop)

    assert [finding.name for finding in found if reading_of(shop, finding) is None] == []
    assert outdated(shop, found) == ()


@pytest.mark.parametrize(
    ("name", "finding", "tension"),
    [
        ("baqiyat", "over-before-confirmed:finalise", "T-BAQ-04"),
        ("baqiyat", "proforma-without-email:form", "T-BAQ-09"),
        ("baqiyat", "price-said-twice:price+void", "T-BAQ-28"),
        ("bakala", "two-windows:claim.transit-damage+seven-day-test", "T-BAK-03"),
        ("bakala", "price-said-twice:price+invoice", "T-BAK-04"),
        ("payatel", "only-at-one-amount:payment.cash_on_delivery", "T-PAY-01"),
        ("payatel", "card-for-all:identity", "T-PAY-01"),
        ("payatel", "over-before-confirmed:finalise", "T-PAY-08"),
        ("payatel", "no-complaint:claim", "T-PAY-10"),
        ("chistatech", "two-windows:claim.visible-fault+technical-fault", "T-CHI-01"),
        ("chistatech", "price-said-twice:price+void", "T-CHI-05"),
        ("chistatech", "no-account-to-refund:refund", "T-CHI-07"),
        ("atrebeheshti", "two-windows:claim.branded-return+withdrawal", "T-ATR-01"),
        ("atrebeheshti", "no-deadline:claim.gram-guarantee", "T-ATR-05"),
        ("atrebeheshti", "no-deadline:order.confirmed", "T-ATR-18"),
    ],
)
def test_the_rule_check_finds_these_by_itself(name: str, finding: str, tension: str) -> None:
    shop = a_shop(name)
    (found,) = (one for one in findings(shop) if one.name == finding)
    reading = reading_of(shop, found)

    assert reading is not None
    assert reading.tension == tension
