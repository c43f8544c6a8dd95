"""What the embedded store makes of a file or a log that is cut short or changed behind its back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checkout.kinds import KINDS, ORDERS, TALLIES, UNIQUE_USES
from checkout.storage import opening
from checkout.storage.embedded import open_embedded
from checkout.storage.embedded_upkeep import scrub_folder
from checkout.storage.schema import FILE_NAME
from checkout.store import StoreDamaged, StoreUnavailable
from tests.contracts.samples import HONEY, a_use, an_order, counted, held

Content = dict[str, list[Any]]
SOLD = 12


def filled(directory: Path) -> Content:
    """Fill a store by several commits and leave it as a killed process would; return what it holds."""
    store = open_embedded(directory / "alive")
    with store.transaction() as transaction:
        transaction.move(counted(100))
    for number in range(SOLD):
        with store.transaction() as transaction:
            transaction.put(ORDERS, an_order(f"B-{number}", member=f"0912{number:07}"))
            transaction.put(UNIQUE_USES, a_use(f"use-{number}", "x" * 300))
            transaction.move(held(1, f"hold-{number}"))
    shutil.copytree(directory / "alive", directory / "killed")
    store.close()
    return everything_in(directory / "alive")


def everything_in(directory: Path) -> Content:
    store = open_embedded(directory)
    try:
        with store.transaction() as transaction:
            found: Content = {kind.name: list(transaction.every(kind)) for kind in KINDS}
            found["by state"] = [*transaction.find(ORDERS, "state", "registered")]
            found["by key"] = [transaction.get(ORDERS, f"B-{number}") for number in range(SOLD)]
            found["by member"] = [*transaction.find(ORDERS, "member", "09120000001")]
            found["stock"] = [transaction.stock(HONEY)]
    finally:
        store.close()
    return found


def put(content: bytes, name: str, source: Path, directory: Path) -> Path:
    """Make a copy of a store of which one file holds something else."""
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(source, directory)
    (directory / name).write_bytes(content)
    return directory


def flips(content: bytes, step: int) -> Iterator[tuple[int, bytes]]:
    """Flip a bit every few bytes, another one each time."""
    for at in range(0, len(content), step):
        yield at, content[:at] + bytes([content[at] ^ 1 << at // step % 8]) + content[at + 1 :]


def cuts(content: bytes, step: int) -> Iterator[tuple[int, bytes]]:
    return ((end, content[:end]) for end in range(0, len(content), step))


def silent_losses(
    tmp_path: Path, source: Path, name: str, changes: Iterator[tuple[int, bytes]], whole: Content
) -> Iterator[int]:
    """Yield the places of those changes after which the store opens and shows something else than it held."""
    for at, content in changes:
        directory = put(content, name, source, tmp_path / "changed")
        try:
            if everything_in(directory) != whole:
                yield at
        except StoreDamaged as damage:
            assert damage.detail  # noqa: PT017 - most changes end so


@pytest.fixture
def whole(tmp_path: Path) -> Content:
    return filled(tmp_path)


@pytest.mark.parametrize("change", [flips, cuts])
def test_no_change_of_the_file_loses_a_record_in_silence(tmp_path: Path, whole: Content, change: type) -> None:
    content = (tmp_path / "alive" / FILE_NAME).read_bytes()
    assert list(silent_losses(tmp_path, tmp_path / "alive", FILE_NAME, change(content, 149), whole)) == []


def test_this_rig_sees_a_file_that_is_not_checked(
    tmp_path: Path, whole: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "check_all", lambda _: None)
    content = (tmp_path / "alive" / FILE_NAME).read_bytes()
    # Few bytes are ones that nothing else looks at: names in an index. Where they lie changes from run to run.
    assert next(silent_losses(tmp_path, tmp_path / "alive", FILE_NAME, flips(content, 29), whole), None) is not None


@pytest.mark.parametrize("change", [flips, cuts])
def test_no_change_of_the_log_loses_a_record_in_silence(tmp_path: Path, whole: Content, change: type) -> None:
    name = f"{FILE_NAME}-wal"
    content = (tmp_path / "killed" / name).read_bytes()
    assert list(silent_losses(tmp_path, tmp_path / "killed", name, change(content, len(content) // 150), whole)) == []


def test_this_rig_sees_a_log_that_is_not_checked(
    tmp_path: Path, whole: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite itself leaves out whatever stands behind a page that does not fit, and says nothing."""
    monkeypatch.setattr(opening, "check_before_opening", lambda _, **__: None)
    name = f"{FILE_NAME}-wal"
    content = (tmp_path / "killed" / name).read_bytes()
    assert (
        next(silent_losses(tmp_path, tmp_path / "killed", name, flips(content, len(content) // 300), whole), None)
        is not None
    )


def test_after_a_restart_of_the_machine_only_the_last_commit_may_be_taken_for_unfinished(
    tmp_path: Path, whole: Content
) -> None:
    killed = tmp_path / "killed"
    (killed / "lock").write_text("another boot")
    (killed / f"{FILE_NAME}-shm").unlink()
    name = f"{FILE_NAME}-wal"
    content = (killed / name).read_bytes()
    lost = list(silent_losses(tmp_path, killed, name, flips(content, len(content) // 150), whole))
    assert all(at > len(content) * 0.8 for at in lost)
    last = everything_in(put(flipped_near_the_end(content), name, killed, tmp_path / "last"))
    assert last["orders"] == whole["orders"][:-1] or last["orders"] == [
        order for order in whole["orders"] if order != whole["by key"][-1]
    ]


def flipped_near_the_end(content: bytes) -> bytes:
    return content[:-2000] + bytes([content[-2000] ^ 1]) + content[-1999:]


def test_a_lost_log_is_missed(tmp_path: Path, whole: Content) -> None:
    (tmp_path / "killed" / f"{FILE_NAME}-wal").unlink()
    with pytest.raises(StoreDamaged, match="were not yet in the file"):
        everything_in(tmp_path / "killed")
    assert whole


def test_a_lost_file_is_missed_by_its_log(tmp_path: Path, whole: Content) -> None:
    (tmp_path / "killed" / FILE_NAME).unlink()
    with pytest.raises(StoreDamaged, match="missing, but its log"):
        everything_in(tmp_path / "killed")
    assert whole


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"\0" * 4096, b"SQLite format 3\0", b"hojreh-journal 1"])
def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(content)
    with pytest.raises(StoreDamaged, match="its beginning is not that of a store"):
        open_embedded(tmp_path)
    assert file.read_bytes() == content


def test_a_file_of_another_version_or_program_is_refused(tmp_path: Path) -> None:
    open_embedded(tmp_path).close()
    sound = (tmp_path / FILE_NAME).read_bytes()
    for at, said in ((60, "a store of version 9; this release reads version 1"), (68, "not a store of this service")):
        (tmp_path / FILE_NAME).write_bytes(sound[:at] + (9).to_bytes(4, "big") + sound[at + 4 :])
        with pytest.raises(StoreDamaged, match=said):
            open_embedded(tmp_path)


def test_a_document_that_is_no_record_of_its_kind_is_named_without_its_words(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    with store.transaction():
        store.tables.shelf_table("tallies").shelf.stage("x-1", {"key": "secret"})
    with (
        pytest.raises(StoreDamaged, match="tallies x-1: the document is") as refusal,
        store.transaction() as transaction,
    ):
        transaction.get(TALLIES, "x-1")
    assert "secret" not in str(refusal.value)
    store.close()


def test_a_damaged_store_lets_go_of_its_lock(tmp_path: Path) -> None:
    open_embedded(tmp_path).close()
    sound = (tmp_path / FILE_NAME).read_bytes()
    (tmp_path / FILE_NAME).write_bytes(b"x" + sound)
    with pytest.raises((StoreDamaged, StoreUnavailable)):
        open_embedded(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(sound)
    open_embedded(tmp_path).close()


def test_a_damaged_log_is_not_scrubbed_away(tmp_path: Path, whole: Content) -> None:
    """SQLite would drop all behind the page that does not fit, and write the file anew without it."""
    log = tmp_path / "killed" / f"{FILE_NAME}-wal"
    content = log.read_bytes()
    log.write_bytes(
        content[: len(content) // 2] + bytes([content[len(content) // 2] ^ 1]) + content[len(content) // 2 + 1 :]
    )
    with pytest.raises(StoreDamaged, match="can be read up to page"):
        scrub_folder(tmp_path / "killed")
    log.write_bytes(content)
    assert everything_in(tmp_path / "killed") == whole
