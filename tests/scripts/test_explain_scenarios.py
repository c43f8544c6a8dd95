"""``scripts/explain`` agrees with the rules' own scenarios, at their limits, and with others of the same shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.scripts.conftest import Explained

Answer = dict[str, Any]
Asked = Callable[..., Answer]


@pytest.fixture
def asked(explained: Explained) -> Asked:
    def ask(shop: str, city: str, total: int | str, *words: str) -> Answer:
        told: Answer = json.loads(explained("--city", city, "--total", str(total), *words, "--json", shop=shop))
        return told

    return ask


def way(told: Answer, delivery: str) -> Answer:
    (found,) = (one for one in told["delivery"] if one["id"] == delivery)
    answer: Answer = found
    return answer


def open_ways(told: Answer) -> list[str]:
    return [one["id"] for one in told["delivery"] if one["allowed"]]


def paid(told: Answer, delivery: str, kind: str) -> Answer:
    (found,) = (one for one in way(told, delivery)["payment"] if one["kind"] == kind)
    answer: Answer = found
    return answer


def kinds(told: Answer, delivery: str) -> list[str]:
    return [one["kind"] for one in way(told, delivery)["payment"] if one["allowed"]]


@pytest.mark.parametrize("total", [1, 1_000, 50_000_000])
@pytest.mark.parametrize(("city", "fee"), [("قم", 0), ("پردیسان", 0)])
def test_BAQ_003_the_free_courier_knows_no_floor_and_no_ceiling(asked: Asked, city: str, fee: int, total: int) -> None:
    told = asked("baqiyat", city, total)

    assert open_ways(told) == ["free-courier"]
    assert way(told, "free-courier")["carriage_rials"] == fee
    assert way(told, "free-courier")["payable_rials"] == total * 10


@pytest.mark.parametrize("city", ["کهک", "اصفهان", "تهران", "زاهدان"])
def test_BAQ_003_BAQ_004_elsewhere_goes_by_charged_courier_or_freight(asked: Asked, city: str) -> None:
    told = asked("baqiyat", city, 100_000, "--province", "قم") if city == "کهک" else asked("baqiyat", city, 100_000)

    assert open_ways(told) == ["courier", "freight"]
    assert way(told, "courier")["carriage_rials"] == 950_000
    assert way(told, "freight")["carriage_collected"]
    assert kinds(told, "freight") == ["gateway", "card_to_card"]


@pytest.mark.parametrize(
    ("total", "is_open"),
    [(29_999_999, True), (30_000_000, True), (30_000_001, False), (5_000_000, True), (1, True)],
)
def test_BAK_054_at_the_door_up_to_thirty_million_rials(asked: Asked, total: int, is_open: bool) -> None:
    told = asked("bakala", "تهران", total)
    door = paid(told, "express", "cash_on_delivery")

    assert door["allowed"] is is_open
    if not is_open:
        assert door["reason"]["code"] == "above_maximum"
        assert door["reason"]["facts"] == {"payable": total, "maximum": 30_000_000}
        assert door["clause"] == "payment#at-the-door"


@pytest.mark.parametrize("delivery", ["carrier-rah", "carrier-kavir"])
@pytest.mark.parametrize("total", [1, 5_000_000, 8_000_000])
def test_BAK_053_BAK_055_freight_is_prepaid_online_or_by_card_whatever_the_amount(
    asked: Asked, delivery: str, total: int
) -> None:
    told = asked("bakala", "تهران", total)

    assert kinds(told, delivery) == ["gateway", "card_to_card"]
    assert paid(told, delivery, "cash_on_delivery")["reason"]["code"] == "freight_is_prepaid"


@pytest.mark.parametrize(
    ("city", "ways"),
    [
        ("تهران", ["express", "carrier-rah", "carrier-kavir"]),
        ("تبریز", ["carrier-rah", "carrier-kavir"]),
        ("زاهدان", ["carrier-rah", "carrier-kavir"]),
        ("شیراز", ["carrier-rah", "carrier-kavir"]),
    ],
)
def test_BAK_066_BAK_137_every_city_has_a_way_and_the_customer_picks_the_carrier(
    asked: Asked, city: str, ways: list[str]
) -> None:
    assert open_ways(asked("bakala", city, 1_000_000)) == ways


def test_BAK_120_packing_shipping_and_insurance_stand_on_lines_of_their_own(asked: Asked) -> None:
    rah = way(asked("bakala", "شیراز", 5_000_000), "carrier-rah")

    assert rah["carriage_rials"] == 300_000
    assert rah["charges"] == [{"name": "بسته‌بندی", "amount": 50_000}, {"name": "بیمه‌ی حمل", "amount": 20_000}]
    assert rah["payable_rials"] == 5_370_000


@pytest.mark.parametrize(
    ("at", "lead", "dispatch"),
    [
        ("1405/09/11 16:00", "1", "1405-09-12"),
        ("1405/09/11 16:01", "1", "1405-09-14"),
        ("1405/09/13 10:00", "1", "1405-09-15"),
        ("1405/09/11 10:00", "3", "1405-09-15"),
        ("1405/09/11 10:00", "1", "1405-09-12"),
        ("1405/09/11 16:01", "0", "1405-09-11"),
        ("1405/11/21 10:00", "1", "1405-11-24"),
    ],
)
def test_BAK_013_BAK_014_BAK_015_sellers_goods_leave_after_their_lead_days(
    asked: Asked, at: str, lead: str, dispatch: str
) -> None:
    told = asked("bakala", "تهران", 1_000_000, "--lead", lead, "--at", at)

    assert way(told, "express")["dispatch"]["jalali"] == dispatch


@pytest.mark.parametrize(("total", "is_open"), [(399_999, False), (400_000, True), (400_001, False), (1, False)])
def test_PAY_022_PAY_023_at_the_door_at_exactly_four_hundred_thousand_toman(
    asked: Asked, total: int, is_open: bool
) -> None:
    assert paid(asked("payatel", "تهران", total), "courier", "cash_on_delivery")["allowed"] is is_open


@pytest.mark.parametrize(("goods", "is_open"), [(340_000, True), (400_000, False), (339_999, False)])
def test_PAY_023_the_express_fee_counts_too(asked: Asked, goods: int, is_open: bool) -> None:
    assert paid(asked("payatel", "تهران", goods), "express", "cash_on_delivery")["allowed"] is is_open


@pytest.mark.parametrize("city", ["اصفهان", "قم", "کرج", "شیراز"])
def test_PAY_014_PAY_020_PAY_021_PAY_024_other_cities_by_prepaid_freight(asked: Asked, city: str) -> None:
    told = asked("payatel", city, 400_000)

    assert open_ways(told) == ["freight"]
    assert kinds(told, "freight") == ["gateway", "card_to_card"]


def test_PAY_020_freight_is_not_offered_in_tehran(asked: Asked) -> None:
    assert open_ways(asked("payatel", "تهران", 100_000)) == ["courier", "express"]


def test_PAY_015_only_the_order_paid_at_the_door_needs_no_card(asked: Asked) -> None:
    told = asked("payatel", "تهران", 400_000)

    assert [
        paid(told, "courier", kind)["identity_card"] for kind in ("gateway", "card_to_card", "cash_on_delivery")
    ] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("at", "earliest"),
    [("1405/09/11 09:00", "1405-09-14"), ("1405/09/12 09:00", "1405-09-15"), ("1405/09/13 03:00", "1405-09-15")],
)
def test_PAY_001_PAY_002_PAY_003_thursday_is_no_working_day(asked: Asked, at: str, earliest: str) -> None:
    assert way(asked("payatel", "تهران", 100_000, "--at", at), "courier")["earliest"]["jalali"] == earliest


@pytest.mark.parametrize(("total", "documents"), [(99_999_999, False), (100_000_000, False), (100_000_001, True)])
def test_CHI_007_CHI_008_documents_are_matched_only_above_a_hundred_million_rials(
    asked: Asked, total: int, documents: bool
) -> None:
    told = asked("chistatech", "تهران", total)

    assert way(told, "carrier")["documents"] is documents
    assert all(one["identity_card"] for one in way(told, "carrier")["payment"])


@pytest.mark.parametrize(
    ("floor", "stairs", "fee"),
    [
        ("1", "0", 1_500_000),
        ("1", "6", 1_500_000),
        ("1", "7", 2_000_000),
        ("1", "40", 2_000_000),
        ("3", "7", 2_500_000),
        ("4", "0", 3_000_000),
    ],
)
def test_CHI_021_CHI_022_the_fee_is_that_of_the_floor_which_counts(
    asked: Asked, floor: str, stairs: str, fee: int
) -> None:
    told = asked("chistatech", "شیراز", 1_000_000, "--class", "heavy", "--floor", floor, "--stairs", stairs)

    assert way(told, "heavy-home")["carriage_rials"] == fee


def test_CHI_021_the_fifth_floor_is_refused_and_a_light_cart_is_not_carried_up(asked: Asked) -> None:
    high = way(asked("chistatech", "شیراز", 1_000_000, "--class", "heavy", "--floor", "5"), "heavy-home")
    light = way(asked("chistatech", "شیراز", 1_000_000, "--class", "accessory"), "heavy-home")

    assert high["reason"]["code"] == "too_high"
    assert high["reason"]["facts"] == {"floor": 5, "most": 4}
    assert light["reason"]["code"] == "only_for_classes"


@pytest.mark.parametrize("city", ["تهران", "زاهدان", "قم"])
@pytest.mark.parametrize("total", [1, 500_000_000])
def test_CHI_033_four_ways_of_payment_in_every_city_for_every_amount(asked: Asked, city: str, total: int) -> None:
    assert kinds(asked("chistatech", city, total), "carrier") == [
        "gateway",
        "card_to_card",
        "deposit",
        "cash_on_delivery",
    ]


def test_CHI_018_the_shop_may_cancel_an_order_at_the_door_for_a_day(asked: Asked) -> None:
    told = asked("chistatech", "تهران", 1_000_000, "--at", "1405/09/11 10:00")

    assert paid(told, "carrier", "cash_on_delivery")["shop_may_cancel_until"]["jalali"] == "1405-09-12T10:00:00"
    assert paid(told, "carrier", "gateway")["shop_may_cancel_until"] is None


@pytest.mark.parametrize(("at", "told_of"), [("1405/12/19 23:59", 0), ("1405/12/20 00:00", 1), ("1405/12/29 23:59", 1)])
def test_CHI_012_a_busy_period_is_told_of_from_its_first_day_on(asked: Asked, at: str, told_of: int) -> None:
    assert len(asked("chistatech", "تهران", 1_000_000, "--at", at)["delays"]) == told_of


@pytest.mark.parametrize(
    ("at", "told_of"),
    [
        ("1405/12/14 23:59", 0),
        ("1405/12/15 00:00", 1),
        ("1405/12/29 12:00", 1),
        ("1406/01/01 00:00", 0),
        ("1408/12/30 12:00", 1),
    ],
)
def test_ATR_022_the_second_half_of_esfand_is_delayed_every_year(asked: Asked, at: str, told_of: int) -> None:
    assert len(asked("atrebeheshti", "تهران", 90_000, "--at", at)["delays"]) == told_of


def test_ATR_023_an_order_before_nowruz_may_arrive_after_the_holidays(asked: Asked) -> None:
    told = asked("atrebeheshti", "تهران", 90_000, "--at", "1405/12/15 10:00")

    assert told["delays"][0]["not_before"]["jalali"] == "1406-01-14"
    assert way(told, "priority-post")["allowed"]


@pytest.mark.parametrize(
    ("delivery", "at", "earliest", "latest"),
    [
        ("priority-post", "1405/09/07 10:00", "1405-09-09", "1405-09-12"),
        ("special-post", "1405/09/11 10:00", "1405-09-12", "1405-09-15"),
        ("special-post", "1405/09/12 10:00", "1405-09-14", "1405-09-16"),
    ],
)
def test_ATR_013_ATR_014_the_post_takes_working_days(
    asked: Asked, delivery: str, at: str, earliest: str, latest: str
) -> None:
    found = way(asked("atrebeheshti", "مشهد", 90_000, "--at", at), delivery)

    assert (found["earliest"]["jalali"], found["latest"]["jalali"]) == (earliest, latest)


@pytest.mark.parametrize("city", ["قم", "تهران", "چابهار"])
def test_ATR_006_ATR_012_ATR_015_post_and_collect_everywhere_paid_at_the_gateway(asked: Asked, city: str) -> None:
    told = asked("atrebeheshti", city, 90_000, "--weight", "60")

    assert open_ways(told) == ["priority-post", "special-post", "tipax"]
    assert way(told, "priority-post")["payable_rials"] == 980_000
    assert way(told, "tipax")["payable_rials"] == 900_000
    assert way(told, "tipax")["carriage_collected"]
    assert [kinds(told, delivery) for delivery in open_ways(told)] == [["gateway"]] * 3


@pytest.mark.parametrize(
    ("total", "ways"), [(2_999_999, ["priority-post", "special-post", "tipax"]), (3_000_000, ["by-shop"])]
)
def test_ATR_026_where_carriage_is_free_the_shop_chooses(asked: Asked, total: int, ways: list[str]) -> None:
    told = asked("atrebeheshti", "تهران", total)

    assert open_ways(told) == ways
    assert way(told, ways[-1])["carriage_rials"] == 0


@pytest.mark.parametrize(
    ("zone_city", "grams", "fee"),
    [("قم", 500, 80_000), ("قم", 501, 120_000), ("تهران", 501, 160_000), ("تهران", 2_001, 380_000)],
)
def test_a_table_of_weights_and_zones_decides_the_carriage(asked: Asked, zone_city: str, grams: int, fee: int) -> None:
    told = asked("atrebeheshti", zone_city, 90_000, "--weight", str(grams))

    assert way(told, "priority-post")["carriage_rials"] == fee


def test_a_parcel_heavier_than_the_table_is_refused_and_told_how_heavy_it_may_be(asked: Asked) -> None:
    refusal = way(asked("atrebeheshti", "تهران", 90_000, "--weight", "10001"), "priority-post")["reason"]

    assert refusal["code"] == "too_heavy"
    assert refusal["facts"] == {"grams": 10_001, "most": 10_000}


@pytest.mark.parametrize(
    ("shop", "refund", "claims"),
    [
        ("baqiyat", (48, "working hours"), {"defect"}),
        ("bakala", (48, "working hours"), {"transit-damage", "seven-day-test"}),
        ("payatel", (48, "working hours"), set()),
        ("chistatech", (72, "working hours"), {"refused-at-door", "visible-fault", "technical-fault"}),
        ("atrebeheshti", (72, "working hours"), {"gram-guarantee", "branded-return", "withdrawal"}),
    ],
)
def test_BAQ_075_BAK_040_PAY_006_CHI_004_the_deadlines_afterwards_are_told(
    asked: Asked, shop: str, refund: tuple[int, str], claims: set[str]
) -> None:
    told = asked(shop, "تهران", 1_000_000)

    assert (told["refund"]["within"]["count"], told["refund"]["within"]["unit"]) == refund
    assert len(told["claims"]) == len(claims)
    assert all(claim["clause"] for claim in told["claims"])


def test_the_words_say_what_would_open_a_closed_way(asked: Asked) -> None:
    door = paid(asked("bakala", "تهران", 30_000_001), "express", "cash_on_delivery")

    assert door["reason"]["would_allow"] == "اگر مبلغ ۱\u00a0ریال کمتر شود باز می‌شود."


def test_the_table_has_a_row_for_every_delivery_and_payment(explained: Explained) -> None:
    lines = explained("--city", "تهران", "--total", "400001", shop="payatel").splitlines()
    table = [line.split() for line in lines[: lines.index("")]]

    assert table[0] == ["delivery", "payment", "open", "reason", "clause", "rials", "from", "to"]
    assert ["courier", "cash_on_delivery", "no", "above_maximum", "delivery#at-the-door"] in table
    assert ["freight", "no", "outside_zone", "delivery#freight"] in table
    assert ["courier", "yes", "delivery#courier", "4000010", "1405-09-14", "1405-09-15"] in table
