"""What is about one order or one person, as JSON that both its person and a program can read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from checkout.kinds import ATTEMPTS, GRANTS, ORDERS, OUTBOX, PICTURES, SESSIONS, STATEMENT_LINES, TICKETS
from checkout.records import Attempt, Grant, Message, Picture, Session, Ticket
from checkout.upkeep.content import KNOWN, Row
from checkout.web.fact_words import told_facts
from checkout.web.words import EVENTS, STATES, who
from shop.calendar import show_day, show_moment
from shop.money import Unit
from shop.order import Event, InvoiceChoice, Order, Recipient
from shop.order_lines import lines_now
from shop.statement import StatementLine

Told = dict[str, Any]
_UNIT: Unit = "rial"
_ATTEMPT_STATES: Mapping[str, str] = {
    "requesting": "در آغاز",
    "open": "در حال بررسی",
    "paid": "پرداخت شد",
    "failed": "پرداخت نشد",
    "needs_person": "منتظر بررسی همکار",
}


def as_json(rows: Iterable[Row]) -> str:
    """Return everything: first what a person reads, in Persian; under ``records`` the documents as the store has them."""
    rows = list(rows)
    told: Told = {heading: _told(rows, name, tell) for name, heading, tell in _SECTIONS}
    told["records"] = [{"kind": row.kind, "key": row.key, "document": row.document} for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _told(rows: list[Row], name: str, tell: Callable[[Any], Told]) -> list[Told]:
    return [_without_blanks(tell(KNOWN[name].decode(row.document))) for row in rows if row.kind == name]


def _without_blanks(told: Told) -> Told:
    return {name: value for name, value in told.items() if value not in ("", None, [], {})}


def _order(order: Order) -> Told:
    return {
        "کد سفارش": order.code,
        "ثبت": show_moment(order.placed_at),
        "وضعیت": STATES[order.state],
        "اطلاعات شخصی پاک شده است": show_moment(order.erased.at) if order.erased else "",
        "موبایل خریدار": order.member,
        "ایمیل": order.email,
        "گیرنده": _recipient(order.recipient),
        "فاکتور": _invoice(order.invoice),
        "ارسال": order.delivery.name,
        "کالاها": [
            {"کالا": f"{line.title} {line.variant}".strip(), "تعداد": line.quantity, "قیمت (ریال)": line.price}
            for line in lines_now(order)
        ],
        "کرایه (ریال)": order.delivery.carriage,
        "مبلغ سفارش (ریال)": order.total,
        "پرداخت‌شده (ریال)": order.paid,
        "سرگذشت": [_without_blanks(_event(event)) for event in order.events],
    }


def _event(event: Event) -> Told:
    facts = {name: value for name, value, _ in told_facts(event, _UNIT)}
    return {
        "چه": EVENTS[event.kind],
        "کی": show_moment(event.at),
        "از سوی": _actor(event.by),
        **facts,
        "یادداشت": event.note,
    }


def _actor(by: str) -> str:
    try:
        return who(by)
    except KeyError:  # somebody that this version has no word for: the rest must still be handed out
        return by


def _recipient(recipient: Recipient) -> Told:
    return _without_blanks(
        {
            "نام": recipient.name,
            "موبایل": recipient.mobile,
            "تلفن": recipient.landline,
            "استان": recipient.place.province,
            "شهر": recipient.place.city,
            "نشانی": recipient.address,
            "پلاک": recipient.plate,
            "کد پستی": recipient.postal_code,
            "کد ملی": recipient.national_code,
            "یادداشت": recipient.note,
        }
    )


def _invoice(invoice: InvoiceChoice) -> Told:
    firm = invoice.legal
    return {"سازمان": firm.name, "شناسه‌ی ملی": firm.national_id, "کد اقتصادی": firm.economic_number} if firm else {}


def _attempt(attempt: Attempt) -> Told:
    return {
        "کد سفارش": attempt.order,
        "درگاه": attempt.gateway,
        "مبلغ (ریال)": attempt.amount,
        "نتیجه": _ATTEMPT_STATES[attempt.state],
        "زمان": show_moment(attempt.created_at),
        "شماره‌ی پیگیری بانک": attempt.bank_reference,
        "کارت": attempt.card,
    }


def _line(line: StatementLine) -> Told:
    return {
        "حساب": line.account,
        "زمان": show_moment(line.at) if line.timed else show_day(line.day),
        "مبلغ (ریال)": line.amount,
        "شماره‌ی پیگیری بانک": line.reference,
        "شرح بانک": line.about,
        "کد سفارش": line.order,
    }


def _picture(picture: Picture) -> Told:
    return {
        "کد سفارش": picture.order,
        "زمان": show_moment(picture.at),
        "عکس": f"JPEG، records.{picture.id}.jpeg (base64)",
    }


def _message(message: Message) -> Told:
    return {
        "راه": {"sms": "پیامک", "email": "ایمیل"}[message.channel],
        "به": message.to,
        "زمان": show_moment(message.written_at),
        "موضوع": message.subject,
        "متن": message.body,
    }


def _ticket(ticket: Ticket) -> Told:
    return {
        "کد سفارش": ticket.order,
        "زمان": show_moment(ticket.at),
        "موضوع": ticket.subject,
        "نام": ticket.name,
        "راه تماس": ticket.reach,
        "متن": ticket.text,
    }


def _session(session: Session) -> Told:
    return {
        "آخرین بازدید": show_moment(session.touched_at),
        "موبایل": session.mobile,
        "موبایل تأییدنشده": session.claimed_mobile,
        "ایمیل": session.email,
        "گیرنده": _recipient(session.recipient) if session.recipient else {},
        "سبد": [f"{line.sku} × {line.quantity}" for line in session.cart],
    }


def _grant(grant: Grant) -> Told:
    return {"کد کالا": grant.sku, "بیشترین تعداد": grant.most, "زمان": show_moment(grant.at)}


_SECTIONS: tuple[tuple[str, str, Callable[[Any], Told]], ...] = (
    (ORDERS.name, "سفارش‌ها", _order),
    (ATTEMPTS.name, "پرداخت‌ها", _attempt),
    (STATEMENT_LINES.name, "سطرهای صورت‌حساب بانک", _line),
    (PICTURES.name, "عکس‌های رسید", _picture),
    (OUTBOX.name, "پیام‌هایی که فرستادیم", _message),
    (TICKETS.name, "پیام‌هایی که رسید", _ticket),
    (SESSIONS.name, "بازدیدها", _session),
    (GRANTS.name, "اجازه‌های خرید بیشتر", _grant),
)
