"""Tells of what a store holds and nobody can rely on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checkout.upkeep.survey import Survey
from scripts.lib.doctor.finding import Finding, unsafe, warning
from shop.text import persian_digits

_MOST_TOLD = 5
_DO = (
    "صندوق را خاموش کنید، از پوشه یا پایگاه داده رونوشتی کنار بگذارید، و آخرین پشتیبان را برگردانید: ./scripts/restore"
)


def look_for_damage(seen: Survey, file_problems: Iterable[str] = ()) -> Iterator[Finding]:
    """Tell what is damaged, the first few by name; and kinds of record that this version does not know."""
    damage = [*file_problems, *seen.damage]
    for problem in damage[:_MOST_TOLD]:
        yield unsafe("damage", f"بخشی از سفارش‌ها سالم نیست: {problem}", _DO)
    if len(damage) > _MOST_TOLD:
        yield unsafe("damage", f"و {persian_digits(len(damage) - _MOST_TOLD)} جای دیگر.", _DO)
    if seen.strangers:
        yield warning(
            "unknown-kinds",
            f"سندهایی از گونه‌ای هست که این نسخه نمی‌شناسد: {', '.join(sorted(seen.strangers))}.",
            "نسخه‌ی تازه‌تر حجره را به کار ببرید؛ این نسخه آن‌ها را نه نشان می‌دهد و نه جابه‌جا می‌کند.",
        )
