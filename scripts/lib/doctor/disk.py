"""Looks at the room that is left on a store's disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from scripts.lib.doctor.finding import Finding, unsafe, warning
from shop.text import grouped, persian_digits

_LEAST_SHARE = 0.10
_LEAST_BYTES = 64 << 20
"""With less, a checkpoint or a backup may already not find room."""
_DAYS = 30
_MIB = 1 << 20


class Usage(Protocol):
    """What ``shutil.disk_usage`` tells, in bytes."""

    @property
    def total(self) -> int:
        """All there is."""

    @property
    def free(self) -> int:
        """What we may still write."""


def look_at_disk(place: Path, usage: Usage, bytes_a_day: float) -> Iterator[Finding]:
    """Tell when the disk is full, or will be within a month at today's pace (bytes a day)."""
    free = f"{grouped(usage.free // _MIB)} مگابایت"
    room = "چیزهای دیگر را از این دیسک بردارید، یا دیسک بزرگ‌تری بگذارید."
    if usage.free < _LEAST_BYTES:
        yield unsafe(
            "disk-full",
            f"دیسک {place} پر است: {free} جا مانده. سفارش تازه شاید ثبت نشود.",
            f"همین حالا جا باز کنید: {room}",
        )
    elif usage.free < _DAYS * bytes_a_day:
        days = persian_digits(int(usage.free / bytes_a_day))
        yield warning("disk-soon-full", f"دیسک {place} با فروش این روزها تا {days} روز دیگر پر می‌شود.", room)
    elif usage.free < _LEAST_SHARE * usage.total:
        yield warning("disk-nearly-full", f"از دیسک {place} کمتر از یک‌دهم مانده است: {free}.", room)
