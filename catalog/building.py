"""Building a shop into a new folder: by Pelican, or again by what is remembered of the last build."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.content import Content, read_content
from catalog.edited.register import Register, register_of, standing
from catalog.kept import Memory
from catalog.last_release import Earlier, Ordered, in_no_order, read_last
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

    def memory(self, marks: Marks) -> Memory:
        """Return what the next build need not read again."""
        return remember(self.content, marks, replace(self.filed.memory, workshop=self.workshop))

    def register(self, memory: Memory, marks: Marks) -> Register:
        """Return what an edit has to know of the folder."""
        if memory.site is None:
            raise ValueError("nothing was built")
        return register_of(self.content, memory.site, memory.kept, marks)


@dataclass(frozen=True, slots=True)
class Building:
    """One build: the shop's folder, the new folder for its pages, the one that stands published, that of its releases."""

    content: Path
    fresh: Path
    pages: Path
    releases: Path
    commit: str
    ordered: Ordered | None
    lent: Callable[[], None] | None = None

    def whole(self, settings_file: Path, marks: Marks) -> Built:
        """Let Pelican build.

        Raises:
            SystemExit: the content has problems; they have been printed.
        """
        # What is remembered needs no Pelican, which takes longer to import than to build again.
        from pelican.settings import read_settings  # noqa: PLC0415

        from catalog.errand import Errand  # noqa: PLC0415
        from catalog.quiet_pelican import QuietPelican  # noqa: PLC0415

        errand = Errand(Before(self.pages), self.ordered or in_no_order, marks)
        places = {"PATH": str(self.content), "OUTPUT_PATH": str(self.fresh), "RELEASE_PATH": str(self.releases)}
        QuietPelican(read_settings(str(settings_file), override={**places, "ERRAND": errand})).run()
        return Built(*errand.done())

    def again(self, filed: Filed, marks: Marks) -> Built:
        """Build by what is remembered: the same comes of it.

        Raises:
            SystemExit: the content has problems; they have been printed.
        """
        memory = filed.memory
        workshop = memory.workshop
        if workshop is None:
            raise ValueError("nothing is remembered")
        found = read_content(
            self.content,
            workshop.pictures,
            workshop.hosts,
            Earlier(read_last(self.releases), self.ordered or in_no_order),
            memory=memory,
            marks=marks,
        )
        sys.stderr.write(report(found.problems, found.warnings, found.drafts))
        if found.site is None:
            sys.exit(1)
        writing = Writing(environment(workshop), workshop, found.gallery, Before(self.pages, memory.site, self.lent))
        writing.publish(found.site, self.fresh, self.releases, self.commit)
        return Built(found, workshop, filed)


def said_again(found: Content) -> str:
    """Return what the next build would say again."""
    return report((), standing(found.warnings), found.drafts)
