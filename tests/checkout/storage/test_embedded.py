"""The embedded store across closing and opening: everything is there again, and only one process has it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checkout.kinds import ATTEMPTS, MOVEMENTS, ORDERS, OUTBOX, UNIQUE_USES
from checkout.storage.embedded import open_embedded
from checkout.storage.schema import FILE_NAME
from checkout.store import StoreLocked
from shop.errors import Conflict, OutOfStock
from shop.release import Sku
from tests.checkout.storage.children import run_in_child
from tests.contracts.samples import HONEY, NOON, a_message, a_use, an_attempt, an_order, counted, held, paid_and_sent

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


def test_reopening_finds_everything(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
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

    store = open_embedded(tmp_path)
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


def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    directory = tmp_path / "var" / "baqiyat" / "store"
    store = open_embedded(directory)
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use())
    assert directory.stat().st_mode & 0o077 == 0
    names = {"records.sqlite", "records.sqlite-wal", "records.sqlite-shm", "lock"}
    assert {path.name: path.stat().st_mode & 0o077 for path in directory.iterdir()} == dict.fromkeys(names, 0)
    store.close()
    assert {path.name for path in directory.iterdir()} == {"records.sqlite", "lock"}


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
            [sys.executable, "-c", OPEN_REFUSED, str(tmp_path)], capture_output=True, check=True, timeout=60
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


def test_of_a_sku_that_cannot_be_written_there_is_no_stock(tmp_path: Path) -> None:
    with closing(open_embedded(tmp_path)) as store, store.transaction() as transaction:
        transaction.read_ahead(stock=[Sku("\ud800"), HONEY])
        assert transaction.stock(Sku("\ud800")) == 0


def test_a_level_with_no_room_in_64_bits_is_refused(tmp_path: Path) -> None:
    with closing(open_embedded(tmp_path)) as store:
        with store.transaction() as transaction:
            transaction.move(counted(1))
        for quantity in (2**63 - 1, 2**63):
            with pytest.raises(ValueError, match="64 bits"), store.transaction() as transaction:
                transaction.move(counted(quantity, "more"))
        with store.transaction() as transaction:
            transaction.move(counted(2**63 - 2, "more"))
        with store.transaction() as transaction:
            assert transaction.stock(HONEY) == 2**63 - 1


def test_a_release_that_finds_a_kind_in_another_order_finds_all_of_it_anew(tmp_path: Path) -> None:
    """As for the outbox, which was found the other way round once."""
    before = replace(OUTBOX, rank=lambda message: f"{-message.written_at.timestamp():+020.0f}", edition=1)
    with closing(open_embedded(tmp_path)) as store, store.transaction() as transaction:
        for n in range(3):
            transaction.put(before, replace(a_message(f"m{n}"), written_at=NOON + timedelta(minutes=n)))
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as file:
        file.execute("UPDATE indexes SET names = 'sent' WHERE kind = 'outbox'")
    with closing(open_embedded(tmp_path)) as store, store.transaction() as transaction:
        assert [one.id for one in transaction.find(OUTBOX, "sent", "no", most=2)] == ["m0", "m1"]
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        assert file.execute("SELECT names FROM indexes WHERE kind = 'outbox'").fetchall() == [("sent 2",)]
