"""The address step, as each shop's terms ask it."""

from __future__ import annotations

import pytest

from checkout.use_cases.fill_delivery import Addressee, fill_addressee
from shop.errors import BadInput, OptionRefused
from shop.order import InvoiceChoice
from tests.builders import TEHRAN, a_legal_entity, a_recipient
from tests.checkout.shopper import Shopper
from tests.checkout.shops import opened
from tests.fakes import World

EMAIL = "zahra@example.ir"


def filled(email: str = EMAIL, landline: str = "02137000000", kind: str = "", postal: str = "1413100001") -> Addressee:
    recipient = a_recipient(TEHRAN, landline=landline, postal_code=postal)
    return Addressee(recipient=recipient, place_kind=kind, email=email, invoice=InvoiceChoice())


@pytest.mark.parametrize("name", ["bakala", "payatel"])
@pytest.mark.parametrize(
    ("given", "field"),
    [(filled(email=""), "email"), (filled(landline=""), "landline"), (filled(postal=""), "postal_code")],
)
def test_BAK_045_BAK_057_PAY_012_PAY_026_a_missing_field_is_refused_by_name_and_nothing_is_kept(
    world: World, name: str, given: Addressee, field: str
) -> None:
    opened(world, name)
    shopper = Shopper(world).add().sign_in()
    before = world.everything()
    with pytest.raises(BadInput, match="missing") as refused:
        fill_addressee(world.ports, shopper.id, given)
    assert refused.value.field == field
    assert world.everything() == before
    fill_addressee(world.ports, shopper.id, filled())
    assert shopper.session.email == EMAIL


@pytest.mark.parametrize("name", ["chistatech", "atrebeheshti"])
def test_a_shop_that_asks_no_landline_takes_none(world: World, name: str) -> None:
    opened(world, name)
    shopper = Shopper(world).add().sign_in()
    fill_addressee(world.ports, shopper.id, filled(email="", landline=""))
    assert shopper.session.recipient is not None
    assert shopper.session.recipient.landline == ""


@pytest.mark.parametrize(("name", "kind"), [("bakala", "رستوران"), ("payatel", "کافه"), ("baqiyat", "هتل")])
def test_BAK_056_PAY_025_BAQ_082_a_public_place_is_refused(world: World, name: str, kind: str) -> None:
    opened(world, name)
    shopper = Shopper(world).add().sign_in()
    before = world.everything()
    with pytest.raises(OptionRefused) as refused:
        fill_addressee(world.ports, shopper.id, filled(kind=kind))
    assert refused.value.verdict.reason.code == "public_place"
    assert refused.value.verdict.clause == "delivery#public-places"
    assert world.everything() == before
    fill_addressee(world.ports, shopper.id, filled(kind=""))


@pytest.mark.parametrize("name", ["chistatech", "atrebeheshti"])
def test_ATR_002_an_organisation_is_not_put_on_the_invoice_of_a_shop_that_makes_none(world: World, name: str) -> None:
    opened(world, name)
    wanted = InvoiceChoice(legal=a_legal_entity(), in_parcel=False)
    shopper = Shopper(world).add().sign_in().live_at(TEHRAN, invoice=wanted)
    assert shopper.session.invoice == InvoiceChoice(legal=None, in_parcel=True)


def test_ATR_002_an_invoice_choice_from_before_new_terms_is_not_frozen(world: World) -> None:
    opened(world, "payatel")
    shopper = Shopper(world).add().sign_in().live_at(TEHRAN, invoice=InvoiceChoice(legal=a_legal_entity()))
    opened(world, "payatel", invoice={"legal_entity": False})
    assert shopper.send_by("courier").order().invoice.legal is None


def test_BAK_045_a_form_filled_in_before_the_shop_asked_for_more_is_not_finished(world: World) -> None:
    opened(world, "bakala", form={"required": ["plate", "postal_code"]})
    shopper = Shopper(world).add().sign_in()
    fill_addressee(world.ports, shopper.id, filled(email=""))
    shopper.send_by("express")
    seen = shopper.reviewed()
    opened(world, "bakala")
    before = world.everything()
    with pytest.raises(BadInput, match="email"):
        shopper.order_reviewed(seen)
    assert world.everything() == before
