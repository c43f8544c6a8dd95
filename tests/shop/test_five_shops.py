"""The key figures of the five shops, each as its rules state it and in rials: a slip in a shop.toml is found here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shop.money import Rials
from shop.places import Place
from shop.spans import Span
from shop.term_types import YearDay
from shop.terms import ByFloor, ByWeight, Collect, Delivery, Fixed, Free, Payment, PaymentKind, Shop
from tests.builders import SHOPS, TEHRAN, a_shop

BAKALA, PAYATEL, CHISTATECH, ATRE = (a_shop(name) for name in SHOPS[1:])
CLASSES = ("gram", "essence", "branded")


def delivery(shop: Shop, name: str) -> Delivery:
    return next(one for one in shop.delivery if one.id == name)


def payment(shop: Shop, kind: PaymentKind) -> Payment:
    return next(one for one in shop.payment if one.kind == kind)


@pytest.mark.parametrize(
    ("name", "unit", "prefix", "weekend"),
    [
        ("baqiyat", "toman", "BQ", ("friday",)),
        ("bakala", "rial", "BK", ("friday",)),
        ("payatel", "toman", "PT", ("thursday", "friday")),
        ("chistatech", "rial", "CH", ("friday",)),
        ("atrebeheshti", "toman", "AB", ("friday",)),
    ],
)
def test_BAQ_069_BAK_034_PAY_001_each_shop_has_its_unit_code_and_week(
    name: str, unit: str, prefix: str, weekend: tuple[str, ...]
) -> None:
    """BAQ-069, BAK-034, PAY-001: all working days are whole, and end at midnight."""
    shop = a_shop(name)

    assert (shop.id, shop.price_unit, shop.order.code_prefix, shop.week.weekend) == (name, unit, prefix, weekend)
    assert (shop.week.cutoff, shop.week.hours) == (timedelta(hours=24), (timedelta(0), timedelta(hours=24)))


@pytest.mark.parametrize(
    ("name", "within", "destination"),
    [
        ("baqiyat", Span(48, "working hours"), "declared_account"),
        ("bakala", Span(48, "working hours"), "declared_account"),
        ("payatel", Span(48, "working hours"), "declared_account"),
        ("chistatech", Span(72, "working hours"), "paying_account"),
        ("atrebeheshti", Span(72, "working hours"), "card"),
    ],
)
def test_BAQ_075_BAK_040_PAY_006_CHI_004_ATR_039_by_when_money_is_back_and_where_it_goes(
    name: str, within: Span, destination: str
) -> None:
    """BAQ-075, BAK-040, PAY-006, CHI-004, CHI-031, ATR-039, ATR-052."""
    refund = a_shop(name).refund

    assert (refund.within, refund.destination) == (within, destination)


@pytest.mark.parametrize(
    ("name", "asked", "zones"),
    [
        ("baqiyat", "prepaid", ("elsewhere",)),
        ("bakala", "prepaid", ()),
        ("payatel", "prepaid", ()),
        ("chistatech", "always", ()),
        ("atrebeheshti", "never", ()),
    ],
)
def test_BAQ_018_BAK_048_PAY_015_CHI_007_whose_identity_card_is_asked(
    name: str, asked: str, zones: tuple[str, ...]
) -> None:
    """BAQ-005, BAQ-018, BAK-048, PAY-015, CHI-007."""
    identity = a_shop(name).identity

    assert (identity.asked, identity.zones) == (asked, zones)


@pytest.mark.parametrize(
    ("name", "steps", "finalise", "after_order", "own_until"),
    [
        ("baqiyat", ("prepared",), Span(24, "hours"), "locked", "queued"),
        ("bakala", ("prepared",), None, "follows_drops", "queued"),
        ("payatel", ("prepared",), Span(24, "hours"), "locked", "queued"),
        ("chistatech", ("prepared",), None, "locked", "queued"),
        ("atrebeheshti", ("confirmed", "prepared"), None, "locked", "registered"),
    ],
)
def test_BAQ_028_BAK_119_CHI_002_ATR_001_how_an_order_lives(
    name: str, steps: tuple[str, ...], finalise: Span | None, after_order: str, own_until: str
) -> None:
    """BAQ-028, BAQ-030, BAK-119, CHI-002, ATR-001, ATR-005."""
    shop = a_shop(name)

    assert shop.order.steps == steps
    assert (shop.finalise.within if shop.finalise else None) == finalise
    assert shop.price.after_order == after_order
    assert shop.cancel.own_until == own_until


def test_BAK_053_BAK_054_bakala_is_paid_at_the_door_up_to_30_000_000_rials_and_never_by_freight() -> None:
    """BAK-053, BAK-054."""
    door = payment(BAKALA, "cash_on_delivery")

    assert (door.minimum, door.maximum, door.for_freight, door.zones) == (None, 30_000_000, False, ())
    assert payment(BAKALA, "gateway").for_freight
    assert payment(BAKALA, "card_to_card").for_freight


def test_BAK_013_BAK_015_bakalas_sellers_have_until_16_and_one_working_day() -> None:
    """BAK-013, BAK-015."""
    assert BAKALA.sellers is not None
    assert (BAKALA.sellers.cutoff, BAKALA.sellers.lead_days) == (timedelta(hours=16), 1)
    assert [name for name in SHOPS if a_shop(name).sellers] == ["bakala"]


def test_BAK_069_BAK_072_BAK_120_bakalas_claims_carriers_and_charges() -> None:
    """BAK-069, BAK-072, BAK-120."""
    kavir = delivery(BAKALA, "carrier-kavir").fee

    assert [(claim.id, claim.within) for claim in BAKALA.claim] == [
        ("transit-damage", Span(24, "working hours")),
        ("seven-day-test", Span(7, "days")),
    ]
    assert delivery(BAKALA, "express").fee == Free()
    assert delivery(BAKALA, "carrier-rah").fee == Fixed(amount=Rials(300_000))
    assert isinstance(kavir, ByWeight)
    assert [(row.up_to_grams, row.amount) for row in kavir.rows] == [
        (5_000, 250_000),
        (20_000, 450_000),
        (60_000, 900_000),
    ]
    assert [(charge.id, charge.amount, charge.deliveries) for charge in BAKALA.charge] == [
        ("packing", 50_000, ("carrier-rah", "carrier-kavir")),
        ("cargo-insurance", 20_000, ("carrier-rah", "carrier-kavir")),
    ]


def test_PAY_020_payatel_sends_by_courier_in_tehran_and_by_freight_elsewhere() -> None:
    """PAY-020."""
    sent = [(one.id, one.zones, one.by_freight, one.working_days) for one in PAYATEL.delivery]

    assert PAYATEL.zones == {"tehran": (TEHRAN,)}
    assert sent == [
        ("courier", ("tehran",), False, (1, 2)),
        ("express", ("tehran",), False, (1, 1)),
        ("freight", ("elsewhere",), True, (3, 6)),
    ]
    assert delivery(PAYATEL, "freight").fee == Collect()


def test_PAY_021_PAY_022_PAY_023_payatel_is_paid_at_the_door_at_400_000_toman_alone() -> None:
    """PAY-021..023: not above, not below, and never by freight."""
    door = payment(PAYATEL, "cash_on_delivery")

    assert (door.minimum, door.maximum, door.zones, door.for_freight) == (4_000_000, 4_000_000, ("tehran",), False)


def test_PAY_035_payatel_rescinds_what_is_late_and_has_its_receipt_signed() -> None:
    """PAY-035: nobody else states it."""
    assert [name for name in SHOPS if a_shop(name).late] == ["payatel"]
    assert [name for name in SHOPS if a_shop(name).receipt] == ["payatel"]


def test_CHI_003_CHI_008_CHI_018_CHI_019_chistatechs_limits_and_windows() -> None:
    """CHI-003, CHI-008, CHI-018..020."""
    shop = CHISTATECH

    assert shop.void is not None
    assert shop.void.gross_percent == 20
    assert shop.identity.documents is not None
    assert shop.identity.documents.above == 100_000_000
    assert shop.door_cancel is not None
    assert shop.door_cancel.within == Span(24, "hours")
    assert shop.absence is not None
    assert (shop.absence.answer_within, shop.absence.attempts) == (Span(24, "hours"), None)


def test_CHI_021_CHI_022_chistatech_carries_heavy_goods_to_the_fourth_floor_six_steps_are_none() -> None:
    """CHI-021, CHI-022."""
    home = delivery(CHISTATECH, "heavy-home")

    assert isinstance(home.fee, ByFloor)
    assert (home.only_classes, home.fee.stairs) == (("heavy",), 6)
    assert home.fee.amounts == (1_500_000, 2_000_000, 2_500_000, 3_000_000)


def test_CHI_026_chistatech_insures_mobiles_tablets_and_laptops() -> None:
    """CHI-026."""
    assert CHISTATECH.insurance is not None
    assert [one.id for one in CHISTATECH.classes if one.insured] == ["mobile", "tablet", "laptop"]
    assert not any(one.insured for name in SHOPS if name != "chistatech" for one in a_shop(name).classes)


def test_CHI_024_CHI_028_CHI_030_chistatechs_complaints() -> None:
    """CHI-024, CHI-028, CHI-030."""
    assert [(claim.id, claim.after, claim.within) for claim in CHISTATECH.claim] == [
        ("refused-at-door", "refused_at_door", Span(24, "hours")),
        ("visible-fault", "delivered", Span(2, "hours")),
        ("technical-fault", "delivered", Span(7, "working days")),
    ]


def test_CHI_012_CHI_033_chistatechs_busy_days_and_ways_of_payment() -> None:
    """CHI-012, CHI-017, CHI-033."""
    paid = [(one.kind, one.working_days_only) for one in CHISTATECH.payment]

    assert [(one.from_, one.to) for one in CHISTATECH.week.delay] == [(YearDay(12, 20), YearDay(12, 29))]
    assert paid == [("gateway", False), ("card_to_card", True), ("deposit", True), ("cash_on_delivery", False)]


def test_ATR_013_ATR_014_ATR_015_atre_beheshti_sends_by_two_posts_and_tipax() -> None:
    """ATR-012..015."""
    fees = [delivery(ATRE, name).fee for name in ("priority-post", "special-post")]
    rows = [[(row.zones, row.up_to_grams, row.amount) for row in fee.rows] for fee in fees if isinstance(fee, ByWeight)]

    assert [(one.id, one.working_days) for one in ATRE.delivery] == [
        ("priority-post", (2, 5)),
        ("special-post", (1, 3)),
        ("tipax", (2, 4)),
    ]
    assert delivery(ATRE, "tipax").fee == Collect()
    assert rows == [
        [((), 500, 80_000), (("qom",), 2_000, 120_000), ((), 2_000, 160_000), ((), 10_000, 380_000)],
        [((), 500, 250_000), ((), 2_000, 400_000), ((), 10_000, 750_000)],
    ]
    assert ATRE.zones == {"qom": (Place("قم", "قم"),)}


def test_ATR_006_ATR_026_ATR_040_atre_beheshti_takes_one_gateway_sends_free_from_3_000_000_toman_and_keeps_fees() -> (
    None
):
    """ATR-006, ATR-026, ATR-040."""
    assert [one.kind for one in ATRE.payment] == ["gateway"]
    assert ATRE.free_shipping is not None
    assert (ATRE.free_shipping.minimum, ATRE.free_shipping.deliveries) == (
        30_000_000,
        ("priority-post", "special-post"),
    )
    assert [(one.percent and str(one.percent), one.amount) for one in ATRE.refund.deduction] == [
        ("0.5", None),
        (None, 7_200),
    ]


def test_ATR_016_ATR_017_ATR_018_atre_beheshti_tries_twice_holds_three_days_and_sends_again_at_a_price() -> None:
    """ATR-016..018."""
    assert ATRE.absence is not None
    assert (ATRE.absence.attempts, ATRE.absence.hold_days, ATRE.absence.resend_fee) == (2, 3, 800_000)
    assert ATRE.absence.answer_within is None


def test_ATR_022_ATR_023_atre_beheshtis_nowruz() -> None:
    """ATR-022, ATR-023."""
    (delay,) = ATRE.week.delay

    assert (delay.from_, delay.to, delay.not_before) == (YearDay(12, 15), YearDay(12, 30), YearDay(1, 14))


def test_ATR_029_ATR_050_ATR_057_atre_beheshtis_complaints_by_class() -> None:
    """ATR-029, ATR-033, ATR-050, ATR-057, ATR-036: the guarantee of gram perfumes and essences has no end; blends have no claim."""
    assert [(claim.id, claim.only_classes, claim.within) for claim in ATRE.claim] == [
        ("gram-guarantee", CLASSES[:2], None),
        ("branded-return", CLASSES[2:], Span(48, "hours")),
        ("withdrawal", CLASSES, Span(7, "working days")),
    ]
    assert [one.id for one in ATRE.classes] == [*CLASSES, "blend"]
    assert [one.cancel_until for one in ATRE.classes] == [None, None, None, "confirmed"]


def test_ATR_053_only_atre_beheshti_looks_goods_over_before_sending() -> None:
    """ATR-053."""
    assert [name for name in SHOPS if a_shop(name).check] == ["atrebeheshti"]
