"""The ways of delivery that the five shops offer, with their days, notices and fees."""

from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest

from checkout.use_cases.fill_delivery import Offered, fill_delivery, offered_deliveries
from shop.calendar import read_date
from shop.errors import NotFound, OptionRefused
from shop.places import Place
from shop.rules.free_shipping import BY_SHOP
from tests.builders import HONEY, ISFAHAN, QOM, ROOT, SAFFRON, TEHRAN, a_shop, in_tehran
from tests.checkout.shopper import Shopper
from tests.checkout.shops import an_item, opened
from tests.fakes import World

TABRIZ = Place("آذربایجان شرقی", "تبریز")
ZAHEDAN = Place("سیستان و بلوچستان", "زاهدان")
KARAJ = Place("البرز", "کرج")


def at(world: World, day: str, time: str = "12:00") -> None:
    world.clock.now = in_tehran(day, time)


def offered(world: World, place: Place = TEHRAN) -> Offered:
    shopper = Shopper(world).add().sign_in().live_at(place)
    return offered_deliveries(world.ports, shopper.id)


def allowed(world: World, place: Place) -> list[str]:
    return [one.delivery.id for one in offered(world, place).options if one.verdict.allowed]


def seller_goods(world: World, lead_days: int = 1) -> None:
    item = an_item(a_shop("bakala"), 1_000_000, seller="همکار نمونه")
    opened(world, "bakala", item, sellers={"lead_days": lead_days})


@pytest.mark.parametrize(
    ("day", "time", "dispatch"),
    [
        pytest.param("1405/09/11", "16:00:00", "1405/09/12", id="Wednesday at 16:00"),
        pytest.param("1405/09/11", "16:00:01", "1405/09/14", id="one second later"),
        pytest.param("1405/09/13", "09:00", "1405/09/15", id="a Friday"),
    ],
)
def test_BAK_013_goods_of_a_seller_leave_a_working_day_later(world: World, day: str, time: str, dispatch: str) -> None:
    """BAK-008."""
    at(world, day, time)
    seller_goods(world)
    step = offered(world)
    assert step.from_seller
    assert {one.dispatch for one in step.options} == {read_date(dispatch)}


def test_BAK_013_the_shops_own_goods_leave_the_same_day_and_say_nothing_of_sellers(world: World) -> None:
    at(world, "1405/09/11", "16:00:01")
    opened(world, "bakala")
    step = offered(world)
    assert not step.from_seller
    assert {one.dispatch for one in step.options} == {read_date("1405/09/11")}


def test_BAK_014_BAK_015_a_sellers_own_days_count_in_working_days_and_the_order_says_so(world: World) -> None:
    at(world, "1405/09/11", "10:00")
    seller_goods(world, lead_days=3)
    assert {one.dispatch for one in offered(world).options} == {read_date("1405/09/15")}
    order = Shopper(world).add().sign_in("09350000001").live_at(TEHRAN).send_by("express").order()
    assert order.delivery.from_seller


@pytest.mark.parametrize(
    ("name", "day", "time", "told", "not_before"),
    [
        pytest.param("chistatech", "1405/12/19", "23:59", False, None, id="CHI-012 the day before"),
        pytest.param("chistatech", "1405/12/20", "00:00", True, None, id="CHI-012 the first day"),
        pytest.param("chistatech", "1405/12/29", "23:59:59", True, None, id="CHI-012 the last day"),
        pytest.param("chistatech", "1406/01/01", "00:00", False, None, id="CHI-012 the day after"),
        pytest.param("atrebeheshti", "1405/12/14", "23:59", False, None, id="ATR-022 14 Esfand"),
        pytest.param("atrebeheshti", "1405/12/15", "00:00", True, "1406/01/14", id="ATR-023 15 Esfand"),
        pytest.param("atrebeheshti", "1405/12/29", "23:59", True, "1406/01/14", id="ATR-023 29 Esfand"),
        pytest.param("atrebeheshti", "1408/12/30", "12:00", True, "1409/01/14", id="ATR-022 30 Esfand of a leap year"),
        pytest.param("atrebeheshti", "1406/01/01", "00:00", False, None, id="ATR-022 1 Farvardin"),
    ],
)
def test_CHI_012_ATR_022_ATR_023_a_delay_is_told_at_the_orders_moment_and_kept_with_the_order(  # noqa: PLR0917
    world: World,
    name: str,
    day: str,
    time: str,
    told: bool,
    not_before: str | None,
) -> None:
    at(world, day, time)
    opened(world, name)
    shopper = Shopper(world).add().sign_in().live_at(TEHRAN)
    step = offered_deliveries(world.ports, shopper.id)
    assert bool(step.delays) == told
    days = [delay.not_before for delay in step.delays if delay.not_before]
    assert days == ([read_date(not_before)] if not_before else [])
    order = shopper.send_by(step.options[0].delivery.id).order()
    assert order.delivery.not_before == (read_date(not_before) if not_before else None)


def test_an_estimated_holiday_makes_the_dates_of_an_order_uncertain(world: World) -> None:
    opened(world, "atrebeheshti")
    shopper = Shopper(world).add().sign_in().live_at(TEHRAN)
    known: dict[bool, bool] = {}
    for day in range(0, 700, 35):
        world.clock.now = in_tehran("1405/01/15") + timedelta(days=day)
        (option, *_) = offered_deliveries(world.ports, shopper.id).options
        if option.certain not in known:
            order = shopper.send_by(option.delivery.id).order(f"key-{day}")
            known[option.certain] = order.delivery.certain
            shopper.add()
    assert known == {True: True, False: False}


def test_BAK_066_the_customer_picks_a_carrier_and_the_order_keeps_it(world: World) -> None:
    opened(world, "bakala")
    shopper = Shopper(world).add().sign_in().live_at(Place("فارس", "شیراز"))
    step = offered_deliveries(world.ports, shopper.id)
    assert [one.delivery.id for one in step.options if one.verdict.allowed] == ["carrier-rah", "carrier-kavir"]
    assert shopper.send_by("carrier-kavir").order().delivery.name == "باربری کویر"


@pytest.mark.parametrize(
    ("place", "ways"),
    [
        (TEHRAN, ["express", "carrier-rah", "carrier-kavir"]),
        (TABRIZ, ["carrier-rah", "carrier-kavir"]),
        (ZAHEDAN, ["carrier-rah", "carrier-kavir"]),
    ],
)
def test_BAK_137_every_city_has_a_way(world: World, place: Place, ways: list[str]) -> None:
    opened(world, "bakala")
    assert allowed(world, place) == ways


@pytest.mark.parametrize(
    ("place", "ways"), [(TEHRAN, ["courier", "express"]), (QOM, ["freight"]), (KARAJ, ["freight"])]
)
def test_PAY_014_PAY_020_the_recipients_city_decides_the_way(world: World, place: Place, ways: list[str]) -> None:
    opened(world, "payatel")
    assert allowed(world, place) == ways


def test_BAK_047_PAY_014_a_recipient_elsewhere_gets_the_parcel_and_the_buyer_the_news(world: World) -> None:
    opened(world, "payatel")
    shopper = Shopper(world).add().sign_in("09350000001").live_at(KARAJ)
    with pytest.raises(OptionRefused):
        shopper.send_by("courier")
    order = shopper.send_by("freight").order()
    assert (order.recipient.place, order.recipient.mobile, order.member) == (KARAJ, "09121234567", "09350000001")
    assert {message.to for message in world.outbox(order.code)} == {"09350000001", "zahra@example.ir"}


def heavy(world: World, product_class: str = "heavy") -> Shopper:
    shop = a_shop("chistatech")
    opened(world, "chistatech", an_item(shop, 20_000_000, product_class))
    return Shopper(world).add().sign_in().live_at(TEHRAN)


@pytest.mark.parametrize(
    ("floor", "stairs", "fee"),
    [
        pytest.param(1, 0, 1_500_000, id="no stairs"),
        pytest.param(1, 6, 1_500_000, id="6 stairs"),
        pytest.param(1, 7, 2_000_000, id="7 stairs"),
        pytest.param(1, 40, 2_000_000, id="40 stairs"),
        pytest.param(3, 40, 2_500_000, id="third floor"),
        pytest.param(4, 0, 3_000_000, id="fourth floor"),
    ],
)
def test_CHI_021_CHI_022_the_fee_is_that_of_the_resulting_floor(
    world: World, floor: int, stairs: int, fee: int
) -> None:
    order = heavy(world).send_by("heavy-home", floor, stairs).order()
    assert (order.delivery.carriage, order.payable) == (fee, 20_000_000 + fee)
    assert order.delivery.climb is not None
    assert (order.delivery.climb.floor, order.delivery.climb.stairs) == (floor, stairs)


def test_CHI_021_the_fifth_floor_is_refused_and_nothing_is_kept(world: World) -> None:
    shopper = heavy(world)
    before = world.everything()
    with pytest.raises(OptionRefused) as refused:
        shopper.send_by("heavy-home", 5)
    assert refused.value.verdict.reason.code == "too_high"
    assert world.everything() == before


def test_CHI_021_without_heavy_goods_the_way_is_not_offered(world: World) -> None:
    shopper = heavy(world, "accessory")
    with pytest.raises(OptionRefused) as refused:
        shopper.send_by("heavy-home")
    assert refused.value.verdict.reason.code == "only_for_classes"


def test_CHI_021_a_floor_that_new_terms_refuse_can_be_typed_anew(world: World) -> None:
    shopper = heavy(world).send_by("heavy-home", 4)
    shop = a_shop("chistatech")
    ways = [{**way} for way in _deliveries("chistatech")]
    ways[1]["fee"] = {"kind": "floors", "stairs": 6, "amounts": ["1500000 rial", "2000000 rial"]}
    opened(world, "chistatech", an_item(shop, 20_000_000, "heavy"), delivery=ways)
    assert all(one.verdict.allowed for one in offered_deliveries(world.ports, shopper.id).options)
    with pytest.raises(OptionRefused):
        shopper.order()
    assert shopper.send_by("heavy-home", 2).order().delivery.carriage == 2_000_000


def _deliveries(name: str) -> list[dict[str, object]]:
    document = tomllib.loads((ROOT / "content" / name / "shop.toml").read_text(encoding="utf-8"))
    found: list[dict[str, object]] = document["delivery"]
    return found


@pytest.mark.parametrize(("goods", "free"), [(29_999_999, False), (30_000_000, True), (30_000_001, True)])
def test_ATR_026_from_the_shops_value_carriage_is_free_and_the_way_is_the_shops(
    world: World,
    goods: int,
    free: bool,
) -> None:
    opened(world, "atrebeheshti", price=goods)
    shopper = Shopper(world).add().sign_in().live_at(ISFAHAN)
    ids = [one.delivery.id for one in offered_deliveries(world.ports, shopper.id).options]
    assert ids == ([BY_SHOP] if free else ["priority-post", "special-post", "tipax"])
    if not free:
        with pytest.raises(NotFound):
            fill_delivery(world.ports, shopper.id, BY_SHOP)
        return
    with pytest.raises(NotFound):
        fill_delivery(world.ports, shopper.id, "tipax")
    order = shopper.send_by(BY_SHOP).order()
    assert (order.delivery.by_shop, order.delivery.carriage, order.payable) == (True, 0, goods)


def test_ATR_026_a_way_chosen_before_the_cart_grew_is_chosen_anew(world: World) -> None:
    shop = a_shop("atrebeheshti")
    opened(world, "atrebeheshti", an_item(shop, 900_000), an_item(shop, 29_100_000, sku=SAFFRON))
    shopper = Shopper(world).add(HONEY).sign_in().live_at(ISFAHAN).send_by("tipax")
    shopper.add(SAFFRON)
    before = world.everything()
    with pytest.raises(NotFound):
        shopper.order()
    assert world.everything() == before


@pytest.mark.parametrize(("way", "payable", "collect"), [("tipax", 900_000, True), ("priority-post", 980_000, False)])
def test_ATR_015_carriage_paid_to_the_carrier_is_not_in_the_payable(
    world: World,
    way: str,
    payable: int,
    collect: bool,
) -> None:
    shop = a_shop("atrebeheshti")
    opened(world, "atrebeheshti", an_item(shop, 900_000, weight=500))
    order = Shopper(world).add().sign_in().live_at(ISFAHAN).send_by(way).order()
    assert (order.payable, order.due, order.delivery.collect) == (payable, payable, collect)


def test_BAK_120_carriage_and_each_charge_are_added_once(world: World) -> None:
    opened(world, "bakala", price=1_000_000)
    order = Shopper(world).add(quantity=2).sign_in().live_at(ISFAHAN).send_by("carrier-rah").order()
    assert order.delivery.carriage == 300_000
    assert [(charge.name, charge.amount) for charge in order.delivery.charges] == [
        ("بسته‌بندی", 50_000),
        ("بیمه‌ی حمل", 20_000),
    ]
    assert order.payable == order.goods + 370_000 == 2_370_000
    (letter,) = [message for message in world.outbox(order.code) if message.channel == "email"]
    for line in ("باربری راه‌آور: ۳۰۰٬۰۰۰", "بسته‌بندی: ۵۰٬۰۰۰", "بیمه‌ی حمل: ۲۰٬۰۰۰", "قابل پرداخت: ۲٬۳۷۰٬۰۰۰"):
        assert line in letter.body
