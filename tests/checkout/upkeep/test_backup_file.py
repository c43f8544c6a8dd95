"""A backup's file: whole or refused, never half believed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkout.storage.memory import MemoryStore
from checkout.store import StoreDamaged
from checkout.upkeep.backup_file import backup_rows, check_backup, write_backup
from checkout.upkeep.content import Row
from checkout.upkeep.sums import sums_of
from tests.builders import PLACED_AT
from tests.checkout.upkeep.contents import PortContent
from tests.checkout.upkeep.lives import fill


@pytest.fixture
def rows() -> list[Row]:
    store = MemoryStore()
    fill(store)
    return list(PortContent(store).rows())


@pytest.fixture
def file(tmp_path: Path, rows: list[Row]) -> Path:
    place = tmp_path / "orders.backup"
    write_backup(place, rows, PLACED_AT)
    return place


def test_what_was_written_is_read(file: Path, rows: list[Row]) -> None:
    assert list(backup_rows(file)) == rows
    backup = check_backup(file)
    assert (backup.begun_at, backup.sums) == (PLACED_AT, sums_of(rows))


def test_only_its_owner_reads_it(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600


def test_words_that_json_and_utf8_must_carry_unharmed_come_back(tmp_path: Path) -> None:
    odd = Row("outbox", "k\u200c\u2028ی", {"body": '"\\\x00\ud800😀', "n": 10**30})
    write_backup(tmp_path / "b", [odd], PLACED_AT)
    assert list(backup_rows(tmp_path / "b")) == [odd]


def test_another_file_is_never_overwritten(file: Path, rows: list[Row]) -> None:
    before = file.read_bytes()
    with pytest.raises(FileExistsError):
        write_backup(file, rows[:1], PLACED_AT)
    assert file.read_bytes() == before


def test_nothing_is_left_of_one_that_could_not_be_finished(tmp_path: Path, rows: list[Row]) -> None:
    def breaking() -> Iterator[Row]:
        yield rows[0]
        raise StoreDamaged("store", "orders BQ-9")

    with pytest.raises(StoreDamaged):
        write_backup(tmp_path / "b", breaking(), PLACED_AT)
    assert list(tmp_path.iterdir()) == []


def test_one_cut_anywhere_is_refused(file: Path, tmp_path: Path) -> None:
    whole, cut = file.read_bytes(), tmp_path / "cut"
    for length in range(0, len(whole), 7):
        cut.write_bytes(whole[:length])
        with pytest.raises(StoreDamaged):
            check_backup(cut)


def test_a_bit_flipped_anywhere_is_refused_or_changes_nothing(file: Path, tmp_path: Path, rows: list[Row]) -> None:
    whole, flipped = file.read_bytes(), tmp_path / "flipped"
    refused = 0
    places = range(0, len(whole), 3)
    for place in places:
        flipped.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        try:
            backup = check_backup(flipped)
        except StoreDamaged:
            refused += 1
        else:  # a few bits of gzip's own head and padding mean nothing
            assert backup.sums == sums_of(rows)
    assert refused >= len(places) - 6


@pytest.mark.parametrize("spoil", ["a document left out", "a document changed", "one more after the end"])
def test_a_file_that_is_good_gzip_and_other_documents_is_refused(spoil: str, file: Path, tmp_path: Path) -> None:
    """The end's own sums find what no CRC does: somebody packed it anew."""
    lines = gzip.decompress(file.read_bytes()).splitlines()
    if spoil == "a document left out":
        del lines[3]
    elif spoil == "a document changed":
        lines[1] = lines[1].replace(b"BQ-1", b"BQ-7")
    else:
        lines.append(lines[1])
    other = tmp_path / "other"
    other.write_bytes(gzip.compress(b"\n".join(lines) + b"\n"))
    with pytest.raises(StoreDamaged, match="not those that were written"):
        check_backup(other)


def test_something_else_and_another_form_are_told_apart(tmp_path: Path) -> None:
    other = tmp_path / "other"
    for content in (b"", b"hello", gzip.compress(b"hello"), gzip.compress(b"[1]\n")):
        other.write_bytes(content)
        with pytest.raises(StoreDamaged, match="no backup"):
            check_backup(other)
    other.write_bytes(
        gzip.compress(json.dumps({"hojreh backup": 2, "begun_at": PLACED_AT.isoformat()}).encode() + b"\n")
    )
    with pytest.raises(StoreDamaged, match="form 2"):
        check_backup(other)
