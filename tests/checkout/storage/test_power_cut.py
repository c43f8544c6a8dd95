"""The embedded store when the power goes: what was never fsynced is gone, names of files included."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checkout.kinds import UNIQUE_USES
from checkout.storage.embedded import open_embedded
from checkout.store import StoreDamaged
from tests.checkout.storage.file_calls import ALWAYS_COMPACT
from tests.contracts.samples import a_use

real_fsync: Callable[[int], None] = os.fsync
Honest = Callable[[int], bool]


class Platter:
    """What a disk would still hold after a power cut: contents and names as they were last fsynced."""

    def __init__(self, honest: Honest) -> None:
        self._honest = honest
        self._contents: dict[int, bytes] = {}
        self._names: dict[str, int] = {}

    def fsync(self, descriptor: int) -> None:
        real_fsync(descriptor)
        if not self._honest(descriptor):
            return
        path = Path(f"/proc/self/fd/{descriptor}").resolve()
        if path.is_dir():
            self._names = {file.name: file.stat().st_ino for file in path.iterdir()}
        else:
            self._contents[os.fstat(descriptor).st_ino] = path.read_bytes()

    def restore_to(self, directory: Path) -> None:
        directory.mkdir()
        for name, inode in self._names.items():
            (directory / name).write_bytes(self._contents.get(inode, b""))


@contextmanager
def fsyncs_on(platter: Platter) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", platter.fsync)
        yield


def honest(_: int) -> bool:
    return True


def forgets_files(descriptor: int) -> bool:
    return Path(f"/proc/self/fd/{descriptor}").is_dir()


def forgets_names(descriptor: int) -> bool:
    return not forgets_files(descriptor)


def cuts_survived(directory: Path, slack_bytes: int, disk: Honest) -> list[bool]:
    """Cut the power after each of some transactions; return for each whether all acknowledged ones were there."""
    platter = Platter(disk)
    survived = []
    with fsyncs_on(platter):
        store = open_embedded(directory / "store", slack_bytes=slack_bytes)
        for turn in range(6):
            with store.transaction() as transaction:
                transaction.put(UNIQUE_USES, a_use(f"key-{turn}"))
                transaction.put(UNIQUE_USES, a_use("latest", f"{turn}"))
            platter.restore_to(directory / f"cut-{turn}")
            survived.append(turns_found(directory / f"cut-{turn}") == turn + 1)
        store.close()
    return survived


def turns_found(directory: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", real_fsync)
        try:
            store = open_embedded(directory)
        except StoreDamaged:
            return -1
        with store.transaction() as transaction:
            found = len(transaction.every(UNIQUE_USES)) - 1
        store.close()
        return found


@pytest.mark.parametrize("slack_bytes", [ALWAYS_COMPACT, 1 << 20], ids=["compacting", "growing"])
def test_a_power_cut_after_any_commit_loses_nothing(tmp_path: Path, slack_bytes: int) -> None:
    assert cuts_survived(tmp_path, slack_bytes, honest) == [True] * 6


@pytest.mark.parametrize("slack_bytes", [ALWAYS_COMPACT, 1 << 20], ids=["compacting", "growing"])
@pytest.mark.parametrize("disk", [forgets_files, forgets_names])
def test_this_rig_sees_a_missing_fsync(tmp_path: Path, slack_bytes: int, disk: Honest) -> None:
    assert not any(cuts_survived(tmp_path, slack_bytes, disk))


def test_what_a_killed_process_had_not_fsynced_is_safe_once_it_is_shown_again(tmp_path: Path) -> None:
    directory = tmp_path / "store"
    with fsyncs_on(Platter(forgets_files)):
        store = open_embedded(directory)
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use("written, never fsynced"))
            transaction.put(UNIQUE_USES, a_use("latest"))
        store.close()
    platter = Platter(honest)
    with fsyncs_on(platter):
        store = open_embedded(directory)
        platter.restore_to(tmp_path / "cut")
        assert turns_found(tmp_path / "cut") == 1
        store.close()


def test_a_transaction_is_on_disk_before_it_returns_or_anyone_sees_it(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    visible_at_fsync: list[bool] = []

    def look_while_flushing(descriptor: int) -> None:
        real_fsync(descriptor)
        visible_at_fsync.append(any(change.key == "key" for shelf in store.shelves for change in shelf.kept()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", look_while_flushing)
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use("key"))
            assert visible_at_fsync == []
        assert visible_at_fsync == [False]
        with store.transaction() as transaction:
            assert transaction.get(UNIQUE_USES, "key") == a_use("key")
        assert len(visible_at_fsync) == 1
    store.close()
