"""Building into a new folder in the shortest way that comes to the same, and putting that in the place of the old one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from catalog.blobs import Blob, write_blobs
from catalog.bond import Bond
from catalog.building import Building, Built, said_again
from catalog.edited.edit import Edit, edit
from catalog.edited.files import put
from catalog.edited.known import Known
from catalog.marks import Marks
from catalog.memory_file import read_memory, read_pieces, write_memory
from catalog.release_writer import name_current
from catalog.second_places import lend_others
from catalog.swap import swap


class Rebuilt(NamedTuple):
    """What the next build would say if it found nothing to do, and what leaves a file of all it need not read again."""

    said_again: str
    remember: Callable[[Path, Bond], None]


def rebuild(build: Building, settings_file: Path, known: Path, bond: Bond, marks: Marks) -> Rebuilt:
    """Build: what an edit touched where that is all, else by what the last build knew, else from nothing; and swap.

    If anything fails, nothing of it is left.

    Raises:
        SystemExit: the content has problems; they have been printed.
    """
    try:
        rebuilt = _rebuilt(build, settings_file, read_pieces(known, bond), marks)
        swap(build.fresh, build.pages)
    except BaseException:
        if build.lent:
            build.lent()
        shutil.rmtree(build.fresh, ignore_errors=True)
        raise
    return rebuilt


def _rebuilt(build: Building, settings_file: Path, pieces: Mapping[str, Blob], marks: Marks) -> Rebuilt:
    found = edit(build.content, build.releases, Known(pieces), marks, build.commit) if build.lent and pieces else None
    if found:
        _write(found, build)
        return Rebuilt(found.said_again, lambda file, bond: write_blobs(file, bond.head, found.blobs))
    filed = read_memory(pieces)
    if build.lent and filed.memory.workshop is None:
        build.lent()
        shutil.rmtree(build.fresh, ignore_errors=True)
    built = build.again(filed, marks) if filed.memory.workshop else build.whole(settings_file, marks)
    return Rebuilt(said_again(built.content), lambda file, bond: _remember(built, marks, file, bond))


def _write(found: Edit, build: Building) -> None:
    sys.stderr.write(found.said)
    if build.lent:
        build.lent()
    lend_others(build.pages, build.fresh)
    put(found.files, build.fresh)
    found.listing.keep(build.releases)
    name_current(found.release, build.releases)


def _remember(built: Built, marks: Marks, file: Path, bond: Bond) -> None:
    memory = built.memory(marks)
    write_memory(file, bond, memory, built.register(memory, marks), built.filed)
