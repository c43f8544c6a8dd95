"""``scripts/take-out STORE (--order CODE | --person MOBILE) [--erase]``: hand out, or erase, all that is about somebody."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from checkout.app import open_store
from checkout.kinds import ORDERS
from checkout.storage.postgres.scheme import is_database
from checkout.storage.schema import FILE_NAME
from checkout.stores import open_content, scrub
from checkout.upkeep.belongings import mentions, of_order, of_person
from checkout.upkeep.content import KNOWN, Row
from checkout.upkeep.erasing import erase_rows
from scripts.lib.shops import OneLineParser
from scripts.lib.stores import TROUBLES, store_of, trouble
from scripts.lib.taken_out import as_json
from shop.calendar import show_moment
from shop.erasure import StillNeeded
from shop.errors import BadInput, ChainBroken
from shop.identifiers import read_mobile
from shop.order import Order
from shop.text import ascii_digits, normalise, persian_digits

ABOUT = """
Tell everything that a store keeps about one order, or about whoever has a mobile number, as JSON: in Persian for its
person, and as it is stored for programs; the shop goes on selling. With --erase, take the person out instead: of orders
that are over, goods, sums, dates, bank references and the invoice's firm stay, as books and tax want; names, numbers,
addresses, notes, messages and sessions go. Nothing is erased while an order of theirs is not over. A store in a folder
can only be erased from while no checkout runs on it. Backups made before still hold what was erased.
"""
_WHY = {
    "live": "سفارش {code} هنوز تمام نشده است. اول آن را به پایان برسانید.",
    "money": "پولی از سفارش {code} باید برگردد. اول آن را برگردانید.",
    "promise": "مهلتی از سفارش {code} تا {until} برقرار است. پس از آن پاک کنید.",
    "payment": "نتیجه‌ی پرداختی از سفارش {code} هنوز روشن نیست. اول آن را روشن کنید.",
    "message": "پیامی از سفارش {code} هنوز فرستاده نشده است. بگذارید فرستاده شود.",
}


def main(words: Sequence[str] | None = None) -> int:
    """Hand out or erase; return the exit status: 1 when nothing was found or nothing may be erased."""
    parser = OneLineParser(prog="scripts/take-out", description=ABOUT)
    parser.add_argument("store", metavar="STORE", help="a shop, a store's folder, or postgresql://…")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--order", metavar="CODE", help="all that is about this order")
    which.add_argument("--person", metavar="MOBILE", help="all that is about whoever has this mobile")
    parser.add_argument("--erase", action="store_true", help="take the person out, instead of telling")
    told = parser.parse_args(words)
    where = store_of(told.store)
    try:
        return _erase(where, told) if told.erase else _tell(where, told)
    except BadInput:
        parser.error(f"{told.person} is no mobile number")
    except TROUBLES as error:
        print(f"scripts/take-out: {trouble(error)}", file=sys.stderr)
    except ChainBroken as error:
        print(f"scripts/take-out: سرگذشت سفارش دست خورده است و پاک نشد: {error}", file=sys.stderr)
    except StillNeeded as error:
        until = show_moment(error.until) if error.until else ""
        print(
            f"scripts/take-out: چیزی پاک نشد. {_WHY[error.why].format(code=error.code, until=until)}", file=sys.stderr
        )
    return 1


def _tell(where: str, told: Namespace) -> int:
    rows = _found(where, told)
    if not rows:
        return _nothing()
    print(as_json(rows))
    return 0


def _erase(where: str, told: Namespace) -> int:
    with open_content(where):
        pass  # or opening would make a store where there is none
    with closing(open_store(where)) as store:
        rows = _found(where, told)
        erased = erase_rows(store, rows, at=datetime.now(UTC), by=f"staff:{getpass.getuser()}")
    # Even where nothing is found: they may have been erased by a run that was killed before it came so far.
    scrub(where)
    if not rows:
        return _nothing()
    print(
        f"پاک شد: {persian_digits(erased.rewritten)} سند بی نام و نشان ماند و {persian_digits(erased.deleted)} سند حذف شد."
    )
    words = _words(told, rows)
    with open_content(where) as content:
        for row in mentions(content, *words):
            print(f"هنوز نشانی از او در این سند هست: {row.kind} {row.key}")
    for file in _files_with(where, words):
        print(f"هنوز نشانی از او در این پرونده هست؛ اگر به کارتان نمی‌آید پاکش کنید: {file}")
    return 0


def _found(where: str, told: Namespace) -> list[Row]:
    with open_content(where) as content:
        return (
            of_order(content, ascii_digits(normalise(told.order)).upper())
            if told.order
            else of_person(content, read_mobile(told.person))
        )


def _nothing() -> int:
    print("scripts/take-out: چیزی پیدا نشد.", file=sys.stderr)
    return 1


def _words(told: Namespace, rows: Sequence[Row]) -> set[str]:
    """Return what they can still be known by: in the words of others, or as who took another buyer's parcel."""
    orders: list[Order] = [KNOWN[row.kind].decode(row.document) for row in rows if row.kind == ORDERS.name]
    words = {word for order in orders for word in (order.member, order.email, order.recipient.mobile) if word}
    return words | ({read_mobile(told.person)} if told.person else set())


def _files_with(where: str, words: Iterable[str]) -> list[Path]:
    """Return the files beside an embedded store's own in which a word stands: an older release's, or one put aside."""
    if is_database(where):
        return []
    own = {f"{FILE_NAME}{end}" for end in ("", "-wal", "-shm")}
    others = (file for file in sorted(Path(where).iterdir()) if file.is_file() and file.name not in own)
    return [file for file in others if any(word.encode() in file.read_bytes() for word in words)]


if __name__ == "__main__":
    sys.exit(main())
