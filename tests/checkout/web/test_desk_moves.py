"""The desk's moves over HTTP, in five shops: what each form asks, and what a refusal tells."""

from __future__ import annotations

import pytest

from checkout.web.order_words import MOVES
from shop.calendar import read_date
from shop.order import Order
from shop.order_lines import lines_now
from tests.builders import HONEY, SAFFRON, SHIRAZ, a_shop, in_tehran
from tests.checkout.life import an_order_at, last, ordered, sent
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import CARD, move
from tests.checkout.web.browser import Browser, Page, PageForm, unchanged
from tests.fakes import World


@pytest.fixture
def desk(browser: Browser) -> Browser:
    """Return a browser in which Sara is signed in."""
    browser.staff_in()
    return browser


def page_of(desk: Browser, order: Order) -> Page:
    return desk.get(f"/desk/orders/{order.code}")


def offered(desk: Browser, order: Order) -> list[str]:
    """Return the moves that the desk offers for an order."""
    return [form.fields["move"] for form in page_of(desk, order).forms() if "move" in form.fields]


def form_of(desk: Browser, order: Order, event: str) -> PageForm:
    return next(form for form in page_of(desk, order).forms() if form.fields.get("move") == event)


def refused(desk: Browser, world: World, order: Order, event: str, **typed: str) -> Page:
    """Return the page of a move that is refused, which changed nothing."""
    told = unchanged(world, lambda: desk.move(order.code, event, **typed))
    assert (told.status, 'role="alert"' in told.text) == (422, True)
    return told


def clause(page: str, anchor: str) -> str:
    return f"policies/{page}.html#{anchor}"


STEPS = {
    "baqiyat": ["prepared"],
    "bakala": ["prepared"],
    "payatel": ["prepared"],
    "chistatech": ["prepared"],
    "atrebeheshti": ["confirmed", "prepared"],
}


@pytest.mark.parametrize("name", list(STEPS))
def test_ATR_001_the_desk_offers_each_shops_own_steps_in_turn(desk: Browser, world: World, name: str) -> None:
    order = an_order_at(world, name)
    for step in STEPS[name]:
        steps = {"confirmed", "prepared", "dispatched"} & set(offered(desk, order))
        assert steps == {step}
        assert MOVES[step] in page_of(desk, order).text  # type: ignore[index]
        assert desk.move(order.code, step).status == 303
    assert "dispatched" in offered(desk, order)
    typed = {"tracking": "987654", "insurance": "B-1", "looked_over": "yes"}
    assert desk.move(order.code, "dispatched", **typed).status == 303
    assert world.order(order.code).state == "dispatched"


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("baqiyat", {"tracking", "note"}),
        ("chistatech", {"tracking", "insurance", "note"}),
        ("atrebeheshti", {"tracking", "note"}),
    ],
)
def test_CHI_026_ATR_053_a_dispatch_asks_what_the_shop_needs(
    desk: Browser, world: World, name: str, asked: set[str]
) -> None:
    order = an_order_at(world, name)
    for step in STEPS[name]:
        move(world, order, step)  # type: ignore[arg-type]
    assert set(form_of(desk, order, "dispatched").fields) == {"csrf", "move", "seen", *asked}
    assert ('name="looked_over"' in page_of(desk, order).text) is (name == "atrebeheshti")


def test_ATR_053_a_refusal_says_why_what_to_do_and_where_it_is_written(desk: Browser, world: World) -> None:
    order = an_order_at(world, "atrebeheshti")
    move(world, order, "confirmed")
    move(world, order, "prepared")
    told = refused(desk, world, order, "dispatched", tracking="987654")
    assert "کالا پیش از ارسال باید بازبینی شود. کالا را ببینید و تیک بازبینی را بزنید." in told.text
    assert clause("returns", "inspection") in told.text
    form = next(form for form in told.forms() if form.fields.get("move") == "dispatched")
    assert form.fields["tracking"] == "987654"


def test_BAK_067_a_dispatch_without_a_waybill_is_told_beside_its_field(desk: Browser, world: World) -> None:
    order = an_order_at(world, "bakala", place=SHIRAZ, delivery="carrier-rah")
    move(world, order, "prepared")
    told = refused(desk, world, order, "dispatched")
    assert ("کد رهگیری مرسوله را بنویسید" in told.text, 'href="#dispatched-tracking"' in told.text) == (True, True)
    desk.move(order.code, "dispatched", tracking="987654")
    assert "987654" in page_of(desk, order).text


def test_ATR_026_the_ways_of_a_free_order_are_offered_without_the_collect_one(desk: Browser, world: World) -> None:
    order = an_order_at(world, "atrebeheshti", price=30_000_000, delivery="by-shop")
    page = page_of(desk, order)
    assert ('value="special-post"' in page.text, 'value="tipax"' in page.text) == (True, False)
    told = refused(desk, world, order, "method_set", way="tipax")
    assert "پس‌کرایه فرستاده نمی‌شود" in told.text
    assert clause("shipping", "free") in told.text
    assert desk.move(order.code, "method_set", way="priority-post").status == 303
    assert "پست پیشتاز" in page_of(desk, order).text


def test_CHI_007_CHI_008_a_delivery_asks_who_took_it_and_for_the_documents(desk: Browser, world: World) -> None:
    order = sent(world, an_order_at(world, "chistatech", price=100_000_001))
    page = page_of(desk, order)
    for name in ("taker", "identity_checked", "documents_matched", "photo"):
        assert f'name="{name}"' in page.text
    told = refused(desk, world, order, "delivered", taker="other", identity_checked="yes")
    assert "فقط به خریدار یا گیرنده‌ای که نام برده" in told.text
    assert clause("rules", "identity") in told.text
    told = refused(desk, world, order, "delivered", taker="recipient", identity_checked="yes")
    assert clause("rules", "identity-documents") in told.text
    typed = {"taker": "recipient", "identity_checked": "yes", "documents_matched": "yes", "photo": "DOC-1"}
    assert desk.move(order.code, "delivered", **typed).status == 303
    assert "DOC-1" in page_of(desk, order).text


def test_PAY_036_only_a_shop_with_receipts_asks_for_the_signature(desk: Browser, world: World) -> None:
    other = sent(world, an_order_at(world, "bakala", mobile="09350000001"))
    assert 'name="receipt_signed"' not in page_of(desk, other).text
    order = sent(world, an_order_at(world, "payatel"))
    assert desk.move(order.code, "delivered", identity_checked="yes", receipt_signed="yes").status == 303
    assert world.order(order.code).events[-1].facts["receipt"] == "signed"
    assert "برگه‌ی رسید: امضا شد" in page_of(desk, order).text


def test_PAY_038_not_paid_at_the_door_is_a_reason_of_the_cancel_form(desk: Browser, world: World) -> None:
    order = sent(world, an_order_at(world, "payatel", price=4_000_000, pays="cash_on_delivery"))
    assert 'value="unpaid_at_door"' in page_of(desk, order).text
    assert desk.move(order.code, "cancelled", why="unpaid_at_door").status == 303
    page = page_of(desk, order)
    assert ("کاری برای این سفارش نمانده است" in page.text, "بدهکاریم" in page.text) == (True, False)


def reasons(desk: Browser, order: Order) -> set[str]:
    """Return the reasons that the cancel form lists."""
    form = page_of(desk, order).text.split('value="cancelled"')[1].split("</form>")[0]
    known = ("buyer", "stock", "price_error", "market", "door", "no_answer", "late", "unpaid_at_door", "other")
    return {why for why in known if f'<option value="{why}"' in form}


@pytest.mark.parametrize(
    ("name", "pays", "open_now"),
    [
        ("baqiyat", "gateway", {"buyer", "stock", "price_error", "other"}),
        ("bakala", "gateway", {"buyer", "stock", "price_error", "market", "other"}),
        ("payatel", "gateway", {"buyer", "stock", "price_error", "other"}),
        ("chistatech", "gateway", {"buyer", "stock", "price_error", "other"}),
        ("chistatech", "cash_on_delivery", {"buyer", "stock", "price_error", "door", "other"}),
        ("atrebeheshti", "gateway", {"buyer", "stock", "other"}),
    ],
)
def test_BAK_118_CHI_018_the_cancel_form_lists_the_reasons_of_this_shop_for_this_order(
    desk: Browser, world: World, name: str, pays: str, open_now: set[str]
) -> None:
    assert reasons(desk, an_order_at(world, name, pays=pays)) == open_now


def test_CHI_018_after_24_hours_the_reason_is_gone_and_refused_if_posted(desk: Browser, world: World) -> None:
    order = an_order_at(world, "chistatech", pays="cash_on_delivery")
    world.clock.now = in_tehran("1405/09/12", "10:00:01")
    desk.staff_in()
    assert "door" not in reasons(desk, order)
    told = refused(desk, world, order, "cancelled", why="door")
    assert "پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۰:۰۰ تمام شد" in told.text
    assert clause("rules", "at-the-door") in told.text


def test_CHI_020_until_24_hours_have_passed_the_desk_says_from_when(desk: Browser, world: World) -> None:
    order = sent(world, an_order_at(world, "chistatech"))
    world.clock.now = in_tehran("1405/09/11", "11:00")
    desk.move(order.code, "delivery_failed")
    told = refused(desk, world, order, "cancelled", why="no_answer")
    assert "این کار از پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۱:۰۰ ممکن است" in told.text
    world.clock.now = in_tehran("1405/09/12", "11:00")
    desk.staff_in()
    assert "no_answer" in reasons(desk, order)
    assert desk.move(order.code, "cancelled", why="no_answer").status == 303


def test_CHI_003_below_the_gross_share_the_desk_warns_and_asks_to_insist(desk: Browser, world: World) -> None:
    order = an_order_at(world, "chistatech", price=48_000_000)
    told = refused(desk, world, order, "cancelled", why="price_error")
    assert "قیمت درست کالاهای سفارش را بنویسید" in told.text
    told = refused(desk, world, order, "cancelled", why="price_error", market_value="۵۰٬۰۰۰٬۰۰۰")
    assert "اختلاف با قیمت بازار ۴ درصد است؛ فروشگاه از ۲۰ درصد" in told.text
    assert clause("rules", "price-error") in told.text
    form = told.text.split('value="cancelled"')[1].split("</form>")[0]
    assert ('<option value="price_error" selected' in form, 'value="۵۰٬۰۰۰٬۰۰۰"' in form) == (True, True)
    typed = {"why": "price_error", "market_value": "۵۰٬۰۰۰٬۰۰۰", "insists": "yes"}
    assert desk.move(order.code, "cancelled", **typed).status == 303
    page = page_of(desk, order).text
    assert ("۴۸٬۰۰۰٬۰۰۰\u00a0ریال" in page, "قیمت درست: ۵۰٬۰۰۰٬۰۰۰\u00a0ریال" in page) == (True, True)
    assert "فقط به همان حسابی که از آن پرداخت شده" in page


def of_two(world: World, name: str = "baqiyat") -> Order:
    shop = a_shop(name)
    goods = [an_item(shop, price, sku=sku) for sku, price in ((HONEY, 1_000_000), (SAFFRON, 500_000), ("X-C", 600_000))]
    opened(world, name, *goods)
    return ordered(world, name, *goods[:2])


def test_BAQ_073_a_line_is_closed_with_its_reason(desk: Browser, world: World) -> None:
    order = of_two(world)
    told = refused(desk, world, order, "line_closed", sku=SAFFRON, quantity="۲", why="stock")
    assert "فقط ۱ عدد در سفارش است" in told.text
    told = refused(desk, world, order, "line_closed", sku=SAFFRON, quantity="دو", why="stock")
    assert "تعداد را با رقم" in told.text
    assert desk.move(order.code, "line_closed", sku=SAFFRON, why="stock").status == 303
    assert [line.sku for line in lines_now(world.order(order.code))] == [HONEY]
    page = page_of(desk, order)
    assert ("۵۰٬۰۰۰\u00a0تومان باید تا" in page.text, "refunded" in offered(desk, order)) == (True, True)


def test_BAQ_074_another_product_is_suggested_by_its_code(desk: Browser, world: World) -> None:
    order = of_two(world)
    assert '<option value="X-C">' in page_of(desk, order).text
    told = refused(desk, world, order, "substitute_offered", sku=SAFFRON, new_sku="X-?")
    assert "کالایی با این کد برای فروش نیست" in told.text
    assert desk.move(order.code, "substitute_offered", sku=SAFFRON, new_sku="X-C").status == 303
    assert "منتظر خریدار" in desk.get("/desk?state=queued").text
    assert "substitute_offered" not in offered(desk, order)


def test_PAY_035_a_new_date_is_proposed_by_its_day(desk: Browser, world: World) -> None:
    world.clock.now = in_tehran("1405/09/08", "10:00")
    desk.staff_in()
    order = an_order_at(world, "payatel")
    for until, words in (("", "موعد تازه را بنویسید"), ("فردا", "به شکل ۱۴۰۵"), ("1405/09/08", "پس از امروز")):
        assert words in refused(desk, world, order, "date_proposed", until=until).text
    assert desk.move(order.code, "date_proposed", until="۱۴۰۵/۰۹/۱۵").status == 303
    assert world.order(order.code).events[-1].facts == {"until": in_tehran("1405/09/15", "23:59:59").isoformat()}
    assert read_date("1405/09/15").day == 6


def test_BAQ_079_a_question_is_asked_and_its_answer_noted(desk: Browser, world: World) -> None:
    order = an_order_at(world, "baqiyat")
    desk.move(order.code, "information_asked", note="کدام کوچه؟")
    assert ("information_given" in offered(desk, order), "prepared" in offered(desk, order)) == (True, False)
    desk.move(order.code, "information_given", note="کوچه‌ی ۱۲")
    assert "prepared" in offered(desk, order)


def test_CHI_016_CHI_017_a_reported_transfer_is_confirmed_on_working_days_or_rejected(
    desk: Browser, world: World
) -> None:
    world.clock.now = in_tehran("1405/09/13", "10:00")
    desk.staff_in()
    order = an_order_at(world, "chistatech", pays="card_to_card")
    assert "transfer_rejected" not in offered(desk, order)
    told = refused(desk, world, order, "transfer_confirmed", reference="1")
    assert "روز کاری بعدی شنبه ۱۴ آذر ۱۴۰۵ است" in told.text
    assert clause("rules", "payment-report") in told.text


@pytest.mark.parametrize(("name", "absent"), [("atrebeheshti", True), ("chistatech", True), ("baqiyat", False)])
def test_BAQ_041_ATR_044_a_parcel_is_sent_back_for_the_reasons_its_shop_knows(
    desk: Browser, world: World, name: str, *, absent: bool
) -> None:
    order = sent(world, an_order_at(world, name))
    form = page_of(desk, order).text.split('value="sent_back"')[1].split("</form>")[0]
    assert ('value="absent"' in form, 'value="identity"' in form, 'value="address"' in form) == (absent, True, True)
    assert desk.move(order.code, "sent_back", why="refused_at_door", report="R-5").status == 303
    assert "R-5" in page_of(desk, order).text
    desk.move(order.code, "came_back")
    assert "بی‌هزینه برای خریدار" in page_of(desk, order).text
    desk.move(order.code, "resend_agreed")
    assert last(world, order) == "resend_agreed"


def test_ATR_016_the_desk_names_the_fee_before_it_is_asked(desk: Browser, world: World) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    desk.move(order.code, "sent_back", why="address")
    desk.move(order.code, "came_back")
    assert "هزینه‌ی ارسال دوباره: ۸۰٬۰۰۰\u00a0تومان" in page_of(desk, order).text
    desk.move(order.code, "resend_agreed")
    told = refused(desk, world, order, "dispatched", tracking="1", looked_over="yes")
    assert "هنوز ۸۰٬۰۰۰\u00a0تومان پرداخت نشده است" in told.text


def test_ATR_040_the_desk_itemises_what_is_kept_back(desk: Browser, world: World) -> None:
    order = an_order_at(world, "atrebeheshti", price=4_880_000)
    desk.move(order.code, "cancelled", why="buyer")
    page = page_of(desk, order).text
    assert "مبلغ بازگشت: ۴۹۶٬۷۸۰\u00a0تومان" in page
    assert "کارمزد درگاه پرداخت ۲٬۵۰۰\u00a0تومان، کارمزد کارت به کارت ۷۲۰\u00a0تومان" in page
    desk.move(order.code, "account_declared", account=CARD, holder="زهرا احمدی")
    assert desk.move(order.code, "refunded", reference="BACK").status == 303
    assert world.order(order.code).events[-1].facts["refunded"] == "4967800"


def test_BAQ_031_BAK_014_what_is_due_stands_on_a_page_of_its_own(desk: Browser, world: World) -> None:
    assert "کاری نمانده است" in desk.get("/desk/due").text
    world.clock.now = in_tehran("1405/09/11", "15:00")
    desk.staff_in()
    item = an_item(a_shop("bakala"), 2_400_000, seller="فروشنده‌ی همکار")
    order = an_order_at(world, "bakala", item)
    ended = ordered(world, "bakala", item, mobile="09350000001")
    move(world, ended, "cancelled", why="stock")
    world.clock.now = in_tehran("1405/09/12", "15:00:01")
    desk.staff_in()
    page = desk.get("/desk/due").text
    assert ("آغاز کار فروشنده" in page, order.code in page, ended.code in page) == (True, True, True)
    assert page.count("class=late") == 1
    assert "تا پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۵:۰۰" in page


def test_ATR_017_a_try_pressed_twice_is_counted_once(desk: Browser, world: World) -> None:
    order = sent(world, an_order_at(world, "atrebeheshti"))
    form = form_of(desk, order, "delivery_failed")
    assert desk.post(form.action, form.fields).status == 303
    told = unchanged(world, lambda: desk.post(form.action, form.fields))
    assert (told.status, "شاید همکارتان پیش‌تر انجامش داده است" in told.text) == (422, True)
    assert world.order(order.code).state == "dispatched"
    again = next(one for one in told.forms() if one.fields.get("move") == "delivery_failed")
    assert desk.post(again.action, again.fields).status == 303
    assert world.order(order.code).state == "at_depot"


@pytest.mark.parametrize("seen", ["", "x", "99999", "-1"])
def test_a_form_that_does_not_say_what_was_seen_is_taken_as_it_is(desk: Browser, world: World, seen: str) -> None:
    order = an_order_at(world, "baqiyat")
    form = form_of(desk, order, "prepared")
    assert desk.post(form.action, {**form.fields, "seen": seen}).status == 303


def test_the_page_of_what_is_due_is_the_staffs_alone(browser: Browser) -> None:
    assert browser.get("/desk/due").to == "/desk/sign-in"


def test_clocks_stand_on_the_desk_and_on_the_buyers_page(desk: Browser, world: World) -> None:
    order = an_order_at(world, "chistatech", pays="cash_on_delivery")
    told = "حق فروشگاه برای لغو سفارش پرداخت در محل"
    for path in (f"/desk/orders/{order.code}", f"/orders/{order.link}"):
        text = desk.get(path).text
        assert (told in text, "تا پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۰:۰۰" in text) == (True, True)
    world.clock.now = in_tehran("1405/09/12", "10:00:01")
    assert told not in desk.get(f"/orders/{order.link}").text


def test_BAQ_013_CHI_015_a_report_by_phone_asks_at_the_desk_what_the_order_page_asks(
    desk: Browser, world: World
) -> None:
    order = an_order_at(world, "chistatech", price=1_800_000, pays="deposit")
    told = {"amount": "۱۸۰۰۰۰۰", "card": "۱۲۳۴", "holder": "زهرا احمدی", "paid_on": "۱۴۰۵/۰۹/۱۱", "paid_time": "۰۹:۱۵"}
    timeless = refused(desk, world, order, "transfer_reported", **{**told, "paid_on": "", "paid_time": ""})
    assert 'href="#transfer_reported-paid_on"' in timeless.text
    assert 'value="زهرا احمدی"' in timeless.text

    assert desk.move(order.code, "transfer_reported", **told).status == 303
    facts = world.order(order.code).events[-1].facts
    assert (facts["card"], facts["paid_at"]) == ("1234", in_tehran("1405/09/11", "09:15").isoformat())


def test_BAQ_013_a_shop_that_asks_for_less_has_fewer_fields_at_the_desk(desk: Browser, world: World) -> None:
    order = an_order_at(world, "baqiyat", price=1_800_000, pays="card_to_card")
    fields = form_of(desk, order, "transfer_reported").fields
    assert set(fields) == {"csrf", "move", "seen", "amount", "reference", "note"}
    assert desk.move(order.code, "transfer_reported", amount="۱۸۰٬۰۰۰", reference="55").status == 303
