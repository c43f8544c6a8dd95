"""The words of messages: every event has its words or its silence, and no placeholder is left in them."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from checkout.messages import code_sms, moved_messages, registered_messages
from checkout.news import SILENT
from shop.lifecycle import EventKind
from shop.order import InvoiceChoice, Mobile, Order
from shop.order_chain import happened
from tests.builders import (
    HONEY,
    MASHHAD,
    PLACED_AT,
    QOM,
    SAFFRON,
    TEHRAN,
    a_chosen_delivery,
    a_legal_entity,
    a_shop,
    an_order,
    an_order_line,
    chosen,
    freight,
    paid,
    then,
)

URL = "https://pay.baqiyat.example"
_SUBSTITUTE = {
    "sku": HONEY,
    "quantity": "1",
    "new_sku": SAFFRON,
    "slug": "zaferan-qaen",
    "title": "زعفران قائن",
    "variant": "",
    "price": "3600000",
    "seller": "باقیات",
    "class": "food",
}
FACTS: dict[EventKind, dict[str, str]] = {
    "sent_back": {"why": "address"},
    "resend_agreed": {"change": "800000"},
    "line_closed": {"sku": HONEY, "quantity": "1", "why": "stock", "change": "-2400000"},
    "substitute_offered": _SUBSTITUTE,
    "substitute_accepted": {**_SUBSTITUTE, "change": "1200000"},
    "repriced": {"sku": HONEY, "price": "2000000", "change": "-400000"},
    "date_proposed": {"until": PLACED_AT.isoformat()},
    "delay_told": {"from": "2026-12-01", "note": "راه بسته است.", "not_before": "2026-12-20"},
    "cancelled": {"why": "market"},
    "return_agreed": {"sku": HONEY, "quantity": "1", "claim": "defect"},
    "goods_arrived": {"sku": HONEY, "quantity": "1", "claim": "defect", "goods": "refused"},
    "account_declared": {"account": "IR820540102680020817909002", "account_kind": "sheba", "holder": "زهرا"},
    "reverse_asked": {"attempt": "a", "gateway": "zarinpal", "amount": "2400000", "until": PLACED_AT.isoformat()},
    "reverse_refused": {"attempt": "a", "gateway": "zarinpal"},
    "part_refunded": {"refunded": "2400000"},
    "refunded": {"refunded": "2400000"},
}
"""What the events carry whose words speak of it."""

_FINAL: tuple[EventKind, ...] = (
    "confirmed",
    "method_set",
    "information_asked",
    "information_given",
    "date_proposed",
    "date_accepted",
    "date_declined",
    "delay_told",
    "cancel_requested",
    "cancel_refused",
)
_GOING_BACK: tuple[EventKind, ...] = (
    "account_asked",
    "account_declared",
    "reverse_asked",
    "reverse_refused",
    "part_refunded",
    "refunded",
)
_UNDER_WAY: tuple[EventKind, ...] = ("delivery_failed", "answered", "held_at_depot", "sent_back")


def after(kind: EventKind) -> Order:
    """Return an order to which ``kind`` has just happened."""
    before: dict[EventKind, list[EventKind]] = {
        "transfer_reported": ["transfer_promised"],
        "transfer_confirmed": ["transfer_promised"],
        "transfer_rejected": ["transfer_promised"],
        **{event: ["paid"] for event in _FINAL},
        "prepared": ["paid"],
        "dispatched": ["paid", "prepared"],
        "door_payment_taken": ["paid", "prepared", "dispatched"],
        "delivered": ["paid", "prepared", "dispatched"],
        "return_agreed": ["paid", "prepared", "dispatched", "delivered"],
        "goods_arrived": ["paid", "prepared", "dispatched", "delivered"],
        **{event: ["paid", "dispatched"] for event in _UNDER_WAY},
        "came_back": ["paid", "dispatched", "sent_back"],
        "resend_agreed": ["paid", "dispatched", "sent_back", "came_back"],
        "revived": ["expired"],
        **{event: ["cancelled"] for event in _GOING_BACK},
    }
    if kind == "registered":
        return an_order()
    order = then(an_order(), *before.get(kind, []))
    deadlines = {"depot": PLACED_AT + timedelta(days=3)} if kind == "held_at_depot" else {}
    facts = FACTS.get(kind, {})
    return happened(order, kind, at=PLACED_AT, by="test", note="یادداشت", facts=facts, deadlines=deadlines)


@pytest.mark.parametrize("kind", get_args(EventKind))
def test_BAQ_112_every_event_has_its_words_or_is_silent_on_purpose(kind: EventKind) -> None:
    """BAQ-116."""
    messages = moved_messages(a_shop(), after(kind), URL, PLACED_AT)
    assert len(messages) == (0 if kind in SILENT else 1)
    for message in messages:
        assert message.channel == "sms"
        assert message.to == "09121234567"
        assert "BQ-1405001" in message.body
        assert message.body.endswith(f"{URL}/orders/{'l' * 43}")
        assert "{" not in message.body


def test_two_events_never_share_a_message_id() -> None:
    one, two = after("prepared"), after("dispatched")
    assert moved_messages(a_shop(), one, URL, PLACED_AT)[0].id != moved_messages(a_shop(), two, URL, PLACED_AT)[0].id


def test_BAQ_072_the_registration_says_code_deadline_and_link() -> None:
    (message,) = registered_messages(a_shop(), an_order(email=""), URL, PLACED_AT)
    assert "سفارش BQ-1405001 ثبت شد" in message.body
    assert "پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۰:۰۰" in message.body


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (an_order(place=QOM), "پیک رایگان: ۰ تومان"),
        (an_order(place=MASHHAD, delivery=freight()), "پس‌کرایه، هنگام تحویل"),
        (
            an_order(place=TEHRAN, delivery=a_chosen_delivery("courier", name="پیک", carriage=950_000)),
            "پیک: ۹۵٬۰۰۰ تومان",
        ),
    ],
)
def test_BAQ_119_the_proforma_lists_the_lines_the_carriage_and_the_total(order: Order, said: str) -> None:
    _, letter = registered_messages(a_shop(), order, URL, PLACED_AT)
    body = letter.body.replace("\u00a0", " ")
    assert letter.subject == "پیش‌فاکتور سفارش BQ-1405001 - باقیات"
    assert "۱. عسل آویشن ۵۰۰ گرمی، ۱ عدد، ۲۴۰٬۰۰۰ تومان" in body
    assert said in body
    assert letter.to == "zahra@example.ir"


def test_an_official_invoice_changes_nothing_in_the_registration() -> None:
    order = an_order(invoice=InvoiceChoice(legal=a_legal_entity()), lines=(an_order_line(quantity=3),))
    assert len(registered_messages(a_shop(), order, URL, PLACED_AT)) == 2


def test_a_code_names_the_page_it_may_be_typed_in_on_its_last_line() -> None:
    message = code_sms(a_shop(), Mobile("09121234567"), "012345", "https://pay.baqiyat.example", PLACED_AT)
    assert message.body.splitlines()[-1] == "@pay.baqiyat.example #012345"


def test_BAQ_018_only_those_who_must_show_a_card_are_told_so() -> None:
    at_door = then(chosen(an_order(), "cash_on_delivery"), "prepared", "dispatched")
    prepaid = then(paid(an_order()), "prepared", "dispatched")
    told = [moved_messages(a_shop(), order, URL, PLACED_AT)[0].body for order in (at_door, prepaid)]
    assert ["کارت شناسایی" in body for body in told] == [False, True]


def test_words_of_staff_are_not_read_as_placeholders() -> None:
    sent = happened(after("prepared"), "dispatched", at=PLACED_AT, by="staff:sara", facts={"tracking": "{code}{0}"})
    assert "کد رهگیری: {code}{0}" in moved_messages(a_shop(), sent, URL, PLACED_AT)[0].body


def test_a_payment_after_the_order_closed_is_told_as_owed_back() -> None:
    late = paid(then(an_order(), "cancelled"))
    (message,) = moved_messages(a_shop(), late, URL, PLACED_AT)
    assert "۲۴۰٬۰۰۰\u00a0تومان تا ۴۸ ساعت کاری" in message.body
