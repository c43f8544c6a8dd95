"""An order keeps the terms it accepted, whatever is published afterwards."""

from __future__ import annotations

import pytest

from checkout.use_cases.accepted_terms import accepted_pages, accepted_text
from shop.errors import NotFound, OrderNotFound
from tests.builders import TEHRAN, a_policy, a_release, a_shop, in_tehran
from tests.checkout.shopper import Shopper
from tests.checkout.shops import an_item
from tests.fakes import World

ONE, TWO = "1" * 64, "2" * 64


def publish(world: World, name: str, version: str, text: str) -> None:
    shop = a_shop(name)
    policies = {"rules": a_policy("قوانین", text_hash=version), "privacy": a_policy("حریم خصوصی", text_hash="f" * 64)}
    world.releases.texts[version] = text
    world.releases.serve(a_release(an_item(shop, 900_000), shop=shop, policies=policies))


@pytest.mark.parametrize(("name", "way"), [("baqiyat", "courier"), ("bakala", "express"), ("chistatech", "carrier")])
def test_BAQ_058_BAK_005_an_order_of_13_azar_keeps_version_1_after_version_2_of_14_azar(
    world: World, name: str, way: str
) -> None:
    publish(world, name, ONE, "<p>نسخه‌ی یکم</p>")
    world.clock.now = in_tehran("1405/09/13")
    first = Shopper(world).add().sign_in().live_at(TEHRAN).send_by(way).order()
    world.clock.now = in_tehran("1405/09/14")
    publish(world, name, TWO, "<p>نسخه‌ی دوم</p>")
    world.clock.now = in_tehran("1405/09/15")
    second = Shopper(world).add().sign_in("09350000001").live_at(TEHRAN).send_by(way).order()

    _, old = accepted_pages(world.ports, first.link)
    _, new = accepted_pages(world.ports, second.link)
    assert [(page.slug, page.text_hash, page.changed) for page in old] == [
        ("rules", ONE, True),
        ("privacy", "f" * 64, False),
    ]
    assert [(page.slug, page.text_hash, page.changed) for page in new] == [
        ("rules", TWO, False),
        ("privacy", "f" * 64, False),
    ]
    assert accepted_text(world.ports, first.link, "rules")[2] == "<p>نسخه‌ی یکم</p>"
    assert accepted_text(world.ports, second.link, "rules")[2] == "<p>نسخه‌ی دوم</p>"
    assert accepted_text(world.ports, first.link, "privacy")[2] is None


def test_a_page_that_is_no_longer_published_is_still_listed(world: World) -> None:
    publish(world, "chistatech", ONE, "")
    order = Shopper(world).add().sign_in().live_at(TEHRAN).send_by("carrier").order()
    world.releases.serve(a_release(shop=a_shop("chistatech"), policies={}))
    assert [(page.title, page.changed) for page in accepted_pages(world.ports, order.link)[1]] == [
        ("rules", True),
        ("privacy", True),
    ]


def test_a_page_that_was_not_accepted_and_a_link_that_is_none_are_not_found(world: World) -> None:
    publish(world, "chistatech", ONE, "")
    order = Shopper(world).add().sign_in().live_at(TEHRAN).send_by("carrier").order()
    with pytest.raises(NotFound):
        accepted_text(world.ports, order.link, "delivery")
    with pytest.raises(OrderNotFound):
        accepted_pages(world.ports, order.code)
