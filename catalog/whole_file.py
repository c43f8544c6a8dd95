"""Writing a file that is in its place when all of it is written, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(place: Path) -> Iterator[BinaryIO]:
    """Open what takes a file's place when all is written, and is gone if anything fails.

    What a build leaves that is killed meanwhile, the next one writes over: in one place they work one at a time.
    """
    half = place.with_name(f".{place.name.removeprefix('.')}.half")
    try:
        with half.open("wb") as opened:
            yield opened
        half.replace(place)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
