"""Checking what ``shop.toml`` names elsewhere: clauses on policy pages, zones, cities, accounts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from catalog.problems import Code, Problems, nearest
from catalog.shop_reader import ShopFile
from catalog.toml_scan import Key
from shop.identifiers import is_card_number, is_sheba
from shop.places import ELSEWHERE, provinces

_ACCOUNTS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "transfer": ("sheba", is_sheba),
    "card_to_card": ("card", is_card_number),
}


def check_clauses(file: ShopFile, clauses: Collection[str], problems: Problems) -> None:
    """Note every clause that stands on no policy page."""
    for key, value in file.values.items():
        if key[-1] in {"clause", "freight_clause"} and value not in clauses:
            problems.add(Code.UNKNOWN_CLAUSE, file.spot(key), value=str(value), meant=nearest(str(value), clauses))


def check_shop(file: ShopFile, problems: Problems) -> None:
    """Note every zone and city that is not there, and every account that cannot be paid to."""
    zones = sorted({ELSEWHERE, *(str(key[1]) for key in file.values if key[0] == "zones" and key[1:])})
    for key, value in file.values.items():
        if key[0] == "zones":
            _check_place(file, key, str(value), problems)
        elif key[-2:-1] == ("zones",) and value not in zones:
            known, meant = "، ".join(zones), nearest(str(value), zones)
            problems.add(Code.UNKNOWN_ZONE, file.spot(key), value=str(value), known=known, meant=meant)
    _check_ids(file, problems)
    _check_payments(file, problems)


def _check_place(file: ShopFile, key: Key, place: str, problems: Problems) -> None:
    province, _, city = (part.strip() for part in place.partition("/"))
    if city not in provinces().get(province, ()):
        known = [f"{name}/{town}" for name, towns in provinces().items() for town in towns]
        problems.add(Code.UNKNOWN_PLACE, file.spot(key), value=place, meant=nearest(place, known))


def _check_ids(file: ShopFile, problems: Problems) -> None:
    seen: set[object] = set()
    for key, value in file.values.items():
        if key[0] == "delivery" and key[2:] == ("id",):
            if value in seen:
                problems.add(Code.DUPLICATE_DELIVERY, file.spot(key), value=str(value))
            seen.add(value)


def _check_payments(file: ShopFile, problems: Problems) -> None:
    for key, kind in file.values.items():
        if key[0] != "payment" or key[2:] != ("kind",):
            continue
        if kind == "gateway" and (*key[:2], "provider") not in file.values:
            problems.add(Code.NO_PROVIDER, file.spot(key))
        if isinstance(kind, str) and kind in _ACCOUNTS:
            _check_account(file, kind, str(file.values.get((*key[:2], "name"), kind)), problems)


def _check_account(file: ShopFile, kind: str, method: str, problems: Problems) -> None:
    name, is_right = _ACCOUNTS[kind]
    number = str(file.values.get(("accounts", name), ""))
    if not number.strip():
        problems.add(Code.BLANK_ACCOUNT, file.spot(("accounts", name)), key=name, method=method)
    elif not is_right(number) or len(set(number)) == 1:
        problems.add(Code.BAD_ACCOUNT, file.spot(("accounts", name)), key=name, value=number)
