"""Keeping what one reading of a folder gave, for the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from catalog.content import Content
from catalog.gallery_reader import pictures_named
from catalog.kept import Kept, Memory, made_of
from catalog.last_release import OF_THE_CHANGE
from catalog.marks import Marks
from catalog.placeholders import placeholders_in
from catalog.problems import Problem
from catalog.sheets import ProductSheet, WithdrawnSheet
from catalog.source import Source
from catalog.texts import Asked


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
            asked = texts.asked[path]
            yield (
                path,
                Kept(
                    mark=marks[path],
                    sheet=_bare(sheet),
                    body=texts.bodies[path],
                    claims=claims.get(path, ()),
                    warnings=tuple(warnings.get(path, ())),
                    links=tuple(dict.fromkeys(links.get(path, ()))),
                    asked=asked.pages,
                    pictures=_pictures(read[path], asked, content),
                    tells_shop=_tells_shop(read[path]),
                ),
            )


def _bare(sheet: ProductSheet | WithdrawnSheet) -> ProductSheet | WithdrawnSheet:
    """Return a sheet that knows of its source only the path."""
    return replace(sheet, source=Source(sheet.source.path, (), (), "", 1))


def _tells_shop(source: Source) -> bool:
    texts = (source.body, *(field.value for field in source.fields))
    return any("{" in text and any(placeholders_in(text)) for text in texts)


def _pictures(source: Source, asked: Asked, content: Content) -> tuple[tuple[str, str], ...]:
    names = {*(field.value for field in pictures_named(source)), *asked.pictures}
    return tuple((name, content.gallery.content(name)) for name in sorted(names))
