"""Knowing whether a build would write again what stands there: a second start need not wait for it."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts.lib.shops import ROOT

_MAKERS = ("theme", "catalog", "shop", "scripts/lib", "pelicanconf.py", "requirements.lock")


def is_fresh(home: Path, shop: Path, urls: Mapping[str, str]) -> bool:
    """Say whether the pages and the release in ``home`` are those that a build would write now."""
    note = home / "built-from"
    return note.is_file() and note.read_text() == _state(home, shop, urls)


def note_fresh(home: Path, shop: Path, urls: Mapping[str, str]) -> None:
    """Note what the pages and the release were just built from."""
    (home / "built-from").write_text(_state(home, shop, urls))


def _state(home: Path, shop: Path, urls: Mapping[str, str]) -> str:
    """Digest all that goes into a build, and which build stands there: another may have come in between."""
    made = [line for place in (home / "pages", home / "releases" / "current") for line in _mark(place)]
    makers = [line for name in _MAKERS for line in _files(ROOT / name)]
    facts = [*made, *makers, *_files(shop), *map(repr, sorted(urls.items())), _commit(shop)]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _files(place: Path) -> Iterator[str]:
    if place.is_file():
        yield from _mark(place)
    for folder, inner, names in os.walk(place):
        inner[:] = sorted(name for name in inner if name != "__pycache__")
        for name in sorted(names):
            yield from _mark(Path(folder, name))


def _mark(place: Path) -> Iterator[str]:
    if place.exists():
        facts = place.stat()
        yield f"{place} {facts.st_ino} {facts.st_size} {facts.st_mtime_ns}"


def _commit(shop: Path) -> str:
    """Return the commit that the release would name."""
    try:
        asked = subprocess.run(["git", "-C", shop, "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return asked.stdout
