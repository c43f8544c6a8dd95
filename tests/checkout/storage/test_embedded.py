"""The embedded store across closing and opening: everything is there again, and only one process has it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from checkout.kinds import ATTEMPTS, MOVEMENTS, ORDERS, UNIQUE_USES
from checkout.storage.embedded import open_embedded
from checkout.storage.lines import Change, write_line
from checkout.store import StoreLocked
from shop.errors import Conflict, OutOfStock
from tests.checkout.storage.children import run_in_child
from tests.checkout.storage.file_calls import ALWAYS_COMPACT, watched
from tests.contracts.samples import HONEY, a_use, an_attempt, an_order, counted, held, paid_and_sent

OPEN_AND_WAIT = """
import sys, pathlib
from checkout.storage.embedded import open_embedded
store = open_embedded(pathlib.Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""
OPEN_REFUSED = """
import sys, pathlib
from checkout.store import StoreLocked
from checkout.storage.embedded import open_embedded
try:
    open_embedded(pathlib.Path(sys.argv[1]))
except StoreLocked as locked:
    print("locked", locked.path)
"""


@pytest.mark.parametrize("slack_bytes", [ALWAYS_COMPACT, 1 << 20], ids=["compacting", "not compacting"])
def test_reopening_finds_everything(tmp_path: Path, slack_bytes: int) -> None:
    store = open_embedded(tmp_path, slack_bytes=slack_bytes)
    with store.transaction() as transaction:
        transaction.put(ORDERS, an_order("B-1"))
        transaction.put(ORDERS, an_order("B-2"))
        transaction.put(ATTEMPTS, an_attempt("a"))
        transaction.put(ATTEMPTS, an_attempt("gone"))
        transaction.move(counted(5))
    with store.transaction() as transaction:
        transaction.put(ORDERS, paid_and_sent(an_order("B-1")))
        transaction.put(ATTEMPTS, an_attempt("a", state="paid"))
        transaction.delete(ATTEMPTS, "gone")
        transaction.move(held(2, "hold-1"))
    store.close()

    store = open_embedded(tmp_path, slack_bytes=slack_bytes)
    with store.transaction() as transaction:
        assert transaction.every(ORDERS) == [paid_and_sent(an_order("B-1")), an_order("B-2")]
        assert transaction.find(ORDERS, "state", "dispatched") == [paid_and_sent(an_order("B-1"))]
        assert transaction.find(ATTEMPTS, "state", "paid") == [an_attempt("a", state="paid")]
        assert transaction.every(ATTEMPTS) == [an_attempt("a", state="paid")]
        assert transaction.stock(HONEY) == 3
        with pytest.raises(Conflict):
            transaction.insert(ATTEMPTS, an_attempt("a"))
        with pytest.raises(OutOfStock):
            transaction.move(held(4, "hold-2"))
        transaction.move(held(2, "hold-1"))
        assert len(transaction.every(MOVEMENTS)) == 2
    store.close()


def test_a_table_that_no_kind_names_any_more_is_kept(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use())
    store.close()
    journal = tmp_path / "journal"
    heading = journal.read_bytes().splitlines(keepends=True)[0]
    journal.write_bytes(heading + write_line(1, [Change("coupons", "NOWRUZ", b'{"percent":5}')]))
    open_embedded(tmp_path, slack_bytes=ALWAYS_COMPACT).close()
    assert b'coupons\t"NOWRUZ"\t{"percent":5}\n' in journal.read_bytes()


def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    directory = tmp_path / "var" / "baqiyat" / "store"
    open_embedded(directory).close()
    assert directory.stat().st_mode & 0o077 == 0
    assert {path.name: path.stat().st_mode & 0o077 for path in directory.iterdir()} == {"journal": 0, "lock": 0}


def test_every_new_directory_outlives_a_power_cut(tmp_path: Path) -> None:
    with watched() as seen:
        open_embedded(tmp_path / "baqiyat" / "store").close()
    assert seen.names[:6] == ["mkdir", "open", "fsync", "mkdir", "open", "fsync"]


def test_a_second_store_in_the_same_process_is_refused(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    with pytest.raises(StoreLocked) as refusal:
        open_embedded(tmp_path)
    assert refusal.value.path == str(tmp_path / "lock")
    store.close()
    open_embedded(tmp_path).close()


def test_a_second_process_is_refused_at_once_and_let_in_when_the_first_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OPEN_AND_WAIT, str(tmp_path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"open\n"
        second = subprocess.run(
            [sys.executable, "-c", OPEN_REFUSED, str(tmp_path)], capture_output=True, check=True, timeout=20
        )
        assert second.stdout.decode() == f"locked {tmp_path / 'lock'}\n"
        first.kill()
    open_embedded(tmp_path).close()


def test_a_forked_process_must_not_use_its_parents_store(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)

    def use_it() -> None:
        with pytest.raises(RuntimeError, match="forked"), store.transaction():
            pass

    assert run_in_child(use_it) == 0
    store.close()
