"""A cart is priced once while nothing it depends on changes, and anew as soon as anything does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from checkout.records import Session
from checkout.use_cases.change_cart import Standing
from checkout.use_cases.priced_cart import PricedCart, price_cart
from shop.cart import CartLine
from shop.money import Rials
from shop.order import Climb, Recipient
from shop.release import Release
from tests.builders import (
    HONEY,
    ISFAHAN,
    SAFFRON,
    TEHRAN,
    a_policy,
    a_recipient,
    a_release,
    a_shop,
    an_offer,
    in_tehran,
)

MORNING = in_tehran("2026-12-02", "10:00")
SHOP = a_shop(week={"cutoff": "16:00"})
RELEASE = a_release(an_offer(), an_offer(SAFFRON, price=950_000), shop=SHOP)
LINE = CartLine(sku=HONEY, quantity=2, seen_price=Rials(2_400_000))
SESSION = Session(id="s", cart=(LINE,), delivery="courier", touched_at=MORNING)
ENOUGH = Standing({HONEY: 12, SAFFRON: 12}, {}, ())


def priced(
    session: Session = SESSION,
    release: Release = RELEASE,
    recipient: Recipient | None = None,
    standing: Standing = ENOUGH,
    at: datetime = MORNING,
) -> PricedCart:
    return price_cart(release, session, recipient or a_recipient(ISFAHAN), standing, at)


def test_a_cart_that_is_as_it_was_is_not_priced_again_for_whoever_it_is() -> None:
    first = priced()
    again = priced(
        replace(SESSION, id="another", email="z@example.ir", cart=(replace(LINE),)),
        recipient=replace(a_recipient(ISFAHAN), name="دیگری"),
        standing=Standing({HONEY: 2}, {}, ()),
        at=in_tehran("2026-12-02", "16:00"),
    )

    assert again is first


CHANGED: dict[str, dict[str, object]] = {
    "quantity": {"session": replace(SESSION, cart=(replace(LINE, quantity=3),))},
    "price seen": {"session": replace(SESSION, cart=(replace(LINE, seen_price=Rials(1)),))},
    "another line": {"session": replace(SESSION, cart=(LINE, replace(LINE, sku=SAFFRON)))},
    "way": {"session": replace(SESSION, delivery="freight")},
    "floor": {"session": replace(SESSION, climb=Climb(floor=3))},
    "place": {"recipient": a_recipient(TEHRAN)},
    "cut-off": {"at": in_tehran("2026-12-02", "16:00") + timedelta(microseconds=1)},
    "day": {"at": in_tehran("2026-12-03", "10:00")},
    "day before": {"at": in_tehran("2026-12-01", "10:00")},
    "too few left": {"standing": Standing({HONEY: 1}, {}, ())},
    "none left": {"standing": Standing({HONEY: 0}, {}, ())},
    "granted": {"standing": Standing({HONEY: 12}, {HONEY: 40}, ())},
    "switched off": {"standing": Standing({HONEY: 12}, {}, [HONEY])},
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_what_changed_is_priced_as_if_nothing_had_been_priced_before(changed: dict[str, object]) -> None:
    before = priced()
    now = priced(**changed)  # type: ignore[arg-type]
    alone = priced(**changed, release=replace(RELEASE))  # type: ignore[arg-type]

    assert now is not before
    assert now == alone
    assert (now.told, now.frozen_lines, now.frozen_delivery) == (alone.told, alone.frozen_lines, alone.frozen_delivery)


@pytest.mark.parametrize("standing", [CHANGED[name]["standing"] for name in CHANGED if "standing" in CHANGED[name]])
def test_what_staff_or_the_shelf_changed_is_never_kept(standing: Standing) -> None:
    assert priced(standing=standing) is not priced(standing=standing)
    assert priced() == priced(release=replace(RELEASE))


def test_a_new_release_prices_every_cart_anew() -> None:
    before = priced()
    dearer = a_release(an_offer(price=2_500_000), shop=SHOP)
    new_terms = replace(RELEASE, policies={"delivery": a_policy(text_hash="f" * 64)})

    assert (before.quote.goods, priced(release=dearer).quote.goods) == (4_800_000, 5_000_000)
    assert priced(release=new_terms).pages == {"delivery": "f" * 64}
    assert priced(release=new_terms).told != before.told == priced().told


def test_carts_without_number_are_not_all_kept() -> None:
    kept = priced()
    for price in range(3_000):
        priced(replace(SESSION, cart=(replace(LINE, seen_price=Rials(price)),)))

    assert priced() is not kept
    assert priced() == kept
