"""Reads the log that SQLite keeps beside its file (``-wal``), because SQLite silently drops all behind a bad page in it.

The format is SQLite's own (https://sqlite.org/walformat.html): a header, then frames of one page each. Every checksum
includes the one before it. The last frame of a commit names the size of the file in pages. Frames whose salts are
not the header's are left over from before the log was last begun anew.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

_HEADER = struct.Struct(">IIII8sII")
_FRAME = struct.Struct(">II8sII")
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""The byte order of checksums, by a log's first number."""
_MASK = 0xFFFFFFFF

Sums = tuple[int, int]


class LogDamaged(ValueError):
    """The log's header is not what was written."""


class Frame(NamedTuple):
    """A frame's header, and whether its checksum fits."""

    page: int
    size_after_commit: int
    salts: bytes
    sound: bool


@dataclass
class Log:
    """What SQLite will take from a log, and what stands behind that."""

    salts: bytes = b""
    page_size: int = 0
    committed: int = 0
    """Frames up to the end of the last sound commit."""
    pages: set[int] = field(default_factory=set)
    """The pages in those frames."""
    size: int = 0
    """The file's size in pages after the last sound commit."""
    behind: list[Frame] = field(default_factory=list)
    """Frames of the same log behind the last sound commit."""

    @property
    def has_later_commit(self) -> bool:
        """Whether behind the first commit that is not sound there are frames of a later one."""
        ends = [at for at, frame in enumerate(self.behind) if frame.size_after_commit]
        return bool(ends) and ends[0] < len(self.behind) - 1


def read_log(path: Path) -> Log:
    """Read a log; an empty one when there is none. Raises LogDamaged."""
    if not path.exists():
        return Log()
    with path.open("rb") as file:
        header = file.read(_HEADER.size)
        if not any(header) and not any(file.read()):
            return Log()
        order, page_size, salts, sums = _read_header(header)
        log = Log(salts, page_size)
        sound = True
        for frame in _frames(file, order, page_size, sums):
            sound = sound and frame.sound and frame.salts == salts
            log.behind.append(frame)
            if sound and frame.size_after_commit:
                log.committed += len(log.behind)
                log.pages.update(frame.page for frame in log.behind)
                log.size, log.behind = frame.size_after_commit, []
    log.behind = [frame for frame in log.behind if frame.salts == salts]
    return log


def log_pages(path: Path, page_size: int) -> tuple[dict[int, bytes], int]:
    """Return the newest readable page of each number in what was committed, and how many pages cannot be read.

    Unlike SQLite this reads on behind a page that is not what was written; a checksum that includes it cannot be
    checked any more, so of each page behind it only the reader can say whether it is sound.
    """
    content = path.read_bytes() if path.exists() else b""
    step = _FRAME.size + page_size
    frames = [content[at : at + step] for at in range(_HEADER.size, len(content) - step + 1, step)]
    salts = content[16:24]
    if not any(frame[8:16] == salts for frame in frames):  # the header itself is damaged
        salts = frames[0][8:16] if frames else b""
    ends = [at for at, frame in enumerate(frames) if frame[8:16] == salts and any(frame[4:8])]
    order, sums, bad = _MAGIC.get(int.from_bytes(content[:4], "big"), "<"), (0, 0), 0
    pages: dict[int, bytes] = {}
    if len(content) >= _HEADER.size:
        sums = (int.from_bytes(content[24:28], "big"), int.from_bytes(content[28:32], "big"))
    for frame in frames[: ends[-1] + 1] if ends else []:
        stored = (int.from_bytes(frame[16:20], "big"), int.from_bytes(frame[20:24], "big"))
        reckoned = _sums(frame[_FRAME.size :], _sums(frame[:8], sums, order), order)
        sums = stored
        if reckoned == stored:
            pages[int.from_bytes(frame[:4], "big")] = frame[_FRAME.size :]
        else:
            bad += 1
    return pages, bad


def _read_header(header: bytes) -> tuple[str, int, bytes, Sums]:
    if len(header) < _HEADER.size:
        raise LogDamaged("its header is cut short")
    magic, version, page_size, _, salts, *sums = _HEADER.unpack(header)
    if magic not in _MAGIC or version != 3_007_000:  # noqa: PLR2004 - the format's only version
        raise LogDamaged("its header is not a log's")
    if _sums(header[:24], (0, 0), _MAGIC[magic]) != tuple(sums):
        raise LogDamaged("the checksum of its header does not fit")
    return _MAGIC[magic], page_size, salts, (sums[0], sums[1])


def _frames(file: BinaryIO, order: str, page_size: int, sums: Sums) -> Iterator[Frame]:
    sound = True
    while len(content := file.read(_FRAME.size + page_size)) == _FRAME.size + page_size:
        page, size_after_commit, salts, *stored = _FRAME.unpack_from(content)
        if sound:  # behind a frame that does not fit none can
            sums = _sums(content[_FRAME.size :], _sums(content[:8], sums, order), order)
            sound = sums == tuple(stored) and page > 0
        yield Frame(page, size_after_commit, salts, sound)


def _sums(content: bytes, sums: Sums, order: str) -> Sums:
    first, second = sums
    words = iter(struct.unpack(f"{order}{len(content) // 4}I", content))
    for one, two in zip(words, words, strict=True):
        first = (first + one + second) & _MASK
        second = (second + two + first) & _MASK
    return first, second
