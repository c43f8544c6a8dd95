"""A file of named pieces, each with its checksum, so that any of them is read without the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

from catalog.whole_file import whole_file

_SUM = 16
_LENGTH = 8


class BrokenBlob(ValueError):
    """The bytes are not those that were written."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Some bytes, and the checksum they were written with."""

    packed: bytes | memoryview
    checksum: str

    @staticmethod
    def of(packed: bytes) -> Blob:
        """Return bytes with their checksum."""
        return Blob(packed, _checksum(packed))

    def whole(self) -> bytes | memoryview:
        """Return the bytes.

        Raises:
            BrokenBlob: they are not as they were written.
        """
        if _checksum(self.packed) != self.checksum:
            raise BrokenBlob(self.checksum)
        return self.packed


def write_blobs(file: Path, head: bytes, blobs: Mapping[str, Blob]) -> None:
    """Leave pieces in a file that begins with a head; it is there when it is whole."""
    table = json.dumps({name: [len(blob.packed), blob.checksum] for name, blob in blobs.items()}).encode()
    with whole_file(file) as opened:
        opened.writelines((head, _checksum(table).encode(), len(table).to_bytes(_LENGTH), table))
        opened.writelines(blob.packed for blob in blobs.values())


def hand_over(written: Path, head: bytes, file: Path) -> None:
    """Let pieces that were written with a head of the same length stand in a file with another one.

    There is none for a moment, in which a build that is killed leaves the next one to read all: ext4 sends to the disk at
    once what takes another file's place, and these pieces are the longest file of a build.
    """
    with written.open("r+b") as opened:
        opened.write(head)
    file.unlink(missing_ok=True)
    written.rename(file)


def read_blobs(file: Path, head: bytes) -> Mapping[str, Blob]:
    """Return the pieces of a file, none where it has another head or its table is broken; each is looked at when it is used.

    The file is mapped, so that what nobody uses is not read: nobody may cut it meanwhile, as a new one takes its place whole.
    """
    with file.open("rb") as opened:
        if opened.read(len(head)) != head:
            return {}
        checksum, length = opened.read(2 * _SUM).decode("ascii", "replace"), int.from_bytes(opened.read(_LENGTH))
        start = opened.tell()
        rest = memoryview(mmap(opened.fileno(), 0, access=ACCESS_READ))[start:]
    table = rest[:length]
    if _checksum(table) != checksum:
        return {}
    found: dict[str, Blob] = {}
    start = length  # from the table on
    for name, (size, of_blob) in json.loads(bytes(table)).items():
        found[name] = Blob(rest[start : start + size], of_blob)
        start += size
    return found


def _checksum(packed: bytes | memoryview) -> str:
    return hashlib.blake2b(packed, digest_size=_SUM).hexdigest()
