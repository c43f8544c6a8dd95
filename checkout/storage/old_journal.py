r"""Reads the journal in which releases before SQLite kept their records, one checksummed line for each transaction.

The first line is ``checksum, "hojreh-journal 1", sequence, documents``: the file begins with that many lines of
one document each. Every line after them is one later transaction: ``checksum, sequence``, then table, key and
document of every change; ``null`` stands for a deleted document. Fields are apart by tabs.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from pathlib import Path

from pydantic_core import from_json

from checkout.kinds import KINDS
from checkout.storage.disk import sync_directory
from checkout.storage.filling import KeptDocument, fill
from checkout.storage.opening import put_in_place
from checkout.storage.schema import FILE_NAME, Row
from checkout.storage.shelf import found_text
from checkout.store import StoreDamaged

_FORMAT = b"hojreh-journal 1"
_DELETED = b"null"
_log = logging.getLogger(__name__)
Texts = dict[tuple[str, str], bytes]


def take_over(directory: Path) -> None:
    """Move the records of a journal into a new store's file, once; the journal stays, as ``journal.moved``.

    Killed anywhere, it begins anew at the next opening.

    Raises:
        StoreDamaged: the journal is not what was written, or was written again after it was moved.
    """
    journal, moved, file = directory / "journal", directory / "journal.moved", directory / FILE_NAME
    if file.exists():
        if journal.exists():
            raise StoreDamaged(str(journal), f"an older release wrote it after its records were moved to {file.name}")
        return
    source = journal if journal.exists() else moved
    if not source.exists():
        return
    beside = file.with_name(file.name + ".new")
    count, short = fill(beside, _documents(source, read_journal(source)))
    if short:
        raise StoreDamaged(str(source), f"of {', '.join(short)} more went out than came in")
    if source is journal:
        journal.replace(moved)
        sync_directory(directory)
    put_in_place(beside, file)
    _log.warning("%s: %d records moved to %s; the journal is now %s", journal, count, file.name, moved.name)


def read_journal(path: Path) -> Texts:
    """Return what a journal holds; raises StoreDamaged."""
    texts: Texts = {}
    with path.open("rb") as file:
        try:
            sequence, documents = _read_heading(file.readline())
        except ValueError as error:
            raise StoreDamaged(str(path), f"line 1: {error}") from error
        number = 1
        for number, line in enumerate(file, start=2):
            is_transaction = number > documents + 1
            sequence += is_transaction
            try:
                changes = _read_line(line, sequence)
            except ValueError as error:
                if is_transaction and _is_torn(line) and not file.readline():
                    _log.warning("%s: leaving out %d bytes of an unfinished transaction", path, len(line))
                    break
                raise StoreDamaged(str(path), f"line {number}: {error}") from error
            for table, key, text in changes:
                texts.pop((table, key), None)
                if text != _DELETED:
                    texts[table, key] = text
    if number < documents + 1:
        raise StoreDamaged(str(path), f"line {number}: the file ends here, but {documents + 1} lines were written")
    return texts


def _documents(path: Path, texts: Texts) -> Iterator[KeptDocument]:
    kinds = {kind.name: kind for kind in KINDS}
    for (table, key), text in texts.items():
        # A table that no kind names any more is kept as it is: forgetting it is not for us to decide.
        found = ""
        if table in kinds and kinds[table].indexes:
            try:
                found = found_text(kinds[table], kinds[table].read(text))
            except ValueError as error:
                raise StoreDamaged(str(path), f"{table} {key}: the document is no record of its kind") from error
        yield table, key, Row(text, found)


def _read_heading(line: bytes) -> tuple[int, int]:
    fields = _unsealed(line).split(b"\t")
    if fields[0] != _FORMAT:
        raise ValueError(f"not a journal of the format {_FORMAT.decode()!r}")
    return int(fields[1]), int(fields[2])


def _read_line(line: bytes, sequence: int) -> list[tuple[str, str, bytes]]:
    fields = _unsealed(line).split(b"\t")
    if fields[0] != b"%d" % sequence:
        raise ValueError(f"transaction {sequence} should stand here")
    triples = zip(fields[1::3], fields[2::3], fields[3::3], strict=True)
    return [(table.decode(), from_json(key), text) for table, key, text in triples]


def _is_torn(line: bytes) -> bool:
    """Whether a bad last line is what a crash leaves of an unacknowledged write: no end, or holes of zeros."""
    if not line.endswith(b"\n"):
        return not _is_sealed(line[:-1])
    return line.startswith(b"\0") or b"\0\0" in line


def _unsealed(line: bytes) -> bytes:
    if not line.endswith(b"\n"):
        raise ValueError("the line has no end")
    if not _is_sealed(line[:-1]):
        raise ValueError("the checksum does not fit")
    return line[9:-1]


def _is_sealed(line: bytes) -> bool:
    return line[:9] == b"%08x\t" % zlib.crc32(line[9:])
