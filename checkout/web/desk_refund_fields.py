"""What the forms of money that goes back ask of staff, and what they tell before one is pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from checkout.use_cases.moves.going_back import FROM_BANK, gateways_of
from checkout.web.attempt_words import gateway_name
from checkout.web.desk_field import NOTE, AtDesk, Field
from checkout.web.order_words import ACCOUNT_KINDS
from shop.lifecycle import EventKind
from shop.money import UNIT_NAMES, show_money
from shop.rules.refund import refund_of
from shop.rules.refund_account import asked_account, destination
from shop.text import persian_digits


def _account(desk: AtDesk) -> Iterable[Field]:
    asked = asked_account(desk.shop, desk.order)
    if asked is None:
        return
    hint = f"به {persian_digits(asked.ends_with)} می‌رسد" if asked.ends_with else ""
    yield Field(name="account", label=ACCOUNT_KINDS[asked.kind], ltr=True, hint=hint)
    yield Field(name="holder", label="نام صاحب حساب", hint=f"فقط {asked.holder}" if asked.holder else "")
    yield NOTE


def _refund(desk: AtDesk) -> Iterable[Field]:
    unit, order = desk.shop.price_unit, desk.order
    most = refund_of(desk.shop, order).amount
    yield Field(
        name="amount",
        label=f"مبلغ به {UNIT_NAMES[unit]}",
        ltr=True,
        hint=f"خالی یعنی همه‌ی {show_money(most, unit)}",
    )
    yield Field(name="out_of", label="از کجا پرداختید؟", kind="choice", choices=_places(desk))
    yield Field(name="reference", label="کد پیگیری بانک", ltr=True)
    yield NOTE


def _places(desk: AtDesk) -> tuple[tuple[str, str], ...]:
    bank = (FROM_BANK, "حساب بانکی فروشگاه")
    panels = tuple((name, f"پنل {gateway_name(name)}") for name in gateways_of(desk.shop))
    to = destination(desk.shop, desk.order)
    return (*panels, bank) if to and to.kind == "paying_card" else (bank, *panels)


def _not_back(_: AtDesk) -> Iterable[Field]:
    return (Field(name="note", label="آنچه در پنل بانک دیدید"),)


REFUND_FIELDS: Mapping[EventKind, Callable[[AtDesk], Iterable[Field]]] = {
    "account_declared": _account,
    "account_asked": lambda _: (),
    "reverse_refused": _not_back,
    "refunded": _refund,
}
