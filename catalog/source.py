"""Reading one Markdown file as an editor saved it: keys on top, a blank line, the text."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from catalog.hidden_marks import HIDDEN, without_hidden
from catalog.key_lines import INDENTED_KEY, KEY, key_lines, past_fence
from catalog.marks import is_open
from catalog.problems import Code, Problems, Spot
from shop.text import grouped

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff]")
"""What XML cannot hold, and private letters that no font but one's own shows."""
KINDS = ("categories", "policies", "products")
"""The owner's folders whose texts are read."""
_LARGEST = 1_000_000
_AT_ONCE = 65_536
_OF_PROGRAMS = (".#", "._")
"""How Emacs names its note that a file is open, and macOS what it knows of a file on a foreign disk."""


class Field(NamedTuple):
    """One key with its value, as typed but trimmed, and where it stands."""

    key: str
    value: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its keys in order, lines on top without a key, its text, and the line on which the text begins."""

    path: str
    fields: tuple[Field, ...]
    keyless: tuple[Field, ...]
    body: str
    body_line: int
    marked: tuple[Field, ...] = ()
    """Lines with keys as they were typed, where they hold marks that nobody sees."""

    def field(self, key: str) -> Field | None:
        """Return the first field of a key, whatever its case."""
        folded = key.casefold()
        for field in self.fields:
            if field.key == key or field.key.casefold() == folded:
                return field
        return None

    def line_of(self, needle: str) -> Spot:
        """Return where some text first stands in the body, else where the body begins."""
        return Spot(self.path, next(iter(self._lines_with(needle)), self.body_line))

    def last_line_of(self, needle: str) -> Spot:
        """Return where some text last stands in the body, else where the body begins."""
        return Spot(self.path, (self._lines_with(needle) or [self.body_line])[-1])

    def _lines_with(self, needle: str) -> list[int]:
        lines = enumerate(self.body.casefold().split("\n"), start=self.body_line)
        return [number for number, line in lines if needle.casefold() in line]


def read_text(file: Path, path: str, problems: Problems) -> str | None:
    """Return a file's text with plain newlines and no BOM; what nobody can read in it is noted."""
    raw = _bytes(file, path, problems)
    if raw is None:
        return None
    try:
        text = raw.decode("utf-8-sig").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        problems.add(Code.NOT_UTF8, Spot(path, raw.count(b"\n", 0, error.start) + 1))
        return None
    if not UNPRINTABLE.search(text):
        return text
    first, *others = UNPRINTABLE.finditer(text)
    line = text.count("\n", 0, first.start())
    column = first.start() - text.rfind("\n", 0, first.start())
    more = grouped(len(others)) if others else ""
    problems.add(Code.UNPRINTABLE, Spot(path, line + 1, column), value=f"U+{ord(first[0]):04X}", others=more)
    return UNPRINTABLE.sub("", text)


def _bytes(file: Path, path: str, problems: Problems) -> bytes | None:
    try:
        with open(file, "rb", opener=_no_link) as opened:
            raw = opened.read(_AT_ONCE)  # room for the largest takes longer to make than a usual file to read
            if len(raw) == _AT_ONCE:
                raw += opened.read(_LARGEST + 1 - _AT_ONCE)
    except OSError as error:
        if error.errno == errno.ELOOP and file.is_file():
            return _bytes_linked(file, path, problems)
        problems.add(Code.UNREADABLE, Spot(path))
        return None
    if len(raw) > _LARGEST:
        problems.add(Code.TOO_LARGE, Spot(path))
        return None
    return raw


def _no_link(file: str, flags: int) -> int:
    """Open a file that is no link, where the system can tell: that costs nothing, unlike a look at each of many files."""
    return os.open(file, flags | getattr(os, "O_NOFOLLOW", 0))


def _bytes_linked(file: Path, path: str, problems: Problems) -> bytes | None:
    """Read what a link leads to, within the owner's folder: what stands elsewhere is nobody's to publish."""
    if leads_out(file, path):
        problems.add(Code.LEADS_OUT, Spot(path), value=path)
        return None
    return _bytes(Path(os.path.realpath(file)), path, problems)


def leads_out(file: Path, path: str) -> bool:
    """Does a file or folder lead out of the owner's folder, from which ``path`` names it?"""
    folder = os.path.realpath(os.fspath(file).removesuffix(path))
    return not os.path.realpath(file).startswith(os.path.join(folder, ""))  # noqa: PTH118 - of texts


def read_sources(folder: Path, kind: str, problems: Problems, known: Container[str] = ()) -> list[Source]:
    """Return every Markdown file of one of the owner's folders, by name, unfinished ones too, but not those that are known."""
    read = (read_source(folder, path, problems) for path in paths_in(folder, kind) if path not in known)
    return [source for source in read if source]


def paths_in(folder: Path, kind: str) -> list[str]:
    """Return the path of every Markdown file of one of the owner's folders, by name."""
    return [f"{kind}/{name}" for name in _markdown_in(folder / kind)]


def read_source(folder: Path, path: str, problems: Problems) -> Source | None:
    """Return one Markdown file, None where nobody can read it."""
    text = read_text(folder / path, path, problems)
    return None if text is None else _split(path, text)


def is_text(name: str) -> bool:
    """Is this how a Markdown file is named, and not what other programs leave beside an open one?"""
    return name.endswith(".md") and not name.startswith(_OF_PROGRAMS)


def _markdown_in(folder: Path) -> list[str]:
    """Return the names of the Markdown files of a folder."""
    if not (folder.is_dir() and is_open(folder)):
        return []  # of what is closed, and so has nothing to publish, its folder is told
    with os.scandir(folder) as found:
        return sorted(one.name for one in found if is_text(one.name) and (one.is_symlink() or one.is_file()))


def _split(path: str, text: str) -> Source:
    """Split keys from text; an indented line goes on with the value above it, ``---`` fences are allowed."""
    lines = text.split("\n")
    start, end = key_lines(lines)
    end_of_keys, end = end, past_fence(lines, start, end)
    fields: list[Field] = []
    keyless: list[Field] = []
    marked: list[Field] = []
    if HIDDEN.search("\n".join(lines[start:end_of_keys])):
        marked = [
            Field("", lines[at], Spot(path, at + 1)) for at in range(start, end_of_keys) if HIDDEN.search(lines[at])
        ]
        lines[start:end_of_keys] = map(without_hidden, lines[start:end_of_keys])
    for number, line in enumerate(lines[start:end_of_keys], start=start + 1):
        if line.strip():  # and not only marks that nobody sees
            _take_line(line, Spot(path, number), fields, keyless)
    return Source(path, tuple(fields), tuple(keyless), "\n".join(lines[end + 1 :]), end + 2, tuple(marked))


def _take_line(line: str, spot: Spot, fields: list[Field], keyless: list[Field]) -> None:
    if line[0] in " \t" and fields and not INDENTED_KEY.match(line):
        last = fields.pop()
        fields.append(Field(last.key, f"{last.value} {line.strip()}".strip(), last.spot))
    elif match := KEY.fullmatch(line.strip()):
        fields.append(Field(match[1], match[2].strip(" \t\u00a0\u200c"), spot))
    else:
        keyless.append(Field("", line.strip(), spot))
