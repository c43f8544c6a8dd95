"""Reading an owner's whole folder: a site in which nothing is wrong, or every problem at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from catalog.assemble import Ready, assemble
from catalog.clause_check import check_rules
from catalog.folders_check import check_folders
from catalog.images_folder import IMAGES
from catalog.kept import FORGOTTEN, Memory, leaning, ready
from catalog.last_release import NOTHING, Earlier, check_against
from catalog.left_out import note_left_out
from catalog.marks import Marks, marks_below
from catalog.named_pictures import prepare_named
from catalog.pictures import Gallery
from catalog.problems import Problem, Problems
from catalog.reading import Reading, read_folder
from catalog.shelves.filter_check import check_filters
from catalog.shop_check import check_shop
from catalog.shop_names import names_doubled
from catalog.site import Site
from catalog.source import KINDS
from catalog.specification_check import check_specifications
from catalog.texts import Texts, render_all
from catalog.workshop import Hosts

__all__ = ["KINDS", "Content", "Hosts", "read_content"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a folder holds: its site, unless there are problems; warnings; the number of drafts; how it was read."""

    site: Site | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    drafts: int
    reading: Reading
    texts: Texts
    ready: Ready

    @property
    def gallery(self) -> Gallery:
        """All pictures of the folder."""
        return self.reading.gallery


def read_content(
    folder: Path,
    picture_cache: Path,
    hosts: Hosts,
    earlier: Earlier = NOTHING,
    *,
    memory: Memory = FORGOTTEN,
    marks: Marks | None = None,
) -> Content:
    """Return the site in an owner's folder, or everything that is wrong with it, also beside what was published before.

    Of products, only those are read that ``memory`` does not know, or that now lean on something else; the same comes of
    it. ``marks`` are those of the folder, where somebody has them already.
    """
    found = marks_below(folder) if marks is None else marks
    while True:
        problems = Problems()
        gallery = Gallery(folder / IMAGES, picture_cache, found, memory.pictures)
        reading = read_folder(folder, gallery, hosts, problems, memory=memory, marks=found)
        note_left_out(folder, problems)
        check_folders(folder, reading, problems)
        content, anew = _checked(reading, earlier, memory, problems)
        if not anew:
            return content
        memory = replace(memory, kept={path: one for path, one in memory.kept.items() if path not in anew})


def _checked(reading: Reading, earlier: Earlier, memory: Memory, problems: Problems) -> tuple[Content, frozenset[str]]:
    """Return what a folder holds, and which files have to be read anew for what was found of them."""
    sheets, pages, gallery = reading.sheets, reading.claims.pages(), reading.gallery
    check_against(earlier, sheets.products, reading.drafts.get("products", ()), reading.claims, problems)
    prepare_named(reading.sources["products"], reading.file, gallery, problems)
    if reading.file:
        check_shop(reading.file, problems)
    texts = render_all(reading.texts, pages, None if names_doubled(problems) else reading.shop, gallery, problems)
    bodies = {**{path: one.body for path, one in reading.kept.items()}, **texts.bodies}
    texts.check.take_kept({pages.get(path, ""): one.body for path, one in reading.kept.items() if one.body.clauses})
    texts.check.finish(pages)
    check_filters(sheets, bodies, problems)
    if reading.shop:
        fresh = (sheet for sheet in sheets.products if sheet.source.path not in reading.kept)
        check_specifications(reading.shop, fresh, bodies, problems)
    if reading.file:
        check_rules(reading.file, reading.sources["policies"], pages, bodies, problems)
    wrong = {problem.spot.path for problem in problems.found()}
    anew = frozenset({*(wrong & reading.kept.keys()), *leaning(reading.kept, pages, texts.check)})
    problems.take(warning for one in reading.kept.values() for warning in one.warnings)
    made = Ready(memory.site, ready(memory, reading.kept, sheets))
    site = None
    if reading.shop and not anew and not problems.errors():
        site = assemble(reading.shop, sheets, bodies, gallery, made)
    content = Content(
        site=site,
        problems=problems.errors(),
        warnings=problems.warnings(),
        drafts=sum(len(sources) for sources in reading.drafts.values()),
        reading=reading,
        texts=texts,
        ready=made,
    )
    return content, anew
