"""The columns buyer and callback of the fault matrix."""

from __future__ import annotations

from starlette.testclient import TestClient

from checkout.ports import Started
from checkout.records import Attempt
from checkout.use_cases.jobs import expire_orders
from checkout.use_cases.settle_attempt import returned
from checkout.web.front import web_app
from shop.money import Rials
from tests.builders import ROOT, window_end
from tests.contracts.gateway.bank import Back, form_in
from tests.contracts.gateway.checks import Checks
from tests.contracts.gateway.planted import Right
from tests.contracts.gateway.rig import Rig

CHECKS = Checks()


@CHECKS.add
def a_paid_return_pays(rig: Rig) -> None:
    attempt = rig.attempt()
    assert rig.comes_back(attempt, rig.pays(attempt)).state == "paid"
    rig.check_paid(attempt)
    payment = rig.bank.payment(rig.half.face, attempt.authority)
    assert (payment.state, payment.rials) == ("verified", attempt.amount)


@CHECKS.add
def a_cancelled_payment_fails_and_another_may_be_started(rig: Rig) -> None:
    order = rig.order()
    attempt = rig.starts(order)
    rig.comes_back(attempt, rig.pays(attempt, "cancel"))
    rig.check_end(attempt, "failed")
    another = rig.starts(order)
    assert another.id != attempt.id
    rig.comes_back(another, rig.pays(another))
    rig.check_paid(another)


@CHECKS.add
def a_buyer_who_closes_the_page_unpaid_pays_nothing_and_may_come_again(rig: Rig) -> None:
    order = rig.order()
    attempt = rig.starts(order)
    assert rig.bank.choose(attempt, "leave") is None
    rig.reconciled()
    rig.check_end(attempt, "open")
    assert rig.starts(order).id == attempt.id
    rig.reconciled(60)
    rig.check_end(attempt, "open", "failed", "needs_person")
    another = rig.starts(order)
    rig.comes_back(another, rig.pays(another))
    rig.check_paid(another)


@CHECKS.add
def a_buyer_who_pays_and_never_returns_is_found_in_ten_minutes_or_goes_to_a_person(rig: Rig) -> None:
    attempt = rig.attempt()
    assert rig.bank.choose(attempt, "pay_and_stay") is None
    rig.reconciled(10)
    if rig.gateway.terms.can_be_asked:
        rig.check_paid(attempt)
        return
    rig.check_end(attempt, "open")
    rig.reconciled(60)
    rig.check_end(attempt, "needs_person")


@CHECKS.add
def who_pays_at_the_last_moment_and_never_returns_is_found_in_ten_minutes_and_in_the_banks_window(rig: Rig) -> None:
    if not rig.gateway.terms.can_be_asked:
        return
    attempt = rig.attempt()
    rig.reconciled(rig.gateway.terms.pay_within.total_seconds() / 60 - 1)
    assert rig.bank.choose(attempt, "pay_and_stay") is None
    rig.reconciled(10)
    rig.check_paid(attempt)


@CHECKS.add
def two_tabs_pay_once(rig: Rig) -> None:
    order = rig.order()
    attempt = rig.starts(order)
    assert rig.starts(order) == attempt
    tabs = [rig.bank.arrive(attempt), rig.bank.arrive(attempt)]
    backs = [rig.bank.press(tab, "pay") for tab in tabs]
    assert [back is None for back in backs] == [False, True]
    assert backs[0] is not None
    rig.comes_back(attempt, backs[0])
    rig.check_paid(attempt)


@CHECKS.add
def an_order_paid_twice_books_both_and_owes_one_back(rig: Rig) -> None:
    order = rig.order()
    first = rig.starts(order)
    page = rig.bank.arrive(first)
    late = rig.bank.press(page, "pay")
    assert late is not None
    rig.later(minutes=rig.gateway.terms.pay_within.total_seconds() / 60 - 1)
    rig.goes_wrong("timeout_before", "verify", 50)
    rig.later(minutes=2)
    second = rig.starts(order)
    rig.all_well()
    assert second.id != first.id
    rig.comes_back(second, rig.pays(second))
    rig.check_paid(second)
    payment = rig.bank.payment(rig.half.face, first.authority)
    rig.comes_back(first, late)
    if rig.bank.payment(rig.half.face, first.authority).state in {"paid", "verified"}:
        rig.check_paid(first)
        assert rig.world.order(order.code).owed_back == first.amount
    else:
        assert payment.state == "paid"
        rig.check_sound()


@CHECKS.add
def a_payment_after_the_hold_expired_is_booked(rig: Rig) -> None:
    order = rig.order()
    rig.later(seconds=(window_end(order) - rig.world.clock.now).total_seconds() - 60)
    attempt = rig.starts(order)
    rig.later(minutes=15)
    back = rig.pays(attempt)
    rig.later(minutes=20)
    expire_orders(rig.ports)
    assert rig.world.order(order.code).state == "expired"
    rig.goes_wrong("error_500", "verify")
    rig.comes_back(attempt, back)
    rig.comes_back(attempt, back)
    rig.check_end_of_late(attempt)


@CHECKS.add
def a_return_after_two_hours_is_paid_or_flagged(rig: Rig) -> None:
    attempt = rig.attempt()
    rig.later(minutes=10)
    back = rig.pays(attempt)
    rig.later(hours=2)
    rig.comes_back(attempt, back)
    rig.reconciled(2)
    rig.check_end_of_late(attempt)


@CHECKS.add
def a_return_before_the_attempt_is_open_changes_nothing_and_pays_when_it_comes_again(rig: Rig) -> None:
    early: list[tuple[str, Back]] = []

    class Early(Right):
        """Lets the buyer pay and come back before the shop has booked where the buyer pays."""

        def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
            started = super().request(
                amount=amount, callback_url=callback_url, description=description, mobile=mobile, order=order
            )
            back = rig.bank.choose(started, "pay")
            assert back is not None
            early.append((returned(rig.ports, callback_url.split("/")[-2], dict(back.fields)).state, back))
            return started

    rig.use(Early(rig.gateway))
    attempt = rig.attempt()
    (state, back) = early[0]
    assert (state, attempt.state) == ("requesting", "open")
    rig.comes_back(attempt, back)
    rig.check_paid(attempt)


@CHECKS.add
def a_no_after_a_yes_changes_nothing_and_a_yes_after_a_no_pays(rig: Rig) -> None:
    no = rig.pays(rig.attempt(), "cancel").fields
    for first_no in (False, True):
        attempt = rig.attempt()
        yes = rig.pays(attempt).fields
        forged_no = {
            **no,
            **{name: yes[name] for name in yes if no.get(name) != yes[name] and yes[name] == attempt.authority},
        }
        for fields in (forged_no, yes) if first_no else (yes, forged_no):
            rig.comes_back(attempt, Back("GET", "", fields))
        rig.check_paid(attempt)


@CHECKS.add
def a_yes_after_a_no_is_asked_about_until_the_bank_answers(rig: Rig) -> None:
    attempt = rig.attempt()
    rig.comes_back(attempt, _forged_no(rig, attempt))
    yes = rig.pays(attempt)
    rig.goes_wrong("error_500", "verify", 2)
    assert rig.comes_back(attempt, yes).state == "open"
    rig.reconciled()
    rig.check_paid(attempt)


@CHECKS.add
def a_no_while_a_yes_is_asked_about_changes_nothing(rig: Rig) -> None:
    attempt = rig.attempt()
    no = _forged_no(rig, attempt)
    yes = rig.pays(attempt)
    rig.goes_wrong("error_500", "verify", 3)
    for back in (yes, no):
        assert rig.comes_back(attempt, back).state == "open"
    rig.reconciled()
    rig.check_paid(attempt)


def _forged_no(rig: Rig, attempt: Attempt) -> Back:
    """Return what a cancelled payment brings back, with another attempt's authority in it."""
    cancelled = rig.attempt()
    fields = rig.pays(cancelled, "cancel").fields
    changed = {name: attempt.authority if value == cancelled.authority else value for name, value in fields.items()}
    return Back("GET", "", changed)


@CHECKS.add
def a_return_needs_no_cookie_and_comes_by_get_and_by_post_with_whatever_else(rig: Rig) -> None:
    app = web_app(rig.ports, theme=ROOT / "theme", secure=False)
    for method in ("GET", "POST"):
        attempt = rig.attempt()
        fields = {**rig.pays(attempt).fields, "utm": "1", "extra": "نشان"}
        with TestClient(app, base_url=rig.world.checkout_url, follow_redirects=False) as browser:
            path = f"/payments/{attempt.id}/return"
            sent = {"params": fields} if method == "GET" else {"data": fields}
            for _ in range(2):
                browser.cookies.clear()
                answer = browser.request(method, path, headers={"Origin": "null"}, **sent)  # type: ignore[arg-type]
                assert (answer.status_code, answer.headers["Location"]) == (303, f"/payments/{attempt.id}/result")
        rig.check_paid(attempt)


@CHECKS.add
def our_page_leads_to_the_bank_without_a_script_and_lets_forms_go_nowhere_else(rig: Rig) -> None:
    app = web_app(rig.ports, theme=ROOT / "theme", secure=False)
    attempt = rig.attempt()
    with TestClient(app, base_url=rig.world.checkout_url, follow_redirects=False) as browser:
        page = browser.get(f"/payments/{attempt.id}/go")
    policy = page.headers["Content-Security-Policy"].split("; ")
    assert "<script" not in page.text
    form = form_in(page.text)
    if attempt.pay_form:
        assert (form.action, form.fields) == (attempt.pay_url, dict(attempt.pay_form))
        assert f"form-action {rig.bank.url}" in policy
        assert "http-equiv" not in page.text
        assert ">رفتن به بانک</button>" in page.text
    else:
        assert f'href="{attempt.pay_url}"' in page.text
        assert "form-action 'self'" in policy
