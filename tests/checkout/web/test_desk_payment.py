"""The desk's page of one payment: what is known of it, and the form that closes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.kinds import ATTEMPTS
from checkout.records import Attempt
from tests.checkout.web.browser import Browser, Page
from tests.fakes import World


@pytest.fixture
def attempt(browser: Browser, world: World) -> Attempt:
    """A payment that a person has to look at."""
    order = browser.order()
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, replace(attempt, state="needs_person", reason="no_return", claim="GmshtyjwKSu5"))
    return world.attempt(attempt.id)


def close(browser: Browser, attempt: Attempt, **typed: str) -> Page:
    path = f"/desk/payments/{attempt.id}"
    form = next(form for form in browser.get(path).forms() if form.fields.get("move") == "close")
    return browser.post(path, {**form.fields, **typed})


def test_the_desk_leads_from_its_lists_and_from_the_order_to_the_payment(browser: Browser, attempt: Attempt) -> None:
    browser.staff_in()
    for path in ("/desk", "/desk/payments", f"/desk/orders/{attempt.order}"):
        assert f'href="/desk/payments/{attempt.id}"' in browser.get(path).text, path
    page = browser.get(f"/desk/payments/{attempt.id}").text
    for shown in (
        attempt.authority,
        "GmshtyjwKSu5",
        "زرین‌پال",
        "بانک خودش آن را برمی‌گرداند",
        f'href="/desk/orders/{attempt.order}"',
    ):
        assert shown in page, shown


def test_paid_is_told_with_persian_digits_in_the_shops_unit_and_pays(
    browser: Browser, world: World, attempt: Attempt
) -> None:
    browser.staff_in()
    page = close(browser, attempt, outcome="paid", reference=" ۲۰۴۰ ۶۰۸۰ ", amount="۲۴۰٬۰۰۰", note="دیدم")
    assert (page.status, page.to) == (303, f"/desk/payments/{attempt.id}")
    assert world.attempt(attempt.id).bank_reference == "20406080"
    assert world.order(attempt.order).state == "queued"
    told = browser.follow(page).text
    assert "این پرداخت روشن است" in told
    assert "همکار sara" in browser.get(f"/desk/orders/{attempt.order}").text
    assert attempt.id not in browser.get("/desk/payments").text


def test_a_banks_reference_keeps_its_signs_and_its_case(browser: Browser, world: World, attempt: Attempt) -> None:
    browser.staff_in()
    reference = "GmshtyjwKSu5lKOLquYrzO9BqjUMb/TPUK0qak/i-Vs.="
    close(browser, attempt, outcome="paid", reference=reference, amount="240000")
    assert world.attempt(attempt.id).bank_reference == reference


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"outcome": "paid", "amount": "240000"}, "reference", "کد پیگیری بانک را بنویسید."),
        ({"outcome": "paid", "reference": "1", "amount": "24000"}, "amount", "مبلغ این پرداخت ۲۴۰٬۰۰۰\u00a0تومان است."),
        ({"outcome": "paid", "reference": "1", "amount": "پول"}, "amount", "مبلغ"),
        ({"note": "x"}, "outcome", "آنچه در بانک دیدید را انتخاب کنید."),
        ({"outcome": "not_paid"}, "note", "توضیح را بنویسید."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_written(
    browser: Browser, world: World, attempt: Attempt, *, typed: dict[str, str], field: str, words: str
) -> None:
    browser.staff_in()
    before = world.everything()
    page = close(browser, attempt, **typed)
    assert page.status == 422
    assert f'<a href="#{field}">{words}' in page.text
    assert f'id="{field}"' in page.text
    assert world.everything() == before


def test_not_paid_is_shown_with_who_found_it(browser: Browser, world: World, attempt: Attempt) -> None:
    browser.staff_in()
    page = browser.follow(close(browser, attempt, outcome="not_paid", note="در پنل نیست")).text
    assert world.attempt(attempt.id).state == "failed"
    for shown in ("پرداخت نشد", "در پنل نیست", "sara", "همکار در بانک دید"):
        assert shown in page, shown
    assert "در پنل نیست" not in browser.get(f"/payments/{attempt.id}/result").text


def test_who_presses_after_a_colleague_is_told_so(browser: Browser, world: World, attempt: Attempt) -> None:
    browser.staff_in()
    path = f"/desk/payments/{attempt.id}"
    form = next(form for form in browser.get(path).forms() if form.fields.get("move") == "close")
    close(browser, attempt, outcome="not_paid", note="نیست")
    before = world.everything()
    page = browser.post(path, {**form.fields, "outcome": "paid", "reference": "5", "amount": "240000"})
    assert (page.status, "پیش‌تر آن را بسته" in page.text) == (422, True)
    assert world.everything() == before


def test_the_bank_is_asked_again_by_a_press(browser: Browser, world: World, attempt: Attempt) -> None:
    world.gateway.pay(attempt.authority)
    browser.staff_in()
    path = f"/desk/payments/{attempt.id}"
    form = next(form for form in browser.get(path).forms() if form.fields.get("move") == "ask")
    assert browser.post(path, form.fields).status == 303
    assert world.order(attempt.order).state == "queued"


def test_only_staff_see_and_close_it_and_only_from_its_own_page(
    browser: Browser, world: World, attempt: Attempt
) -> None:
    path = f"/desk/payments/{attempt.id}"
    for page in (browser.get(path), browser.post(path, {"outcome": "not_paid", "note": "x"})):
        assert (page.status, page.to) == (303, "/desk/sign-in")
    browser.staff_in()
    form = browser.get(f"/desk/payments/{attempt.id}").form(path)
    before = world.everything()
    assert browser.post(path, {"outcome": "not_paid", "note": "x"}).status == 403
    assert (
        browser.post(path, {**form.fields, "outcome": "not_paid", "note": "x"}, origin="https://a.test").status == 403
    )
    other = browser.post("/desk/payments/other", {**form.fields, "outcome": "not_paid", "note": "x"})
    assert other.status == 403
    assert world.everything() == before
    assert browser.get("/desk/payments/nothing").status == 404
