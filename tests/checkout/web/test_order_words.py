"""Every move, reason, clock and fact of an order's life has its Persian words."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from checkout.news import _WORDS, SILENT
from checkout.use_cases.desk import STAFF_EVENTS
from checkout.web.fact_words import told_buyer, told_facts
from checkout.web.order_words import (
    CANCEL_REASONS,
    CLOCKS,
    CLOSING_REASONS,
    MOVES,
    REFUND_TO,
    REFUND_TO_YOU,
    RETURN_REASONS,
    TAKERS,
    clock_words,
)
from shop.lifecycle import EventKind
from shop.order import Event
from shop.rules.absence import ReturnReason
from shop.rules.ending import CancelReason
from shop.rules.handover import Taker
from shop.rules.lines import ClosingReason
from shop.rules.running import Clock, ClockName
from tests.builders import PLACED_AT

FACTS = {
    "why": "no_answer",
    "quantity": "2",
    "price": "48000000",
    "market_value": "50000000",
    "change": "-500000",
    "refunded": "4967800",
    "deducted": "32200",
    "deducted:کارمزد": "32200",
    "paid_at": PLACED_AT.isoformat(),
    "card": "1234",
    "taker": "buyer",
    "documents": "matched",
    "receipt": "signed",
    "goods": "intact",
    "until": PLACED_AT.isoformat(),
    "not_before": "2026-12-20",
    "looked_over": "yes",
}


def an_event(kind: EventKind = "cancelled", note: str = "", **facts: str) -> Event:
    return Event(kind=kind, at=PLACED_AT, by="staff:sara", note=note, facts=facts, previous="", hash="")


def test_every_move_and_reason_has_its_words() -> None:
    assert set(MOVES) == set(STAFF_EVENTS)
    assert set(CANCEL_REASONS) == set(get_args(CancelReason))
    assert set(RETURN_REASONS) == set(get_args(ReturnReason))
    assert set(CLOSING_REASONS) == set(get_args(ClosingReason))
    assert set(TAKERS) == set(get_args(Taker))
    assert set(CLOCKS) == set(get_args(ClockName))
    assert set(REFUND_TO) == set(REFUND_TO_YOU) == {"declared_account", "paying_account", "card"}


def test_BAQ_112_every_event_is_told_or_silent_on_purpose_and_never_both() -> None:
    assert set(_WORDS) | SILENT == set(get_args(EventKind))
    assert not set(_WORDS) & SILENT


def test_a_clock_is_named_after_its_complaint_where_it_is_one() -> None:
    assert clock_words(Clock(name="refund", at=PLACED_AT)) == "بازگشت پول"
    assert clock_words(Clock(name="claim", at=PLACED_AT, claim="ایراد ظاهری")) == "ایراد ظاهری"


def test_staff_read_every_fact_that_means_something() -> None:
    told = {
        name: value.replace("\u00a0", " ") for name, value, _ in told_facts(replace(an_event(), facts=FACTS), "rial")
    }
    assert told == {
        "علت": "خریدار پاسخ نداد",
        "تعداد": "۲",
        "قیمت": "۴۸٬۰۰۰٬۰۰۰ ریال",
        "قیمت درست": "۵۰٬۰۰۰٬۰۰۰ ریال",
        "تغییر مبلغ": "۵۰۰٬۰۰۰ ریال کمتر",
        "مبلغ بازگشت": "۴٬۹۶۷٬۸۰۰ ریال",
        "کسر کارمزد": "۳۲٬۲۰۰ ریال",
        "کارت": "۱۲۳۴",
        "زمان پرداخت": "چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۱۰:۰۰",
        "تحویل‌گیرنده": "خود خریدار",
        "تطبیق مدارک": "انجام شد",
        "برگه‌ی رسید": "امضا شد",
        "کالای برگشته": "دست‌نخورده",
        "موعد": "چهارشنبه ۱۱ آذر ۱۴۰۵",
        "زودترین روز رسیدن": "یک‌شنبه ۲۹ آذر ۱۴۰۵",
        "بازبینی پیش از ارسال": "انجام شد",
    }


def test_a_fact_nobody_knows_and_an_empty_one_are_left_out() -> None:
    assert told_facts(an_event(unheard="x", reference="", change="0", why="?", taker="?"), "toman") == []


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (an_event("dispatched", tracking="987654", insurance="B-1"), "کد رهگیری: 987654"),
        (an_event("transfer_rejected", "چنین واریزی نیست"), "چنین واریزی نیست"),
        (an_event("prepared", "برای همکار"), ""),
        (an_event("sent_back", why="address"), "علت: نشانی نادرست بود"),
        (an_event("method_set", way="x", way_name="پست ویژه"), "روش ارسال: پست ویژه"),
    ],
)
def test_buyers_read_what_concerns_them_and_no_note_among_colleagues(event: Event, said: str) -> None:
    assert told_buyer(event, "toman") == said
