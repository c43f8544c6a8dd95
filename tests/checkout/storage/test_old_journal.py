"""A journal of the releases before SQLite is taken over once, whole or not at all."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pydantic_core import to_json

from checkout.kinds import ATTEMPTS, MOVEMENTS, ORDERS, Document
from checkout.storage.embedded import open_embedded
from checkout.store import StoreDamaged
from tests.contracts.samples import HONEY, an_attempt, an_order, counted, held


def line(body: bytes) -> bytes:
    return b"%08x\t%b\n" % (zlib.crc32(body), body)


def change(table: str, key: str, document: Document | None) -> bytes:
    return b"\t".join([table.encode(), to_json(key), to_json(document)])


def journal_in(directory: Path) -> Path:
    """Write a journal as a compacted store and three transactions after it left it."""
    lines = [
        line(b"hojreh-journal 1\t7\t2"),
        line(b"7\t" + change("orders", "B-1", ORDERS.encode(an_order()))),
        line(b"7\t" + change("attempts", "gone", ATTEMPTS.encode(an_attempt("gone")))),
        line(b"8\t" + change("movements", "count-1", MOVEMENTS.encode(counted(5)))),
        line(
            b"9\t" + change("movements", "h", MOVEMENTS.encode(held(2, "h"))) + b"\t" + change("attempts", "gone", None)
        ),
        line(b"10\t" + change("coupons", "نوروز", {"percent": 5})),
    ]
    journal = directory / "journal"
    journal.write_bytes(b"".join(lines))
    return journal


def check_taken_over(directory: Path) -> None:
    store = open_embedded(directory)
    with store.transaction() as transaction:
        assert transaction.find(ORDERS, "member", "09121234567") == [an_order()]
        assert transaction.every(ATTEMPTS) == []
        assert transaction.stock(HONEY) == 3
    assert store.database.ask("SELECT key, doc FROM records WHERE kind = 'coupons'") == [("نوروز", b'{"percent":5}')]
    store.close()


def test_a_journal_is_taken_over_and_kept_beside(tmp_path: Path) -> None:
    content = journal_in(tmp_path).read_bytes()
    check_taken_over(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"lock", "journal.moved", "records.sqlite"}
    assert (tmp_path / "journal.moved").read_bytes() == content
    check_taken_over(tmp_path)


def test_taking_over_begins_anew_where_it_was_killed(tmp_path: Path) -> None:
    journal_in(tmp_path)
    (tmp_path / "records.sqlite.new").write_bytes(b"half a file")
    check_taken_over(tmp_path)
    (tmp_path / "records.sqlite").unlink()  # killed between the two renames
    check_taken_over(tmp_path)


def test_the_unfinished_end_of_a_journal_is_left_out(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    journal.write_bytes(journal.read_bytes() + line(b"11\t" + change("attempts", "a", None))[:-9])
    check_taken_over(tmp_path)


def test_a_damaged_journal_is_left_as_it_is_and_no_store_is_made(tmp_path: Path) -> None:
    journal = journal_in(tmp_path)
    sound = journal.read_bytes()
    for at in range(0, len(sound) - 1, 7):
        journal.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        with pytest.raises(StoreDamaged, match="line "):
            open_embedded(tmp_path)
        assert not (tmp_path / "records.sqlite").exists()
    journal.write_bytes(sound)
    check_taken_over(tmp_path)


def test_a_journal_written_again_by_an_older_release_is_not_passed_over(tmp_path: Path) -> None:
    journal_in(tmp_path)
    check_taken_over(tmp_path)
    journal_in(tmp_path)
    with pytest.raises(StoreDamaged, match="older release"):
        open_embedded(tmp_path)
