"""Reads what SQLite noted in shared memory (``-shm``) of its log: how much of it was committed, and is in the file.

It outlives the process but not the machine, so it is exact after a crash and worth nothing after a power cut.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path

from checkout.storage.wal import Log

_HEADER = struct.Struct("=IIIBBHII8s8s8s")
_HEADERS = 2 * _HEADER.size
_FRAME_HEADER = 24
_LOG_HEADER = 32


@dataclass(frozen=True, slots=True)
class LogIndex:
    """How many frames of a log were committed, how many of those are in the file, and which log it is."""

    committed: int
    moved: int
    salts: bytes

    def missing_from(self, log: Log) -> str:
        """Return what was committed and is not in the log any more; nothing when all is there."""
        if self.committed <= self.moved and log.salts != self.salts:
            return ""
        if log.salts != self.salts:
            return f"is empty or another, and {self.committed - self.moved} pages in it were not yet in the file"
        if log.committed < self.committed:
            return f"can be read up to page {log.committed} of {self.committed}"
        return ""


def read_index(path: Path) -> LogIndex | None:
    """Return what was noted last, or None where that cannot be trusted."""
    try:
        return _parsed(path.read_bytes()[: _HEADERS + 4])
    except FileNotFoundError:
        return None


def _parsed(content: bytes) -> LogIndex | None:
    one, two = content[: _HEADER.size], content[_HEADER.size : _HEADERS]
    if len(content) < _HEADERS + 4 or one != two:
        return None
    version, _, _, is_init, *_, committed, _, _, salts, _ = _HEADER.unpack(one)
    if version != 3_007_000 or not is_init:  # noqa: PLR2004 - the format's only version
        return None
    return LogIndex(committed, struct.unpack_from("=I", content, _HEADERS)[0], salts)


class OpenLog:
    """The log of an open file: its length, and its end, which a failed commit may have left untidy.

    Closing a file that SQLite has locked would drop its locks, so this must be closed after it.
    """

    def __init__(self, file: Path, page_size: int) -> None:
        self._page_size = page_size
        self._log = file.with_name(file.name + "-wal")
        self._descriptor = os.open(file.with_name(file.name + "-shm"), os.O_RDONLY)

    def frames(self) -> int:
        """Return how many frames are committed."""
        index = _parsed(os.pread(self._descriptor, _HEADERS + 4, 0))
        return index.committed if index else 0

    def cut(self) -> None:
        """Cut off what a failed commit wrote; may raise OSError."""
        if self._log.exists():
            end = _LOG_HEADER + self.frames() * (_FRAME_HEADER + self._page_size)
            if self._log.stat().st_size > end:
                os.truncate(self._log, end)

    def close(self) -> None:
        """Let go of it."""
        os.close(self._descriptor)
