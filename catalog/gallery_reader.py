"""Reading what further pictures a product has: every ``Picture`` line is a file and the words for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalog.keys import Fields
from catalog.problems import Code, Problems
from catalog.source import Field, Source
from shop.text import normalise


class NamedPicture(NamedTuple):
    """A picture by its file's name, and what is seen on it."""

    file: str
    alt: str


def read_pictures(fields: Fields) -> tuple[NamedPicture, ...] | None:
    """Return a product's further pictures in the editor's order, or nothing where something was noted."""
    main = fields.first("Image")
    named = {main.value: str(main.spot.line)} if main else {}
    read = [_read(field, named, fields.problems) for field in fields.every("Picture")]
    found = tuple(picture for picture in read if picture)
    return found if len(found) == len(read) else None


def _read(field: Field, named: dict[str, str], problems: Problems) -> NamedPicture | None:
    file, _, words = (part.strip() for part in field.value.partition("|"))
    if not file or not normalise(words) or "|" in words:
        problems.add(Code.BAD_PICTURE, field.spot, value=field.value)
        return None
    if file in named:
        problems.add(Code.PICTURE_TWICE, field.spot, value=file, first=named[file])
        return None
    named[file] = str(field.spot.line)
    return NamedPicture(file, normalise(words))


def pictures_named(source: Source) -> Iterator[Field]:
    """Yield a field for every file that a product's keys name, whatever else is wrong with them."""
    for field in source.fields:
        if field.key.casefold() in {"image", "picture"}:
            yield Field(field.key, field.value.partition("|")[0].strip(), field.spot)
