"""Checking the cities and zones of ``shop.toml``: each is there, each city in one zone."""

from __future__ import annotations

from catalog.problems import Code, Problems, nearest
from catalog.shop_reader import ShopFile
from catalog.toml_scan import Key
from shop.places import ELSEWHERE, provinces

_CITY = 3
"""Parts of the key of one city: the table, its zone, its place in the list."""


def check_zones(file: ShopFile, problems: Problems) -> None:
    """Note every zone and city that is not there, and every city that is in two zones."""
    own = file.table("zones")
    known = sorted({ELSEWHERE, *own})
    for key, value in file.values.items():
        if key[-2:-1] == ("zones",) and key[0] != "zones" and value not in known:
            names, meant = "، ".join(known), nearest(str(value), known)
            problems.add(Code.UNKNOWN_ZONE, file.spot(key), value=str(value), known=names, meant=meant)
    if ELSEWHERE in own:
        problems.add(Code.RESERVED_NAME, file.spot(("zones", ELSEWHERE)), key="[zones]", value=ELSEWHERE)
    _check_cities(file, problems)


def _check_cities(file: ShopFile, problems: Problems) -> None:
    seen: dict[str, Key] = {}
    for key, value in file.values.items():
        if key[0] != "zones" or not isinstance(value, str) or len(key) != _CITY:
            continue  # of another type: the types tell of it
        place = _check_place(file, key, value, problems)
        first = seen.setdefault(place, key)
        if first != key:
            facts = {"zone": str(key[1]), "line": str(file.spot(key).line)}
            facts |= {"first_zone": str(first[1]), "first": str(file.spot(first).line)}
            problems.add(Code.CITY_IN_TWO_ZONES, file.spot(key), value=place, **facts)


def _check_place(file: ShopFile, key: Key, typed: str, problems: Problems) -> str:
    """Return a place in its one spelling, noted if there is no such place."""
    province, _, city = (part.strip() for part in typed.partition("/"))
    if city not in provinces().get(province, ()):
        known = [f"{name}/{town}" for name, towns in provinces().items() for town in towns]
        problems.add(Code.UNKNOWN_PLACE, file.spot(key), value=typed, meant=nearest(typed, known))
    return f"{province}/{city}"
