"""Provinces and cities of Iran, and which zone of a shop a place falls in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NewType

from shop.text import search_form

Zone = NewType("Zone", str)
"""The name of a set of cities that a shop treats alike."""

ELSEWHERE = Zone("elsewhere")
"""The zone of every city that a shop names in no other."""


@dataclass(frozen=True, slots=True)
class Place:
    """A city in its province, by their usual Persian names."""

    province: str
    city: str


@cache
def provinces() -> Mapping[str, tuple[str, ...]]:
    """Return every province with its cities, both in Persian alphabetical order."""
    text = resources.files("shop").joinpath("places.json").read_text(encoding="utf-8")
    return {province: tuple(cities) for province, cities in json.loads(text).items()}


def city_in(province: str, typed: str) -> str | None:
    """Return the city of a province that was meant, as it is listed: «خرم‌آباد» and «خرماباد» are «خرم آباد»."""
    meant = search_form(typed).replace(" ", "")
    return next((city for city in provinces()[province] if search_form(city).replace(" ", "") == meant), None)


def zone_of(place: Place, zones: Mapping[Zone, tuple[Place, ...]]) -> Zone:
    """Return the shop's zone that names this place, else ``ELSEWHERE``."""
    return next((zone for zone, places in zones.items() if place in places), ELSEWHERE)
