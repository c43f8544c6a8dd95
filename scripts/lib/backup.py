"""``scripts/backup STORE FILE``: keep all that a store holds in one file, while it goes on selling."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from checkout.storage.disk import sync_directory
from checkout.store import StoreUnavailable
from checkout.stores import note_backup, open_content
from checkout.upkeep.backup_file import check_backup, write_backup
from checkout.upkeep.backup_note import this_instant, write_note
from scripts.lib.shops import OneLineParser
from scripts.lib.stores import TROUBLES, shown, store_of, trouble
from scripts.lib.sums_table import as_table

ABOUT = """
Write all that a store held at one moment to a new file, read it back, and tell how much of each kind it holds. The shop
goes on selling meanwhile; whatever was confirmed to a buyer before the start is in it. It holds buyers' names and
addresses: keep it where only you can read it, on another disk. scripts/restore puts it back, into a folder or PostgreSQL.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Back up one store; return the exit status."""
    parser = OneLineParser(prog="scripts/backup", description=ABOUT)
    parser.add_argument("store", metavar="STORE", help="a shop, a store's folder, or postgresql://…")
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write; there must be none of that name")
    told = parser.parse_args(words)
    where, file = store_of(told.store), told.file.absolute()
    if file.exists():
        parser.error(f"{file} is there already; name a new file, so that an older backup stays until this one is whole")
    try:
        return _back_up(where, file)
    except TROUBLES as error:
        print(f"scripts/backup: {trouble(error)}", file=sys.stderr)
    except OSError as error:
        print(f"scripts/backup: {file} cannot be written: {error}", file=sys.stderr)
    return 1


def _back_up(where: str, file: Path) -> int:
    begun = this_instant()
    unfinished = file.with_name(f"{file.name}.unfinished-{os.getpid()}")
    try:
        with open_content(where) as content:
            write_backup(unfinished, content.rows(), begun.at)
        backup = check_backup(unfinished)
        os.link(unfinished, file)  # unlike a rename, it never replaces a file that came meanwhile
    finally:
        unfinished.unlink(missing_ok=True)
    sync_directory(file.parent)
    try:
        note_backup(where, write_note(begun))
    except (StoreUnavailable, OSError) as error:  # the backup is good all the same
        print(f"scripts/backup: scripts/doctor will not know of this backup: {error}", file=sys.stderr)
    for line in as_table({"backup": backup.sums}):
        print(line)
    records = sum(one.count for one in backup.sums.values())
    print(f"Backed up: {records:,} records of {shown(where)} in {file}, {file.stat().st_size:,} bytes, read back whole")
    return 0


if __name__ == "__main__":
    sys.exit(main())
