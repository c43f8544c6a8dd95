r"""How a journal is written: one checksummed line for each transaction, its fields apart by tabs.

The first line is ``checksum, "hojreh-journal 1", sequence, documents``: the file begins with that many lines of
one document each, the state after transaction ``sequence``. Every line after them is one later transaction.
Such a line is ``checksum, sequence``, then table, key and document of every change; ``null`` stands for a deleted
document. JSON escapes tabs and line ends, so neither occurs inside a field.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic_core import from_json, to_json

_FORMAT = b"hojreh-journal 1"
_DELETED = b"null"


class BadLine(ValueError):
    """A line that is not what was written; its message says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """A document as a transaction leaves it: its text, or None when it was deleted."""

    table: str
    key: str
    text: bytes | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What a journal's first line says."""

    sequence: int
    documents: int


def write_heading(heading: Heading) -> bytes:
    """Return the first line of a journal."""
    return sealed(b"%b\t%d\t%d" % (_FORMAT, heading.sequence, heading.documents))


def read_heading(line: bytes) -> Heading:
    """Read the first line of a journal; raises BadLine."""
    fields = _unsealed(line).split(b"\t")
    if fields[0] != _FORMAT:
        raise BadLine(f"not a journal of the format {_FORMAT.decode()!r}")
    return Heading(int(fields[1]), int(fields[2]))


def write_line(sequence: int, changes: Iterable[Change]) -> bytes:
    """Return the line of one transaction."""
    fields = [b"%d" % sequence]
    for change in changes:
        text = _DELETED if change.text is None else change.text
        fields += [change.table.encode(), to_json(change.key), text]
    return sealed(b"\t".join(fields))


def read_line(line: bytes, sequence: int) -> list[Change]:
    """Read the line of the transaction of that number; raises BadLine."""
    fields = _unsealed(line).split(b"\t")
    if fields[0] != b"%d" % sequence:
        raise BadLine(f"transaction {sequence} should stand here")
    triples = zip(fields[1::3], fields[2::3], fields[3::3], strict=True)
    return [Change(table.decode(), from_json(key), None if text == _DELETED else text) for table, key, text in triples]


def is_torn(line: bytes) -> bool:
    r"""Whether a bad last line is what a crash leaves of a write that was never acknowledged.

    Such a line has no end, or, after a power cut, holes of zeros where a block of the disk was not written. Anything
    else, a whole line behind a wrong last byte included, is damage to something that may have been acknowledged.
    """
    if not line.endswith(b"\n"):
        return not _is_sealed(line[:-1])
    return line.startswith(b"\0") or b"\0\0" in line


def sealed(body: bytes) -> bytes:
    """Return a line of the body behind its checksum."""
    return b"%08x\t%b\n" % (zlib.crc32(body), body)


def _unsealed(line: bytes) -> bytes:
    if not line.endswith(b"\n"):
        raise BadLine("the line has no end")
    if not _is_sealed(line[:-1]):
        raise BadLine("the checksum does not fit")
    return line[9:-1]


def _is_sealed(line: bytes) -> bool:
    return line[:9] == b"%08x\t" % zlib.crc32(line[9:])
