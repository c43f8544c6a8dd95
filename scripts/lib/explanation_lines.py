"""An explanation for people: Persian lines of one fact each, which a plain terminal can show from right to left.

Columns would not do: terminals turn each line by its own letters, and what stood in a column stands nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from checkout.web.reasons import reason_words
from scripts.lib.explanation import DeliveryAnswer, Explanation, PaymentAnswer
from shop.calendar import show_day, show_moment
from shop.money import show_money
from shop.terms import Shop
from shop.verdict import Clause, Refused, Verdict

_IN = "  "


def as_lines(explanation: Explanation) -> Iterator[str]:
    """Return the whole explanation, a blank line before each delivery."""
    asked = explanation.question
    shop, place = asked.shop, asked.place
    yield f"فروشگاه: {shop.name} ({shop.id})"
    yield f"مقصد: {place.city}، استان {place.province}"
    yield f"کالاها: {show_money(asked.goods, shop.price_unit)}"
    if asked.product_class:
        yield f"رده‌ی کالا: {asked.product_class}"
    yield f"زمان سفارش: {show_moment(asked.at)}"
    if explanation.finalise_by and shop.finalise:
        yield f"مهلت نهایی‌کردن: {show_moment(explanation.finalise_by)}"
        yield f"بند مهلت: {shop.finalise.clause}"
    for answer in explanation.deliveries:
        yield ""
        yield from _delivery(answer, shop)


def _delivery(answer: DeliveryAnswer, shop: Shop) -> Iterator[str]:
    option = answer.option
    yield f"روش ارسال «{option.delivery.name}» ({option.delivery.id}): {_open(option.verdict)}"
    yield from _why(option.verdict, option.delivery.clause, shop, _IN)
    if not option.verdict.allowed:
        return
    yield f"{_IN}هزینه‌ی ارسال: {_carriage(answer, shop)}"
    yield f"{_IN}پرداختنی: {show_money(answer.payable, shop.price_unit)}"
    yield f"{_IN}زودترین روز رسیدن: {show_day(option.earliest)}"
    yield f"{_IN}دیرترین روز رسیدن: {show_day(option.latest)}"
    for payment in answer.payments:
        yield from _payment(payment, shop)


def _payment(answer: PaymentAnswer, shop: Shop) -> Iterator[str]:
    option = answer.option
    yield f"{_IN}روش پرداخت «{option.payment.name}» ({option.payment.kind}): {_open(option.verdict)}"
    yield from _why(option.verdict, option.payment.clause, shop, _IN * 2)
    if option.verdict.allowed and answer.identity_card:
        yield f"{_IN * 2}کارت شناسایی هنگام تحویل: می‌خواهد ({shop.identity.clause})"
    elif option.verdict.allowed:
        yield f"{_IN * 2}کارت شناسایی هنگام تحویل: نمی‌خواهد"


def _open(verdict: Verdict) -> str:
    return "باز است" if verdict.allowed else "بسته است"


def _why(verdict: Verdict, clause: Clause, shop: Shop, indent: str) -> Iterator[str]:
    if not isinstance(verdict, Refused):
        yield f"{indent}بند: {clause}"
        return
    yield f"{indent}علت: {reason_words(verdict.reason, shop.price_unit)}"
    if verdict.clause:
        yield f"{indent}بند: {verdict.clause}"


def _carriage(answer: DeliveryAnswer, shop: Shop) -> str:
    if answer.option.collect:
        return "هنگام تحویل به باربری"
    return show_money(answer.option.carriage, shop.price_unit) if answer.option.carriage else "رایگان"
