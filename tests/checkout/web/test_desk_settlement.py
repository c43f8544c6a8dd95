"""The desk's page «دفتر روز»: a day's sheet, what differs, and asking the gateways again."""

from __future__ import annotations

import re

import pytest

from checkout.kinds import LEDGER, ORDERS
from checkout.use_cases.settle_attempt import settle
from tests.checkout.books import booked
from tests.checkout.days import an_order, mixed_day, the_bank_says, transferred
from tests.checkout.life import pay
from tests.checkout.shopper import at_the_bank
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World, unavailable
from tests.statements import a_row

PATH = "/desk/settlement"
DAY = f"{PATH}?day=1405/09/11"


@pytest.fixture
def desk(world: World) -> Browser:
    staff = Browser(world)
    staff.staff_in()
    return staff


def words(page: Page) -> str:
    """Return the page's text, its tags and blanks made one blank."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def ask(desk: Browser) -> Page:
    return desk.follow(desk.post(PATH, question(desk.get(DAY))))


def question(page: Page) -> dict[str, str]:
    return next(form.fields for form in page.forms() if form.method == "post" and form.action == PATH)


def test_the_page_is_for_staff(browser: Browser, world: World) -> None:
    assert browser.get(PATH).to == "/desk/sign-in"
    assert unchanged(world, lambda: browser.post(PATH, {"day": "1405/09/11"})).to == "/desk/sign-in"


def test_a_press_from_elsewhere_asks_nobody(desk: Browser, world: World) -> None:
    pay(world, an_order(world))
    posts = question(desk.get(DAY))

    assert unchanged(world, lambda: desk.post(PATH, posts, origin="https://evil.example")).status == 403
    assert unchanged(world, lambda: desk.post(PATH, {**posts, "csrf": "x"})).status == 403
    assert unchanged(world, lambda: desk.post(PATH, {**posts, "day": "دیروز"})).status == 422


def test_the_desk_leads_there_and_shows_today(desk: Browser) -> None:
    assert 'href="/desk/settlement"' in desk.get("/desk").text
    assert "دفتر چهارشنبه ۱۱ آذر ۱۴۰۵" in desk.get(PATH).text
    assert "روز پس" not in desk.get(PATH).text
    assert "روز پس" in desk.get(f"{PATH}?day=1405/09/10").text


@pytest.mark.parametrize("typed", ["1405/9/10", "۱۴۰۵-۰۹-۱۰", "2026-12-01", "١٤٠٥/٠٩/١٠"])
def test_a_day_is_read_with_any_digits(desk: Browser, typed: str) -> None:
    assert "دفتر سه‌شنبه ۱۰ آذر ۱۴۰۵" in desk.get(f"{PATH}?day={typed}").text


def test_what_is_no_day_is_told_and_stays_in_its_field(desk: Browser) -> None:
    page = desk.get(f"{PATH}?day=1405/13/01")

    assert (page.status, "خطا: " in page.text, page.form(PATH).fields["day"]) == (422, True, "۱۴۰۵/۱۳/۰۱")


def test_a_mixed_day_is_told_till_by_till_and_ends_without_a_difference(desk: Browser, world: World) -> None:
    mixed_day(world)
    desk.staff_in()
    told = words(desk.get(DAY))

    assert "اختلافی نیست" in told
    assert "درگاه زرین‌پال اختلاف ۰ گوینده آمد رفت بانک ۱٬۲۰۰٬۰۰۰ ۰ دفتر ۱٬۲۰۰٬۰۰۰ ۰" in told
    assert "حساب فروشگاه اختلاف ۰ گوینده آمد رفت بانک ۴۸۰٬۰۰۰ ۲۴۰٬۰۰۰ دفتر ۴۸۰٬۰۰۰ ۲۴۰٬۰۰۰" in told
    assert "نقد هنگام تحویل گوینده آمد رفت دفتر ۲۴۰٬۰۰۰ ۰ فقط آنچه همکاران ثبت کرده‌اند." in told
    assert (
        "دریافت ۲٬۱۶۰٬۰۰۰ کالا ۱٬۶۸۰٬۰۰۰ ماند نزد فروشگاه ۱٬۶۸۰٬۰۰۰ به خریداران برگشت ۲۴۰٬۰۰۰ بدهی به خریداران ۲۴۰٬۰۰۰"
        in told
    )
    assert "بیش از مبلغ سفارش پرداخت شده" in told
    assert "هنوز برنگشته" in told


def test_without_a_statement_the_page_says_so(desk: Browser, world: World) -> None:
    transferred(world, "770011")
    told = words(desk.get(DAY))

    assert "هنوز همه‌ی حساب‌ها معلوم نیست" in told
    assert 'href="/desk/statement">صورت‌حساب را بدهید' in desk.get(DAY).text
    assert "حساب فروشگاه دانسته نیست گوینده آمد رفت بانک دانسته نیست دانسته نیست دفتر ۲۴۰٬۰۰۰ ۰" in told
    assert "صورت‌حساب بانک وارد نشده." in told
    assert "اختلافی نیست" not in told


def test_what_differs_is_listed_by_the_banks_reference(desk: Browser, world: World) -> None:
    transferred(world, "770011")
    world.clock.go_on(days=3)
    the_bank_says(world, a_row("2399990", reference="770011"), a_row("1", reference="9", day="1405/09/13"))
    desk.staff_in()
    told = words(desk.get(DAY))

    assert "بانک و دفتر یکی نیستند" in told
    assert "770011 BQ-" in told
    assert "۲۳۹٬۹۹۹ ۲۴۰٬۰۰۰" in told
    assert "اختلاف −۱ " in told


def test_money_whose_order_is_lost_is_shown_as_owed(desk: Browser, world: World) -> None:
    order = an_order(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority, "LOST-1")
    with world.store.transaction() as tx:
        tx.delete(ORDERS, order.code)
    settle(world.ports, attempt.id)
    told = words(desk.get(DAY))

    assert "پول‌هایی که از سفارشی زنده نیست و باید برگردد" in told
    assert "LOST-1 سفارشی با این کد نیست" in told


def test_the_gateways_are_asked_again_and_their_answer_shows(desk: Browser, world: World) -> None:
    pay(world, an_order(world))
    assert "یک پرداخت" not in words(desk.get(DAY))
    told = words(ask(desk))
    assert "از درگاه‌ها پرسیده شد ۱ پرداخت پاسخ گرفت." in told

    (payment,) = world.gateway.payments.values()
    payment.status = "reversed"
    assert "بانک و دفتر یکی نیستند" in words(ask(desk))
    payment.trouble = unavailable()
    assert "۰ پرداخت پاسخ گرفت، ۱ پرداخت پاسخی نگرفت" in words(ask(desk))


@pytest.mark.parametrize(
    "counts", ["told=1", "told=x&silent=0&left=0", "told=1&silent=0&left=123456789", "told=²&silent=0&left=0"]
)
def test_an_address_with_odd_counts_says_nothing_of_an_answer(desk: Browser, counts: str) -> None:
    page = desk.get(f"{DAY}&{counts}")
    assert (page.status, "از درگاه‌ها پرسیده شد" in page.text) == (200, False)


def test_books_that_are_not_the_chains_are_named_with_their_order(desk: Browser, world: World) -> None:
    order = an_order(world)
    pay(world, order)
    (entry,) = booked(world, order)
    with world.store.transaction() as tx:
        tx.delete(LEDGER, LEDGER.key(entry))
    told = words(desk.get(DAY))

    assert f"{order.code} ، رویداد ۳: در دفتر ثبت نشده است" in told
    assert "اختلافی نیست" not in told
