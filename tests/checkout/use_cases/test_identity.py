"""Large orders need the recipient's national code before they can be finished."""

from __future__ import annotations

import pytest

from checkout.use_cases.give_identity import give_national_code
from checkout.use_cases.review_order import review
from shop.errors import BadInput, SessionExpired
from tests.builders import TEHRAN, a_shop
from tests.checkout.shopper import Shopper
from tests.checkout.shops import an_item, opened
from tests.fakes import World

CODE = "0499370899"


def large(world: World, price: int, name: str = "chistatech", way: str = "carrier") -> Shopper:
    opened(world, name, price=price)
    return Shopper(world).add().sign_in().live_at(TEHRAN).send_by(way)


def test_CHI_008_an_order_of_the_limit_itself_asks_nothing(world: World) -> None:
    shopper = large(world, 100_000_000)
    assert review(world.ports, shopper.id).cart.documents is None
    assert shopper.order().payable == 100_000_000


def test_CHI_008_one_rial_more_is_not_finished_without_the_national_code(world: World) -> None:
    shopper = large(world, 100_000_001)
    told = review(world.ports, shopper.id)
    assert told.lacks_national_code
    before = world.everything()
    with pytest.raises(BadInput, match="missing") as refused:
        shopper.order()
    assert refused.value.field == "national_code"
    assert world.everything() == before
    give_national_code(world.ports, shopper.id, CODE)
    assert not review(world.ports, shopper.id).lacks_national_code
    assert shopper.order().recipient.national_code == CODE


def test_CHI_008_the_limit_is_held_against_the_payable_amount_with_carriage(world: World) -> None:
    opened(world, "chistatech", an_item(a_shop("chistatech"), 98_000_000, "heavy"))
    shopper = Shopper(world).add().sign_in().live_at(TEHRAN).send_by("heavy-home", 2)
    assert not review(world.ports, shopper.id).lacks_national_code
    shopper.send_by("heavy-home", 3)
    assert review(world.ports, shopper.id).cart.quote.payable == 100_500_000
    assert review(world.ports, shopper.id).lacks_national_code


def test_CHI_008_a_code_that_an_order_does_not_need_is_not_kept_with_it(world: World) -> None:
    shopper = large(world, 100_000_001)
    give_national_code(world.ports, shopper.id, CODE)
    opened(world, "chistatech", price=50_000_000)
    assert shopper.order().recipient.national_code == ""


def test_CHI_008_the_next_order_asks_again_and_so_does_another_recipient(world: World) -> None:
    shopper = large(world, 100_000_001)
    give_national_code(world.ports, shopper.id, CODE)
    shopper.live_at(TEHRAN)
    assert not review(world.ports, shopper.id).lacks_national_code
    shopper.order()
    shopper.add().send_by("carrier")
    assert review(world.ports, shopper.id).lacks_national_code
    give_national_code(world.ports, shopper.id, CODE)
    shopper.live_at(TEHRAN, name="علی رضایی").send_by("carrier")
    assert review(world.ports, shopper.id).lacks_national_code


@pytest.mark.parametrize(
    ("name", "way"),
    [("baqiyat", "courier"), ("bakala", "express"), ("payatel", "courier"), ("atrebeheshti", "by-shop")],
)
def test_CHI_008_the_other_shops_ask_for_no_national_code(world: World, name: str, way: str) -> None:
    shopper = large(world, 500_000_000, name, way)
    assert review(world.ports, shopper.id).cart.documents is None
    assert shopper.order().recipient.national_code == ""


def test_a_national_code_belongs_to_a_recipient(world: World) -> None:
    opened(world, "chistatech")
    shopper = Shopper(world)
    before = world.everything()
    with pytest.raises(SessionExpired):
        give_national_code(world.ports, shopper.id, CODE)
    shopper.sign_in()
    with pytest.raises(SessionExpired):
        give_national_code(world.ports, shopper.id, CODE)
    assert world.everything()["orders"] == before["orders"]
