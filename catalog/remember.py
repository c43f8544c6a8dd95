"""Keeping what one reading of a folder gave, for the next."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.content import Content
from catalog.kept import Kept, Memory, made_of
from catalog.kept_file import kept_file
from catalog.last_release import OF_THE_CHANGE
from catalog.marks import Marks
from catalog.problems import Problem
from catalog.sheets import ProductSheet, WithdrawnSheet


def remember(content: Content, marks: Marks, before: Memory) -> Memory:
    """Return the memory of a folder; ``marks`` are those it had before it was read, ``before`` the memory till now."""
    reading = content.reading
    kept = {**reading.kept, **dict(kept_of(content, marks))}
    return Memory(
        measure=reading.measure,
        shop=reading.shop,
        kept=kept,
        made=made_of(kept, content.site) if content.site else before.made,
        pictures=reading.gallery.known(),
        site=content.site or before.site,
        workshop=before.workshop,
    )


def kept_of(content: Content, marks: Marks) -> Iterator[tuple[str, Kept]]:
    """Yield each product's file that was read and in which nothing is wrong, by its path."""
    reading, texts = content.reading, content.texts
    wrong = {problem.spot.path for problem in content.problems}
    warnings: dict[str, list[Problem]] = {}
    for warning in content.warnings:
        if warning.code not in OF_THE_CHANGE:
            warnings.setdefault(warning.spot.path, []).append(warning)
    links: dict[str, list[tuple[str, bool]]] = {}
    for link in texts.check.met.links:
        if link.source.path not in wrong and link.is_within:
            links.setdefault(link.source.path, []).append((link.address, link.is_picture))
    read = {source.path: source for source in reading.sources["products"] if source.path not in wrong}
    claims = reading.claims.of_files(read)
    sheets: tuple[ProductSheet | WithdrawnSheet, ...] = (*reading.sheets.products, *reading.sheets.withdrawn)
    for sheet in sheets:
        path = sheet.source.path
        if path in read and path in marks:
            yield (
                path,
                kept_file(
                    sheet,
                    read[path],
                    texts,
                    reading.gallery,
                    mark=marks[path],
                    claims=claims.get(path, ()),
                    warnings=warnings.get(path, ()),
                    links=links.get(path, ()),
                ),
            )
