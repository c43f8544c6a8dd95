"""A memory's file that is begun before it is known to which pages it will belong: they are written at the same time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from catalog.aside import aside
from catalog.blobs import Blob, hand_over, write_blobs
from catalog.bond import Bond


class BegunFile:
    """A file beside the place it is meant for; until the end it has the head of another bond, which is as long."""

    def __init__(self, file: Path, bond: Bond) -> None:
        self._file = file
        self._bond = bond
        self._written: Callable[[], None] | None = None

    def begin(self, pieces: Callable[[], Mapping[str, Blob]]) -> None:
        """Write the pieces, on another core."""
        self._written = aside(lambda: write_blobs(self._file, self._bond.head, pieces()))

    def end(self, place: Path, bond: Bond) -> None:
        """Let the file stand in its place.

        Raises:
            ChildProcessError: who wrote it was ended from without.
            Exception: whatever kept it from being written.
        """
        if self._written:
            self._written()
            hand_over(self._file, bond.head, place)

    def forget(self) -> None:
        """See to it that nothing is left of it."""
        if self._written:
            with suppress(Exception):
                self._written()
            self._file.unlink(missing_ok=True)
