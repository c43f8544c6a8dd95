"""Looks at a store in PostgreSQL: whether the server keeps what it says it has kept, and whether its tables are today's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from checkout.storage.postgres.condition import Condition
from scripts.lib.doctor.finding import Finding, unsafe, warning

_MUST_BE_ON: Mapping[str, str] = {
    "fsync": "پایگاه داده پیش از نوشتن روی دیسک می‌گوید «نوشتم»: با رفتن برق، همه‌ی سفارش‌ها می‌تواند از دست برود.",
    "full_page_writes": "صفحه‌ای که هنگام رفتن برق نیمه‌نوشته بماند درست نمی‌شود: سفارش‌ها می‌تواند خراب شود.",
    "synchronous_commit": "سفارشی که به خریدار «ثبت شد» گفته‌ایم با رفتن برق می‌تواند نباشد.",
}
_GOOD: Mapping[str, frozenset[str]] = {
    "fsync": frozenset({"on"}),
    "full_page_writes": frozenset({"on"}),
    "synchronous_commit": frozenset({"on", "remote_apply", "remote_write", "local"}),
}


def look_at_server(condition: Condition) -> Iterator[Finding]:
    """Tell which settings lose orders, as they stand for a connection of ours, and what else is wrong with the server."""
    settings = condition.settings
    for name, harm in _MUST_BE_ON.items():
        if settings[name] not in _GOOD[name]:
            yield unsafe(
                name.replace("_", "-"),
                f"در PostgreSQL تنظیم {name} برابر {settings[name]} است. {harm}",
                f"ALTER SYSTEM SET {name} = on; SELECT pg_reload_conf(); و اگر برای پایگاه یا کاربر جداگانه گذاشته‌اید: "
                f"ALTER DATABASE … RESET {name}; ALTER ROLE … RESET {name};",
            )
    standbys, level = settings["synchronous_standby_names"], settings["synchronous_commit"]
    if standbys and level in {"local", "remote_write"}:
        yield warning(
            "standby-not-waited-for",
            f"سرور یدک هست ({standbys}) و synchronous_commit برابر {level} است: اگر سرور اصلی بسوزد، آخرین سفارش‌ها می‌رود.",
            "ALTER SYSTEM SET synchronous_commit = on; SELECT pg_reload_conf();",
        )
    if condition.missing > 0:
        yield warning(
            "missing-migrations",
            "جدول‌های پایگاه داده از این نسخه کهنه‌تر است؛ صندوق هنگام روشن شدن خودش آن‌ها را تازه می‌کند.",
            "پیش از روشن کردن صندوق تازه پشتیبان بگیرید: ./scripts/backup",
        )
    elif condition.missing < 0:
        yield unsafe("newer-tables", "جدول‌های پایگاه داده از نسخه‌ای تازه‌تر است.", "همان نسخه‌ی تازه را به کار ببرید.")
    if condition.checksum_failures:
        yield unsafe(
            "checksum-failures",
            "PostgreSQL صفحه‌هایی خوانده که آن نبوده که نوشته بود: دیسک خراب است.",
            "دیسک را عوض کنید و از پشتیبان برگردانید.",
        )


def data_place(condition: Condition) -> Path | None:
    """Return where the server keeps its files, if that is on this machine and we are told."""
    place = condition.settings.get("data_directory", "")
    return Path(place) if place and Path(place).is_dir() else None
