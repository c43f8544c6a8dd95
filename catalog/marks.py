"""Marks of files, by which every change of one is seen without reading it.

A mark is a file's size, its times and its place on the disk: the system sets the time of the last change itself, so that
nothing that changes a file goes unseen, and ten thousand of them are looked at in a moment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

Marks = Mapping[str, str]
"""A mark for each path."""
Mark = Callable[[os.stat_result], str]


def whole_mark(found: os.stat_result) -> str:
    """Return the mark of a file, which any change of it changes."""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def mark_of_lent(found: os.stat_result) -> str:
    """Return the mark of a file that is lent to other folders, and taken back: the system counts that as a change of it."""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"


def marks_of(*places: str | os.PathLike[str], mark: Mark = whole_mark) -> Marks:
    """Return the mark of every file in some places, each a file or a folder; of one that is not there, that it is not."""
    found: dict[str, str] = {}
    for place in (os.fspath(place) for place in places):
        below: list[tuple[str, str]] = []
        _note_below(place, below, mark)
        found.update(sorted(below))
    return found


def marks_below(folder: str | os.PathLike[str]) -> Marks:
    """Return the mark of every file in a folder, by its path from there."""
    place = os.fspath(folder)
    return {path[len(place) + 1 :]: mark for path, mark in marks_of(place).items()}


def is_open(folder: str | Path) -> bool:
    """Return whether this user may list a folder and look at what is in it."""
    return os.access(folder, os.R_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)


def _note_below(place: str, below: list[tuple[str, str]], mark: Mark) -> None:
    if not os.path.isdir(place):  # noqa: PTH112 - a path object for each of many files takes longer than the look at it
        below.append((place, mark(os.stat(place)) if os.path.exists(place) else "none"))  # noqa: PTH110, PTH116
        return
    if not is_open(place):
        below.append((place, "closed"))
        return
    with os.scandir(place) as found:
        for one in found:
            if one.is_file(follow_symlinks=False):  # as nearly all are
                below.append((one.path, mark(one.stat(follow_symlinks=False))))
            elif one.name == "__pycache__":
                continue
            elif one.is_symlink():
                _note_link(one, below, mark)
            elif one.is_dir():
                _note_below(one.path, below, mark)
            else:
                below.append((one.path, mark(one.stat(follow_symlinks=False))))


def _note_link(link: os.DirEntry[str], below: list[tuple[str, str]], mark: Mark) -> None:
    """Note a link with what it leads to, for that changes on its own; one may lead nowhere, or to itself."""
    own = mark(link.stat(follow_symlinks=False))
    try:
        if not link.is_dir():
            own = f"{own} {mark(link.stat())}"
        elif not Path(link.path).absolute().is_relative_to(Path(link.path).resolve()):
            _note_below(link.path, below, mark)
    except OSError:
        own = f"{own} none"
    below.append((link.path, own))
