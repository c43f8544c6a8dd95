"""The embedded store on a disk that is full or broken: refused is not kept, acknowledged is not lost."""

from __future__ import annotations

import errno
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from checkout.kinds import ATTEMPTS, MOVEMENTS, UNIQUE_USES
from checkout.storage.embedded import EmbeddedStore, open_embedded
from checkout.store import StoreUnavailable
from tests.checkout.storage.file_calls import ALWAYS_COMPACT, failing, watched
from tests.contracts.samples import HONEY, a_use, an_attempt, counted


def put(store: EmbeddedStore, key: str, attempt: str = "attempt") -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use(key, attempt))


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


def test_a_full_disk_refuses_the_transaction_and_works_again_when_space_returns(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    put(store, "before")
    size = (tmp_path / "journal").stat().st_size
    for room in (0, 1, 20, 60):
        with files_limited_to(size + room):
            with pytest.raises(StoreUnavailable, match="cannot write") as refusal:
                put(store, "refused", "x" * 100)
            assert refusal.value.path == str(tmp_path / "journal")
            assert keys(store) == ["before"]
        assert (tmp_path / "journal").stat().st_size == size
    put(store, "later")
    assert keys(store) == ["before", "later"]
    store.close()
    assert keys_after_reopening(tmp_path) == ["before", "later"]


def test_after_a_failed_fsync_nothing_is_acknowledged_until_reopened(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    put(store, "before")
    with watched(at=2, fault=failing(errno.EIO)) as seen, pytest.raises(StoreUnavailable, match="cannot fsync"):
        put(store, "refused")
    assert seen.names == ["write", "fsync", "ftruncate"]
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="opened again"):
            put(store, "later")
    store.close()
    assert keys_after_reopening(tmp_path) == ["before"]


def test_an_unfinished_line_that_cannot_be_cut_off_stops_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_embedded(tmp_path)
    put(store, "before")

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "ftruncate", refuse)
        with watched(at=1, fault=failing(errno.ENOSPC)), pytest.raises(StoreUnavailable, match="No space left"):
            put(store, "refused")
    with pytest.raises(StoreUnavailable, match="opened again"):
        put(store, "later")
    store.close()
    assert keys_after_reopening(tmp_path) == ["before"]


def interrupt_at(call: int) -> Callable[[FrameType, str, object], None]:
    """Return a profiler that interrupts the storage package at its ``call``-th call from now, as Ctrl-C might."""
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call" and "checkout/storage/" in frame.f_code.co_filename
        if calls == call:
            raise KeyboardInterrupt

    return count


def was_interrupted(store: EmbeddedStore, call: int) -> bool:
    try:
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use("interrupted"))
            transaction.put(ATTEMPTS, an_attempt("interrupted"))
            transaction.move(counted(1))
            sys.setprofile(interrupt_at(call))
    except KeyboardInterrupt:
        return True
    finally:
        sys.setprofile(None)
    return False


def everything(store: EmbeddedStore) -> list[object]:
    with store.transaction() as transaction:
        attempts = transaction.find(ATTEMPTS, "state", "open")
        return [transaction.every(UNIQUE_USES), attempts, transaction.stock(HONEY), transaction.every(MOVEMENTS)]


def test_an_interrupt_anywhere_in_a_commit_leaves_a_store_that_is_right_or_refuses(tmp_path: Path) -> None:
    """Whether that transaction is kept may be unknown then, so nothing may build on either answer."""
    interrupted, call, refused = True, 0, 0
    while interrupted:
        call += 1
        store = open_embedded(tmp_path / str(call))
        interrupted = was_interrupted(store, call)
        try:
            shown = everything(store)
        except StoreUnavailable:
            refused += 1
            shown = []
        store.close()
        store = open_embedded(tmp_path / str(call))
        assert shown in ([], everything(store)), call
        store.close()
    assert call > 40
    assert 5 < refused < call - 5


@pytest.mark.parametrize("at", [7, 9], ids=["renaming", "flushing the name"])
def test_a_compaction_that_may_or_may_not_be_on_disk_stops_the_store(tmp_path: Path, at: int) -> None:
    """The commit before it was acknowledged and stays; a later one might go to a file that no name leads to."""
    store = open_embedded(tmp_path, slack_bytes=ALWAYS_COMPACT)
    with watched(at, failing(errno.EIO)) as seen:
        put(store, "before")
    assert seen.names == ["write", "fsync", "open", "write", "write", "fsync", "replace", "open", "fsync"][:at]
    with pytest.raises(StoreUnavailable, match="opened again"):
        put(store, "later")
    store.close()
    assert keys_after_reopening(tmp_path) == ["before"]


def test_a_compaction_without_room_is_put_off(tmp_path: Path) -> None:
    store = open_embedded(tmp_path, slack_bytes=ALWAYS_COMPACT)
    with watched(5, failing(errno.ENOSPC)) as seen:
        put(store, "before")
    assert seen.names == ["write", "fsync", "open", "write", "write", "unlink"]
    put(store, "later")
    store.close()
    assert keys_after_reopening(tmp_path) == ["before", "later"]


def acknowledged_despite(directory: Path, at: int, number: int) -> tuple[list[str], bool]:
    """Run a short life of a store whose ``at``-th file call fails; return what it acknowledged, and whether it failed."""
    acknowledged: list[str] = []
    with watched(at, failing(number)) as seen:
        try:
            store = open_embedded(directory, slack_bytes=ALWAYS_COMPACT)
        except StoreUnavailable:
            return acknowledged, True
        for turn in range(8):
            key = f"key-{turn % 3}-{turn}" if turn % 2 else "key"
            try:
                put(store, key, f"attempt-{turn}")
            except StoreUnavailable:
                continue
            acknowledged.append(f"{key} attempt-{turn}")
    store.close()
    return acknowledged, len(seen.names) >= at


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["disk full", "disk broken"])
def test_whichever_file_call_fails_the_reopened_store_holds_what_was_acknowledged(tmp_path: Path, number: int) -> None:
    failed, at = True, 0
    while failed:
        at += 1
        directory = tmp_path / str(at)
        acknowledged, failed = acknowledged_despite(directory, at, number)
        expected = dict(line.split() for line in acknowledged)
        store = open_embedded(directory)
        with store.transaction() as transaction:
            assert {use.key: use.attempt for use in transaction.every(UNIQUE_USES)} == expected, at
        store.close()
    assert at > 60
