"""What the rules come to for a product is the same whichever products were asked of before it."""

from __future__ import annotations

from itertools import product as every

import pytest

from catalog.answers import answers_for
from catalog.rules_told import rules_told
from catalog.structured_terms import offer_terms
from tests.builders import SHOPS, a_shop
from tests.catalog.test_answers import a_thing

WEIGHTS = ((90,), (1_500,), (9_000,), (90, 9_000), (9_000, 90))
SELLERS = (("", 0), ("راه‌وند", 0), ("راه‌وند", 4))


@pytest.mark.parametrize("name", SHOPS)
def test_they_are_those_of_the_product_itself(name: str) -> None:
    shop = a_shop(name)
    told = rules_told(shop)
    for kind, weights, (seller, lead_days) in every((one.id for one in shop.classes), WEIGHTS, SELLERS):
        thing = a_thing(shop, kind, *weights, seller=seller, lead_days=lead_days)
        assert told.answers(thing) == answers_for(shop, thing)
        assert told.terms(thing) == offer_terms(shop, thing)


def test_they_are_worked_out_once_for_goods_that_no_rule_tells_apart() -> None:
    shop = a_shop("payatel")
    told = rules_told(shop)
    kind = shop.classes[0].id
    assert told.answers(a_thing(shop, kind, 90)) is told.answers(a_thing(shop, kind, 4_000))
    assert told.answers(a_thing(shop, kind, 90)) is not told.answers(a_thing(shop, kind, 90, seller="راه‌وند"))
