"""What staff do before an order leaves: each shop's own steps in turn, and what each of them must have seen to."""

from __future__ import annotations

import pytest

from checkout.use_cases.answers import answer_question, turn_of
from shop.calendar import read_date
from shop.errors import BadInput, TransitionRefused
from shop.rules.handover import NotInsured, NotLookedOver, WaitsForAnswer, WayNotSet
from shop.rules.waiting import asks_buyer
from shop.rules.way import CollectIsNotFree, NotAmongWays
from tests.builders import MASHHAD, SHIRAZ, TEHRAN, a_shop
from tests.checkout.life import accept_offer, an_order_at, ordered, sent
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import move, moves, not_now, refused
from tests.fakes import World


def test_ATR_001_an_order_is_confirmed_then_prepared_then_sent(world: World) -> None:
    order = an_order_at(world, "atrebeheshti")
    assert ("confirmed" in moves(world, order), "prepared" in moves(world, order)) == (True, False)
    not_now(world, order, "prepared")
    not_now(world, order, "dispatched", tracking="1", looked_over=True)
    assert move(world, order, "confirmed").state == "confirmed"
    not_now(world, order, "dispatched", tracking="1", looked_over=True)
    assert move(world, order, "prepared").state == "preparing"
    assert move(world, order, "dispatched", tracking="1", looked_over=True).state == "dispatched"
    told = [text.splitlines()[1] for text in world.texts(order)[2:]]
    assert [words.split(order.code)[1].split(".")[0] for words in told] == [
        " تأیید شد",
        " در حال آماده‌سازی است",
        " فرستاده شد",
    ]


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "chistatech"])
def test_other_shops_prepare_and_send_without_a_confirmation(world: World, name: str) -> None:
    order = an_order_at(world, name)
    not_now(world, order, "confirmed")
    not_now(world, order, "dispatched", tracking="1", insurance="1")
    assert move(world, order, "prepared").state == "preparing"
    assert move(world, order, "dispatched", tracking="1", insurance="1").state == "dispatched"


@pytest.mark.parametrize(
    ("name", "delivery", "price"),
    [
        pytest.param("bakala", "carrier-rah", 7_630_000, id="BAK-055"),
        pytest.param("payatel", "courier", 3_500_000, id="PAY-024"),
        pytest.param("baqiyat", "freight", 5_000_000, id="BAQ-019"),
    ],
)
def test_BAQ_019_BAK_055_PAY_024_an_unpaid_order_does_not_leave(
    world: World, name: str, delivery: str, price: int
) -> None:
    place = {"bakala": SHIRAZ, "payatel": TEHRAN, "baqiyat": MASHHAD}[name]
    order = an_order_at(world, name, price=price, pays="card_to_card", place=place, delivery=delivery)
    not_now(world, order, "dispatched", tracking="1")
    move(world, order, "transfer_confirmed", reference="R-1")
    assert sent(world, order).state == "dispatched"


def test_BAK_067_freight_leaves_only_with_its_waybill_which_is_told(world: World) -> None:
    order = an_order_at(world, "bakala", place=SHIRAZ, delivery="carrier-rah")
    move(world, order, "prepared")
    before = world.everything()
    with pytest.raises(BadInput, match="tracking: missing"):
        move(world, order, "dispatched")
    assert world.everything() == before
    gone = move(world, order, "dispatched", tracking="987654")
    assert gone.events[-1].facts == {"tracking": "987654"}
    assert "کد رهگیری: 987654" in world.texts(order)[-1]


def test_BAK_067_the_shops_own_courier_needs_no_waybill(world: World) -> None:
    order = an_order_at(world, "bakala", delivery="express")
    move(world, order, "prepared")
    assert move(world, order, "dispatched").events[-1].facts == {}


def test_CHI_026_a_tablet_leaves_only_with_an_insurance_and_a_case_without(world: World) -> None:
    shop = a_shop("chistatech")
    tablet, case = an_item(shop, 50_000_000, "tablet"), an_item(shop, 900_000, "accessory", sku="CHI-CASE")
    order = an_order_at(world, "chistatech", tablet, case)
    assert order.delivery.insured
    move(world, order, "prepared")
    assert refused(world, order, "dispatched", tracking="1") == NotInsured()
    gone = move(world, order, "dispatched", tracking="1", insurance="B-77")
    assert gone.events[-1].facts["insurance"] == "B-77"

    alone = ordered(world, "chistatech", case, mobile="09350000001")
    assert not alone.delivery.insured
    move(world, alone, "prepared")
    assert move(world, alone, "dispatched", tracking="2").state == "dispatched"


def test_CHI_026_goods_that_came_instead_of_others_are_insured_too(world: World) -> None:
    shop = a_shop("chistatech")
    case = an_item(shop, 900_000, "accessory")
    phone = an_item(shop, 900_000, "mobile", sku="CHI-PHONE", maximum=3)
    opened(world, "chistatech", case, phone)
    order = ordered(world, "chistatech", case)
    move(world, order, "substitute_offered", sku=case.sku, new_sku=phone.sku)
    accept_offer(world, order)
    move(world, order, "prepared")
    assert refused(world, order, "dispatched", tracking="1") == NotInsured()


def test_ATR_053_nothing_is_sent_that_nobody_looked_over(world: World) -> None:
    order = an_order_at(world, "atrebeheshti")
    move(world, order, "confirmed")
    move(world, order, "prepared")
    assert refused(world, order, "dispatched", tracking="1") == NotLookedOver()
    gone = move(world, order, "dispatched", tracking="1", looked_over=True)
    assert gone.events[-1].facts == {"tracking": "1", "looked_over": "yes"}


def test_ATR_026_the_shop_sets_the_way_of_a_free_order_first_and_never_a_collect_one(world: World) -> None:
    order = an_order_at(world, "atrebeheshti", price=30_000_000, delivery="by-shop")
    assert (order.delivery.by_shop, order.delivery.carriage, order.due) == (True, 0, 0)
    move(world, order, "confirmed")
    move(world, order, "prepared")
    assert refused(world, order, "dispatched", tracking="1", looked_over=True) == WayNotSet()
    assert refused(world, order, "method_set", way="tipax") == CollectIsNotFree()
    assert refused(world, order, "method_set", way="") == NotAmongWays(("پست پیشتاز", "پست ویژه"))
    said = len(world.texts(order))
    way = move(world, order, "method_set", way="special-post").events[-1]
    assert way.facts == {"way": "special-post", "way_name": "پست ویژه", "tracked": "yes"}
    assert len(world.texts(order)) == said
    gone = move(world, order, "dispatched", tracking="1", looked_over=True)
    assert (gone.state, gone.payment) == ("dispatched", "gateway")
    assert "ساعت آمدن پستچی روشن نیست" in world.texts(order)[-1]


def test_ATR_026_a_way_without_tracking_leaves_without_a_code(world: World) -> None:
    shop = a_shop("atrebeheshti")
    item = an_item(shop, 30_000_000)
    courier = {
        "id": "courier",
        "name": "پیک",
        "fee": {"kind": "free"},
        "working_days": [1, 1],
        "tracking": False,
        "clause": "shipping#free",
    }
    opened(world, "atrebeheshti", item, delivery=[courier], free_shipping={"deliveries": ["courier"]})
    order = ordered(world, "atrebeheshti", item, delivery="by-shop")
    move(world, order, "confirmed")
    move(world, order, "prepared")
    assert move(world, order, "method_set", way="courier").events[-1].facts["tracked"] == "no"
    assert move(world, order, "dispatched", looked_over=True).events[-1].facts == {"looked_over": "yes"}


def test_ATR_026_a_way_the_buyer_chose_is_not_the_shops_to_set(world: World) -> None:
    order = an_order_at(world, "atrebeheshti", price=20_000_000)
    assert "method_set" not in moves(world, order)
    not_now(world, order, "method_set", way="special-post")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("baqiyat", id="BAQ-079"),
        pytest.param("bakala", id="BAK-046"),
        pytest.param("payatel", id="PAY-013"),
    ],
)
def test_BAQ_079_BAK_046_PAY_013_a_question_holds_the_order_until_it_is_answered(world: World, name: str) -> None:
    order = an_order_at(world, name)
    before = world.everything()
    with pytest.raises(BadInput, match="note: missing"):
        move(world, order, "information_asked")
    assert world.everything() == before
    asked = move(world, order, "information_asked", note="کدام کوچه؟")
    assert (asked.state, "کدام کوچه؟" in world.texts(order)[-1]) == ("queued", True)
    not_now(world, order, "prepared")
    not_now(world, order, "information_asked", note="باز هم")

    answered = answer_question(world.ports, order.code, turn_of(asked, asked.events[-1]), "کوچه‌ی ۱۲")
    assert (answered.events[-1].kind, answered.events[-1].note) == ("information_given", "کوچه‌ی ۱۲")
    assert move(world, order, "prepared").state == "preparing"


def test_BAQ_079_nothing_leaves_while_a_question_is_open_and_staff_may_note_the_answer(world: World) -> None:
    order = an_order_at(world, "baqiyat")
    move(world, order, "prepared")
    move(world, order, "information_asked", note="کدام کوچه؟")
    assert refused(world, order, "dispatched") == WaitsForAnswer()
    move(world, order, "information_given", note="تلفنی گفت کوچه‌ی ۱۲")
    assert move(world, order, "dispatched").state == "dispatched"


def test_BAQ_079_an_order_that_ended_waits_for_no_answer(world: World) -> None:
    order = an_order_at(world, "payatel")
    asked = move(world, order, "information_asked", note="کدام کوچه؟")
    move(world, order, "date_proposed", until=read_date("1405/10/01"))
    assert asks_buyer(world.order(order.code))
    ended = move(world, order, "cancelled", why="stock")
    assert not asks_buyer(ended)
    before = world.everything()
    with pytest.raises(TransitionRefused):
        answer_question(world.ports, order.code, turn_of(asked, asked.events[-1]), "۱۲")
    assert world.everything() == before


def test_BAQ_079_an_answer_to_an_older_question_is_no_answer(world: World) -> None:
    order = an_order_at(world, "baqiyat")
    first = move(world, order, "information_asked", note="کدام کوچه؟")
    move(world, order, "information_given", note="۱۲")
    move(world, order, "information_asked", note="کدام پلاک؟")
    before = world.everything()
    with pytest.raises(TransitionRefused):
        answer_question(world.ports, order.code, turn_of(first, first.events[-1]), "۱۲")
    with pytest.raises(BadInput, match="reply: missing"):
        answer_question(world.ports, order.code, 4, "")
    assert world.everything() == before
