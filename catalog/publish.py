"""Building a shop beside its published pages and swapping the new ones into place."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from catalog.commits import commit_of
from catalog.unchanged import Note, made_from, read_note, write_note, wrote

if TYPE_CHECKING:
    from catalog.last_release import Ordered

_OURS = ("index.html", "sitemap.xml", "robots.txt")
_TEHRAN = ZoneInfo("Asia/Tehran")
"""By name: the calendar of the rules takes longer to import than a build that finds nothing to do."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class NotOurs(Exception):
    """The output folder holds something that no build wrote; putting pages there would delete it."""


def publish(settings_file: Path, content: Path, pages: Path, releases: Path, ordered: Ordered | None = None) -> None:
    """Build a shop and publish it: until all is written, and if anything fails, the last good pages stay.

    Where all is as the last build left it, and nothing that it was made from has changed, it is left so; what that build
    would say again is said again. ``ordered`` tells what open orders hold, asked only where a SKU is gone.

    Raises:
        NotOurs: ``pages`` holds something else.
        SystemExit: the content has problems; they have been printed.
    """
    if pages.exists() and any(pages.iterdir()) and not all((pages / name).is_file() for name in _OURS):
        raise NotOurs(pages)
    pages.parent.mkdir(parents=True, exist_ok=True)
    fresh = pages.with_name(f".{pages.name}.new")
    with _alone(pages.with_name(f".{pages.name}.lock")):
        made, kept = _made_from(content), pages.with_name(f".{pages.name}.built")
        note = read_note(kept)
        if note and note.made_from == made and note.wrote == wrote(pages, releases):
            sys.stderr.write(note.said)
            return
        standing: list[str] = []
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            _build(
                settings_file,
                content,
                fresh,
                releases,
                {"STANDING": standing, "BEFORE": str(pages)} | ({"ORDERED": ordered} if ordered else {}),
            )
            _swap(fresh, pages)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        write_note(kept, Note(made, wrote(pages, releases), "".join(standing)))


def _made_from(content: Path) -> str:
    """The release names its commit, and no price may have ended after today."""
    return made_from(content, commit_of(content), datetime.now(_TEHRAN).date().isoformat())


def _build(settings_file: Path, content: Path, pages: Path, releases: Path, hands: Mapping[str, object]) -> None:
    # A build that finds nothing to do needs no Pelican, which takes longer to import than to find that out.
    from pelican.settings import read_settings  # noqa: PLC0415

    from catalog.quiet_pelican import QuietPelican  # noqa: PLC0415

    override = {"PATH": str(content), "OUTPUT_PATH": str(pages), "RELEASE_PATH": str(releases), **hands}
    QuietPelican(read_settings(str(settings_file), override=override)).run()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one build at a time work on a folder; the next one waits."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _swap(fresh: Path, place: Path) -> None:
    """Put a folder in another's place, in one step where the system can; the old one is then where the new was."""
    if not place.exists():
        fresh.rename(place)
    elif not _exchange(fresh, place):
        aside = place.with_name(f".{place.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        place.rename(aside)
        fresh.rename(place)
        shutil.rmtree(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths trade names at once, which Linux can do and Python has no name for."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    if renameat2 is None:
        return False
    answer: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return answer == 0
