"""Tells of what a store holds and nobody can rely on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from checkout.storage.check import MISFOUND
from checkout.storage.schema import FILE_NAME
from checkout.upkeep.survey import Survey
from scripts.lib.doctor.finding import Finding, unsafe, warning
from shop.text import persian_digits

_MOST_TOLD = 5
_DO = (
    "صندوق را خاموش کنید، از پوشه یا پایگاه داده رونوشتی کنار بگذارید، و آخرین پشتیبان را برگردانید: ./scripts/restore"
)


def look_for_damage(seen: Survey, file_problems: Iterable[str] = ()) -> Iterator[Finding]:
    """Tell what is damaged, the first few by name; and kinds of record that this version does not know."""
    damage = list(dict.fromkeys([*file_problems, *seen.damage]))
    if MISFOUND in damage:
        damage.remove(MISFOUND)
        yield unsafe(
            "misfound",
            "سفارش‌ها خودشان سالم‌اند، ولی فهرستی که با آن پیدا می‌شوند با آن‌ها نمی‌خواند: سفارشی شاید در فهرست‌ها نیاید یا "
            "دو بار بیاید.",
            "صندوق را خاموش کنید و فهرست را از نو بسازید: ./scripts/salvage FOLDER؛ همه‌ی سفارش‌ها در آن می‌ماند.",
        )
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


def look_at_set_aside(folder: Path) -> Iterator[Finding]:
    """Tell of the damaged files that a salvage set aside: they hold what it could not read, and buyers' names."""
    aside = sorted(file.name for file in folder.glob(f"{FILE_NAME}.damaged-*") if not file.name.endswith("-wal"))
    if aside:
        yield warning(
            "set-aside",
            f"پرونده‌ی آسیب‌دیده‌ای که پیش‌تر کنار گذاشته شده هنوز در {folder} هست: {'، '.join(aside)}. نام و نشانی "
            "خریداران در آن است و جا می‌گیرد.",
            "آنچه salvage نام برد و نتوانست بخواند فقط در همان است. وقتی به آن نیازی ندارید، آن و همتای -wal آن را پاک کنید.",
        )
