"""The files of pictures that an edit brings, and of those that nobody shows any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from catalog.edited.files import Files
from catalog.edited.register import Register
from catalog.pictures import Gallery, KnownPictures, prepared_in


def pictures_now(register: Register, shown: Mapping[str, frozenset[str]], gallery: Gallery) -> KnownPictures:
    """Return the pictures that are shown by any file now; ``shown`` names those of products that do."""
    now = {**register.pictures, **gallery.known()}
    return {name: known for name, known in now.items() if shown.get(name) or name in register.elsewhere}


def picture_files(before: KnownPictures, now: KnownPictures, addressed: Collection[str], cache: Path) -> Files | None:
    """Return what of the pictures' files changes; None where that cannot be told, or a text leads to one that is gone.

    Raises:
        OSError: the cache has no longer what an earlier build put there.
    """
    gone = {name: content for name, (_, content) in before.items() if now.get(name, ("", ""))[1] != content}
    came = {name: content for name, (_, content) in now.items() if before.get(name, ("", ""))[1] != content}
    if {content for _, content in now.values()} & {*gone.values()}:
        return None  # the same picture goes by another name too, and may go by the same one on the site
    if not {*gone.values()}.isdisjoint(addressed):
        return None
    files: dict[str, bytes | None] = {}
    for name, content in gone.items():
        one = prepared_in(cache / content, name)
        files.update((f"images/{one.name(size)}", None) for size in one.sizes)
    for name, content in came.items():
        one = prepared_in(cache / content, name)
        files.update((f"images/{one.name(size)}", (one.folder / size.file).read_bytes()) for size in one.sizes)
    return files
