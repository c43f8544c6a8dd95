"""The desk imports a bank's statement, confirms what it confirms, and sees to the rest; all without JavaScript."""

from __future__ import annotations

import pytest

from checkout.kinds import STATEMENT_LINES
from checkout.use_cases.claims import cancel_own, report_transfer
from shop.order import Order
from shop.rules.transfer import Report
from shop.statement import MOST_BYTES, StatementLine
from tests.builders import in_tehran
from tests.checkout.life import an_order_at
from tests.checkout.shops import opened
from tests.checkout.staff import move, reports
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World
from tests.statements import a_file, a_row

PATH = "/desk/statement"
PRICE = 1_800_000


@pytest.fixture
def desk(browser: Browser, world: World) -> Browser:
    world.clock.now = in_tehran("1405/09/11", "12:00")
    opened(world, "baqiyat", price=PRICE)
    browser.staff_in()
    return browser


def give(desk: Browser, data: bytes, **typed: str) -> Page:
    form = next(form for form in desk.get(PATH).forms() if form.fields.get("move") == "import")
    return desk.send_file(PATH, {**form.fields, **typed}, "file", data, "statement.csv")


def press(desk: Browser, move_: str, **typed: str) -> Page:
    form = next(form for form in desk.get(PATH).forms() if form.fields.get("move") == move_)
    return desk.post(PATH, {**form.fields, **typed})


def lines(world: World) -> list[StatementLine]:
    with world.store.transaction() as tx:
        return tx.every(STATEMENT_LINES)


def a_report(world: World, reference: str = "123456", mobile: str = "09121234567") -> Order:
    order = an_order_at(world, "baqiyat", price=PRICE, pays="card_to_card", mobile=mobile)
    return reports(world, order.code, PRICE, reference)


def test_a_file_is_imported_and_what_became_of_it_is_told(desk: Browser, world: World) -> None:
    assert "هنوز فایلی نیامده است" in desk.get(PATH).text
    page = desk.follow(give(desk, a_file(a_row(), a_row("", "7200", reference="99"))))
    assert "۲ سطر تازه." in page.text
    assert "آخرین روزی که از «حساب فروشگاه» داریم: چهارشنبه ۱۱ آذر ۱۴۰۵" in page.text
    again = desk.follow(give(desk, a_file(a_row(), a_row(reference="5"))))
    assert "۱ سطر تازه؛ ۱ سطر را پیش‌تر داشتیم" in again.text
    assert {line.imported_by for line in lines(world)} == {"sara"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "فایل صورت‌حساب را انتخاب کنید", id="none chosen"),
        pytest.param(a_file(), "این فایل هیچ سطری ندارد", id="no rows"),
        pytest.param(b"PK\x03\x04xlsx", "این فایل اکسل است", id="a spreadsheet"),
        pytest.param(bytes(range(1, 200)), "متن CSV نیست", id="binary"),
        pytest.param(a_file(a_row(), headings="a,b"), "این ستون‌ها در فایل نیست: تاریخ، ساعت", id="other columns"),
        pytest.param(a_file(a_row(), a_row("x")), "سطر ۳، ستون واریز («x»): مبلغ خوانده نشد", id="a bad amount"),
        pytest.param(
            a_file(a_row(about="=cmd|calc")), "سطر ۲، ستون شرح («=cmd|calc»): این خانه فرمول دارد", id="a formula"
        ),
        pytest.param(a_file(a_row("-5")), "سطر ۲، ستون واریز («-5»): مبلغ منفی است", id="below zero"),
        pytest.param(a_file(a_row()[:30]), "سطر ۲: این سطر ستون کم دارد", id="cut"),
        pytest.param(b"x" * (MOST_BYTES + 1), "از ۲ مگابایت بزرگ‌تر است", id="too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_nothing_of_it_is_kept(
    desk: Browser, world: World, data: bytes, said: str
) -> None:
    page = unchanged(world, lambda: give(desk, data))
    assert (page.status, said in page.text, 'href="#file"' in page.text) == (422, True, True)


def test_what_a_file_says_is_text_on_the_page(desk: Browser) -> None:
    script = "<script>alert(1)</script>"
    assert "&lt;script&gt;" in give(desk, a_file(a_row(script))).text
    page = desk.follow(give(desk, a_file(a_row(about=script, reference="<b>"))))
    assert script not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_file_of_50_mb_is_refused_before_it_is_read(desk: Browser, world: World) -> None:
    headers = {"origin": desk.own, "content-type": "multipart/form-data; boundary=b", "content-length": str(50 * 10**6)}
    assert unchanged(world, lambda: Page(desk.client.post(PATH, content=b"x", headers=headers))).status == 413


def test_BAQ_013_staff_confirm_what_the_bank_confirms_with_one_press(desk: Browser, world: World) -> None:
    order = a_report(world)
    give(desk, a_file(a_row()))
    assert "بانک این واریز را تأیید می‌کند" in desk.get(f"/desk/orders/{order.code}").text
    page = desk.follow(press(desk, "confirm"))
    settled = world.order(order.code)
    assert (settled.state, settled.paid, settled.events[-1].by) == ("queued", PRICE, "staff:sara")
    assert order.code not in page.text
    assert lines(world)[0].order == order.code


def test_a_press_that_a_colleague_has_overtaken_changes_nothing(desk: Browser, world: World) -> None:
    order = a_report(world)
    give(desk, a_file(a_row()))
    form = next(form for form in desk.get(PATH).forms() if form.fields.get("move") == "confirm")
    move(world, order, "transfer_rejected", note="چنین واریزی نیست")
    reports(world, order.code, PRICE, "123456")
    page = unchanged(world, lambda: desk.post(PATH, form.fields))
    assert (page.status, "از وقتی دیدید عوض شده است" in page.text) == (422, True)


def test_what_differs_what_is_silent_and_what_nobody_reported_are_listed(desk: Browser, world: World) -> None:
    differs, silent = a_report(world), a_report(world, "777", "09350000001")
    give(desk, a_file(a_row("1799999"), a_row("5550", reference="31")))
    text = desk.get(PATH).text
    _, _, from_differs = text.partition("<h2>مبلغ یکی نیست</h2>")
    in_differs, _, from_silent = from_differs.partition("<h2>گزارش بی واریز</h2>")
    in_silent, _, in_stray = from_silent.partition("<h2>واریزهای بی گزارش</h2>")
    assert (differs.code in in_differs, silent.code in in_differs) == (True, False)
    assert (differs.code in in_silent, silent.code in in_silent) == (False, True)
    assert ("۵۵۵\u00a0تومان" in in_stray, "۱۷۹٬۹۹۹٫۹" in in_stray) == (True, False)
    word = desk.get(f"/desk/orders/{differs.code}").text
    assert "بانک مبلغ دیگری می‌گوید" in word
    refused = unchanged(world, lambda: desk.move(differs.code, "transfer_confirmed", reference="123456"))
    assert "با این کد ۱۷۹٬۹۹۹٫۹\u00a0تومان واریز شده است" in refused.text


def test_CHI_015_a_report_by_card_is_shown_with_the_deposit_it_may_mean(desk: Browser, world: World) -> None:
    order = an_order_at(world, "chistatech", price=30_000_000, pays="card_to_card")
    paid_at = in_tehran("1405/09/11", "10:15")
    report_transfer(
        world.ports, order.code, Report(amount=30_000_000, card="1234", holder="زهرا احمدی", paid_at=paid_at)
    )
    give(desk, a_file(a_row("30000000", about="زهرا احمدی")))
    page = desk.get(PATH)
    assert "شاید همین باشد" in page.text
    assert "شاید این واریز باشد" in desk.get(f"/desk/orders/{order.code}").text
    assert desk.follow(press(desk, "confirm")).status == 200
    assert world.order(order.code).state == "queued"


def test_CHI_017_on_a_friday_the_press_is_refused_with_the_next_working_day(desk: Browser, world: World) -> None:
    world.clock.now = in_tehran("1405/09/13", "10:00")
    desk.staff_in()
    order = an_order_at(world, "chistatech", price=30_000_000, pays="card_to_card")
    report = Report(amount=30_000_000, reference="123456", holder="زهرا", paid_at=world.clock())
    report_transfer(world.ports, order.code, report)
    give(desk, a_file(a_row("30000000", day="1405/09/13", time="09:00")))
    page = unchanged(world, lambda: press(desk, "confirm"))
    assert (page.status, "۱۴ آذر" in page.text) == (422, True)


def test_a_deposit_is_put_aside_with_its_reason_and_brought_back(desk: Browser, world: World) -> None:
    give(desk, a_file(a_row()))
    wrong = unchanged(world, lambda: press(desk, "put_aside", reason=" "))
    assert (wrong.status, "علت را بنویسید" in wrong.text) == (422, True)
    page = desk.follow(press(desk, "put_aside", reason="قرض از برادر"))
    assert "قرض از برادر" not in page.text
    aside = desk.get(f"{PATH}?account=shop&aside=yes")
    assert "قرض از برادر" in aside.text
    form = next(form for form in aside.forms() if form.fields.get("move") == "take_up")
    desk.post(PATH, form.fields)
    assert lines(world)[0].waits


def test_fifty_deposits_make_a_page(desk: Browser) -> None:
    give(desk, a_file(*[a_row(reference=f"N{number:03d}") for number in range(51)]))
    first = desk.get(PATH)
    assert first.text.count("N0") == 50
    older = first.text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert desk.get(older).text.count("N0") == 1


def test_who_is_not_signed_in_or_not_here_does_nothing(browser: Browser, world: World) -> None:
    opened(world, "baqiyat", price=PRICE)
    assert browser.get(PATH).to == "/desk/sign-in"
    sent = {"move": "import", "account": "shop"}
    assert unchanged(world, lambda: browser.send_file(PATH, sent, "file", a_file(a_row()))).to == "/desk/sign-in"
    browser.staff_in()
    assert unchanged(world, lambda: browser.send_file(PATH, sent, "file", a_file(a_row()))).status == 403
    assert unchanged(world, lambda: give(browser, a_file(a_row()), account="other")).status == 404
    assert unchanged(world, lambda: give(browser, a_file(a_row()), move="burn")).status == 404


def test_a_shop_that_imports_no_statement_has_no_such_page(browser: Browser, world: World) -> None:
    opened(world, "bakala")
    browser.staff_in()
    assert browser.get(PATH).status == 404
    assert PATH not in browser.get("/desk").text


@pytest.mark.parametrize("query", ["added=x&known=1&settled=1", "added=<b>&known=1&settled=1", "added=99999999"])
def test_an_address_that_somebody_made_up_says_nothing(desk: Browser, query: str) -> None:
    assert "فایل خوانده شد" not in desk.get(f"{PATH}?{query}").text


def test_BAQ_075_a_deposit_for_an_order_that_ended_is_written_to_it_in_whatever_digits(
    desk: Browser, world: World
) -> None:
    order = a_report(world)
    cancel_own(world.ports, order.code)
    give(desk, a_file(a_row()))
    wrong = press(desk, "book", order="۱۲۳")
    assert (wrong.status, "سفارشی با این کد نیست" in wrong.text, 'href="#order"' in wrong.text) == (422, True, True)
    assert (press(desk, "book", order="").status, world.order(order.code).paid) == (422, 0)
    number = order.code.rpartition("-")[2].translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    page = desk.follow(press(desk, "book", order=number))
    assert (world.order(order.code).state, world.order(order.code).owed_back) == ("needs_refund", PRICE)
    assert order.code in page.text
    assert "هیچ واریزی" in desk.get(PATH).text
