"""What a store promises to several processes: one that they share, or one that only the first of them gets."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from checkout.app import open_store
from checkout.kinds import MOVEMENTS, UNIQUE_USES
from checkout.store import Store, StoreLocked, retried
from shop.errors import Conflict, OutOfStock
from tests.checkout.storage.children import end_of, start_child
from tests.contracts.samples import HONEY, a_use, counted, held

PROCESSES = 4


def in_processes(where: str, folder: Path, work: Callable[[Store, int], str]) -> list[str]:
    """Return what ``work`` returned in each of several processes that opened the store and then started together."""

    def run(number: int) -> None:
        with closing(open_store(where)) as store:
            (folder / f"ready-{number}").touch()
            while len(list(folder.glob("ready-*"))) < PROCESSES:
                time.sleep(0.001)
            (folder / f"said-{number}").write_text(work(store, number), encoding="utf-8")

    children = [start_child(lambda number=number: run(number)) for number in range(PROCESSES)]  # type: ignore[misc]
    assert [end_of(child) for child in children] == [0] * PROCESSES
    return [(folder / f"said-{number}").read_text(encoding="utf-8") for number in range(PROCESSES)]


def test_the_last_units_are_sold_once(database: str, tmp_path: Path) -> None:
    with closing(open_store(database)) as store, store.transaction() as transaction:
        transaction.move(counted(10))

    @retried
    def buy(store: Store, name: str) -> bool:
        try:
            with store.transaction() as transaction:
                transaction.move(held(1, name))
        except OutOfStock:
            return False
        return True

    def buy_many(store: Store, number: int) -> str:
        return str(sum(buy(store, f"{number}-{turn}") for turn in range(10)))

    assert sum(int(sold) for sold in in_processes(database, tmp_path, buy_many)) == 10
    with closing(open_store(database)) as store, store.transaction() as transaction:
        assert transaction.stock(HONEY) == 0
        assert len(transaction.every(MOVEMENTS)) == 11


def test_one_key_is_kept_once_however_many_insert_it(database: str, tmp_path: Path) -> None:
    @retried
    def claim(store: Store, turn: int, number: int) -> bool:
        try:
            with store.transaction() as transaction:
                transaction.insert(UNIQUE_USES, a_use(f"bank:{turn}", f"process-{number}"))
        except Conflict:
            return False
        return True

    def claim_many(store: Store, number: int) -> str:
        return " ".join(str(turn) for turn in range(20) if claim(store, turn, number))

    won = [turns.split() for turns in in_processes(database, tmp_path, claim_many)]
    assert sorted(int(turn) for turns in won for turn in turns) == list(range(20))
    winners = {f"bank:{turn}": f"process-{number}" for number, turns in enumerate(won) for turn in turns}
    with closing(open_store(database)) as store, store.transaction() as transaction:
        assert {use.key: use.attempt for use in transaction.every(UNIQUE_USES)} == winners


def test_no_update_is_lost_between_processes(database: str, tmp_path: Path) -> None:
    @retried
    def add_one(store: Store) -> None:
        with store.transaction() as transaction:
            before = transaction.get(UNIQUE_USES, "count")
            transaction.put(UNIQUE_USES, a_use("count", str(int(before.attempt) + 1 if before else 1)))

    def add_many(store: Store, _: int) -> str:
        for _turn in range(10):
            add_one(store)
        return "added"

    in_processes(database, tmp_path, add_many)
    with closing(open_store(database)) as store, store.transaction() as transaction:
        assert transaction.get(UNIQUE_USES, "count") == a_use("count", str(10 * PROCESSES))


def test_an_embedded_store_refuses_the_second_process(tmp_path: Path) -> None:
    """R29"""
    where = str(tmp_path / "store")

    def open_it() -> None:
        with pytest.raises(StoreLocked):
            open_store(where)

    with closing(open_store(where)):
        assert [end_of(start_child(open_it)) for _ in range(10)] == [0] * 10
    open_store(where).close()


def leads_soon(store: Store) -> bool:
    """Ask for the part until it is given."""
    until = time.monotonic() + 60
    while not store.leads():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_one_process_leads_and_another_takes_over_when_it_dies(database: str, tmp_path: Path) -> None:
    def lead_until_killed() -> None:
        store = open_store(database)
        assert store.leads()
        (tmp_path / "leads").touch()
        signal.pause()

    child = start_child(lead_until_killed)
    while not (tmp_path / "leads").exists():
        time.sleep(0.01)
    with closing(open_store(database)) as store, closing(open_store(database)) as third:
        assert [store.leads(), store.leads(), third.leads()] == [False, False, False]
        os.kill(child, signal.SIGKILL)
        end_of(child)
        assert leads_soon(store)
        assert [store.leads(), third.leads()] == [True, False]
        store.close()
        assert leads_soon(third)


def test_a_store_belongs_to_the_process_that_opened_it(database: str) -> None:
    def use_it() -> None:
        with pytest.raises(RuntimeError, match="forked"), store.transaction():
            pass

    with closing(open_store(database)) as store:
        assert end_of(start_child(use_it)) == 0
