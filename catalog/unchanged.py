"""Knowing that a build would write what stands there already, without building."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from catalog.marks import Marks, marks_of
from catalog.whole_file import whole_file

HERE = Path(__file__).resolve().parents[1]
_PROGRAM = ("catalog", "shop", "theme", "pelicanconf.py", "requirements.lock")
"""All that decides what a build makes of an owner's folder."""
_NAMED = ("HOJREH_SITE_URL", "HOJREH_CHECKOUT_URL")


@dataclass(frozen=True, slots=True)
class Note:
    """What a build leaves beside its pages: what it was made from, what it wrote, and what it said."""

    made_from: str
    wrote: str
    said: str


def program(*facts: str) -> str:
    """Return a name for all that decides what a build makes of a folder; ``facts`` are those that stand in no file."""
    told = [sys.version, *facts, *(os.environ.get(name, "") for name in _NAMED)]
    return _digest([*told, *_lines(marks_of(*(HERE / name for name in _PROGRAM)))])


def made_from(content: Marks, *facts: str) -> str:
    """Return a name for all that a build of a folder depends on, its files and what else decides."""
    return _digest([*facts, *_lines(content)])


def name_of(wrote: Marks) -> str:
    """Return a name for what stands in the places that a build writes."""
    return _digest(_lines(wrote))


def read_note(file: Path) -> Note | None:
    """Return the note of the last build, None where there is none that can be read."""
    try:
        return Note(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_note(file: Path, note: Note) -> None:
    """Leave a note; it says nothing of the next build until it is whole."""
    with whole_file(file) as opened:
        opened.write(json.dumps(asdict(note)).encode())  # in ASCII: it may tell of a file whose name is no text


def _lines(marks: Marks) -> Iterator[str]:
    return (f"{path} {mark}" for path, mark in marks.items())


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
