"""Telling an owner of each slip that the terms' types found in ``shop.toml``: its line, its key, what to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pydantic_core import ErrorDetails

from catalog.problems import Code, Problems, Spot, nearest
from catalog.toml_advice import advice, path_of, slip_of
from catalog.toml_lines import TomlLines, shown
from catalog.toml_scan import Key
from catalog.toml_tables import FEES, tables
from catalog.toml_values import as_typed

_FEW = 15
_MANY_HOMES = 3
_QUOTED = re.compile("'([^']+)'")


def note_slip(details: ErrorDetails, file: str, lines: TomlLines, problems: Problems) -> None:
    """Note one slip."""
    if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
        return  # pydantic counts what is right in a list; what is wrong in it is told one by one
    key, found = _key(details["loc"]), details["input"]
    # a kind of fee that is none is told of the whole fee, and shown where its kind stands
    at = (*key, "kind") if details["type"] == "union_tag_invalid" else key
    spot, name = Spot(file, lines.line_of(at)), shown(key)
    if details["type"] == "missing" and isinstance(key[-1], int):  # too few in a list of so many
        facts = {"value": as_typed(found), "meant": "", "advice": advice(key, details)}
        problems.add(Code.TOML_VALUE, spot, key=shown(key[:-1]), **facts)
        return
    if details["type"] == "missing" and path_of(key) in {"week", "week.weekend"}:
        return  # shop_needs tells of it, with all that waits for it
    if details["type"] == "missing":
        problems.add(Code.TOML_MISSING, spot, key=name, advice=advice(key, details))
    elif details["type"] == "unexpected_keyword_argument":
        problems.add(Code.TOML_UNKNOWN, spot, key=name, **_meant(key))
    elif slip_of(details) == "cyclic_steps":
        problems.add(Code.CYCLIC_STEPS, spot, value=_twice(found))
    elif slip_of(details) == "maximum_below_minimum":
        note_limits(key, found, file, lines, problems)
    else:
        facts = {"value": as_typed(found), "meant": _meant_value(details), "advice": advice(key, details)}
        problems.add(Code.TOML_VALUE, spot, key=name, **facts)


def meant_keys(found: Iterable[ErrorDetails]) -> frozenset[tuple[int | str, ...]]:
    """Return where each key would stand that an unknown one was meant for: it is not missing beside that."""
    unknown = [details["loc"] for details in found if details["type"] == "unexpected_keyword_argument"]
    return frozenset((*loc[:-1], meant) for loc in unknown if (meant := _meant(_key(loc))["meant"]))


def note_limits(key: Key, payment: object, file: str, lines: TomlLines, problems: Problems) -> None:
    """Note that a payment's maximum is below its minimum, both as they stand in the file."""
    if isinstance(payment, Mapping):
        at = Spot(file, lines.line_of((*key, "maximum")))
        limits = {name: as_typed(payment.get(name)) for name in ("maximum", "minimum")}
        problems.add(Code.MAXIMUM_BELOW_MINIMUM, at, key=shown(key), **limits)


def _key(loc: tuple[int | str, ...]) -> Key:
    """Return the path in the file; pydantic names the chosen kind of fee in its own path, the file does not."""
    return tuple(part for at, part in enumerate(loc) if not (at and loc[at - 1] == "fee" and part in FEES))


def _meant(key: Key) -> dict[str, str]:
    """Return the key of this table that was meant, else all it has if they are few, else one of another table.

    A key that another table has as it was typed only stands in the wrong place.
    """
    typed, own = str(key[-1]), tables().get(path_of(key[:-1]), ())
    if typed in own:  # of another kind of fee
        return {"meant": "", "advice": " با این kind نمی‌آید؛ آن را پاک کنید."}
    if meant := nearest(typed, own):
        return {"meant": meant, "advice": ""}
    homes = [f"[{path}]" for path, keys in tables().items() if path and typed in keys]
    if homes:
        return {"meant": "", "advice": f" این کلید زیر {' یا '.join(homes[:_MANY_HOMES])} می‌آید."}
    if typed in tables()[""]:
        return {"meant": "", "advice": " این کلید بالای پرونده، پیش از نخستین بخش می‌آید."}
    known = f" کلیدهای این بخش: {'، '.join(own)}" if 0 < len(own) <= _FEW else ""
    return {"meant": nearest(typed, {name for keys in tables().values() for name in keys}), "advice": known}


def _meant_value(details: ErrorDetails) -> str:
    """Return the word that was meant, where the key knows only some words."""
    context = details.get("ctx", {})
    known = _QUOTED.findall(str(context.get("expected", context.get("expected_tags", ""))))
    found = details["input"]
    typed = found.get("kind") if isinstance(found, Mapping) else found
    return nearest(typed, known) if isinstance(typed, str) else ""


def _twice(steps: object) -> str:
    return next((as_typed(one) for one in steps if steps.count(one) > 1), "") if isinstance(steps, list) else ""
