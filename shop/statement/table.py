"""The text of a CSV file as rows of cells: whatever it is encoded in and parted by, and wherever its headings stand."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shop.errors import BadInput
from shop.text import search_form

_SEPARATORS = ",;\t"
_FIRST_ROWS = 30
"""How far down the headings are looked for: many banks write the account's particulars above them."""
_MOST_COLUMNS = 200
"""How far along a row the headings are looked for; no bank has a fifth of that."""
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings, each with its line in the file, and the place of each column."""

    rows: tuple[tuple[int, Sequence[str]], ...]
    places: Mapping[str, int]
    width: int


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8 or Windows-1256.

    Raises:
        BadInput: ``no_rows``, ``spreadsheet`` or ``no_text``.
    """
    if not data.strip():
        raise BadInput("file", "no_rows")
    if data.startswith(_SPREADSHEETS):
        raise BadInput("file", "spreadsheet")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Every byte is some letter in it, so this never fails; what was no text shows by its control characters.
        text = data.decode("windows-1256")
    if _CONTROL.search(text):
        raise BadInput("file", "no_text")
    return text


def table_of(text: str, headings: Sequence[str], most: int) -> Table:
    """Return the rows under these headings, empty ones left out.

    Raises:
        BadInput: ``no_columns`` with those ``lacking``, ``no_rows``, ``too_many_rows``, or ``broken_quotes`` with its ``line``.
    """
    lacking: Sequence[str] = headings
    for separator in _SEPARATORS:
        missed = _lacking(text, separator, headings)
        if not missed:
            return _below(text, separator, headings, most)
        lacking = min(missed, lacking, key=len)
    raise BadInput("file", "no_columns", lacking="، ".join(lacking))


def _lacking(text: str, separator: str, headings: Sequence[str]) -> Sequence[str]:
    """Return the headings that the row with most of them lacks."""
    least: Sequence[str] = headings
    try:
        for (_, cells), _ in zip(_rows(text, separator), range(_FIRST_ROWS), strict=False):
            known = {search_form(cell) for cell in cells[:_MOST_COLUMNS]}
            least = min([one for one in headings if search_form(one) not in known], least, key=len)
            if not least:
                break
    except BadInput:
        return least
    return least


def _below(text: str, separator: str, headings: Sequence[str], most: int) -> Table:
    places: dict[str, int] = {}
    width, rows = 0, []
    for line, cells in _rows(text, separator):
        if not places:
            known = [search_form(cell) for cell in cells[:_MOST_COLUMNS]]
            if all(search_form(one) in known for one in headings):
                places, width = {one: known.index(search_form(one)) for one in headings}, len(cells)
        elif any(cell.strip() for cell in cells):
            rows.append((line, cells))
        if len(rows) > most:
            raise BadInput("file", "too_many_rows", most=most)
    if not rows:
        raise BadInput("file", "no_rows")
    return Table(tuple(rows), places, width)


def _rows(text: str, separator: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise BadInput("file", "broken_quotes", line=reader.line_num) from error


def short(cell: str) -> str:
    """Return a cell as a message shows it."""
    tidy = " ".join(cell.split())
    return tidy if len(tidy) <= _LONGEST_SHOWN else f"{tidy[:_LONGEST_SHOWN]}…"
