"""``scripts/backup`` and ``scripts/restore``: what was confirmed is in a backup taken while selling, and comes back."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkout.kinds import MOVEMENTS, ORDERS
from checkout.storage.memory import MemoryStore
from checkout.storage.schema import FILE_NAME
from checkout.store import Store
from checkout.stores import note_of_backup, open_content
from checkout.upkeep.backup_file import check_backup
from checkout.upkeep.backup_note import read_note
from checkout.upkeep.levels import wrong_levels
from scripts.lib.backup import main as back_up
from scripts.lib.restore import main as restore
from tests.builders import ROOT
from tests.postgres import Databases
from tests.scripts.stores import filled, opened, orders_and_holds, put_stranger, sell, spoil_a_movement, sums

Said = pytest.CaptureFixture[str]
BACKUPS = 3


@pytest.fixture(params=["embedded", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[str]:
    if request.param == "embedded":
        yield str(tmp_path / "store")
    else:
        with databases.fresh() as url:
            yield url


def test_a_backup_comes_back_into_either_kind_of_store(where: str, database: str, tmp_path: Path, capsys: Said) -> None:
    filled(where)
    assert back_up([where, str(tmp_path / "b")]) == 0
    assert f" {sum(one.count for one in sums(where).values())} records of " in capsys.readouterr().out
    assert restore([str(tmp_path / "b"), str(tmp_path / "again")]) == 0
    assert restore([str(tmp_path / "b"), database]) == 0
    assert sums(str(tmp_path / "again")) == sums(database) == sums(where)
    assert not list(tmp_path.glob("*.unfinished*")) + list(tmp_path.glob("*.restoring"))


def test_what_was_confirmed_before_the_start_is_in_it_and_all_of_it_fits(where: str, tmp_path: Path) -> None:
    """R30. Every backup is taken by another process, while threads of this one sell."""
    with opened(where) as store:
        sellers = Sellers(store)
        with sellers:
            for n in range(BACKUPS):
                confirmed = sellers.wait_for_more(10)
                _run("backup", where, str(tmp_path / f"b{n}"))
                assert restore([str(tmp_path / f"b{n}"), str(tmp_path / f"s{n}")]) == 0
                orders, held_for = orders_and_holds(str(tmp_path / f"s{n}"))
                assert orders >= confirmed
                assert orders == held_for
                with open_content(str(tmp_path / f"s{n}")) as content:
                    assert wrong_levels(content) == []
        assert len(sellers.confirmed) > 10 * BACKUPS


def test_reading_kind_after_kind_without_a_snapshot_would_not_fit() -> None:
    """The control: what the test above looks for is there to be found where the guard is missing."""
    store = MemoryStore()
    sell(store, 1)
    with store.transaction() as tx:
        held_for = {movement.order for movement in tx.every(MOVEMENTS) if movement.order}
    sell(store, 2)
    with store.transaction() as tx:
        orders = {order.code for order in tx.every(ORDERS)}
    assert orders != held_for


def test_it_notes_when_it_was_taken(where: str, tmp_path: Path) -> None:
    filled(where)
    began = time.time()
    assert note_of_backup(where) is None
    for n in range(2):
        assert back_up([where, str(tmp_path / f"b{n}")]) == 0
    note = read_note(note_of_backup(where))
    assert note is not None
    assert began - 1 <= note.at.timestamp() <= time.time()


def test_a_note_that_cannot_be_kept_does_not_spoil_the_backup(tmp_path: Path, capsys: Said) -> None:
    where = filled(str(tmp_path / "store"))
    (tmp_path / "store" / "last-backup").mkdir()
    assert back_up([where, str(tmp_path / "b")]) == 0
    assert "scripts/doctor will not know" in capsys.readouterr().err
    assert check_backup(tmp_path / "b").sums == sums(where)


def test_nothing_is_left_of_a_backup_for_which_there_is_no_room(tmp_path: Path) -> None:
    where = filled(str(tmp_path / "store"))
    (tmp_path / "small").mkdir()
    command = ["sh", "-c", 'ulimit -f 1; exec "$0" -m scripts.lib.backup "$1" "$2"', sys.executable]
    with opened(where):
        done = subprocess.run(
            [*command, where, str(tmp_path / "small" / "b")], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert (done.returncode, "cannot be written" in done.stderr) == (1, True), done.stderr
    assert list((tmp_path / "small").iterdir()) == []
    assert note_of_backup(where) is None


def test_an_older_backup_is_never_overwritten(where: str, tmp_path: Path, capsys: Said) -> None:
    filled(where)
    (tmp_path / "b").write_text("older")
    with pytest.raises(SystemExit):
        back_up([where, str(tmp_path / "b")])
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "b").read_text() == "older"


def test_records_of_unknown_kinds_are_backed_up_and_not_restored_by_who_does_not_know_them(
    where: str, tmp_path: Path, capsys: Said
) -> None:
    filled(where)
    put_stranger(where)
    assert back_up([where, str(tmp_path / "b")]) == 0
    assert "wishes" in capsys.readouterr().out
    assert restore([str(tmp_path / "b"), str(tmp_path / "again")]) == 1
    assert "wishes" in capsys.readouterr().err
    assert not (tmp_path / "again").exists()


def test_a_store_that_is_there_stays_unless_it_is_asked_aside(tmp_path: Path, capsys: Said) -> None:
    one, two = filled(str(tmp_path / "one")), str(tmp_path / "two")
    with opened(two) as store:
        sell(store, 1)
    before = sums(two)
    assert back_up([one, str(tmp_path / "b")]) == 0

    assert restore([str(tmp_path / "b"), two]) == 1
    assert "is not empty. Nothing was changed" in capsys.readouterr().err
    assert sums(two) == before
    assert restore([str(tmp_path / "b"), two, "--aside"]) == 0
    assert sums(two) == sums(one)
    (aside,) = tmp_path.glob("two.before-*")
    assert sums(str(aside)) == before
    assert str(aside) in capsys.readouterr().out


def test_a_damaged_store_can_be_put_aside(tmp_path: Path) -> None:
    where = filled(str(tmp_path / "store"))
    assert back_up([where, str(tmp_path / "b")]) == 0
    (tmp_path / "store" / FILE_NAME).write_bytes(b"garbage")
    assert restore([str(tmp_path / "b"), where, "--aside"]) == 0
    with opened(where) as store, store.transaction() as tx:
        assert tx.get(ORDERS, "BQ-1") is not None


def test_a_store_that_a_checkout_runs_on_is_not_put_aside(tmp_path: Path, capsys: Said) -> None:
    where = filled(str(tmp_path / "store"))
    assert back_up([where, str(tmp_path / "b")]) == 0
    with opened(where):
        assert restore([str(tmp_path / "b"), where, "--aside"]) == 1
    assert "a checkout runs on it" in capsys.readouterr().err
    assert not list(tmp_path.glob("store.*"))


def test_a_database_that_holds_records_is_left_alone(database: str, tmp_path: Path, capsys: Said) -> None:
    filled(database)
    assert back_up([database, str(tmp_path / "b")]) == 0
    before = sums(database)
    assert restore([str(tmp_path / "b"), database]) == 1
    assert "holds records already" in capsys.readouterr().err
    assert sums(database) == before


def test_a_damaged_backup_is_refused_before_anything_is_touched(tmp_path: Path, capsys: Said) -> None:
    where = filled(str(tmp_path / "store"))
    assert back_up([where, str(tmp_path / "b")]) == 0
    whole = (tmp_path / "b").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    before = sums(where)
    assert restore([str(tmp_path / "cut"), where, "--aside"]) == 1
    assert "cannot be read: after" in capsys.readouterr().err
    assert sums(where) == before
    assert not list(tmp_path.glob("store.*"))


def test_a_restore_that_was_cut_short_begins_anew(tmp_path: Path, capsys: Said) -> None:
    where = filled(str(tmp_path / "store"))
    assert back_up([where, str(tmp_path / "b")]) == 0
    with opened(str(tmp_path / "again.restoring")) as store:
        sell(store, 7)
    assert restore([str(tmp_path / "b"), str(tmp_path / "again")]) == 0
    assert "cut short" in capsys.readouterr().err
    assert sums(str(tmp_path / "again")) == sums(where)


def test_a_store_that_is_damaged_is_not_backed_up_as_if_it_were_whole(tmp_path: Path, capsys: Said) -> None:
    where = filled(str(tmp_path / "store"))
    file = tmp_path / "store" / FILE_NAME
    content = file.read_bytes()
    file.write_bytes(content.replace("زهرا".encode(), "زهره".encode()))
    assert back_up([where, str(tmp_path / "b")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert not list(tmp_path.glob("b*"))


class Sellers:
    """Threads that sell without a break, and remember what was confirmed."""

    def __init__(self, store: Store) -> None:
        self.confirmed: set[str] = set()
        self._store = store
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._sell, args=(n,)) for n in range(2)]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for_more(self, count: int) -> set[str]:
        until = time.monotonic() + 60
        enough = len(self.confirmed) + count
        while len(self.confirmed) < enough:
            assert time.monotonic() < until
            time.sleep(0.01)
        return set(self.confirmed)

    def _sell(self, first: int) -> None:
        for number in range(first, 1_000_000, 2):
            if self._stop.is_set():
                return
            sell(self._store, number)
            self.confirmed.add(f"S-{number:06}")
            time.sleep(0.04)  # or the store grows faster than a backup of it is put back


def _run(script: str, *words: str) -> None:
    command = [sys.executable, "-m", f"scripts.lib.{script}", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("spoilt", ["{", "", "[]", '{"sku":'])
def test_a_damaged_movement_is_named_by_its_kind_and_key(where: str, spoilt: str, tmp_path: Path, capsys: Said) -> None:
    """Not by the database, which sorts movements by what stands in them, and would say «malformed JSON»."""
    filled(where)
    key = spoil_a_movement(where, spoilt)

    assert back_up([where, str(tmp_path / "b")]) == 1
    assert f"movements {key}: " in capsys.readouterr().err
    assert not list(tmp_path.glob("b*"))
