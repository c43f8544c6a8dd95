"""Checking what one part of ``shop.toml`` needs of another: a clause, a table, a calendar."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.problems import Code, Problems
from catalog.shop_reader import ShopFile
from catalog.toml_lines import shown
from catalog.toml_scan import Key
from shop.errors import BadInput
from shop.spans import read_span
from shop.text import grouped

_REPORTED = frozenset({"transfer", "card_to_card", "deposit"})
_SPANS = frozenset({"within", "answer_within"})
_FEW = 4


def check_needs(file: ShopFile, problems: Problems) -> None:
    """Note every part without which another does not hold."""
    _check_payments(file, problems)
    _check_free_shipping(file, problems)
    if not file.table("insurance"):
        for key, one in file.tables("class"):
            if one.get("insured") is True:
                problems.add(Code.NO_INSURANCE, file.spot((*key, "insured")), value=str(one.get("name", one.get("id"))))
    identity = file.table("identity")
    if "clause" not in identity and (identity.get("zones") or identity.get("asked") in {"always", "prepaid"}):
        problems.add(Code.NO_IDENTITY_CLAUSE, file.spot(("identity",)))
    if "weekend" not in file.table("week"):
        _note_no_calendar(file, problems)


def _check_payments(file: ShopFile, problems: Problems) -> None:
    for key, one in file.tables("payment"):
        kind, name = one.get("kind"), str(one.get("name", one.get("kind")))
        if kind == "gateway" and "provider" not in one:
            problems.add(Code.NO_PROVIDER, file.spot((*key, "kind")))
        if isinstance(kind, str) and kind in _REPORTED and "report" not in file.document:
            problems.add(Code.NO_REPORT, file.spot((*key, "kind")), value=name)
        if one.get("for_freight") is False and "freight_clause" not in one:
            problems.add(Code.NO_FREIGHT_CLAUSE, file.spot((*key, "for_freight")), value=name)


def _check_free_shipping(file: ShopFile, problems: Problems) -> None:
    """T-ATR-15: carriage that the buyer pays at the door is never free."""
    fees = {str(one.get("id")): one.get("fee") for _, one in file.tables("delivery")}
    for key, value in file.values.items():
        if key[:2] == ("free_shipping", "deliveries"):
            fee = fees.get(str(value))
            if isinstance(fee, dict) and fee.get("kind") == "collect":
                problems.add(Code.FREE_BUT_COLLECT, file.spot(key), value=str(value))


def _note_no_calendar(file: ShopFile, problems: Problems) -> None:
    """T-X-03: where nobody says which days are worked, no deadline in working time has an end."""
    counted = list(dict.fromkeys(_in_working_time(file)))
    known = "، ".join(f"{shown(key)} ({file.spot(key).line})" for key in counted[:_FEW])
    spot = file.spot(("week",)) if "week" in file.document else file.spot(counted[0] if counted else ())
    others = grouped(len(counted) - _FEW) if len(counted) > _FEW else ""
    problems.add(Code.NO_CALENDAR, spot, known=known, others=others)


def _in_working_time(file: ShopFile) -> Iterator[Key]:
    """Yield each key whose value the shop's calendar decides."""
    for key, value in file.values.items():
        if key[-2:-1] == ("working_days",) or key[-1] == "lead_days":
            yield key if key[-1] == "lead_days" else key[:-1]
        elif key[-1] in _SPANS and isinstance(value, str) and _is_working(value):
            yield key


def _is_working(typed: str) -> bool:
    try:
        return read_span(typed).by_calendar
    except BadInput:
        return False
