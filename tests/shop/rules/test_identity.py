"""When an identity card is asked for at hand-over."""

from __future__ import annotations

import pytest

from shop.places import Place
from shop.rules.identity import identity_asked
from shop.terms import PaymentKind
from tests.builders import ISFAHAN, KAHAK, PARDISAN, QOM, SHIRAZ, a_shop

SHOP = a_shop()


@pytest.mark.parametrize("payment", ["gateway", "transfer", "card_to_card", "cash_on_delivery"])
@pytest.mark.parametrize("place", [SHIRAZ, ISFAHAN, KAHAK], ids=["Shiraz", "Isfahan", "Kahak"])
def test_BAQ_005_every_order_sent_out_of_qom_and_pardisan_needs_a_card(place: Place, payment: PaymentKind) -> None:
    """BAQ-005: however it was paid, such as a freight order to Shiraz paid by card-to-card."""
    assert identity_asked(SHOP, place, payment)


@pytest.mark.parametrize("place", [QOM, PARDISAN], ids=["Qom", "Pardisan"])
@pytest.mark.parametrize(
    ("payment", "asked"),
    [("gateway", True), ("transfer", True), ("card_to_card", True), ("cash_on_delivery", False), (None, True)],
)
def test_BAQ_018_every_prepaid_order_needs_a_card(place: Place, payment: PaymentKind | None, *, asked: bool) -> None:
    """BAQ-018: an order in Qom or Pardisan that is paid at the door needs none."""
    assert identity_asked(SHOP, place, payment) is asked


def test_BAQ_005_a_shop_that_names_no_zone_asks_prepaid_orders_only() -> None:
    """BAQ-005, BAQ-018."""
    shop = a_shop(identity={"zones": []})

    assert not identity_asked(shop, SHIRAZ, "cash_on_delivery")
    assert identity_asked(shop, SHIRAZ, "gateway")
