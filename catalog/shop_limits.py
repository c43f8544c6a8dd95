"""Checking limits of ``shop.toml`` against each other: amounts, rows of a weight table, states that are never reached."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.problems import Code, Problems
from catalog.shop_reader import FILE, ShopFile
from catalog.toml_lines import shown
from catalog.toml_scan import Key
from catalog.toml_slips import note_limits
from shop.errors import BadInput
from shop.money import Rials, read_amount

_STATES: Mapping[str, str] = {"confirmed": "confirmed", "preparing": "prepared"}
"""The states that only a shop with such a step knows."""


def check_limits(file: ShopFile, problems: Problems) -> None:
    """Note each maximum below its minimum, each row that none reaches, each state that an order never has."""
    for key, payment in file.tables("payment"):
        most, least = _rials(payment.get("maximum")), _rials(payment.get("minimum"))
        if most is not None and least is not None and most < least:
            note_limits(key, payment, FILE, file.lines, problems)
    for key, delivery in file.tables("delivery"):
        fee = delivery.get("fee")
        rows = fee.get("rows") if isinstance(fee, dict) else None
        if isinstance(rows, list):
            _check_rows(file, (*key, "fee", "rows"), rows, problems)
    states: dict[Key, object] = {("cancel", "own_until"): file.table("cancel").get("own_until")}
    states |= {(*key, "cancel_until"): one.get("cancel_until") for key, one in file.tables("class")}
    for key, state in states.items():
        _check_state(file, key, str(state), problems)


def _rials(value: object) -> Rials | None:
    try:
        return read_amount(value) if isinstance(value, str) else None
    except BadInput:
        return None


def _check_rows(file: ShopFile, key: Key, rows: list[object], problems: Problems) -> None:
    """The first row that fits counts, so one after it that fits nothing more is never reached."""
    for place, row in enumerate(rows):
        earlier = next((n for n, other in enumerate(rows[:place]) if _covers(other, row)), None)
        if earlier is not None:
            at = (*key, place)
            problems.add(Code.UNREACHED_ROW, file.spot(at), key=shown(at), first=shown((*key, earlier)))


def _covers(one: object, other: object) -> bool:
    """Does one row take all that another would?"""
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return False
    mine, its = one.get("up_to_grams"), other.get("up_to_grams")
    if not (isinstance(mine, int) and isinstance(its, int)) or mine < its:
        return False
    zones, others = one.get("zones") or [], other.get("zones") or []
    return not zones or bool(others and all(zone in zones for zone in others))


def _check_state(file: ShopFile, key: Key, state: str, problems: Problems) -> None:
    step = _STATES.get(state)
    steps = file.table("order").get("steps")
    if step and isinstance(steps, list) and step not in steps:
        problems.add(Code.UNREACHED_STATE, file.spot(key), key=shown(key), value=state)
