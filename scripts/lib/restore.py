"""``scripts/restore FILE STORE``: put a backup back, into a place of its own first."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from checkout.storage.disk import make_directory, sync_directory
from checkout.storage.ownership import Ownership
from checkout.storage.postgres.scheme import is_database
from checkout.store import StoreDamaged
from checkout.stores import open_content
from checkout.upkeep.backup_file import Backup, backup_rows, check_backup
from checkout.upkeep.keeping import keep_rows, refuse_unknown
from checkout.upkeep.levels import wrong_levels
from checkout.upkeep.sums import sums_of
from scripts.lib.shops import OneLineParser
from scripts.lib.stores import TROUBLES, claimed, shown, store_of, trouble
from scripts.lib.sums_table import as_table

ABOUT = """
Put a backup into a store: a folder (or a shop), or an empty PostgreSQL database. The whole file is read and checked
before anything is written, and what was written is compared with it. A folder that holds a store already is left alone,
unless --aside is given: then the old store is moved beside it, never deleted. No checkout may run on it meanwhile.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Restore one backup; return the exit status."""
    parser = OneLineParser(prog="scripts/restore", description=ABOUT)
    parser.add_argument("file", metavar="FILE", type=Path, help="what scripts/backup wrote")
    parser.add_argument("store", metavar="STORE", help="a shop, a store's folder, or postgresql://…")
    parser.add_argument("--aside", action="store_true", help="move the store that is there now out of the way first")
    told = parser.parse_args(words)
    try:
        backup = check_backup(told.file)
        refuse_unknown(backup.sums)
        where = store_of(told.store)
        if is_database(where):
            return _into_database(told.file, backup, where)
        return _into_folder(told.file, backup, Path(where).absolute(), aside=told.aside)
    except TROUBLES as error:
        print(f"scripts/restore: {trouble(error)}", file=sys.stderr)
    except OSError as error:
        print(f"scripts/restore: {error.filename}: {error.strerror}", file=sys.stderr)
    return 1


def _into_database(file: Path, backup: Backup, where: str) -> int:
    with claimed(where), open_content(where) as content:
        kinds = content.kinds()
    if kinds:
        print(
            f"scripts/restore: {shown(where)} holds records already; make an empty database and name that",
            file=sys.stderr,
        )
        return 1
    _fill(file, backup, where)
    return _tell(file, backup, where)


def _into_folder(file: Path, backup: Backup, folder: Path, *, aside: bool) -> int:
    occupied = folder.is_dir() and any(folder.iterdir())
    if occupied and not aside:
        print(
            f"scripts/restore: {folder} is not empty. Nothing was changed; with --aside what is there is moved beside it first",
            file=sys.stderr,
        )
        return 1
    fresh = folder.with_name(f"{folder.name}.restoring")
    if fresh.exists():
        print(f"scripts/restore: {fresh} is left of a restore that was cut short; it begins anew", file=sys.stderr)
        shutil.rmtree(fresh)
    make_directory(folder.parent)
    with _nobody_on(folder) if occupied else nullcontext():
        _fill(file, backup, str(fresh))
        if occupied:
            beside = folder.with_name(f"{folder.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
            folder.rename(beside)
            print(f"What was in {folder} is now in {beside}")
        elif folder.is_dir():
            folder.rmdir()
        fresh.rename(folder)
    sync_directory(folder.parent)
    return _tell(file, backup, str(folder))


@contextmanager
def _nobody_on(folder: Path) -> Iterator[None]:
    """Hold a folder's lock, whatever state its store is in: a checkout that runs on it would go on in the wrong place."""
    ownership = Ownership(folder)
    try:
        yield
    finally:
        ownership.release()


def _fill(file: Path, backup: Backup, where: str) -> None:
    with claimed(where) as store:
        keep_rows(store, backup_rows(file))
        with open_content(where) as content:
            kept = sums_of(content.rows())
            wrong = wrong_levels(content)
    if kept != backup.sums or wrong:
        raise StoreDamaged(where, "what was written is not what the backup holds")


def _tell(file: Path, backup: Backup, where: str) -> int:
    for line in as_table({"restored": backup.sums}):
        print(line)
    records = sum(one.count for one in backup.sums.values())
    print(f"Restored: {records:,} records of {backup.begun_at:%Y-%m-%d %H:%M:%S} UTC from {file} to {shown(where)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
