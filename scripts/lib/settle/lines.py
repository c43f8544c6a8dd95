"""A day's sheet as lines that a person reads at a terminal or on paper."""

from __future__ import annotations

from collections.abc import Iterator

from checkout.web.settlement_words import KNOWN, MISMATCHES, OWED_FOR, part_words, till_words
from shop.calendar import show_day
from shop.ledger_check import Mismatch
from shop.money import UNIT_NAMES, Rials, show_amount
from shop.settlement import Difference, Sheet, TillSheet
from shop.terms import Shop
from shop.text import persian_digits

_UNKNOWN = "دانسته نیست"


def as_lines(sheet: Sheet, shop: Shop) -> Iterator[str]:
    """Yield the sheet: its tills, what differs, what must go back, and what the day comes to."""
    yield f"دفتر {show_day(sheet.day)}، {shop.name} ({UNIT_NAMES[shop.price_unit]})"
    for till in sheet.tills:
        yield ""
        yield from _till(till, shop)
    if sheet.owed:
        yield ""
        yield "از سفارشی زنده نیست و باید برگردد:"
        for one in sheet.owed:
            state = "هنوز برنگشته" if one.open else "برگشته"
            amount = _amount(one.amount, shop)
            yield f"  {one.order}، {amount}، شماره‌ی بانک {one.reference}: {OWED_FOR[one.why]}؛ {state}"
    yield ""
    yield from _totals(sheet, shop)


def mismatch_line(one: Mismatch) -> str:
    """Return what is wrong with the books of an order's event."""
    return f"  {one.order}، رویداد {persian_digits(one.event + 1)}: {MISMATCHES[one.what]}"


def _till(till: TillSheet, shop: Shop) -> Iterator[str]:
    known = f" ({KNOWN[till.known]})" if KNOWN[till.known] else ""
    yield f"{till_words(till.till, shop)}{known}"
    if till.known != "recorded":
        yield f"  بانک: آمد {_amount(till.bank_in, shop)}، رفت {_amount(till.bank_out, shop)}"
    yield f"  دفتر: آمد {_amount(till.ours_in, shop)}، رفت {_amount(till.ours_out, shop)}"
    if till.known != "recorded":
        yield f"  اختلاف: {_amount(till.difference, shop)}"
    for one in till.differences:
        yield f"    {_difference(one, shop)}"
    if till.aside_in or till.aside_out:
        yield f"  جز سفارش‌ها: آمد {_amount(till.aside_in, shop)}، رفت {_amount(till.aside_out, shop)}"
    for one in till.on_other_days:
        yield f"  در روز دیگر: {_difference(one, shop)}"
    for each in till.untold:
        yield f"  بانک هنوز یا جداگانه نگفته: {each.reference or '—'}، {each.order}، {_amount(each.amount, shop)}"


def _difference(one: Difference, shop: Shop) -> str:
    order = f"، {one.order}" if one.order else ""
    bank, ours = (_amount(side, shop) if side else "ندارد" for side in (one.bank, one.ours))
    return f"{one.reference or '—'}{order}: بانک {bank}، دفتر {ours}"


def _totals(sheet: Sheet, shop: Shop) -> Iterator[str]:
    totals = sheet.totals
    yield f"دریافت: {_amount(totals.paid, shop)}"
    for account, amount in totals.kept.items():
        yield f"    {part_words(account)}: {_amount(amount, shop)}"
    yield f"  ماند نزد فروشگاه: {_amount(totals.kept_in_all, shop)}"
    yield f"  به خریداران برگشت: {_amount(totals.refunded, shop)}"
    yield f"  بدهی به خریداران: {_amount(totals.owed, shop)}"


def _amount(amount: Rials | None, shop: Shop) -> str:
    return _UNKNOWN if amount is None else show_amount(amount, shop.price_unit)
