"""Telling an owner of what makes ``shop.toml`` no TOML at all: where, and what to write. ``tomllib`` says it in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from catalog.hidden_marks import HIDDEN
from catalog.problems import Code, Problems, Spot
from shop.text import ascii_digits

_AT = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)")
_KEY_VALUE = re.compile(r"""\s*([^\s=:#"'\[\]{},]+)\s*[=:]?\s*(.*)""")
_HEADER = re.compile(r"\s*\[{1,2}\s*([^\]\s]+)\s*\]{1,2}")
_COMMENT = re.compile(r"\s#.*")
_NUMBER = re.compile(r"[0-9][0-9٬,،_]*")
_QUOTES = "“”„«»‘’'\"`"
_FLAGS = {
    "true": "true",
    "yes": "true",
    "on": "true",
    "بله": "true",
    "false": "false",
    "no": "false",
    "off": "false",
    "خیر": "false",
}
_LOOK = "گیومه‌ها، کروشه‌ها و «=» همین خط و خط بالایش را ببینید."


class Mistake(NamedTuple):
    """Where the reading ended, the lines of the file, and what the engine says."""

    lines: list[str]
    spot: Spot
    message: str

    @property
    def line(self) -> str:
        """The line on which it ended."""
        return self.lines[self.spot.line - 1]


def note_syntax(text: str, file: str, message: str, problems: Problems) -> None:
    """Note the one place at which a text stops being TOML."""
    lines = text.split("\n")
    at = _AT.search(message)
    last = max(1, text.rstrip("\n").count("\n") + 1)
    spot = Spot(file, int(at[1]), int(at[2])) if at and at[1] else Spot(file, last)
    mistake = Mistake(lines, spot, _AT.sub("", message))
    advice = next((say(mistake) for start, say in _SAYINGS.items() if mistake.message.startswith(start)), "")
    if hidden := HIDDEN.search(mistake.line):
        advice = f"نشان نادیدنی U+{ord(hidden[0]):04X} در این خط است؛ خط را پاک کنید و از نو بنویسید."
    problems.add(Code.TOML_SYNTAX, spot, advice=advice or _LOOK)


def _value(mistake: Mistake) -> str:
    """What stands where a value should: of a number, its Latin digits; of a text, its quotes."""
    found = _KEY_VALUE.match(_COMMENT.sub("", mistake.line))
    if found and not found[2]:
        return "این کلید مقدار ندارد. عدد یا متن در گیومه بنویسید، یا خط را پاک کنید."
    here = max(0, mistake.spot.column - 1)
    if not found or "=" not in mistake.line[:here] or found[2][0] in "[{":
        return f'«{mistake.line[here:].strip()[:20]}» نه عددی با رقم لاتین است نه متنی در گیومه: [1, 2] یا ["یک", "دو"]'
    key, value = found[1], found[2].strip()
    if value.casefold() in _FLAGS:
        return f"بنویسید: {key} = {_FLAGS[value.casefold()]}"
    plain = ascii_digits(value)
    if _NUMBER.fullmatch(plain):
        return f"عدد را با رقم لاتین و بی جداکننده بنویسید: {key} = {re.sub('[^0-9]', '', plain)}"
    return f'متن را در گیومه‌ی ساده بنویسید: {key} = "{value.strip(_QUOTES)}"'


def _after_value(mistake: Mistake) -> str:
    """Something goes on after a value: mostly a text without quotes, or a number with its unit."""
    found = _KEY_VALUE.match(_COMMENT.sub("", mistake.line))
    value = ascii_digits(found[2].strip()) if found else ""
    if found and re.fullmatch("0[0-9]{8,}", value):
        return f'شماره در گیومه می‌آید: {found[1]} = "{value}"'
    if found and re.fullmatch("0+[0-9]+", value):
        return f"عدد با صفر آغاز نمی‌شود: {found[1]} = {int(value)}. اگر شماره است، در گیومه بنویسید."
    if found and _NUMBER.fullmatch(value):
        return f"عدد را با رقم لاتین و بی جداکننده بنویسید: {found[1]} = {re.sub('[^0-9]', '', value)}"
    if found and value and not set(value) & set(_QUOTES):
        number = re.match("[0-9]+", value)
        alone = f" ({found[1]} = {number[0]})" if number else ""
        return f'پس از مقدار چیزی مانده است. عدد تنها می‌آید{alone} و متن در گیومه ({found[1]} = "{value}").'
    return "پس از مقدار چیزی مانده است. هر کلید یک خط می‌خواهد؛ یادداشت با # آغاز می‌شود."


def _table_twice(mistake: Mistake) -> str:
    header = _HEADER.match(mistake.line)
    name = header[1] if header else ""
    before = enumerate(mistake.lines[: mistake.spot.line - 1], start=1)
    first = next((at for at, line in before if (one := _HEADER.match(line)) and one[1] == name), 0)
    if not name or not first:
        return ""
    doubled = ("[[" in mistake.line) + ("[[" in mistake.lines[first - 1])
    if doubled == 1:
        return f"یکی از بخش‌های {name} با [ ] است و دیگری با [[ ]] (خط {first}). اگر چندتاست، همه را بنویسید: [[{name}]]"
    return f"بخش [{name}] پیش‌تر در خط {first} آمده است. کلیدهای هر دو را زیر همان بنویسید و این یکی را پاک کنید."


def _key_twice(mistake: Mistake) -> str:
    """A key that its table has already; the engine says so at the end of the value, which may be that of the file."""
    at, header = mistake.spot.line, _HEADER.match(mistake.line)
    if header:
        return _table_twice(mistake) or f"«{header[1]}» پیش‌تر کلید یا بخش دیگری است. نام یکی را عوض کنید."
    found = _KEY_VALUE.match(mistake.line)
    for line in range(at - 1, 0, -1):
        one = _KEY_VALUE.match(mistake.lines[line - 1])
        if found and one and one[1] == found[1] and not _HEADER.match(mistake.lines[line - 1]):
            return f"کلید {found[1]} دو بار آمده است؛ بار اول در خط {line}. یکی را پاک کنید."
        if _HEADER.match(mistake.lines[line - 1]):
            return ""
    return ""


def _key(mistake: Mistake) -> str:
    name = mistake.line.partition("=")[0].strip() or "="
    return f"خط با نام کلید آغاز می‌شود، با حرف لاتین، و «=» پس از آن: key = مقدار. این‌جا «{name[:30]}» آمده است."


def _equals(mistake: Mistake) -> str:
    before = re.search(r"([\w-]+)\s*$", mistake.line[: max(0, mistake.spot.column - 1)])
    found = before or _KEY_VALUE.match(mistake.line)
    return f"میان کلید و مقدارش «=» می‌آید: {found[1]} = …" if found else ""


_OPEN = "متنی که با گیومه آغاز شده بسته نشده است. گیومه‌ی پایانش را در همین خط بنویسید."
_LIST = 'فهرست بسته نشده، یا میان دو مقدار آن ویرگول نیست: ["یک", "دو"]'
_TABLE = 'آکولاد بسته نشده، یا میان دو کلید آن ویرگول نیست: { kind = "fixed", amount = "95000 toman" }'
_SAYINGS: Mapping[str, Callable[[Mistake], str]] = {
    "Invalid value": _value,
    "Invalid date": _value,
    "Expected newline": _after_value,
    "Cannot declare": _table_twice,
    "Cannot mutate": _table_twice,
    "Cannot overwrite": _key_twice,
    "Duplicate inline": lambda _: "در این آکولاد یک کلید دو بار آمده است. یکی را پاک کنید.",
    "Invalid statement": _key,
    "Invalid initial": lambda _: "نام کلید یا بخش این‌جا نیست. با حرف لاتین بنویسید: [cart] یا keep_days = 30",
    "Expected '='": _equals,
    "Expected ']": lambda _: "نام بخش با کروشه بسته می‌شود: [cart] و در فهرست‌ها [[delivery]]",
    "Unclosed array": lambda _: _LIST,
    "Unclosed inline": lambda _: _TABLE,
    "Unterminated": lambda _: _OPEN,
    "Illegal character '\\n'": lambda _: _OPEN,
    'Expected "': lambda _: _OPEN,
    "Unescaped": lambda _: "در متن به‌جای \\ دو تا بنویسید: \\\\",
}
"""What to say of each thing the engine says, by how that begins."""
