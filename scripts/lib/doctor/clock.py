"""Looks at the machine's clock: holds, codes, deadlines and the order of orders hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from checkout.upkeep.backup_note import Instant
from scripts.lib.doctor.finding import Finding, unsafe
from shop.calendar import show_moment
from shop.text import persian_digits

_LEAST_JUMP = timedelta(seconds=60)
_SET = "ساعت را با سرور زمان هم‌گام کنید (timedatectl set-ntp true) و این فرمان را دوباره بزنید."


def look_at_clock(now: Instant, newest: datetime | None, note: Instant | None) -> Iterator[Finding]:
    """Compare the clock with the newest record of the store, and with the machine's own count since the last backup."""
    if newest is not None and newest > now.at + _LEAST_JUMP:
        yield unsafe(
            "clock-behind",
            f"ساعت این دستگاه {show_moment(now.at)} است و در انبار سفارش‌ها چیزی از {show_moment(newest)} هست: "
            "ساعت عقب رفته، یا پیش از این جلو بوده است.",
            _SET,
        )
    if note is not None and now.boot and note.boot == now.boot:
        jump = (now.at - note.at) - timedelta(seconds=now.uptime - note.uptime)
        if abs(jump) > _LEAST_JUMP:
            way = "جلو" if jump > timedelta() else "عقب"
            yield unsafe(
                "clock-jumped",
                f"ساعت این دستگاه از آخرین پشتیبان تا کنون {persian_digits(int(abs(jump).total_seconds()))} ثانیه {way} کشیده شده است.",
                _SET,
            )


def look_at_both_clocks(here: datetime, there: datetime) -> Iterator[Finding]:
    """Compare this machine's clock with that of the database's."""
    if abs(here - there) > _LEAST_JUMP:
        yield unsafe(
            "clocks-differ",
            f"ساعت این دستگاه {persian_digits(int(abs((here - there).total_seconds())))} ثانیه با ساعت پایگاه داده فرق دارد.",
            f"روی هر دو دستگاه: {_SET}",
        )
