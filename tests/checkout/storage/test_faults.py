"""The embedded store on a disk that is full or broken: refused is not kept, acknowledged is not lost.

``tests/torture`` fails each single call of a shop's life by strace; here are the cases one by one.
"""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checkout.kinds import UNIQUE_USES
from checkout.storage import checkpoints
from checkout.storage.database import Database
from checkout.storage.embedded import EmbeddedStore, open_embedded
from checkout.storage.wal_index import OpenLog
from checkout.store import OutcomeUnknown, StoreDamaged, StoreUnavailable
from tests.contracts.samples import a_use


def put(store: EmbeddedStore, key: str, size: int = 10) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use(key, "x" * size))


def keys(store: EmbeddedStore) -> list[str]:
    with store.transaction() as transaction:
        return [use.key for use in transaction.every(UNIQUE_USES)]


def keys_after_reopening(directory: Path) -> list[str]:
    store = open_embedded(directory)
    found = keys(store)
    store.close()
    return found


@contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    """Let the kernel itself refuse to grow files past a size; it writes what fits, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def log_of(directory: Path) -> Path:
    return directory / "records.sqlite-wal"


def test_a_full_disk_refuses_the_transaction_and_works_again_when_space_returns(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    put(store, "before")
    size = log_of(tmp_path).stat().st_size
    for room in (0, 1, 100, 5_000, 20_000):
        with files_limited_to(size + room):
            with pytest.raises(StoreUnavailable, match="cannot write") as refusal:
                put(store, "refused", 40_000)
            assert refusal.value.path == str(tmp_path / "records.sqlite")
            assert keys(store) == ["before"]
        assert log_of(tmp_path).stat().st_size == size
    put(store, "later")
    assert keys(store) == ["before", "later"]
    store.close()
    assert keys_after_reopening(tmp_path) == ["before", "later"]


def left_by_a_power_cut_after_failed_commits(directory: Path) -> Path:
    """Fail two commits, the first by more than the second, then lose the machine; return what is left."""
    store = open_embedded(directory)
    put(store, "before")
    size = log_of(directory).stat().st_size
    for room, wanted in ((60_000, 90_000), (20_000, 40_000)):
        with files_limited_to(size + room), pytest.raises(StoreUnavailable):
            put(store, "refused", wanted)
    put(store, "later")
    left = directory.with_name("left")
    shutil.copytree(directory, left)
    (left / "records.sqlite-shm").unlink()
    store.close()
    return left


def test_what_failed_commits_wrote_is_not_taken_for_damage_later(tmp_path: Path) -> None:
    assert keys_after_reopening(left_by_a_power_cut_after_failed_commits(tmp_path / "store")) == ["before", "later"]


def test_the_end_of_a_log_is_untidy_unless_it_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without the cut, the log's end is longer than what was committed."""
    monkeypatch.setattr(OpenLog, "cut", lambda _: None)
    untidy = log_of(left_by_a_power_cut_after_failed_commits(tmp_path / "one" / "store")).stat().st_size
    monkeypatch.undo()
    tidy = log_of(left_by_a_power_cut_after_failed_commits(tmp_path / "two" / "store")).stat().st_size
    assert untidy > tidy


def fail_checkpoints(monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[str]:
    """Let every checkpoint beside the store fail; returns those tried."""
    tried: list[str] = []

    def fail(_: Database, mode: str) -> bool:
        tried.append(mode)
        raise error

    monkeypatch.setattr(Database, "checkpoint", fail)
    return tried


def wait_for_checkpoint(store: EmbeddedStore) -> None:
    store._checkpoints.end()  # noqa: SLF001 - nothing else waits for one


def test_a_checkpoint_without_room_is_put_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "_FRAMES", 1)
    store = open_embedded(tmp_path)
    with monkeypatch.context() as patch:
        tried = fail_checkpoints(patch, StoreUnavailable("here", "disk is full"))
        put(store, "a")
        wait_for_checkpoint(store)
        assert tried == ["PASSIVE"]
        put(store, "b")
        wait_for_checkpoint(store)
    put(store, "c")
    store.close()
    assert keys_after_reopening(tmp_path) == ["a", "b", "c"]


@pytest.mark.parametrize("error", [OutcomeUnknown("here", "cannot fsync: broken"), StoreDamaged("here", "malformed")])
def test_a_checkpoint_that_fails_badly_stops_the_store_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(checkpoints, "_FRAMES", 1)
    store = open_embedded(tmp_path)
    with monkeypatch.context() as patch:
        fail_checkpoints(patch, error)
        put(store, "a")
        wait_for_checkpoint(store)
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="must be opened again"):
            put(store, "b")
    store.close()
    assert keys_after_reopening(tmp_path) == ["a"]
