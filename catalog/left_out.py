"""Finding what an editor wrote and nothing reads: a text in another folder, or of another name. None of it vanishes unsaid."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from catalog.images_folder import IMAGES
from catalog.problems import Code, Problems, Spot, nearest
from catalog.source import KINDS, is_text

_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".txt")
_PROCESSORS = (".doc", ".docx", ".odt", ".rtf")
_KEYS = re.compile(rb"(?im)^[^\w\n]*(?:title|slug)[ \t]*:")
_OF_GOODS = re.compile(rb"(?im)^[^\w\n]*(?:price|sku|variant|stock)[ \t]*:")
_ENOUGH = 2048
"""Bytes in which a text has its keys."""


def note_left_out(folder: Path, problems: Problems) -> None:
    """Note every text with keys that stands where none is read, or has a name by which none is."""
    for one in _entries(folder):
        if one.name in KINDS:
            _note_in(folder, one.name, problems)
        elif not one.is_symlink() and one.is_dir():
            _note_below(folder, one.name, problems)
        elif _holds_keys(one.path) and os.path.realpath(one.path) not in _led_to(folder):
            _note(one.name, _kind_of(one.path), problems)


def _led_to(folder: Path) -> frozenset[str]:
    """Return what links among the texts lead to: that is read."""
    return frozenset(
        os.path.realpath(one.path) for kind in KINDS for one in _entries(folder / kind) if one.is_symlink()
    )


def folder_meant(folder: Path, name: str) -> str:
    """Return the folder that was probably meant to have a name which none has, or nothing."""
    there = [one.name for one in _entries(folder) if os.path.isdir(one.path)]  # noqa: PTH112 - a link to itself is none
    return "" if name in there else nearest(name, [one for one in there if one not in {*KINDS, IMAGES}])


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what a folder holds, by name, but for what is hidden; nothing of one that cannot be read."""
    try:
        with os.scandir(folder) as found:
            return sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
    except OSError:
        return []


def _note_in(folder: Path, kind: str, problems: Problems) -> None:
    """Look through one of the folders whose texts are read."""
    for one in _entries(folder / kind):
        path = f"{kind}/{one.name}"
        if one.is_symlink() or (is_text(one.name) and not one.is_dir()):
            continue  # it is read, or told of as a link or a pipe
        if one.is_dir() and not is_text(one.name):
            _note_below(folder, path, problems, kind)
        elif one.is_dir() or one.name.lower().endswith(_PROCESSORS) or _holds_keys(one.path):
            _note(path, kind, problems)


def _note_below(folder: Path, path: str, problems: Problems, kind: str = "") -> None:
    for below in _files_below(folder / path):
        if _holds_keys(below) and os.path.realpath(below) not in _led_to(folder):
            _note(os.path.relpath(below, folder).replace(os.sep, "/"), kind or _kind_of(below), problems)


def _files_below(folder: Path) -> Iterator[str]:
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(at, name) for name in sorted(names) if not name.startswith("."))  # noqa: PTH118 - of texts


def _holds_keys(file: str) -> bool:
    """Is a file named like a text, and does it begin like a sheet?"""
    is_named = file.lower().endswith(_TEXTS) or "." not in file.rpartition(os.sep)[2]
    return is_named and bool(_KEYS.search(_begin(file)))


def _kind_of(file: str) -> str:
    return "products" if _OF_GOODS.search(_begin(file)) else "policies"


def _begin(file: str) -> bytes:
    """Return how a file begins, in any encoding whose Latin letters are those of ASCII."""
    if not os.path.isfile(file):  # noqa: PTH113 - who opens a pipe waits for ever
        return b""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - of a text
            return opened.read(_ENOUGH).replace(b"\0", b"")
    except OSError:
        return b""


def _note(path: str, kind: str, problems: Problems) -> None:
    name = re.sub(r"(?i)(\.(md|markdown|mdown|mkd|txt|docx?|odt|rtf))+$", "", path.rpartition("/")[2])
    problems.add(Code.LEFT_OUT, Spot(path), example=f"{kind}/{name}.md")
