"""Keeps transactions in an append-only file, so that what was acknowledged outlives crash, power cut and full disk.

At every moment the file is a whole journal, perhaps with a torn end, so a plain copy of it is a backup.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from checkout.storage.disk import sync_directory, write_all, write_batched
from checkout.storage.lines import Change, Heading, write_heading, write_line
from checkout.storage.recovery import replay
from checkout.store import StoreUnavailable

_log = logging.getLogger(__name__)


class Journal:
    """An open journal; ``take`` is given every change it holds. May raise StoreDamaged or OSError."""

    def __init__(self, path: Path, take: Callable[[Change], None]) -> None:
        self.path = path
        self._beside = path.with_name(path.name + ".new")
        self._beside.unlink(missing_ok=True)
        if not path.exists():
            os.close(self._write_beside(Heading(0, 0), ()))
            self._swap_in()
        sound = replay(path, take)
        self._sequence = sound.sequence
        self.size = sound.size
        self._descriptor = os.open(path, os.O_RDWR | os.O_APPEND)
        try:
            os.ftruncate(self._descriptor, sound.size)
            # A process may have died between a write and its fsync: what is read here must not be lost later.
            os.fsync(self._descriptor)
            sync_directory(path.parent)
        except OSError:
            os.close(self._descriptor)
            raise
        self._trusted = True

    def append(self, changes: Iterable[Change]) -> None:
        """Write one transaction; when this returns it is safe on disk.

        Raises:
            StoreUnavailable: it could not be written, and is not kept. After a failed fsync, or where the unfinished
                line could not be cut off, the journal takes nothing more until it is opened again.
        """
        self.check()
        line = write_line(self._sequence + 1, changes)
        self._trusted = False  # until the end of this method, however it is left
        try:
            write_all(self._descriptor, line)
        except OSError as error:
            self._trusted = self._cut_off()
            raise StoreUnavailable(str(self.path), f"cannot write: {error.strerror}") from error
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            self._cut_off()
            raise StoreUnavailable(str(self.path), f"cannot fsync: {error.strerror}") from error
        self._sequence += 1
        self.size += len(line)
        self._trusted = True

    def check(self) -> None:
        """Raise StoreUnavailable when nobody knows any more what is on the disk."""
        if not self._trusted:
            raise StoreUnavailable(str(self.path), "an earlier write failed; the store must be opened again")

    def rewrite(self, documents: int, state: Iterable[Change]) -> bool:
        """Put a journal of only these documents in the place of this one; whether that worked.

        Where it did not, for want of room, everything is as before.
        """
        self.check()
        try:
            descriptor = self._write_beside(Heading(self._sequence, documents), state)
        except OSError as error:
            self._beside.unlink(missing_ok=True)
            _log.warning("%s: not compacted: %s", self.path, error)
            return False
        self._trusted = False
        try:
            self._swap_in()
        except OSError as error:
            os.close(descriptor)
            _log.critical("%s: compacted, but which file a power cut would leave is unknown: %s", self.path, error)
            return False
        os.close(self._descriptor)
        self._descriptor = descriptor
        self.size = os.fstat(descriptor).st_size
        self._trusted = True
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._trusted = False
        os.close(self._descriptor)

    def _write_beside(self, heading: Heading, state: Iterable[Change]) -> int:
        descriptor = os.open(self._beside, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            write_all(descriptor, write_heading(heading))
            write_batched(descriptor, (write_line(heading.sequence, (change,)) for change in state))
            os.fsync(descriptor)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _swap_in(self) -> None:
        self._beside.replace(self.path)
        sync_directory(self.path.parent)

    def _cut_off(self) -> bool:
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, self.size)
            return True
        return False
