"""The words of every message that goes to a buyer, by SMS and e-mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from checkout.news import news
from checkout.news.way import recipient_notice
from checkout.records import GIVEN_BACK, Attempt, Message, Ticket
from checkout.secrets import new_token
from shop.calendar import show_moment
from shop.money import show_money
from shop.order import Mobile, Order, OrderCode
from shop.rules.difference import may_be_paid
from shop.terms import Shop, Subject
from shop.text import persian_digits


def code_sms(shop: Shop, mobile: Mobile, code: str, checkout_url: str, at: datetime) -> Message:
    """A one-time code; its last line lets a phone offer the code in the right page only."""
    host = urlsplit(checkout_url).netloc
    body = f"{shop.name}\nکد ورود شما: {code}\nتا ۵ دقیقه معتبر است. آن را به کسی ندهید.\n\n@{host} #{code}"
    return Message(id=f"code:{new_token()}", channel="sms", to=mobile, body=body, written_at=at, passing=True)


def links_sms(shop: Shop, mobile: Mobile, orders: list[Order], checkout_url: str, at: datetime) -> Message:
    """The links of a buyer's own orders."""
    lines = [f"{order.code}\n{order_url(checkout_url, order)}" for order in orders]
    body = "\n".join([f"{shop.name} - سفارش‌های شما:", *lines])
    return Message(id=f"links:{new_token()}", channel="sms", to=mobile, body=body, written_at=at)


def registered_messages(shop: Shop, order: Order, checkout_url: str, at: datetime) -> list[Message]:
    """BAQ-072, BAQ-119: the order code by SMS, and the proforma by e-mail to the buyer if they gave one."""
    sms = _sms(
        shop,
        order,
        f"سفارش {order.code} ثبت شد. {_finalise(order)}\n{order_url(checkout_url, order)}",
        at,
    )
    return [sms, _proforma(shop, order, checkout_url, at)] if order.email else [sms]


def moved_messages(shop: Shop, order: Order, checkout_url: str, at: datetime) -> list[Message]:
    """BAQ-112, BAQ-116: one SMS for the order's newest event, if it is one that buyers are told of.

    BAQ-005, BAQ-018: another recipient is told at dispatch what to show at the door; the order's link stays the buyer's.
    Nobody is told of an order whose buyer was taken out of it.
    """
    if order.erased:
        return []
    text, to_recipient = news(shop, order), recipient_notice(shop, order)
    told = [_sms(shop, order, f"{text}\n{order_url(checkout_url, order)}", at)] if text else []
    if to_recipient:
        sms = _sms(shop, order, to_recipient, at)
        told.append(replace(sms, id=message_id(order.code, len(order.events), "recipient"), to=order.recipient.mobile))
    return told


def closed_attempt_sms(shop: Shop, order: Order, attempt: Attempt, checkout_url: str, at: datetime) -> Message:
    """What staff found out about a payment that was being checked, when no money is with the shop."""
    if attempt.reason == GIVEN_BACK:
        found = f"پرداخت ناتمام شما برای سفارش {order.code} به حساب شما برگشت داده شد."
    else:
        found = f"پرداخت شما برای سفارش {order.code} را در بانک بررسی کردیم: پولی به فروشگاه نرسیده است."
    again = " می‌توانید دوباره پرداخت کنید." if may_be_paid(shop, order) else ""
    sms = _sms(shop, order, f"{found}{again}\n{order_url(checkout_url, order)}", at)
    return replace(sms, id=f"{order.code}:{len(order.events)}:attempt:{new_token()}")


def contact_letter(shop: Shop, subject: Subject, ticket: Ticket, checkout_url: str, *, known: bool) -> Message:
    """BAK-107..109, BAK-129: what was written by the contact form, to its subject's address; not kept once it is sent."""
    lines = [f"موضوع: {subject.name}", f"نام: {ticket.name}", f"پاسخ به: {ticket.reach}"]
    if known:
        lines.append(f"سفارش: {checkout_url}/desk/orders/{ticket.order}")
    elif ticket.order:
        lines.append(f"کد سفارش {ticket.order} نوشته شده است؛ چنین سفارشی نیست.")
    return Message(
        id=f"contact:{ticket.id}",
        channel="email",
        to=subject.to,
        subject=f"{subject.name} - {shop.name}",
        body="\n".join([*lines, "", ticket.text]),
        written_at=ticket.at,
        passing=True,
    )


def message_id(code: OrderCode, events: int, kind: str) -> str:
    """Return the id of the message of a kind (``sms``, ``email``, ``recipient``) that an order's event is told by."""
    return f"{code}:{events}:{kind}"


def order_url(checkout_url: str, order: Order) -> str:
    """Return the order's secret link."""
    return f"{checkout_url}/orders/{order.link}"


def _finalise(order: Order) -> str:
    if order.finalise_by is None:
        return "برای قطعی شدن، روش پرداخت را انتخاب کنید."
    return f"تا {show_moment(order.finalise_by)} آن را قطعی کنید."


def _sms(shop: Shop, order: Order, text: str, at: datetime) -> Message:
    return Message(
        id=message_id(order.code, len(order.events), "sms"),
        channel="sms",
        to=order.member,
        body=f"{shop.name}\n{text}",
        order=order.code,
        written_at=at,
    )


def _proforma(shop: Shop, order: Order, checkout_url: str, at: datetime) -> Message:
    unit = shop.price_unit
    lines = [
        f"{persian_digits(n)}. {line.title} {line.variant}".rstrip()
        + f"، {persian_digits(line.quantity)} عدد، {show_money(line.total, unit)}"
        for n, line in enumerate(order.lines, 1)
    ]
    carriage = "پس‌کرایه، هنگام تحویل" if order.delivery.collect else show_money(order.delivery.carriage, unit)
    body = "\n".join(
        [
            f"پیش‌فاکتور سفارش {order.code}",
            show_moment(order.placed_at),
            "",
            *lines,
            "",
            f"{order.delivery.name}: {carriage}",
            *(f"{charge.name}: {show_money(charge.amount, unit)}" for charge in order.delivery.charges),
            f"قابل پرداخت: {show_money(order.payable, unit)}",
            f"گیرنده: {order.recipient.name}، {order.recipient.place.city}",
            "",
            f"پیگیری: {order_url(checkout_url, order)}",
            f"{shop.name} - {shop.contact.email}",
        ]
    )
    return Message(
        id=message_id(order.code, len(order.events), "email"),
        channel="email",
        to=order.email,
        subject=f"پیش‌فاکتور سفارش {order.code} - {shop.name}",
        body=body,
        order=order.code,
        written_at=at,
    )
