"""What sending costs: free, fixed, by weight and zone, by floor; and the charges beside it."""

from __future__ import annotations

import pytest

from shop.order import Climb
from shop.places import Place
from shop.rules.carriage import carriage, charges, floor_of, is_insured
from shop.rules.delivery import NotForClasses, OnlyForClasses, TooHeavy, TooHigh, may_deliver
from shop.terms import ByFloor, Delivery, Shop
from shop.verdict import Allowed, Refused
from tests.builders import ISFAHAN, QOM, SHIRAZ, TEHRAN, a_parcel, a_shop

BAKALA, PAYATEL, CHISTA, ATRE = (a_shop(name) for name in ("bakala", "payatel", "chistatech", "atrebeheshti"))


def way(shop: Shop, name: str) -> Delivery:
    return next(one for one in shop.delivery if one.id == name)


@pytest.mark.parametrize(
    ("grams", "fee"),
    [(0, 250_000), (5_000, 250_000), (5_001, 450_000), (20_000, 450_000), (20_001, 900_000), (60_000, 900_000)],
)
def test_BAK_066_a_carrier_charges_by_the_row_that_the_weight_fits(grams: int, fee: int) -> None:
    assert carriage(BAKALA, way(BAKALA, "carrier-kavir"), a_parcel(SHIRAZ, weight=grams)) == fee


def test_BAK_066_a_parcel_beyond_the_table_is_not_sent_so_and_goes_by_the_other_carrier() -> None:
    heavy = a_parcel(SHIRAZ, weight=60_001)
    kavir, rah = way(BAKALA, "carrier-kavir"), way(BAKALA, "carrier-rah")

    assert may_deliver(BAKALA, kavir, heavy) == Refused(TooHeavy(60_001, 60_000), kavir.clause)
    assert carriage(BAKALA, kavir, heavy) == 0
    assert (may_deliver(BAKALA, rah, heavy), carriage(BAKALA, rah, heavy)) == (Allowed(), 300_000)


@pytest.mark.parametrize(
    ("place", "grams", "fee"),
    [
        (QOM, 500, 80_000),
        (TEHRAN, 500, 80_000),
        (QOM, 501, 120_000),
        (TEHRAN, 501, 160_000),
        (QOM, 2_000, 120_000),
        (QOM, 2_001, 380_000),
        (TEHRAN, 10_000, 380_000),
    ],
)
def test_ATR_012_ATR_015_the_post_charges_by_weight_and_place(place: Place, grams: int, fee: int) -> None:
    assert carriage(ATRE, way(ATRE, "priority-post"), a_parcel(place, weight=grams)) == fee


@pytest.mark.parametrize("shop", [ATRE, PAYATEL, CHISTA], ids=lambda shop: shop.id)
def test_ATR_015_PAY_020_carriage_that_is_collected_is_no_part_of_the_order(shop: Shop) -> None:
    """ATR-015, PAY-020: whatever it weighs."""
    collected = {"atrebeheshti": "tipax", "payatel": "freight", "chistatech": "carrier"}

    assert carriage(shop, way(shop, collected[shop.id]), a_parcel(ISFAHAN, weight=900_000)) == 0


HOME = way(CHISTA, "heavy-home")


@pytest.mark.parametrize(
    ("floor", "stairs", "counts", "fee"),
    [
        (1, 0, 1, 1_500_000),
        (1, 6, 1, 1_500_000),
        (1, 7, 2, 2_000_000),
        (1, 40, 2, 2_000_000),
        (2, 6, 2, 2_000_000),
        (2, 7, 2, 2_000_000),
        (3, 7, 3, 2_500_000),
        (4, 0, 4, 3_000_000),
    ],
)
def test_CHI_021_CHI_022_up_to_six_stairs_are_the_first_floor_and_more_the_second(
    floor: int, stairs: int, counts: int, fee: int
) -> None:
    parcel = a_parcel(SHIRAZ, "heavy", floor=floor, stairs=stairs)
    assert isinstance(HOME.fee, ByFloor)

    assert floor_of(HOME.fee, Climb(floor=floor, stairs=stairs)) == counts
    assert (may_deliver(CHISTA, HOME, parcel), carriage(CHISTA, HOME, parcel)) == (Allowed(), fee)


@pytest.mark.parametrize("floor", [5, 6, 40, 0, -1])
def test_CHI_021_beyond_the_fourth_floor_and_below_the_first_nothing_is_carried(floor: int) -> None:
    parcel = a_parcel(SHIRAZ, "heavy", floor=floor)

    assert may_deliver(CHISTA, HOME, parcel) == Refused(TooHigh(floor, 4), HOME.clause)
    assert carriage(CHISTA, HOME, parcel) == 0


@pytest.mark.parametrize(
    ("classes", "may"), [(("heavy",), True), (("heavy", "accessory"), True), (("accessory",), False), ((), False)]
)
def test_CHI_021_only_heavy_goods_are_carried_up(classes: tuple[str, ...], *, may: bool) -> None:
    verdict = may_deliver(CHISTA, HOME, a_parcel(SHIRAZ, *classes))

    assert verdict == (Allowed() if may else Refused(OnlyForClasses(("لوازم سنگین",)), HOME.clause))


def told_charges(shop: Shop, delivery: str, *classes: str) -> list[tuple[str, int]]:
    return [(one.name, one.amount) for one in charges(shop, way(shop, delivery), a_parcel(TEHRAN, *classes).goods)]


def test_BAK_120_packing_and_insurance_are_charged_where_a_carrier_takes_it() -> None:
    both = [("بسته‌بندی", 50_000), ("بیمه‌ی حمل", 20_000)]

    assert told_charges(BAKALA, "carrier-rah", "home") == told_charges(BAKALA, "carrier-kavir", "tools") == both
    assert told_charges(BAKALA, "express", "home") == []


def test_BAK_120_a_charge_may_be_for_some_classes_or_for_every_order() -> None:
    charge = {"id": "crate", "name": "جعبه", "amount": "70000 rial", "clause": "pricing#charges"}
    some = a_shop("bakala", charge=[{**charge, "classes": ["digital"]}])
    every = a_shop("bakala", charge=[charge])

    assert told_charges(some, "express", "digital", "home") == [("جعبه", 70_000)]
    assert told_charges(some, "express", "home") == []
    assert told_charges(every, "express") == told_charges(every, "carrier-rah") == [("جعبه", 70_000)]


@pytest.mark.parametrize(
    ("classes", "insured"),
    [(("tablet",), True), (("mobile", "accessory"), True), (("laptop",), True), (("accessory", "heavy"), False)],
)
def test_CHI_026_an_order_with_one_expensive_item_is_insured(classes: tuple[str, ...], *, insured: bool) -> None:
    assert is_insured(CHISTA, a_parcel(TEHRAN, *classes).goods) is insured


@pytest.mark.parametrize(
    ("classes", "may"), [(("home",), True), (("tools",), False), (("home", "tools"), False), ((), True)]
)
def test_BAK_137_a_way_may_leave_out_a_class_of_goods(classes: tuple[str, ...], *, may: bool) -> None:
    """BAK-137, of the same shape: a carrier that takes no tools; one such item is enough."""
    terms = {"id": "light", "name": "پیک سبک", "fee": {"kind": "free"}, "working_days": [1, 2]}
    shop = a_shop("bakala", delivery=[{**terms, "except_classes": ["tools"], "clause": "delivery#express"}])
    (light,) = shop.delivery
    verdict = may_deliver(shop, light, a_parcel(TEHRAN, *classes))

    assert verdict == (Allowed() if may else Refused(NotForClasses(("ابزار",)), light.clause))
