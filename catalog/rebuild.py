"""Building into a new folder in the shortest way that comes to the same, and putting that in the place of the old one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from catalog.begun_file import BegunFile
from catalog.blobs import Blob
from catalog.bond import Bond
from catalog.edited.edit import Edit, edit
from catalog.edited.files import put
from catalog.edited.known import Known
from catalog.job import Job
from catalog.marks import Marks
from catalog.memory_file import in_pieces, read_memory, read_pieces
from catalog.release_writer import name_current
from catalog.swap import swap

if TYPE_CHECKING:
    from catalog.building import Built


class Rebuilt(NamedTuple):
    """What the next build would say if it found nothing to do, and what leaves a file of all it need not read again.

    ``changed`` are the files that are not as they were, None where nobody has counted them.
    """

    said_again: str
    remember: Callable[[Path, Bond], None]
    changed: Collection[str] | None = None


def rebuild(job: Job, settings_file: Path, known: Path, bond: Bond, marks: Marks) -> Rebuilt:
    """Build: what an edit touched where that is all, else by what the last build knew, else from nothing; and swap.

    If anything fails, nothing of it is left.

    Raises:
        SystemExit: the content has problems; they have been printed.
    """
    begun = BegunFile(known.with_name(f"{known.name}.new"), bond)
    try:
        rebuilt = _rebuilt(job, settings_file, read_pieces(known, bond), marks, begun)
        swap(job.fresh, job.pages)
    except BaseException:
        if job.ground:
            job.ground.give_up()
        else:
            shutil.rmtree(job.fresh, ignore_errors=True)
        begun.forget()
        job.second.forget()
        raise
    return rebuilt


def _rebuilt(job: Job, settings_file: Path, pieces: Mapping[str, Blob], marks: Marks, begun: BegunFile) -> Rebuilt:
    found = edit(job.content, job.releases, Known(pieces), marks, job.commit) if job.ground and pieces else None
    if found and job.ground:
        blobs = found.blobs
        begun.begin(lambda: blobs)
        job.ground.lend_all()
        _write(found, job)
        return Rebuilt(found.said_again, begun.end, found.files)
    # What an edit comes to needs none of what reads a whole folder, which takes longer to import than all the rest.
    from catalog.building import whole_or_again  # noqa: PLC0415

    filed = read_memory(pieces)
    if job.ground and filed.memory.workshop is None:
        job.ground.empty()

    def meanwhile(built: Built) -> None:
        begun.begin(lambda: _pieces(built, marks))

    built = whole_or_again(job, filed, settings_file, marks, meanwhile)
    return Rebuilt(built.said_again, begun.end)


def _write(found: Edit, job: Job) -> None:
    sys.stderr.write(found.said)
    put(found.files, job.fresh)
    found.listing.keep(job.releases)
    name_current(found.release, job.releases)


def _pieces(built: Built, marks: Marks) -> Mapping[str, Blob]:
    memory = built.memory(marks)
    return in_pieces(memory, built.register(memory, marks), built.filed)
