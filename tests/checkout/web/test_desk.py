"""The staff desk over HTTP: nobody without a session, every move with its token, and kind words for colleagues."""

from __future__ import annotations

import pytest

from checkout.web.desk_lists import _SHOWN
from shop.lifecycle import EventKind
from shop.money import Rials
from shop.order import Order
from shop.order_chain import happened
from tests.builders import HONEY
from tests.checkout.staff import SHEBA
from tests.checkout.web.browser import Browser, unchanged
from tests.fakes import PASSWORD, World


@pytest.mark.parametrize("path", ["/desk", "/desk?state=queued", "/desk/find?code=1", "/desk/orders/BQ-1"])
def test_every_page_leads_to_the_sign_in(browser: Browser, path: str) -> None:
    assert browser.get(path).to == "/desk/sign-in"
    assert browser.get(path, {"cookie": "staff=" + "x" * 32}).to == "/desk/sign-in"


@pytest.mark.parametrize("path", ["/desk/orders/BQ-1", "/desk/sign-out"])
def test_every_post_without_a_session_leads_to_the_sign_in(browser: Browser, world: World, path: str) -> None:
    assert unchanged(world, lambda: browser.post(path, {"move": "cancelled", "note": "x"})).to == "/desk/sign-in"


def test_a_buyers_session_is_no_staff_session(browser: Browser) -> None:
    browser.review()
    assert browser.get("/desk", {"cookie": f"staff={browser.cookies['cart']}"}).to == "/desk/sign-in"


def test_a_wrong_password_is_told_without_saying_which_was_wrong(browser: Browser) -> None:
    told = [
        browser.submit(browser.get("/desk/sign-in"), "/desk/sign-in", staff=name, password=password)
        for name, password in (
            ("sara", "wrong"),
            ("nobody", PASSWORD),
            ("", ""),
            ("sara", "x" * 5000),
            ("a\x00", "\x00"),
        )
    ]
    assert {page.status for page in told} == {422}
    assert all("نام کاربری یا گذرواژه درست نیست" in page.text for page in told)
    assert told[0].form("/desk/sign-in").fields == {
        "csrf": told[0].form("/desk/sign-in").fields["csrf"],
        "staff": "sara",
        "password": "",
    }
    assert "staff" not in browser.cookies


def test_too_many_tries_are_told_to_wait(browser: Browser, world: World) -> None:
    page = browser.get("/desk/sign-in")
    for _ in range(10):
        browser.submit(page, "/desk/sign-in", staff="sara", password="wrong")
    told = unchanged(world, lambda: browser.submit(page, "/desk/sign-in", staff="sara", password=PASSWORD))
    assert (told.status, "۱۵ دقیقه" in told.text) == (429, True)


def test_signing_out_ends_the_session_for_a_copied_cookie_too(browser: Browser) -> None:
    browser.staff_in()
    copied = browser.cookies["staff"]
    assert browser.submit(browser.get("/desk"), "/desk/sign-out").to == "/desk/sign-in"
    assert browser.get("/desk", {"cookie": f"staff={copied}"}).to == "/desk/sign-in"


def test_a_session_that_ran_out_during_a_move_leads_to_the_sign_in(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.staff_in()
    form = browser.get(f"/desk/orders/{order.code}").forms()[-1]
    world.clock.go_on(hours=10, seconds=1)
    assert browser.post(form.action, {**form.fields, "note": "x"}).to == "/desk/sign-in"
    assert world.order(order.code).state == "registered"


@pytest.mark.parametrize("state", [*_SHOWN, "nonsense", "", "<script>"])
def test_orders_are_listed_by_state_and_an_unknown_state_is_the_queue(browser: Browser, state: str) -> None:
    browser.staff_in()
    assert browser.get(f"/desk?state={state}").status == 200


def test_a_listed_order_shows_who_what_and_how_much(browser: Browser) -> None:
    order = browser.order()
    browser.staff_in()
    page = browser.get("/desk?state=registered")
    for shown in (order.code, "زهرا احمدی", "پیک رایگان", "۲۴۰٬۰۰۰", "هنوز نه"):
        assert shown in page.text


def test_a_payment_that_needs_a_person_stands_on_the_desks_first_page(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    world.gateway.pay(attempt.authority, "77")
    world.gateway.payments[attempt.authority].amount = Rials(attempt.amount - 1)
    browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}&Status=OK")
    browser.staff_in()
    page = browser.get("/desk?state=delivered")
    assert "پرداخت‌هایی که باید بررسی شوند" in page.text
    assert order.code in page.text


def test_an_unknown_order_is_not_found(browser: Browser) -> None:
    browser.staff_in()
    assert browser.get("/desk/orders/BQ-1").status == 404


def walk(browser: Browser, world: World, order: Order, *moves: tuple[EventKind, dict[str, str]]) -> None:
    for move, typed in moves:
        assert browser.move(order.code, move, **typed).to == f"/desk/orders/{order.code}", move
        assert world.order(order.code).events[-1].kind == move


def test_BAQ_013_BAQ_018_staff_take_a_transfer_order_to_the_door(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "transfer")
    browser.staff_in()
    walk(
        browser,
        world,
        order,
        ("transfer_confirmed", {"reference": "۱۲۳"}),
        ("prepared", {}),
        ("dispatched", {}),
    )
    told = browser.move(order.code, "delivered")
    assert (told.status, "کارت شناسایی گیرنده باید دیده شود" in told.text) == (422, True)
    walk(browser, world, order, ("delivered", {"identity_checked": "yes"}))
    assert "کاری برای این سفارش نمانده است" in browser.get(f"/desk/orders/{order.code}").text


def test_BAQ_016_BAQ_017_money_at_the_door_is_typed_in_rials_in_any_digits(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "cash_on_delivery")
    browser.staff_in()
    walk(browser, world, order, ("prepared", {}), ("dispatched", {}))
    cash = {"taken": "cash", "collector": "رضا"}
    for amount, words in (
        ("", "بیشتر از صفر"),
        ("۰", "بیشتر از صفر"),
        ("-5", "فقط با رقم"),
        ("نود", "فقط با رقم"),
        ("۲۴۰٬۰۰۱", "حداکثر ۲۴۰٬۰۰۰"),
        ("9" * 20_000, "مبلغ"),
    ):
        told = unchanged(
            world,
            lambda amount=amount: browser.move(order.code, "door_payment_taken", amount=amount, **cash),  # type: ignore[misc]
        )
        assert (told.status, words in told.text) == (422, True), amount
    told = browser.move(order.code, "door_payment_taken", amount="۲۴۰٬۰۰۰", taken="card")
    assert "کد پیگیری بانک را بنویسید" in told.text
    assert 'value="۲۴۰٬۰۰۰"' in told.text
    for left_out, words in (("taken", "روش دریافت را انتخاب کنید"), ("collector", "نام گیرنده‌ی پول را بنویسید")):
        typed = {name: value for name, value in cash.items() if name != left_out}
        told = browser.move(order.code, "door_payment_taken", amount="۲۳۰٬۰۰۰", **typed)
        assert (told.status, words in told.text, f'href="#door_payment_taken-{left_out}"' in told.text) == (
            422,
            True,
            True,
        )
    walk(browser, world, order, ("door_payment_taken", {"amount": "۲۳۰٬۰۰۰", **cash}))
    assert "هنوز ۱۰٬۰۰۰" in browser.move(order.code, "delivered").text
    walk(
        browser,
        world,
        order,
        ("door_payment_taken", {"amount": "10000", "taken": "card", "reference": "9"}),
        ("delivered", {}),
    )
    told = browser.get(f"/desk/orders/{order.code}")
    assert ("روش پرداخت: نقد" in told.text, "گیرنده‌ی پول: رضا" in told.text, "روش پرداخت: کارت‌خوان" in told.text) == (
        True,
        True,
        True,
    )


def test_BAQ_016_BAQ_017_the_buyer_reads_what_was_paid_at_the_door_and_how(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "cash_on_delivery")
    browser.staff_in()
    cash = {"amount": "۲۳۰٬۰۰۰", "taken": "cash", "collector": "رضا محمدی"}
    walk(browser, world, order, ("prepared", {}), ("dispatched", {}), ("door_payment_taken", cash))
    page = browser.get(f"/orders/{order.link}").text
    assert "مبلغ پرداخت: ۲۳۰٬۰۰۰\u00a0تومان، روش پرداخت: نقد" in page
    assert "رضا محمدی" not in page


@pytest.mark.parametrize("field", ["note", "reference", "tracking"])
@pytest.mark.parametrize(("typed", "words"), [("x" * 501, "حداکثر"), ("a\x00b", "چاپ نمی‌شود")])
def test_what_a_desk_field_cannot_hold_is_told(
    browser: Browser, world: World, field: str, typed: str, words: str
) -> None:
    order = browser.order()
    browser.staff_in()
    told = unchanged(world, lambda: browser.move(order.code, "cancelled", **{"note": "x", field: typed}))
    assert (told.status, words in told.text) == (422, True)


def test_a_move_pressed_twice_is_told_kindly_and_made_once(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "cash_on_delivery")
    browser.staff_in()
    forms = browser.get(f"/desk/orders/{order.code}").forms()
    form = next(form for form in forms if form.fields.get("move") == "prepared")
    assert browser.post(form.action, form.fields).status == 303
    told = unchanged(world, lambda: browser.post(form.action, form.fields))
    assert told.status == 422
    assert "شاید همکارتان پیش‌تر انجامش داده است" in told.text
    assert "در حال آماده‌سازی" in told.text


@pytest.mark.parametrize("move", ["", "paid", "expired", "revived", "registered", "nonsense", "<script>", "a\x00"])
def test_a_move_that_is_not_the_staffs_is_not_found(browser: Browser, world: World, move: str) -> None:
    order = browser.order()
    browser.staff_in()
    form = next(form for form in browser.get(f"/desk/orders/{order.code}").forms() if "move" in form.fields)
    page = unchanged(world, lambda: browser.post(form.action, {**form.fields, "move": move}))
    assert page.status == 404


def test_a_staff_token_is_good_for_one_order_and_one_member_of_staff(browser: Browser, world: World) -> None:
    first = browser.order()
    world.clock.go_on(hours=1)
    second = browser.order()
    browser.staff_in()
    form = next(form for form in browser.get(f"/desk/orders/{first.code}").forms() if "move" in form.fields)
    colleague = Browser(world)
    colleague.staff_in("ali")
    fields = {**form.fields, "move": "cancelled", "why": "other", "note": "x"}
    assert unchanged(world, lambda: browser.post(f"/desk/orders/{second.code}", fields)).status == 403
    assert unchanged(world, lambda: colleague.post(form.action, fields)).status == 403
    assert browser.post(form.action, fields).status == 303
    assert world.order(first.code).events[-1].by == "staff:sara"


def test_a_refund_that_is_due_and_a_payment_to_look_at_are_shown(browser: Browser, world: World) -> None:
    order = browser.order()
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    world.gateway.pay(attempt.authority)
    world.gateway.payments[attempt.authority].amount = attempt.amount // 10  # type: ignore[assignment]
    browser.get(f"/payments/{attempt.id}/return?Authority={attempt.authority}")
    facts = {"paid": str(order.payable), "method": "gateway"}
    paid = happened(world.order(order.code), "paid", at=world.clock.now, by="bank", facts=facts)
    world.keep_order(happened(paid, "cancelled", at=world.clock.now, by="buyer"))
    browser.staff_in()
    page = browser.get(f"/desk/orders/{order.code}")
    assert "پرداختی که باید بررسی شود" in page.text
    assert "با مبلغ خواسته‌شده یکی نیست" in page.text
    assert "به خریدار بدهکاریم" in page.text
    walk(
        browser,
        world,
        order,
        ("account_declared", {"account": SHEBA, "holder": "زهرا احمدی"}),
        ("refunded", {"reference": "BACK-1"}),
    )
    assert world.order(order.code).owed_back == 0


def test_staff_find_one_order_at_once_and_several_in_a_list(browser: Browser, world: World) -> None:
    first = browser.order()
    world.clock.go_on(hours=1)
    second = browser.order()
    browser.staff_in()
    assert browser.get(f"/desk/find?code={first.code.lower()}").to == f"/desk/orders/{first.code}"
    listed = browser.get("/desk/find?code=۰۹۱۲۱۲۳۴۵۶۷")
    assert first.code in listed.text
    assert second.code in listed.text
    for sought in ("", "BQ-1", "x" * 5000, "a%00b", "%ff"):
        page = browser.get(f"/desk/find?code={sought}")
        assert (page.status, "چنین سفارشی نیست" in page.text) == (200, True)
    assert world.stock(HONEY) == 10
