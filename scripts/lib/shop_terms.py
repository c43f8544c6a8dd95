"""Reading a shop's terms for a script that asks its rules: straight from ``shop.toml``, nothing built."""

from __future__ import annotations

import sys

from catalog.problem_words import report_line
from catalog.problems import Problems
from catalog.shop_check import check_shop
from catalog.shop_reader import read_shop
from scripts.lib.shops import known_shops, shop_folder
from shop.terms import Shop


class NoSuchShop(Exception):
    """No folder of that name; the message is the one Persian line that says so."""


def terms_of(name: str) -> Shop | None:
    """Return a shop's terms, or nothing where ``shop.toml`` should say otherwise, which is printed.

    Raises:
        NoSuchShop: there is no such folder.
    """
    folder = shop_folder(name)
    if folder is None:
        raise NoSuchShop(f"فروشگاه «{name}» در content نیست. یکی از این‌ها را بنویسید: {'، '.join(known_shops())}")
    problems = Problems()
    file = read_shop(folder, problems)
    if file:
        check_shop(file, problems)
    for problem in problems.found():
        print(report_line(problem), file=sys.stderr)
    return file.shop if file and not problems.errors() else None
