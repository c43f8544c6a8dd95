"""What the embedded store makes of a journal that is cut short or changed behind its back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkout.kinds import UNIQUE_USES
from checkout.storage.embedded import open_embedded
from checkout.storage.lines import Change, sealed, write_line
from checkout.store import StoreDamaged
from tests.checkout.storage.file_calls import ALWAYS_COMPACT
from tests.contracts.samples import a_use


def write_journal(directory: Path, keys: str, *, slack_bytes: int = 1 << 20) -> Path:
    """Keep one record a key, each in a transaction of its own, and return the closed store's journal."""
    store = open_embedded(directory, slack_bytes=slack_bytes)
    for key in keys:
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use(key))
    store.close()
    return directory / "journal"


def keys_in(directory: Path) -> str:
    """Return the keys a fresh opening finds, and prove that the store takes another and keeps it."""
    store = open_embedded(directory)
    with store.transaction() as transaction:
        found = "".join(use.key for use in transaction.every(UNIQUE_USES))
        transaction.put(UNIQUE_USES, a_use("later"))
    store.close()
    store = open_embedded(directory)
    with store.transaction() as transaction:
        assert transaction.get(UNIQUE_USES, "later") == a_use("later")
    store.close()
    return found


def damage_found(journal: Path) -> str:
    """Return what opening complains of, and prove that it left the file as it was."""
    before = journal.read_bytes()
    with pytest.raises(StoreDamaged) as refusal:
        open_embedded(journal.parent)
    assert refusal.value.path == str(journal)
    assert journal.read_bytes() == before
    return refusal.value.detail


def test_a_cut_at_any_byte_of_the_last_two_lines_loses_no_earlier_transaction(tmp_path: Path) -> None:
    journal = write_journal(tmp_path, "abcd")
    content = journal.read_bytes()
    ends = [at + 1 for at, byte in enumerate(content) if byte == ord("\n")]
    assert len(ends) == 5
    for cut in range(ends[2], len(content) + 1):
        journal.write_bytes(content[:cut])
        whole = sum(cut >= end for end in ends[1:])
        assert keys_in(tmp_path) == "abcd"[:whole], cut


def test_a_last_line_with_holes_of_zeros_is_an_unfinished_write(tmp_path: Path) -> None:
    journal = write_journal(tmp_path, "abc")
    content = journal.read_bytes()
    last = content.rindex(b"\n", 0, -1) + 1
    for start, end in ((last, last + 1), (last, len(content) - 1), (last + 5, last + 9), (last, len(content))):
        journal.write_bytes(content[:start] + bytes(end - start) + content[end:])
        assert keys_in(tmp_path) == "ab"


def test_zeros_before_the_last_line_are_damage(tmp_path: Path) -> None:
    journal = write_journal(tmp_path, "abc")
    content = bytearray(journal.read_bytes())
    start = content.index(b"\n") + 1
    content[start : start + 8] = bytes(8)
    journal.write_bytes(content)
    assert damage_found(journal) == "line 2: the checksum does not fit"


def every_flip(content: bytes) -> Iterator[tuple[int, bytes]]:
    for at in range(len(content)):
        for bit in range(8):
            yield at, content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :]


@pytest.mark.parametrize("slack_bytes", [ALWAYS_COMPACT, 1 << 20], ids=["compacted", "grown"])
def test_any_single_flipped_bit_is_found_wherever_it_is(tmp_path: Path, slack_bytes: int) -> None:
    journal = write_journal(tmp_path, "aabb", slack_bytes=slack_bytes)
    content = journal.read_bytes()
    for at, flipped in every_flip(content):
        journal.write_bytes(flipped)
        line = content.count(b"\n", 0, at) + 1
        assert damage_found(journal).startswith(f"line {line}: "), (at, flipped)


def test_a_missing_line_is_damage(tmp_path: Path) -> None:
    journal = write_journal(tmp_path, "abc")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert damage_found(journal) == "line 3: transaction 2 should stand here"


def test_a_doubled_line_is_damage(tmp_path: Path) -> None:
    journal = write_journal(tmp_path, "abc")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:2], lines[1], *lines[2:]]))
    assert damage_found(journal) == "line 3: transaction 2 should stand here"


def test_a_compacted_journal_cut_short_is_damage_even_at_a_line_end(tmp_path: Path) -> None:
    journal = write_journal(tmp_path, "abcd")
    open_embedded(tmp_path, slack_bytes=ALWAYS_COMPACT).close()
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:3]))
    assert damage_found(journal) == "line 3: the file ends here, but 5 lines were written"
    journal.write_bytes(b"".join(lines)[:-5])
    assert damage_found(journal) == "line 5: the line has no end"


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"\0" * 100, b"SQLite format 3\0"])
def test_a_file_that_is_no_journal_is_damage(tmp_path: Path, content: bytes) -> None:
    journal = tmp_path / "journal"
    journal.write_bytes(content)
    assert damage_found(journal).startswith("line 1: ")


def test_a_journal_of_a_later_format_is_refused(tmp_path: Path) -> None:
    journal = write_journal(tmp_path, "a")
    journal.write_bytes(sealed(b"hojreh-journal 2\t0\t0"))
    assert damage_found(journal) == "line 1: not a journal of the format 'hojreh-journal 1'"


def test_a_document_that_is_no_record_of_its_kind_is_named(tmp_path: Path) -> None:
    journal = write_journal(tmp_path, "a")
    with journal.open("ab") as file:
        file.write(write_line(2, [Change("attempts", "x-1", b'{"id":"x-1"}')]))
    assert damage_found(journal).startswith("attempts x-1: ")


def test_a_damaged_store_lets_go_of_its_lock(tmp_path: Path) -> None:
    journal = write_journal(tmp_path, "a")
    sound = journal.read_bytes()
    journal.write_bytes(b"x" + sound)
    damage_found(journal)
    journal.write_bytes(sound)
    assert keys_in(tmp_path) == "a"
