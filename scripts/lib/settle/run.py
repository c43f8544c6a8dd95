"""``scripts/settle [SHOP] DATE``: what the banks and our books have of a day, and what differs."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from checkout.app import open_gateways
from checkout.ports import BankStatus
from checkout.records import Attempt, Capture
from checkout.settings import BadSetting, read_settings
from checkout.stores import open_content
from checkout.upkeep.books import read_books
from checkout.use_cases.ask_again import statuses
from checkout.use_cases.book_old_orders import book_missing
from checkout.use_cases.settlement import settlement
from scripts.lib.settle.day import asked_again, books_of
from scripts.lib.settle.lines import as_lines, mismatch_line
from scripts.lib.shops import OneLineParser, home_of, shop_folder
from scripts.lib.stores import TROUBLES, claimed, store_of, trouble
from shop.calendar import read_date
from shop.errors import BadInput
from shop.ledger_check import Mismatch
from shop.release import BadRelease, ReleaseId, decode
from shop.terms import Shop
from shop.text import persian_digits

ABOUT = """
Print a day's sheet: of each gateway, each account and the door what the bank says, what our books say, and what differs;
then what must go back, and what the day comes to. It reads while the shop sells, and holds every order's entries in the
ledger against the order's own history. Without SHOP, the store and the release are those that HOJREH_STORE and
HOJREH_RELEASES name. Exit status 0 when nothing differs, 1 when something does, 2 for words not understood.
"""
_MOST_TOLD = 20


def main(words: Sequence[str] | None = None) -> int:
    """Print one day's sheet; return the exit status."""
    told, parser = _told(words)
    try:
        day = read_date(told.day)
    except BadInput:
        parser.error(f"«{told.day}» is no day; write one like 1405/09/11")
    where = store_of(told.shop) if told.shop else os.environ.get("HOJREH_STORE", "")
    if not where:
        parser.error("name a shop, or set HOJREH_STORE and HOJREH_RELEASES as the service has them")
    try:
        if told.book:
            _book(where)
        return _settle(where, _terms(told.shop, parser), day, ask=told.ask)
    except TROUBLES as error:
        print(f"scripts/settle: {trouble(error)}", file=sys.stderr)
    except BadSetting as error:
        print(f"scripts/settle: to ask the gateways it needs the service's own settings: {error}", file=sys.stderr)
    return 1


def _told(words: Sequence[str] | None) -> tuple[Namespace, OneLineParser]:
    parser = OneLineParser(prog="scripts/settle", description=ABOUT)
    parser.add_argument(
        "shop", metavar="SHOP", nargs="?", default="", help="a shop, a store's folder, or postgresql://…"
    )
    parser.add_argument("day", metavar="DATE", help="the day, Jalali or Gregorian, with any digits")
    parser.add_argument("--ask", action="store_true", help="ask the gateways again whether that day's payments stand")
    parser.add_argument(
        "--book", action="store_true", help="first write the entries that are missing; the checkout must not run"
    )
    return parser.parse_args(words), parser


def _terms(shop: str, parser: OneLineParser) -> Shop:
    """Return the terms of the release that is served."""
    folder = shop_folder(shop) if shop else None
    releases = home_of(folder) / "releases" if folder else Path(os.environ.get("HOJREH_RELEASES", ""))
    try:
        named = ReleaseId((releases / "current").read_text(encoding="ascii").strip())
        return decode((releases / f"{named}.json").read_bytes(), named).shop
    except (OSError, UnicodeDecodeError, BadRelease):
        parser.error(f"no release in {releases}; build the shop, or set HOJREH_RELEASES as the service has it")


def _book(where: str) -> None:
    with open_content(where):
        pass  # or opening would make a store where there is none
    with claimed(where) as store:
        print(f"{persian_digits(book_missing(store))} ثبت که نبود در دفتر نوشته شد.\n")


def _settle(where: str, shop: Shop, day: date, *, ask: bool) -> int:
    with open_content(where) as content:
        wrong = read_books(content).wrong
        store = books_of(content, day)
    silent = asked_again(store, day, _statuses) if ask else 0
    sheet = settlement(store, shop, day)
    print("\n".join(as_lines(sheet, shop)))
    if silent:
        print(f"\n{persian_digits(silent)} پرداخت از درگاهش پاسخی نگرفت، یا درگاهش پرسیدنی نیست.")
    _tell_wrong(wrong)
    return 1 if sheet.differs or wrong else 0


def _statuses(asked: list[tuple[Capture, Attempt]]) -> Mapping[str, BankStatus]:
    gateways = open_gateways(read_settings(os.environ))
    with ExitStack() as stack:
        for gateway in gateways.values():
            stack.callback(gateway.close)
        return statuses(gateways, asked)


def _tell_wrong(wrong: Sequence[Mismatch]) -> None:
    if wrong:
        print("\nدفتر با سرگذشت این سفارش‌ها نمی‌خواند:")
        for one in wrong[:_MOST_TOLD]:
            print(mismatch_line(one))
        if len(wrong) > _MOST_TOLD:
            print(f"  و {persian_digits(len(wrong) - _MOST_TOLD)} ثبت دیگر.")
        print("چاره: صندوق را خاموش کنید و همین را با --book بزنید؛ آنچه نیست نوشته می‌شود و چیزی عوض نمی‌شود.")


if __name__ == "__main__":
    sys.exit(main())
