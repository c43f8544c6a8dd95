"""What the build after this one is to know: as the last one left it, but for what was edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from catalog.blobs import Blob
from catalog.edited.known import Known
from catalog.edited.reading import Change
from catalog.edited.register import Lists, Register, standing
from catalog.edited.shelves import Shelf
from catalog.marks import Marks
from catalog.memory_file import REGISTER, part_name, shelf_name
from catalog.packing import pack, part_of
from catalog.pictures import KnownPictures
from catalog.problems import Problem, Problems
from catalog.shelved import on_shelves


def shown_now(known: Known, changes: Sequence[Change]) -> Mapping[str, frozenset[str]]:
    """Return for each picture the files of products that show it now."""
    shown = dict(known.register.shown)
    for change in changes:
        old = known.entry(change.path)
        for name, _ in old.kept.pictures if old else ():
            shown[name] = shown.get(name, frozenset()) - {change.path}
        for name, _ in change.kept.pictures:
            shown[name] = shown.get(name, frozenset()) | {change.path}
    return shown


def warnings_now(before: Sequence[Problem], changes: Sequence[Change]) -> tuple[Problem, ...]:
    """Return all that is to be warned of now, in reading order."""
    problems, paths = Problems(), {change.path for change in changes}
    problems.take(warning for warning in before if warning.spot.path not in paths)
    for change in changes:
        problems.take(change.warnings)
    return problems.found()


def register_now(
    known: Known, changes: Sequence[Change], pictures: KnownPictures, marks: Marks, lists: Lists
) -> Register:
    """Return the folder as it was read now."""
    return replace(
        known.register,
        marks=dict(marks),
        warnings=standing(warnings_now(known.register.warnings, changes)),
        pictures=pictures,
        shown=shown_now(known, changes),
        lists=lists,
    )


def blobs_now(
    known: Known, changes: Sequence[Change], shelves: Sequence[Shelf], register: Register
) -> Mapping[str, Blob]:
    """Return all pieces of the memory."""
    now = {change.path: change.entry for change in changes}
    parts = {
        part_name(part_of(touched)): [now.get(path, entry) for path, entry in known.part(touched).items()]
        for touched in now
    }
    goods = {shelf_name(one.now.slug): on_shelves(one.now.products) for one in shelves if one.relisted}
    packed = {name: Blob.of(pack(value)) for name, value in {**parts, **goods, REGISTER: register}.items()}
    return {**known.blobs, **packed}
