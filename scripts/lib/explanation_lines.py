"""An explanation for people: a table of who may choose what, then Persian lines of one fact each.

The table speaks in ids, so that its columns stand in any terminal; the lines are Persian, and columns would not do
there: terminals turn each line by its own letters, and what stood in a column stands nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from checkout.web.reasons import reason_words, remedy_words
from scripts.lib.explanation import DeliveryAnswer, Explanation, PaymentAnswer, Window
from scripts.lib.explanation_table import as_table
from shop.calendar import show_day, show_moment
from shop.money import show_money
from shop.rules.delivery import names_of
from shop.spans import show_span
from shop.terms import Shop
from shop.text import grouped
from shop.verdict import Clause, Refused, Verdict

_IN = "  "


def as_lines(explanation: Explanation) -> Iterator[str]:
    """Return the whole explanation, a blank line before each delivery."""
    yield from as_table(explanation)
    yield ""
    yield from _asked(explanation)
    for answer in explanation.deliveries:
        yield ""
        yield from _delivery(answer, explanation.question.shop)
    yield ""
    yield from _afterwards(explanation)


def _asked(explanation: Explanation) -> Iterator[str]:
    asked = explanation.question
    shop, place = asked.shop, asked.place
    yield f"فروشگاه: {shop.name} ({shop.id})"
    yield f"مقصد: {place.city}، استان {place.province}"
    yield f"کالاها: {show_money(asked.goods, shop.price_unit)}"
    if asked.classes:
        yield f"رده‌ی کالا: {'، '.join(names_of(shop, sorted(asked.classes)))}"
    if asked.weight:
        yield f"وزن: {grouped(asked.weight)} گرم"
    yield f"زمان سفارش: {show_moment(asked.at)}"
    if explanation.finalise_by and shop.finalise:
        yield f"مهلت نهایی‌کردن: {show_moment(explanation.finalise_by)}"
        yield f"بند مهلت: {shop.finalise.clause}"
    for period in explanation.delays:
        yield f"دیرکرد: {period.delay.note}"
        if period.not_before:
            yield f"{_IN}شاید زودتر از {show_day(period.not_before)} نرسد"


def _delivery(answer: DeliveryAnswer, shop: Shop) -> Iterator[str]:
    option = answer.option
    yield f"روش ارسال «{option.delivery.name}» ({option.delivery.id}): {_open(option.verdict)}"
    yield from _why(option.verdict, option.delivery.clause, shop, _IN)
    if not option.verdict.allowed:
        return
    yield f"{_IN}هزینه‌ی ارسال: {_carriage(answer, shop)}"
    for charge in option.charges:
        yield f"{_IN}{charge.name}: {show_money(charge.amount, shop.price_unit)}"
    yield f"{_IN}پرداختنی: {show_money(answer.payable, shop.price_unit)}"
    yield f"{_IN}زودترین روز فرستادن: {show_day(option.dispatch)}"
    yield f"{_IN}زودترین روز رسیدن: {show_day(option.earliest)}"
    yield f"{_IN}دیرترین روز رسیدن: {show_day(option.latest)}{'' if option.certain else ' (تخمینی)'}"
    if answer.documents and shop.identity.documents:
        yield f"{_IN}مدارک گیرنده: تطبیق و عکس ({shop.identity.documents.clause})"
    for payment in answer.payments:
        yield from _payment(payment, shop)


def _payment(answer: PaymentAnswer, shop: Shop) -> Iterator[str]:
    option = answer.option
    yield f"{_IN}روش پرداخت «{option.payment.name}» ({option.payment.kind}): {_open(option.verdict)}"
    yield from _why(option.verdict, option.payment.clause, shop, _IN * 2)
    if not option.verdict.allowed:
        return
    if answer.identity_card:
        yield f"{_IN * 2}کارت شناسایی هنگام تحویل: می‌خواهد ({shop.identity.clause})"
    else:
        yield f"{_IN * 2}کارت شناسایی هنگام تحویل: نمی‌خواهد"
    if answer.door_cancel and shop.door_cancel:
        yield f"{_IN * 2}فروشگاه تا {show_moment(answer.door_cancel)} می‌تواند لغو کند ({shop.door_cancel.clause})"


def _afterwards(explanation: Explanation) -> Iterator[str]:
    yield f"بازگشت پول: {_within(explanation.refund)} ({explanation.refund.clause})"
    for claim in explanation.claims:
        yield f"{claim.name}: {_within(claim)} ({claim.clause})"


def _within(window: Window) -> str:
    return f"تا {show_span(window.within)}" if window.within else "بی مهلت"


def _open(verdict: Verdict) -> str:
    return "باز است" if verdict.allowed else "بسته است"


def _why(verdict: Verdict, clause: Clause, shop: Shop, indent: str) -> Iterator[str]:
    if not isinstance(verdict, Refused):
        yield f"{indent}بند: {clause}"
        return
    yield f"{indent}علت: {reason_words(verdict.reason, shop.price_unit)}"
    yield f"{indent}چاره: {remedy_words(verdict.reason, shop.price_unit)}"
    if verdict.clause:
        yield f"{indent}بند: {verdict.clause}"


def _carriage(answer: DeliveryAnswer, shop: Shop) -> str:
    if answer.option.collect:
        return "هنگام تحویل به باربری"
    return show_money(answer.option.carriage, shop.price_unit) if answer.option.carriage else "رایگان"
