"""``scripts/explain SHOP --city … --total …``: say who may choose what, and why not."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime

from scripts.lib.explanation import Question, explain
from scripts.lib.explanation_json import as_json
from scripts.lib.explanation_lines import as_lines
from scripts.lib.shop_terms import NoSuchShop, terms_of
from scripts.lib.shops import OneLineParser
from scripts.lib.typed import (
    NotUnderstood,
    read_class,
    read_count,
    read_delivery,
    read_moment,
    read_place,
    read_total,
)
from shop.order_parts import Climb
from shop.terms import Shop

ABOUT = """
Say which deliveries and payments an order may choose, and of the others why not: by the very rules that the checkout
asks, read from the shop's shop.toml as it stands; nothing need be built. Digits, separators and spelling are free.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Explain one order; return the exit status: 1 where shop.toml is not right, 2 for words not understood."""
    told = _parser().parse_args(words)
    try:
        shop = terms_of(told.shop)
        if shop is None:
            return 1
        explanation = explain(_question(told, shop))
    except (NotUnderstood, NoSuchShop) as error:
        print(error, file=sys.stderr)
        return 2
    print(as_json(explanation) if told.json else "\n".join(as_lines(explanation)))
    return 0


def _parser() -> OneLineParser:
    parser = OneLineParser(prog="scripts/explain", description=ABOUT)
    parser.add_argument("shop", metavar="SHOP", help="a folder in content/, or a path")
    parser.add_argument("--city", required=True, help="where it goes, as people spell it")
    parser.add_argument("--total", required=True, help="the price of the goods, in the shop's own unit")
    parser.add_argument("--province", default="", help="where several provinces have such a city")
    parser.add_argument("--delivery", help="only this one, by its id or its name")
    parser.add_argument(
        "--class", dest="classes", metavar="CLASS", action="append", help="a class of the goods; may come again"
    )
    parser.add_argument("--weight", default="0", help="the weight of the goods in grams")
    parser.add_argument("--floor", default="1", help="the floor that heavy goods are carried to")
    parser.add_argument("--stairs", default="0", help="the steps up to the home")
    parser.add_argument("--lead", default="0", help="the working days that a seller of the goods needs first")
    parser.add_argument("--at", help="when it is ordered, Jalali or Gregorian, with a time or without; else now")
    parser.add_argument("--json", action="store_true", help="for programs: stable keys, rials, ISO dates")
    return parser


def _question(told: Namespace, shop: Shop) -> Question:
    return Question(
        shop=shop,
        place=read_place(told.city, told.province),
        goods=read_total(told.total, shop.price_unit),
        at=datetime.now(UTC) if told.at is None else read_moment(told.at),
        delivery=None if told.delivery is None else read_delivery(told.delivery, shop),
        classes=frozenset(read_class(typed, shop) for typed in told.classes or ()),
        weight=read_count(told.weight),
        climb=Climb(floor=read_count(told.floor), stairs=read_count(told.stairs)),
        lead_days=read_count(told.lead),
    )


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # who reads only the first lines ends it, without a word
    sys.exit(main())
