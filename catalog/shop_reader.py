"""Reading ``shop.toml`` as the shop's terms, with every slip noted at its line."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from catalog.problems import Code, Problems, Spot, nearest
from catalog.source import UNPRINTABLE, read_text
from catalog.toml_advice import advice
from catalog.toml_lines import TomlLines, leaves, shown
from catalog.toml_scan import Key
from shop import terms, week
from shop.terms import Shop

FILE = "shop.toml"
_SHOP = TypeAdapter(Shop)
_AT = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_FEES = frozenset({"free", "fixed", "collect"})


@dataclasses.dataclass(frozen=True, slots=True)
class ShopFile:
    """The file as far as it could be read: the terms if all is well, plain values and lines in any case."""

    shop: Shop | None
    values: Mapping[Key, object]
    lines: TomlLines

    def spot(self, key: Key) -> Spot:
        """Return where a key stands."""
        return Spot(FILE, self.lines.line_of(key))


def read_shop(folder: Path, problems: Problems) -> ShopFile | None:
    """Return the shop's file, or nothing if it cannot be read at all."""
    file = folder / FILE
    if not file.is_file():
        problems.add(Code.NO_SHOP_FILE, Spot(FILE))
        return None
    text = read_text(file, FILE, problems)
    if text is None:
        return None
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also what Python itself refuses: endless numbers, endless depth
        _note_syntax(text, str(error), problems)
        return None
    lines = TomlLines(text)
    values = dict(leaves(document))
    _note_unprintable(values, lines, problems)
    return ShopFile(_validated(document, lines, problems), values, lines)


def _note_syntax(text: str, message: str, problems: Problems) -> None:
    at = _AT.search(message)
    spot = Spot(FILE, int(at[1]), int(at[2])) if at else Spot(FILE, text.rstrip("\n").count("\n") + 1)
    problems.add(Code.TOML_SYNTAX, spot, value=_AT.sub("", message).replace("(at end of document)", "").strip())


def _note_unprintable(values: Mapping[Key, object], lines: TomlLines, problems: Problems) -> None:
    """Note letters that no page can hold; TOML can name such a letter by its number."""
    for key, value in values.items():
        if isinstance(value, str) and (found := UNPRINTABLE.search(value)):
            problems.add(Code.UNPRINTABLE, Spot(FILE, lines.line_of(key)), value=f"U+{ord(found[0]):04X}")


def _validated(document: Mapping[str, object], lines: TomlLines, problems: Problems) -> Shop | None:
    try:
        return _SHOP.validate_python(document)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _note(details, lines, problems)
        return None


def _note(details: ErrorDetails, lines: TomlLines, problems: Problems) -> None:
    loc = details["loc"]
    # pydantic names the chosen kind of fee in the path, the file does not
    key = tuple(part for at, part in enumerate(loc) if not (part in _FEES and at and loc[at - 1] == "fee"))
    spot = Spot(FILE, lines.line_of(key))
    name = shown(key)
    if details["type"] == "missing":
        problems.add(Code.TOML_MISSING, spot, key=name, advice=advice(key, details))
    elif details["type"] == "unexpected_keyword_argument":
        meant = nearest(str(key[-1]), _names())
        problems.add(Code.TOML_UNKNOWN, spot, key=name, meant=meant)
    else:
        value = str(details["input"])[:60]
        problems.add(Code.TOML_VALUE, spot, key=name, value=value, advice=advice(key, details))


@cache
def _names() -> tuple[str, ...]:
    """Return every key that some table of the file has."""
    named = {**vars(terms), **vars(week)}.values()
    tables = [table for table in named if isinstance(table, type) and dataclasses.is_dataclass(table)]
    return tuple(sorted({field.name.rstrip("_") for table in tables for field in dataclasses.fields(table)}))
