"""What must be true before an order leaves, and before it counts as delivered, in the shops besides Baqiyat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.money import Rials
from shop.order import Order
from shop.places import Place
from shop.rules.handover import (
    DocumentsMissing,
    Handing,
    IdentityNotChecked,
    Leaving,
    NotInsured,
    NotLookedOver,
    NotSettled,
    NotTheRecipient,
    Taker,
    may_close,
    may_dispatch,
)
from shop.rules.identity import documents_asked, identity_asked
from shop.terms import PaymentKind
from shop.verdict import Allowed, Refused
from tests.builders import (
    ISFAHAN,
    SHOPS,
    TEHRAN,
    a_chosen_delivery,
    a_shop,
    an_order,
    an_order_line,
    chosen,
    freight,
    paid,
    then,
)
from tests.shop.order_paths import of_class, told

BAKALA, PAYATEL, CHISTA, ATRE = (a_shop(name) for name in ("bakala", "payatel", "chistatech", "atrebeheshti"))


def of(price: int, place: Place = TEHRAN, kind: PaymentKind = "gateway") -> Order:
    order = an_order(place=place, lines=(an_order_line(price=price),))
    return chosen(order, kind)


@pytest.mark.parametrize(
    ("name", "price", "place"),
    [("bakala", 8_000_000, ISFAHAN), ("payatel", 3_500_000, TEHRAN), ("bakala", 30_000_001, TEHRAN)],
)
def test_BAK_055_PAY_024_what_is_not_paid_at_the_door_leaves_only_when_its_card_payment_is_confirmed(
    name: str, price: int, place: Place
) -> None:
    """BAK-055, PAY-024: promised, reported, confirmed; one rial short does not leave."""
    shop = a_shop(name)
    order = chosen(an_order(place=place, lines=(an_order_line(price=price),), delivery=freight()), "card_to_card")
    reported = told(order, "transfer_reported", reported=str(price), reference="9")
    confirmed = told(reported, "transfer_confirmed", paid=str(price))
    short = told(reported, "transfer_confirmed", paid=str(price - 1))

    for unpaid in (order, reported):
        assert may_dispatch(shop, unpaid, Leaving()) == Refused(NotSettled(Rials(price)))
    assert may_dispatch(shop, short, Leaving()) == Refused(NotSettled(Rials(1)))
    assert may_dispatch(shop, confirmed, Leaving()) == Allowed()


def of_goods(*classes: str) -> Order:
    lines = tuple(of_class(one, sku=f"ITEM-{n}") for n, one in enumerate(classes))
    return paid(an_order(place=TEHRAN, lines=lines))


@pytest.mark.parametrize(
    ("classes", "insured"),
    [
        (("tablet",), True),
        (("mobile",), True),
        (("laptop", "accessory"), True),
        (("accessory",), False),
        (("heavy",), False),
    ],
)
def test_CHI_026_expensive_goods_leave_only_with_the_number_of_their_insurance(
    classes: tuple[str, ...], *, insured: bool
) -> None:
    assert CHISTA.insurance is not None
    verdict = may_dispatch(CHISTA, of_goods(*classes), Leaving())

    assert verdict == (Refused(NotInsured(), CHISTA.insurance.clause) if insured else Allowed())
    assert may_dispatch(CHISTA, of_goods(*classes), Leaving(insurance="B-77")) == Allowed()
    unstated = may_dispatch(a_shop("chistatech", insurance=None), of_goods(*classes), Leaving())
    assert unstated == (Refused(NotInsured()) if insured else Allowed())


def test_CHI_026_an_order_insured_when_it_was_placed_stays_so_and_a_substitute_counts() -> None:
    frozen = paid(an_order(place=TEHRAN, delivery=a_chosen_delivery("carrier", insured=True)))
    facts = {"sku": "ITEM-0", "quantity": "1", "new_sku": "T", "slug": "t", "title": "ت", "variant": "", "seller": "چ"}
    swapped = told(of_goods("accessory"), "substitute_offered", **facts)
    swapped = told(swapped, "substitute_accepted", **facts, **{"price": "2400000", "class": "tablet", "change": "0"})

    assert not may_dispatch(CHISTA, frozen, Leaving()).allowed
    assert not may_dispatch(CHISTA, swapped, Leaving()).allowed


def test_ATR_053_nothing_leaves_unchecked() -> None:
    """ATR-053: and the other shops do not ask for it."""
    order = paid(an_order(place=TEHRAN))
    assert ATRE.check is not None

    assert may_dispatch(ATRE, order, Leaving()) == Refused(NotLookedOver(), ATRE.check.clause)
    assert may_dispatch(ATRE, order, Leaving(looked_over=True)) == Allowed()
    assert all(may_dispatch(a_shop(name), order, Leaving()).allowed for name in SHOPS if name != "atrebeheshti")


@pytest.mark.parametrize("kind", ["gateway", "card_to_card", "deposit", "cash_on_delivery", None])
@pytest.mark.parametrize("name", SHOPS)
def test_BAQ_018_BAK_048_PAY_015_CHI_007_who_shows_a_card(name: str, kind: PaymentKind | None) -> None:
    """BAQ-018, BAK-048, PAY-015: whoever paid before; CHI-007: everybody; Atr-e Beheshti asks nobody."""
    place = TEHRAN if name != "baqiyat" else Place("قم", "قم")
    asked = {"chistatech": True, "atrebeheshti": False}.get(name, kind != "cash_on_delivery")

    assert identity_asked(a_shop(name), place, kind) is asked


@pytest.mark.parametrize("name", ["bakala", "payatel"])
def test_BAK_048_PAY_015_a_prepaid_order_is_delivered_only_when_the_card_was_seen(name: str) -> None:
    """BAK-048, PAY-015: one paid at the door needs none, and anybody may take either."""
    shop = a_shop(name)
    prepaid = paid(of(3_000_000))
    door = told(then(of(4_000_000, kind="cash_on_delivery"), "dispatched"), "door_payment_taken", paid="4000000")

    assert may_close(shop, prepaid, Handing()) == Refused(IdentityNotChecked(), shop.identity.clause)
    assert may_close(shop, prepaid, Handing(identity_checked=True, taker="other")) == Allowed()
    assert may_close(shop, door, Handing(taker="other")) == Allowed()


@pytest.mark.parametrize(
    ("taker", "seen", "reason"),
    [
        ("recipient", True, None),
        ("buyer", True, None),
        ("other", True, NotTheRecipient()),
        ("other", False, NotTheRecipient()),
        ("recipient", False, IdentityNotChecked()),
        ("buyer", False, IdentityNotChecked()),
    ],
)
def test_CHI_007_goods_go_to_the_buyer_or_the_named_recipient_and_to_no_neighbour(
    taker: Taker,
    seen: bool,
    reason: NotTheRecipient | IdentityNotChecked | None,
) -> None:
    verdict = may_close(CHISTA, paid(of(2_000_000)), Handing(taker=taker, identity_checked=seen))

    assert verdict == (Refused(reason, CHISTA.identity.clause) if reason else Allowed())


@pytest.mark.parametrize(
    ("price", "asked"), [(99_999_999, False), (100_000_000, False), (100_000_001, True), (500_000_000, True)]
)
def test_CHI_008_above_a_hundred_million_rials_documents_are_matched_and_photographed(
    price: int, *, asked: bool
) -> None:
    order = paid(of(price))
    assert CHISTA.identity.documents is not None
    missing = Refused(DocumentsMissing(), CHISTA.identity.documents.clause) if asked else Allowed()
    seen = Handing(identity_checked=True)

    assert documents_asked(CHISTA, order.total) is asked
    assert may_close(CHISTA, order, seen) == missing
    assert may_close(CHISTA, order, replace(seen, documents_matched=True)) == missing
    assert may_close(CHISTA, order, replace(seen, photo="1405/31.webp")) == missing
    assert may_close(CHISTA, order, replace(seen, documents_matched=True, photo="1405/31.webp")) == Allowed()


def test_CHI_008_what_the_order_costs_now_counts_and_the_other_shops_ask_for_nothing() -> None:
    """CHI-008: a line closed brings it under the limit."""
    lines = (an_order_line("A", price=100_000_000), an_order_line("B", price=1))
    order = paid(an_order(place=TEHRAN, lines=lines))
    less = told(order, "line_closed", sku="B", quantity="1", why="stock", change="-1")

    assert not may_close(CHISTA, order, Handing(identity_checked=True)).allowed
    assert may_close(CHISTA, less, Handing(identity_checked=True)) == Allowed()
    for name in ("baqiyat", "bakala", "payatel", "atrebeheshti"):
        assert may_close(a_shop(name), paid(of(500_000_000)), Handing(identity_checked=True)) == Allowed()


@pytest.mark.parametrize(("taken", "due"), [(4_000_000, 0), (3_999_999, 1), (0, 4_000_000)])
def test_PAY_037_an_order_at_the_door_is_delivered_when_all_of_it_was_paid_there(taken: int, due: int) -> None:
    """PAY-037: 400,000 toman, not one rial less."""
    order = then(of(4_000_000, kind="cash_on_delivery"), "prepared", "dispatched")
    order = told(order, "door_payment_taken", paid=str(taken)) if taken else order

    assert may_close(PAYATEL, order, Handing()) == (Refused(NotSettled(Rials(due))) if due else Allowed())
