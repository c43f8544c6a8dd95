"""One product's file as it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from catalog.gallery_reader import pictures_named
from catalog.kept import Kept
from catalog.met import Address
from catalog.pictures import Gallery
from catalog.placeholders import placeholders_in
from catalog.problems import Problem
from catalog.sheets import Claimed, ProductSheet, WithdrawnSheet
from catalog.source import Source
from catalog.texts import Texts


def kept_file(
    sheet: ProductSheet | WithdrawnSheet,
    source: Source,
    texts: Texts,
    gallery: Gallery,
    *,
    mark: str,
    claims: Iterable[Claimed],
    warnings: Iterable[Problem],
    links: Iterable[Address],
) -> Kept:
    """Return a file in which nothing is wrong as it was read; ``links`` are those within the site, in its text."""
    asked = texts.asked[source.path]
    shown = {*(field.value for field in pictures_named(source)), *asked.pictures}
    return Kept(
        mark=mark,
        sheet=replace(sheet, source=Source(source.path, (), (), "", 1)),
        body=texts.bodies[source.path],
        claims=tuple(claims),
        warnings=tuple(warnings),
        links=tuple(dict.fromkeys(links)),
        asked=asked.pages,
        pictures=tuple((name, gallery.content(name)) for name in sorted(shown)),
        tells_shop=_tells_shop(source),
    )


def _tells_shop(source: Source) -> bool:
    texts = (source.body, *(field.value for field in source.fields))
    return any("{" in text and any(placeholders_in(text)) for text in texts)
