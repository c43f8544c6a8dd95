"""What a buyer reports of a transfer, shop by shop, and on which days staff confirm it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shop.calendar import read_date
from shop.errors import BadInput
from shop.money import Rials
from shop.order import Order
from shop.rules.transfer import (
    NotAWorkingDay,
    Report,
    amounts_asked,
    check_report,
    looked_at_from,
    may_confirm,
    report_facts,
    report_fields,
    transferred,
)
from shop.terms import PaymentKind, Shop
from shop.verdict import Allowed, Refused
from tests.builders import SHOPS, TEHRAN, a_shop, an_order, an_order_line, chosen, in_tehran
from tests.shop.order_paths import told

CHISTA = a_shop("chistatech")
NOW = in_tehran("1405/09/11", "10:30")
DUE = 30_000_000
FULL = Report(amount=DUE, card="1234", holder="زهرا احمدی", paid_at=in_tehran("1405/09/11", "10:15"))


def waiting(kind: PaymentKind = "card_to_card") -> Order:
    return chosen(an_order(place=TEHRAN, lines=(an_order_line(price=DUE),)), kind)


@pytest.mark.parametrize(
    "report",
    [
        FULL,
        replace(FULL, card="", reference="778899"),
        replace(FULL, reference="778899"),
        replace(FULL, paid_at=NOW),
        replace(FULL, card="0000"),
    ],
)
def test_CHI_015_four_digits_or_a_slip_number_with_holder_and_time_are_enough(report: Report) -> None:
    check_report(CHISTA, waiting(), report, NOW)


@pytest.mark.parametrize(
    ("report", "field", "problem"),
    [
        (replace(FULL, card="123"), "card", "four_digits"),
        (replace(FULL, card="12345"), "card", "four_digits"),
        (replace(FULL, card="12a4"), "card", "four_digits"),
        (replace(FULL, card="۱۲۳۴"), "card", "four_digits"),
        (replace(FULL, card=""), "reference", "slip_or_card"),
        (replace(FULL, holder=""), "holder", "missing"),
        (replace(FULL, paid_at=None), "paid_at", "missing"),
        (replace(FULL, paid_at=NOW + timedelta(seconds=1)), "paid_at", "in_future"),
        (replace(FULL, amount=DUE - 1), "amount", "wrong_amount"),
        (replace(FULL, amount=DUE + 1), "amount", "wrong_amount"),
    ],
)
def test_CHI_015_what_is_missing_too_short_or_still_to_come_is_refused(
    report: Report, field: str, problem: str
) -> None:
    """CHI-015: the card's digits as they were cleaned at the edge."""
    with pytest.raises(BadInput, match=problem) as refused:
        check_report(CHISTA, waiting(), report, NOW)

    assert refused.value.field == field


@pytest.mark.parametrize("name", [name for name in SHOPS if name not in {"chistatech", "atrebeheshti"}])
def test_BAQ_013_BAK_055_PAY_024_elsewhere_amount_and_tracking_code_are_enough(name: str) -> None:
    """BAQ-013, BAK-055, PAY-024: and the code is asked for."""
    shop = a_shop(name)
    check_report(shop, waiting(), Report(amount=DUE, reference="778899"), NOW)

    assert report_fields(shop) == ("reference",)
    with pytest.raises(BadInput, match="missing") as refused:
        check_report(shop, waiting(), Report(amount=DUE, card="1234"), NOW)
    assert refused.value.field == "reference"


def test_BAQ_013_a_report_keeps_what_it_said_and_nothing_else() -> None:
    assert report_facts(Report(amount=5, reference="9")) == {"reported": "5", "reference": "9"}
    assert report_facts(FULL) == {
        "reported": "30000000",
        "card": "1234",
        "holder": "زهرا احمدی",
        "paid_at": "2026-12-02T06:45:00+00:00",
    }
    assert report_fields(a_shop("atrebeheshti")) == ("reference",)


SAT_WED = a_shop("chistatech", week={"weekend": ["thursday", "friday"]})


@pytest.mark.parametrize(
    ("shop", "day", "opens"),
    [
        pytest.param(CHISTA, "1405/09/11", None, id="a Wednesday"),
        pytest.param(CHISTA, "1405/09/12", None, id="a Thursday of a week to Thursday"),
        pytest.param(SAT_WED, "1405/09/12", "1405/09/14", id="a Thursday of a week to Wednesday"),
        pytest.param(CHISTA, "1405/09/13", "1405/09/14", id="a Friday"),
        pytest.param(CHISTA, "1405/11/22", "1405/11/24", id="22 Bahman, a Thursday"),
    ],
)
@pytest.mark.parametrize("time", ["00:00", "23:59:59"])
def test_CHI_017_a_transfer_is_confirmed_on_working_days_only(
    shop: Shop, day: str, opens: str | None, time: str
) -> None:
    at, first = in_tehran(day, time), read_date(opens or day)
    assert shop.report is not None
    refusal = Refused(NotAWorkingDay(first), shop.report.clause)

    for kind in ("card_to_card", "deposit"):
        assert looked_at_from(shop, waiting(kind), at) == first
        assert may_confirm(shop, waiting(kind), at) == (refusal if opens else Allowed())


def test_CHI_017_a_friday_binds_neither_another_shop_nor_another_way_of_paying() -> None:
    """CHI-017: a transfer by a way that is not bound, in the shop that has one; the first day is today."""
    friday = in_tehran("1405/09/13")

    assert may_confirm(a_shop(), waiting(), friday) == Allowed()
    assert looked_at_from(CHISTA, waiting("gateway"), friday) == date(2026, 12, 4)


def test_CHI_017_a_shop_that_states_nothing_of_reports_names_no_clause() -> None:
    shop, friday = a_shop("chistatech", report=None), in_tehran("1405/09/13")

    assert may_confirm(shop, waiting(), friday) == Refused(NotAWorkingDay(read_date("1405/09/14")))


def test_CHI_016_staff_confirm_what_was_reported_though_a_price_has_fallen_since() -> None:
    """CHI-016, BAK-119: without a report, what is due."""
    order = waiting()
    assert transferred(order) == DUE
    reported = told(order, "transfer_reported", reported=str(DUE), reference="9")
    fallen = told(reported, "repriced", sku=order.lines[0].sku, price="29000000", change="-1000000")

    assert (transferred(fallen), fallen.due) == (Rials(DUE), Rials(29_000_000))


def fell(order: Order, price: int, change: int) -> Order:
    return told(order, "repriced", sku=order.lines[0].sku, price=str(price), change=str(change))


def test_BAK_119_BAQ_013_a_transfer_made_before_prices_fell_is_reported_by_its_own_amount() -> None:
    """BAK-119, BAQ-013: each amount that was due since the promise, and none from before it."""
    order = fell(waiting(), 29_000_000, -1_000_000)
    twice = fell(order, 28_000_000, -1_000_000)
    promised_anew = told(twice, "transfer_promised", method="card_to_card")

    assert amounts_asked(waiting()) == {DUE}
    assert amounts_asked(order) == {DUE, 29_000_000}
    assert amounts_asked(twice) == {DUE, 29_000_000, 28_000_000}
    assert amounts_asked(fell(told(order, "transfer_rejected"), 28_000_000, -1_000_000)) == amounts_asked(twice)
    assert amounts_asked(promised_anew) == {28_000_000}
    assert amounts_asked(fell(promised_anew, 27_000_000, -1_000_000)) == {28_000_000, 27_000_000}
