"""Which products an edit touches: those whose files were saved, or that show a picture which was."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.edited.register import Register
from catalog.marks import Marks
from catalog.source import is_text

MOST = 40
"""A build of more products is as quick by reading the folder as a whole."""
_PRODUCTS, _IMAGES = "products/", "images/"


def touched(register: Register, marks: Marks) -> frozenset[str] | None:
    """Return the files of products that an edit touches, None where it may touch something else too."""
    found: set[str] = set()
    for path in _changed(register.marks, marks):
        if path in marks and path in register.marks and path.startswith(_PRODUCTS):
            found.add(path)
        elif path in marks and path.startswith(_IMAGES) and path[len(_IMAGES) :] not in register.elsewhere:
            found |= register.shown.get(path[len(_IMAGES) :], frozenset())
        else:
            return None
    return frozenset(found) if len(found) <= MOST else None


def _changed(old: Marks, new: Marks) -> Iterator[str]:
    """Yield each file that is not as it was, but for what programs leave beside the products' own."""
    for path in {path for path, _ in old.items() ^ new.items()}:
        folder, _, name = path.rpartition("/")
        if folder != _PRODUCTS[:-1] or is_text(name):
            yield path
