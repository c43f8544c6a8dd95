"""Reading ``shop.toml`` as the shop's terms, with every slip noted at its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from catalog.letters import check_letters
from catalog.problems import Code, Problems, Spot, nearest
from catalog.source import UNPRINTABLE, Source, read_text
from catalog.toml_lines import TomlLines, leaves
from catalog.toml_scan import Key
from catalog.toml_slips import meant_keys, note_slip
from catalog.toml_syntax import note_syntax
from shop.terms import Shop

FILE = "shop.toml"


@dataclass(frozen=True, slots=True)
class ShopFile:
    """The file as far as it could be read: the terms if all is well, plain values and lines in any case."""

    shop: Shop | None
    document: Mapping[str, object]
    values: Mapping[Key, object]
    lines: TomlLines

    def spot(self, key: Key) -> Spot:
        """Return where a key stands."""
        return Spot(FILE, self.lines.line_of(key))

    def tables(self, name: str) -> Iterator[tuple[Key, Mapping[str, object]]]:
        """Yield each table of a list of them with its key; what is no table is left to the types."""
        several = self.document.get(name)
        for place, one in enumerate(several if isinstance(several, list) else ()):
            if isinstance(one, dict):
                yield (name, place), one

    def table(self, name: str) -> Mapping[str, object]:
        """Return a table, an empty one where there is none."""
        found = self.document.get(name)
        return found if isinstance(found, dict) else {}


def read_shop(folder: Path, problems: Problems) -> ShopFile | None:
    """Return the shop's file, or nothing if it cannot be read at all."""
    file = folder / FILE
    if not file.is_file():
        problems.add(Code.NO_SHOP_FILE, Spot(FILE), meant=nearest(FILE, _files_in(folder)))
        return None
    text = read_text(file, FILE, problems)
    if text is None:
        return None
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also what Python itself refuses: endless numbers, endless depth
        note_syntax(text, FILE, str(error), problems)
        return None
    if not document:
        problems.add(Code.NO_SHOP_FILE, Spot(FILE))
        return None
    lines = TomlLines(text)
    values = dict(leaves(document))
    _note_unprintable(values, lines, problems)
    check_letters(Source(FILE, (), (), text, 1), problems)
    return ShopFile(_validated(document, lines, problems), document, values, lines)


def _files_in(folder: Path) -> list[str]:
    return [one.name for one in folder.glob("*") if one.is_file()] if folder.is_dir() else []


def _note_unprintable(values: Mapping[Key, object], lines: TomlLines, problems: Problems) -> None:
    """Note letters that no page can hold; TOML can name such a letter by its number."""
    for key, value in values.items():
        if isinstance(value, str) and (found := UNPRINTABLE.search(value)):
            problems.add(Code.UNPRINTABLE, Spot(FILE, lines.line_of(key)), value=f"U+{ord(found[0]):04X}")


@cache
def _adapter() -> TypeAdapter[Shop]:
    """Made when first asked for: who remembers a shop need not wait for it."""
    return TypeAdapter(Shop)


def _validated(document: Mapping[str, object], lines: TomlLines, problems: Problems) -> Shop | None:
    try:
        return _adapter().validate_python(document)
    except ValidationError as error:
        found = error.errors(include_url=False)
        misspelt = meant_keys(found)
        for details in found:
            if not (details["type"] == "missing" and details["loc"] in misspelt):
                note_slip(details, FILE, lines, problems)
        return None
