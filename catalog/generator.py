"""The Pelican generator: reads the owner's folder, then writes pages, pictures, feeds and the release."""

from __future__ import annotations

import sys
from pathlib import Path

from pelican.generators import Generator
from pelican.writers import Writer

from catalog.commits import commit_of
from catalog.content import read_content
from catalog.errand import Errand
from catalog.last_release import Earlier, read_last
from catalog.marks import marks_below
from catalog.preview import is_preview, show_problems
from catalog.problem_words import report
from catalog.read_ahead import read_ahead
from catalog.templates import environment
from catalog.whole_site import Writing
from catalog.workshop import Hosts, Workshop


class CatalogGenerator(Generator):
    """Everything a shop publishes, or nothing."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # Pelican has no types
        errand = self.settings.get("ERRAND") or Errand()
        self._workshop = errand.workshop = Workshop(
            Hosts(self.settings.get("SITEURL") or "", self.settings.get("CHECKOUT_URL") or ""),
            Path(self.theme),
            Path(self.settings["CACHE_PATH"]),
        )
        # Pelican empties the output folder between making generators and running them,
        # so a folder with problems has to stop the build here.
        folder = Path(self.path)
        marks = marks_below(folder) if errand.marks is None else errand.marks
        filed = errand.filed = read_ahead(folder, self._workshop, marks)
        self._content = errand.content = read_content(
            folder,
            self._workshop.pictures,
            self._workshop.hosts,
            Earlier(read_last(self._releases), errand.ordered),
            memory=filed.memory,
            marks=marks,
        )
        self._before, self._meanwhile, self._second = errand.before, errand.meanwhile, errand.second
        found = self._content
        sys.stderr.write(report(found.problems, found.warnings, found.drafts))
        if found.problems:
            if not is_preview():
                sys.exit(1)
            show_problems(self._content.problems, Path(self.output_path))

    @property
    def _releases(self) -> Path:
        return Path(self.settings.get("RELEASE_PATH") or f"{self.output_path}.release")

    def generate_output(self, _writer: Writer) -> None:
        """Write the whole site, take away what an earlier build left, and last of all name the release."""
        site = self._content.site
        if site is None:
            return
        if self._meanwhile:
            self._meanwhile()
        writing = Writing(
            environment(self._workshop), self._workshop, self._content.gallery, self._before, self._second
        )
        writing.publish(site, Path(self.output_path), self._releases, commit_of(Path(self.path)))
