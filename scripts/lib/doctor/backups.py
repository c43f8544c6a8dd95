"""Looks at when the store was last backed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from checkout.upkeep.backup_note import Instant
from scripts.lib.doctor.finding import Finding, warning, well
from shop.calendar import show_moment

_OLD = timedelta(days=2)


def look_at_backup(where: str, orders: int, note: Instant | None, now: datetime) -> Iterator[Finding]:
    """Tell when there is no backup of a store that has orders, or only an old one."""
    do = f"هر شب از cron: ./scripts/backup {where} /DISK-DIGAR/orders-$(date +%F).backup"
    if note is None:
        if orders:
            yield warning("no-backup", "از این سفارش‌ها هنوز پشتیبانی گرفته نشده است.", do)
    elif now - note.at > _OLD:
        yield warning("old-backup", f"آخرین پشتیبان از {show_moment(note.at)} است.", do)
    else:
        yield well("backup", f"آخرین پشتیبان: {show_moment(note.at)}.")
