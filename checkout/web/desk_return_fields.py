"""What the forms of goods that are given back ask of staff."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from checkout.web.desk_field import NOTE, AtDesk, Field
from checkout.web.order_words import FOUND, HARM_GROUND
from shop.lifecycle import EventKind
from shop.money import UNIT_NAMES
from shop.order import Event
from shop.order_lines import line_of, lines_now
from shop.rules.returned import HARM, claim_of, grounds
from shop.text import persian_digits


def _agreed(desk: AtDesk) -> Iterable[Field]:
    shop, open_to = desk.shop, grounds(desk.shop, desk.order)
    claims = {one.id: one.name for one in shop.claim if one.id in open_to}
    names = claims | ({HARM: HARM_GROUND} if HARM in open_to else {})
    lines = tuple((line.sku, f"{line.title} {line.variant}".strip()) for line in lines_now(desk.order))
    yield Field(name="sku", label="کالا", kind="choice", choices=lines)
    yield Field(name="quantity", label="چند عدد", ltr=True, hint="خالی یعنی یکی")
    yield Field(name="why", label="علت", kind="choice", choices=(("", "انتخاب کنید"), *names.items()))
    if HARM in open_to:
        yield Field(name="report", label="شماره‌ی گزارش باربری", ltr=True, hint="برای آسیب در حمل لازم است")
    yield NOTE
    if HARM in open_to and shop.harm and "officer" in shop.harm.confirmed_by:
        yield Field(name="officer", label="مسئول فروش آسیب را تأیید کرده است", kind="tick")
    if shop.refund.deduction or shop.refund.carriage_back:
        yield Field(name="not_buyers", label="علت از خریدار نیست؛ چیزی کم نشود", kind="tick")


def _arrived(desk: AtDesk) -> Iterable[Field]:
    yield Field(name="found", label="کالا", kind="choice", choices=(("", "انتخاب کنید"), *FOUND.items()))
    yield from carriage_fields(desk)
    yield NOTE


def coming_words(desk: AtDesk, coming: Event) -> str:
    """Return what is on its way back, how many of it, and on which ground: «کالا، ۱ عدد، انصراف قانونی»."""
    facts = coming.facts
    line, claim = line_of(desk.order, facts["sku"]), claim_of(desk.shop, facts["claim"])
    title = f"{line.title} {line.variant}".strip() if line else facts["sku"]
    return f"{title}، {persian_digits(facts['quantity'])} عدد، {claim.name if claim else HARM_GROUND}."


def carriage_fields(desk: AtDesk) -> Iterable[Field]:
    """ATR-021, ATR-048: yield what carriage the shop had to pay, where its terms keep that of the buyer's money."""
    unit, terms = UNIT_NAMES[desk.shop.price_unit], desk.shop.refund
    if terms.carriage_out and desk.order.delivery.collect:
        yield Field(name="carriage_out", label=f"{terms.carriage_out} به {unit}", ltr=True, hint="اگر فروشگاه پرداخته")
    if terms.carriage_back:
        yield Field(
            name="carriage_back", label=f"{terms.carriage_back} به {unit}", ltr=True, hint="اگر فروشگاه پرداخته"
        )


RETURN_FIELDS: Mapping[EventKind, Callable[[AtDesk], Iterable[Field]]] = {
    "return_agreed": _agreed,
    "goods_arrived": _arrived,
}
