"""``scripts/move-store FROM TO``: copy all that a store holds into another, and compare them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from checkout.storage.postgres.scheme import is_database
from checkout.stores import open_content
from checkout.upkeep.differences import differences
from checkout.upkeep.keeping import keep_rows, refuse_unknown
from checkout.upkeep.levels import wrong_levels
from checkout.upkeep.sums import sums_of
from scripts.lib.shops import OneLineParser
from scripts.lib.stores import TROUBLES, claimed, shown, store_of, trouble
from scripts.lib.sums_table import as_table

ABOUT = """
Copy every record of a store into another one, and compare both by a count and a checksum for each kind of record.
FROM and TO are folders, shops or addresses of PostgreSQL databases (postgresql://…; better with the password in
PGPASSWORD or a passfile than in the address). No checkout may run on either. FROM is only read. Cut short, run it again:
it goes on. TO may hold nothing that FROM does not. Exit status 0 when both hold the same, 1 when anything differs.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Move one store; return the exit status."""
    parser = OneLineParser(prog="scripts/move-store", description=ABOUT)
    parser.add_argument("source", metavar="FROM", help="the store that holds the orders now")
    parser.add_argument("target", metavar="TO", help="the store that shall hold them")
    told = parser.parse_args(words)
    source, target = store_of(told.source), store_of(told.target)
    if _place(source) == _place(target):
        parser.error("FROM and TO are the same store")
    try:
        return _move(source, target)
    except TROUBLES as error:
        print(f"scripts/move-store: {trouble(error)}", file=sys.stderr)
        return 1


def _place(where: str) -> str:
    """Return one name for a folder, however it was spelled."""
    return where if is_database(where) else str(Path(where).resolve())


def _move(source: str, target: str) -> int:
    # Looked at before it is opened for us alone: opening makes a store where there is none.
    with open_content(source) as content:
        refuse_unknown(content.kinds())
    with claimed(source), claimed(target) as store:
        with open_content(source) as content, open_content(target) as kept:
            foreign = differences(content.rows(), kept.rows()).foreign
        if foreign:
            return _refuse(target, foreign)
        with open_content(source) as content:
            keep_rows(store, content.rows())
        return _compare(source, target)


def _refuse(target: str, foreign: Counter[str]) -> int:
    told = ", ".join(f"{count} of {name}" for name, count in sorted(foreign.items()))
    print(
        f"scripts/move-store: {shown(target)} holds records that FROM does not: {told}. Nothing was changed; name an empty store",
        file=sys.stderr,
    )
    return 1


def _compare(source: str, target: str) -> int:
    with open_content(source) as content:
        here = sums_of(content.rows())
    with open_content(target) as content:
        there = sums_of(content.rows())
        wrong = wrong_levels(content)
    for line in as_table({"FROM": here, "TO": there}):
        print(line)
    for sku, level, booked in wrong:
        print(f"The stock of {sku} is {level} and its movements come to {booked}", file=sys.stderr)
    if here != there or wrong:
        print("scripts/move-store: the stores differ", file=sys.stderr)
        return 1
    records = sum(one.count for one in there.values())
    print(f"Moved: {records} records from {shown(source)} to {shown(target)}; both hold the same")
    return 0


if __name__ == "__main__":
    sys.exit(main())
