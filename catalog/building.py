"""Building a shop into a new folder: by Pelican, or again by what is remembered of the last build."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.content import Content, read_content
from catalog.edited.register import Register, register_of, standing
from catalog.job import Job
from catalog.kept import Memory
from catalog.last_release import Earlier, in_no_order, read_last
from catalog.lending import Before
from catalog.marks import Marks
from catalog.memory_file import Filed
from catalog.problem_words import report
from catalog.remember import remember
from catalog.templates import environment
from catalog.whole_site import Writing
from catalog.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has read, and where it worked."""

    content: Content
    workshop: Workshop
    filed: Filed
    """What was known of the folder when it was read as a whole."""

    @property
    def said_again(self) -> str:
        """What the next build would say again."""
        return report((), standing(self.content.warnings), self.content.drafts)

    def memory(self, marks: Marks) -> Memory:
        """Return what the next build need not read again."""
        return remember(self.content, marks, replace(self.filed.memory, workshop=self.workshop))

    def register(self, memory: Memory, marks: Marks) -> Register:
        """Return what an edit has to know of the folder."""
        if memory.site is None:
            raise ValueError("nothing was built")
        return register_of(self.content, memory.site, memory.kept, marks)


Meanwhile = Callable[[Built], None]
"""What is to begin when a folder has been read, and may go on while pages are written."""


def _whole(job: Job, settings_file: Path, marks: Marks, meanwhile: Meanwhile) -> Built:
    """Let Pelican build.

    Raises:
        SystemExit: the content has problems; they have been printed.
    """
    # What is remembered needs no Pelican, which takes longer to import than to build again.
    from pelican.settings import read_settings  # noqa: PLC0415

    from catalog.errand import Errand  # noqa: PLC0415
    from catalog.quiet_pelican import QuietPelican  # noqa: PLC0415

    errand = Errand(Before(job.pages), job.ordered or in_no_order, marks)
    errand.meanwhile = lambda: meanwhile(Built(*errand.done()))
    errand.second = job.second
    places = {"PATH": str(job.content), "OUTPUT_PATH": str(job.fresh), "RELEASE_PATH": str(job.releases)}
    QuietPelican(read_settings(str(settings_file), override={**places, "ERRAND": errand})).run()
    return Built(*errand.done())


def _again(job: Job, filed: Filed, marks: Marks, meanwhile: Meanwhile) -> Built:
    """Build by what is remembered: the same comes of it.

    Raises:
        SystemExit: the content has problems; they have been printed.
    """
    memory = filed.memory
    workshop = memory.workshop
    if workshop is None:
        raise ValueError("nothing is remembered")
    found = read_content(
        job.content,
        workshop.pictures,
        workshop.hosts,
        Earlier(read_last(job.releases), job.ordered or in_no_order),
        memory=memory,
        marks=marks,
    )
    sys.stderr.write(report(found.problems, found.warnings, found.drafts))
    if found.site is None:
        sys.exit(1)
    built = Built(found, workshop, filed)
    meanwhile(built)
    if job.ground:
        job.ground.lend_pages()
    lent = job.ground.wait if job.ground else None
    before = Before(job.pages, memory.site, lent)
    writing = Writing(environment(workshop), workshop, found.gallery, before, job.second)
    writing.publish(found.site, job.fresh, job.releases, job.commit)
    return built


def whole_or_again(job: Job, filed: Filed, settings_file: Path, marks: Marks, meanwhile: Meanwhile) -> Built:
    """Build by what is remembered, where anything is, else by Pelican.

    Raises:
        SystemExit: the content has problems; they have been printed.
    """
    if filed.memory.workshop:
        return _again(job, filed, marks, meanwhile)
    return _whole(job, settings_file, marks, meanwhile)
