"""Which tables ``shop.toml`` has, and which keys each of them, as the shop's terms declare them."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from shop.terms import Fee, Shop

FEES = frozenset(get_args(get_type_hints(kind)["kind"])[0] for kind in get_args(get_args(Fee)[0]))
"""The kinds of fee, by which the terms tell their tables apart."""


@cache
def tables() -> Mapping[str, tuple[str, ...]]:
    """Return the keys of every table by its path: ``delivery.fee.rows``; the file's own table has the path ''."""
    found: dict[str, dict[str, None]] = {}
    for path, key in _walk(Shop, ""):
        found.setdefault(path, {})[key] = None
    return {path: tuple(keys) for path, keys in found.items()}


def _walk(table: type, path: str) -> Iterator[tuple[str, str]]:
    hints = get_type_hints(table, include_extras=True)
    for field in dataclasses.fields(table):
        name = _typed(field.name, hints[field.name])
        yield path, name
        for inner in _tables_in(hints[field.name]):
            yield from _walk(inner, f"{path}.{name}".lstrip("."))


def _typed(name: str, hint: object) -> str:
    """Return a field's name as the file has it."""
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((mark.alias for mark in marks if isinstance(mark, FieldInfo) and mark.alias), name)


def _tables_in(hint: object) -> list[type]:
    """Return the tables that a key may hold: one, one of several kinds, or a list of them; not values made of two parts."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return [hint]
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        return [] if any(_reads_text(mark) for mark in marks) else _tables_in(inner)
    if get_origin(hint) in {tuple, Union, types.UnionType}:
        return [table for part in get_args(hint) for table in _tables_in(part)]
    return []


def _reads_text(mark: object) -> bool:
    """Is this what makes a value of the text that stands in the file?"""
    return isinstance(mark, BeforeValidator)
