"""What SQLite noted in shared memory counts only where the machine has been up since; a first try after a power cut
that came to nothing must not make it count."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checkout.kinds import UNIQUE_USES
from checkout.storage import embedded
from checkout.storage.database import Database
from checkout.storage.embedded import open_embedded
from checkout.storage.schema import FILE_NAME
from checkout.store import StoreDamaged
from tests.contracts.samples import a_use


def cut_off(directory: Path) -> Path:
    """Leave a store as a power cut may: all is on disk, but shared memory as it was before the log began anew."""
    store = open_embedded(directory / "alive")
    put(store, "a")
    older = (directory / "alive" / f"{FILE_NAME}-shm").read_bytes()
    store.database.checkpoint("PASSIVE")
    put(store, "b")
    shutil.copytree(directory / "alive", directory / "cut")
    store.close()
    (directory / "cut" / f"{FILE_NAME}-shm").write_bytes(older)
    (directory / "cut" / "lock").write_bytes(b"another boot")
    return directory / "cut"


def put(store: embedded.EmbeddedStore, key: str) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use(key))


def keys(directory: Path) -> list[str]:
    store = open_embedded(directory)
    try:
        with store.transaction() as transaction:
            return [use.key for use in transaction.every(UNIQUE_USES)]
    finally:
        store.close()


def test_a_sound_store_opens_at_the_second_try_after_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> Database:
        raise KeyboardInterrupt

    directory = cut_off(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(embedded, "open_file", interrupted)
        with pytest.raises(KeyboardInterrupt):
            open_embedded(directory)
    assert keys(directory) == ["a", "b"]


def test_once_opened_what_was_noted_counts(tmp_path: Path) -> None:
    directory = cut_off(tmp_path)
    assert keys(directory) == ["a", "b"]
    store = open_embedded(directory)
    put(store, "c")
    shutil.copytree(directory, tmp_path / "killed")
    store.close()
    (tmp_path / "killed" / f"{FILE_NAME}-wal").unlink()
    with pytest.raises(StoreDamaged, match="were not yet in the file"):
        open_embedded(tmp_path / "killed")
