"""Checking what the types of ``shop.toml`` cannot: what it names elsewhere, what one part needs of another, numbers."""

from __future__ import annotations

import re
from collections.abc import Collection

from catalog.problems import Code, Problems, nearest
from catalog.shop_accounts import check_accounts
from catalog.shop_contacts import check_contacts
from catalog.shop_limits import check_limits
from catalog.shop_names import check_names
from catalog.shop_needs import check_needs
from catalog.shop_reader import ShopFile
from catalog.shop_zones import check_zones

_CLAUSE = re.compile("[a-z0-9-]+#[a-z0-9-]+")


def check_clauses(file: ShopFile, clauses: Collection[str], problems: Problems) -> None:
    """Note every clause that stands on no policy page."""
    for key, value in file.values.items():
        has_form = isinstance(value, str) and _CLAUSE.fullmatch(value)  # of any other its type tells
        if key[-1] in {"clause", "freight_clause"} and has_form and value not in clauses:
            problems.add(Code.UNKNOWN_CLAUSE, file.spot(key), value=str(value), meant=nearest(str(value), clauses))


def check_shop(file: ShopFile, problems: Problems) -> None:
    """Note all that can be seen in the file alone, also where some of it has the wrong type."""
    for check in (check_zones, check_names, check_needs, check_limits, check_accounts, check_contacts):
        check(file, problems)
