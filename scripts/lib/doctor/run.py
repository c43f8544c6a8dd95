"""``scripts/doctor [--store STORE]``: say in plain words what is unsafe about a shop's store, or is about to be."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from checkout.storage.embedded_content import embedded_content
from checkout.storage.postgres.condition import postgres_condition
from checkout.storage.postgres.content import postgres_content
from checkout.storage.postgres.scheme import is_database
from checkout.storage.schema import FILE_NAME
from checkout.store import StoreDamaged, StoreUnavailable
from checkout.stores import note_of_backup
from checkout.upkeep.backup_note import Instant, read_note, this_instant
from checkout.upkeep.books import Books, read_books
from checkout.upkeep.content import Content
from checkout.upkeep.levels import wrong_levels
from checkout.upkeep.survey import RECENT, Survey, survey
from scripts.lib.doctor.backups import look_at_backup
from scripts.lib.doctor.books import look_at_books
from scripts.lib.doctor.clock import look_at_both_clocks, look_at_clock
from scripts.lib.doctor.damage import look_at_set_aside, look_for_damage
from scripts.lib.doctor.database import data_place, look_at_server
from scripts.lib.doctor.disk import look_at_disk
from scripts.lib.doctor.finding import Finding, Level, unsafe, well
from scripts.lib.doctor.folder import look_at_owner, look_at_size
from scripts.lib.doctor.secrets import look_at_settings
from scripts.lib.shops import OneLineParser
from scripts.lib.stores import shown, store_of
from shop.text import grouped

ABOUT = """
Look at a shop's store and its settings, while it sells or not, and say what is unsafe or soon will be, each with what to
do. Without --store, at the one that HOJREH_STORE names. Every record is read, so a long history takes a while. Exit status 0
when all is well, 1 when something wants attention, 2 when orders or money can be lost.
"""
_HEADS: Mapping[Level, str] = {Level.UNSAFE: "ناایمن", Level.WARNING: "هشدار", Level.WELL: "خوب"}


def main(words: Sequence[str] | None = None) -> int:
    """Look at one store; return the worst that was found."""
    parser = OneLineParser(prog="scripts/doctor", description=ABOUT)
    parser.add_argument("--store", metavar="STORE", help="a shop, a store's folder, or postgresql://…")
    told = parser.parse_args(words)
    where = store_of(told.store) if told.store else os.environ.get("HOJREH_STORE", "")
    if not where:
        parser.error("name a store, or set HOJREH_STORE as the service has it")
    findings = sorted(_findings(where, os.environ), key=lambda finding: -finding.level)
    print("\n\n".join(_lines(finding) for finding in findings))
    return max(finding.level for finding in findings)


def _lines(finding: Finding) -> str:
    do = f"\n  چاره: {finding.do}" if finding.do else ""
    return f"{_HEADS[finding.level]} [{finding.name}]: {finding.what}{do}"


def _findings(where: str, environment: Mapping[str, str]) -> Iterator[Finding]:
    yield from look_at_settings({"HOJREH_STORE": where, **environment})
    try:
        if is_database(where):
            yield from _in_database(where)
        else:
            yield from _in_folder(where)
    except StoreUnavailable as error:
        yield unsafe(
            "unreachable", f"انبار سفارش‌ها باز نمی‌شود: {error.detail} ({error.path}).", "نشانی و دسترسی را ببینید."
        )
    except OSError as error:
        yield unsafe(
            "unreachable",
            f"انبار سفارش‌ها باز نمی‌شود: {error.strerror} ({error.filename}).",
            "با همان کاربری بزنید که صندوق با آن کار می‌کند.",
        )
    except StoreDamaged as error:
        yield from look_for_damage(Survey(), [error.detail])


def _in_folder(where: str) -> Iterator[Finding]:
    folder, now = Path(where), this_instant()
    file = folder / FILE_NAME
    yield from look_at_owner(folder, file)
    with embedded_content(folder) as content:
        seen = survey(content, now.at)
        problems = content.problems()
        levels, books = _wrong_levels(content), _books(content)
    yield from look_at_books(books)
    yield from look_for_damage(seen, [*problems, *levels])
    yield from look_at_set_aside(folder)
    size = sum(part.stat().st_size for part in folder.iterdir() if part.is_file())
    yield from look_at_disk(folder, shutil.disk_usage(folder), size * seen.recent_share / RECENT.days)
    yield from look_at_size(where, seen.orders)
    yield from _about_any(where, seen, now)


def _in_database(where: str) -> Iterator[Finding]:
    now, condition = this_instant(), postgres_condition(where)
    yield from look_at_server(condition)
    yield from look_at_both_clocks(now.at, condition.now)
    with postgres_content(where) as content:
        seen = survey(content, now.at)
        levels, books = _wrong_levels(content), _books(content)
    yield from look_at_books(books)
    yield from look_for_damage(seen, levels)
    place = data_place(condition)
    if place is not None:
        yield from look_at_disk(place, shutil.disk_usage(place), condition.size * seen.recent_share / RECENT.days)
    else:
        yield well(
            "disk-elsewhere", "دیسک پایگاه داده از این‌جا دیده نمی‌شود؛ جای خالی‌اش را روی همان دستگاه ببینید: df -h"
        )
    yield from _about_any(where, seen, now)


def _wrong_levels(content: Content) -> list[str]:
    """Return what is wrong with stock levels; nothing where the survey has named what cannot be read."""
    try:
        return [f"stock {sku}: {level} ≠ {booked}" for sku, level, booked in wrong_levels(content)]
    except StoreDamaged:
        return []


def _books(content: Content) -> Books:
    """Return what is wrong with the books; nothing where the survey has named what cannot be read."""
    try:
        return read_books(content)
    except StoreDamaged:
        return Books(begun=False, wrong=())


def _about_any(where: str, seen: Survey, now: Instant) -> Iterator[Finding]:
    note = read_note(note_of_backup(where))
    yield from look_at_clock(now, seen.newest, note)
    yield from look_at_backup(shown(where), seen.orders, note, now.at)
    if not seen.damage:
        yield well("readable", f"همه‌ی {grouped(seen.orders)} سفارش خوانده شد و سرگذشت هیچ‌کدام دست نخورده است.")


if __name__ == "__main__":
    sys.exit(main())
