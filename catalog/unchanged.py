"""Knowing that a build would write what stands there already, without building.

Files are known by their size, their times and their place on the disk: the system sets the time of the last change itself,
so that nothing that changes a file goes unseen, and ten thousand of them are looked at in a moment.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

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


def made_from(content: Path, *facts: str) -> str:
    """Return a name for all that a build of a folder depends on; ``facts`` are those that stand in no file."""
    places = [content, *(HERE / name for name in _PROGRAM)]
    told = [sys.version, *facts, *(os.environ.get(name, "") for name in _NAMED)]
    return _digest([*told, *_marks(places)])


def wrote(*places: Path) -> str:
    """Return a name for what stands in the places that a build writes."""
    return _digest(_marks(places))


def read_note(file: Path) -> Note | None:
    """Return the note of the last build, None where there is none that can be read."""
    try:
        return Note(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_note(file: Path, note: Note) -> None:
    """Leave a note; it says nothing of the next build until it is whole."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.write_text(json.dumps(asdict(note), ensure_ascii=False), encoding="utf-8")
    fresh.replace(file)


def _marks(places: Iterable[Path]) -> Iterator[str]:
    for place in places:
        yield from sorted(_below(str(place)))


def _below(place: str) -> Iterator[str]:
    if not os.path.isdir(place):  # noqa: PTH112 - a path object for each of many files takes longer than the look at it
        yield f"{place} {_mark(os.stat(place))}" if os.path.exists(place) else f"{place} none"  # noqa: PTH110, PTH116
        return
    with os.scandir(place) as found:
        for one in found:
            if one.name == "__pycache__":
                continue
            if one.is_dir():
                yield from _below(one.path)
            else:
                yield f"{one.path} {_mark(one.stat(follow_symlinks=False))}"


def _mark(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
