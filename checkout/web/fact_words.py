"""What an event's facts say to people: each with its Persian name, in the order that a colleague would tell them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from checkout.news.told import ending_in
from checkout.web.attempt_words import gateway_name
from checkout.web.order_words import CANCEL_REASONS, CLOSING_REASONS, RETURN_REASONS, TAKEN, TAKERS
from shop.calendar import show_day, show_moment
from shop.lifecycle import EventKind
from shop.money import Rials, Unit, show_money
from shop.order import Event
from shop.text import persian_digits
from shop.tills import gateway_of

_REASONS: Mapping[str, str] = dict([*CANCEL_REASONS.items(), *RETURN_REASONS.items(), *CLOSING_REASONS.items()])


def told_facts(event: Event, unit: Unit) -> list[tuple[str, str, bool]]:
    """Return what staff read of an event besides its name and note: a name, what it says, and whether that is a code."""
    facts = event.facts
    told = [
        (_NAMES[name], _SHOWN.get(name, _plain)(facts[name], unit), name in _CODES) for name in _NAMES if name in facts
    ]
    fees = [(name, amount) for name, amount in facts.items() if name.startswith("deducted:")]
    told += [(f"کسر {name.removeprefix('deducted:')}", _money(amount, unit), False) for name, amount in fees]
    return [one for one in told if one[1]]


def told_buyer(event: Event, unit: Unit) -> str:
    """Return what a buyer reads of an event besides its name: what concerns them, and words that were meant for them."""
    facts = event.facts
    names = ("paid", *_TO_BUYER) if event.kind == "door_payment_taken" else _TO_BUYER
    told = [f"{_NAMES[name]}: {_SHOWN.get(name, _plain)(facts[name], unit)}" for name in names if name in facts]
    if facts.get("tracking"):
        told.insert(0, f"کد رهگیری: {facts['tracking']}")
    if event.kind in _NOTE_TO_BUYER and event.note:
        told.append(event.note)
    return "، ".join(told)


def _plain(value: str, _: Unit) -> str:
    return value


def _money(value: str, unit: Unit) -> str:
    return show_money(Rials(int(value)), unit)


def _change(value: str, unit: Unit) -> str:
    return f"{show_money(Rials(abs(int(value))), unit)} {'بیشتر' if int(value) > 0 else 'کمتر'}" if int(value) else ""


FOUND_SHORT: Mapping[str, str] = {"intact": "دست‌نخورده", "kept": "لازم نبود برگردد", "refused": "پذیرفته نشد"}


def _till(value: str) -> str:
    return f"درگاه {gateway_name(gateway_of(value))}" if gateway_of(value) else ""


_NAMES: Mapping[str, str] = {
    "why": "علت",
    "title": "کالای تازه",
    "sku": "کد کالا",
    "quantity": "تعداد",
    "lost": "کالای تمام‌شده",
    "price": "قیمت",
    "market_value": "قیمت درست",
    "change": "تغییر مبلغ",
    "paid": "مبلغ پرداخت",
    "taken": "روش پرداخت",
    "collector": "گیرنده‌ی پول",
    "reported": "مبلغ گزارش‌شده",
    "tracking": "رهگیری مرسوله",
    "refunded": "مبلغ بازگشت",
    "to": "به",
    "account": "حساب",
    "till": "محل پول",
    "gateway": "درگاه",
    "said": "پاسخ بانک",
    "reference": "پیگیری",
    "card": "کارت",
    "holder": "صاحب حساب",
    "paid_at": "زمان پرداخت",
    "picture": "عکس رسید",
    "way_name": "روش ارسال",
    "insurance": "بیمه‌نامه",
    "looked_over": "بازبینی پیش از ارسال",
    "taker": "تحویل‌گیرنده",
    "documents": "تطبیق مدارک",
    "photo": "عکس مدارک",
    "receipt": "برگه‌ی رسید",
    "report": "گزارش مأمور حمل",
    "goods": "کالای برگشته",
    "fault": "به خواست خریدار",
    "carriage_out": "کرایه‌ی رفت",
    "carriage_back": "کرایه‌ی برگشت",
    "until": "موعد",
    "not_before": "زودترین روز رسیدن",
}
_CODES = {"said", "sku", "lost", "reference", "card", "tracking", "insurance", "photo", "report"}
_TO_BUYER = ("why", "title", "taken", "refunded", "to", "account", "reported", "picture", "way_name", "until")
_NOTE_TO_BUYER: frozenset[EventKind] = frozenset(
    {"information_asked", "information_given", "transfer_rejected", "cancel_refused"}
)
_SHOWN: Mapping[str, Callable[[str, Unit], str]] = {
    "why": lambda value, _: _REASONS.get(value, ""),
    "quantity": lambda value, _: persian_digits(value),
    "card": lambda value, _: persian_digits(value),
    "price": _money,
    "market_value": _money,
    "change": _change,
    "paid": _money,
    "reported": _money,
    "refunded": _money,
    "to": lambda value, _: ending_in(value),
    "account": lambda value, _: ending_in(value),
    "till": lambda value, _: _till(value),
    "gateway": lambda value, _: gateway_name(value),
    "paid_at": lambda value, _: show_moment(datetime.fromisoformat(value)),
    "picture": lambda _, __: "فرستاده شد",
    "looked_over": lambda _, __: "انجام شد",
    "taken": lambda value, _: TAKEN.get(value, ""),
    "taker": lambda value, _: next((words for known, words in TAKERS.items() if known == value), ""),
    "documents": lambda _, __: "انجام شد",
    "receipt": lambda _, __: "امضا شد",
    "goods": lambda value, _: FOUND_SHORT.get(value, ""),
    "fault": lambda _, __: "نه",
    "carriage_out": _money,
    "carriage_back": _money,
    "until": lambda value, _: show_day(datetime.fromisoformat(value)),
    "not_before": lambda value, _: show_day(date.fromisoformat(value)),
}
