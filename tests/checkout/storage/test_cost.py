"""What a transaction costs must not depend on how much the embedded store holds; work is counted, not timed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from checkout.kinds import ATTEMPTS, ORDERS, UNIQUE_USES
from checkout.storage import checkpoints
from checkout.storage.embedded import EmbeddedStore, open_embedded
from tests.contracts.samples import HONEY, a_use, an_attempt, an_order, counted, held, paid_and_sent

FEW, MANY = 30, 3_000
_STEPS = 20
"""SQLite's own instructions for each time it tells of them."""


def filled(directory: Path, orders: int) -> EmbeddedStore:
    store = open_embedded(directory)
    with store.transaction() as transaction:
        transaction.move(counted(1_000_000))
        for number in range(orders):
            code = f"A-{number:06}"
            transaction.put(ORDERS, an_order(code, member=f"0912{number:07}"))
            transaction.put(ATTEMPTS, an_attempt(code, order=code))
            transaction.put(UNIQUE_USES, a_use(code))
            transaction.move(held(1, code))
    return store


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedStore, EmbeddedStore]]:
    few, many = (filled(tmp_path_factory.mktemp(f"holds-{number}"), number) for number in (FEW, MANY))
    yield few, many
    few.close()
    many.close()


def work_of(store: EmbeddedStore, do: Callable[[EmbeddedStore], object]) -> tuple[int, int]:
    """Return how many calls, Python's and C's, something takes, and how many instructions of SQLite's."""
    calls, steps = 0, 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    def count_steps() -> int:
        nonlocal steps
        steps += 1
        return 0

    do(store)  # once uncounted, for what is made on first use
    store.database.connection.set_progress_handler(count_steps, _STEPS)
    do(store)
    store.database.connection.set_progress_handler(None, 0)
    sys.setprofile(count)
    try:
        do(store)
    finally:
        sys.setprofile(None)
    return calls, steps


def place(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.put(ORDERS, an_order("B-1", member="0935"))
        transaction.move(held(1, "B-1"))


def advance(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.put(ORDERS, paid_and_sent(an_order("A-000003", member="09120000003")))


def ask(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.read_ahead(records=[(UNIQUE_USES, "A-000002"), (UNIQUE_USES, "none"), (ORDERS, "A-000001")])
        assert len(transaction.find(ATTEMPTS, "order", "A-000001")) == 1
        assert len(transaction.find(ORDERS, "member", "09120000001")) == 1
        assert transaction.get(UNIQUE_USES, "A-000002") is not None
        assert transaction.get(UNIQUE_USES, "none") is None
        assert transaction.stock(HONEY) > 0


def turn_pages(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        first = transaction.newest(ATTEMPTS, "state", "open", 10)
        assert len(transaction.newest(ATTEMPTS, "state", "open", 10, before=ATTEMPTS.mark(first[-1]))) == 10
        assert transaction.count(ATTEMPTS, "state", "open", 20) == 20
        assert len(transaction.every(ORDERS, after="A-000004", most=10)) == 10


def replace_and_delete(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use("A-000004", "changed"))
        transaction.put(ATTEMPTS, an_attempt("new"))
        transaction.delete(ATTEMPTS, "new")


def read_all(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.find(ATTEMPTS, "state", "open")


@pytest.mark.parametrize("do", [place, advance, ask, turn_pages, replace_and_delete])
def test_work_does_not_grow_with_the_history(
    stores: tuple[EmbeddedStore, EmbeddedStore], do: Callable[[EmbeddedStore], None]
) -> None:
    few, many = (work_of(store, do) for store in stores)
    assert many[0] == few[0]
    assert many[1] <= 1.2 * few[1] + 2


def test_this_rig_sees_work_that_grows(stores: tuple[EmbeddedStore, EmbeddedStore]) -> None:
    few, many = (work_of(store, read_all) for store in stores)
    assert many[0] > 10 * few[0]
    assert many[1] > 10 * few[1]


def test_a_transaction_that_only_reads_writes_nothing(stores: tuple[EmbeddedStore, EmbeddedStore]) -> None:
    before = stores[0].database.connection.total_changes
    ask(stores[0])
    turn_pages(stores[0])
    assert stores[0].database.connection.total_changes == before


def test_putting_what_is_there_writes_nothing(stores: tuple[EmbeddedStore, EmbeddedStore]) -> None:
    place(stores[0])
    before = stores[0].database.connection.total_changes
    place(stores[0])
    assert stores[0].database.connection.total_changes == before


def test_the_log_is_moved_into_the_file_and_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "records.sqlite-wal"

    def longest(turns: int) -> int:
        store, sizes = open_embedded(tmp_path), []
        for turn in range(turns):
            with store.transaction() as transaction:
                transaction.put(UNIQUE_USES, a_use(f"key-{turn % 10}", f"{turn}" + "x" * 200))
            sizes.append(log.stat().st_size)
        store.close()
        return max(sizes)

    grown = longest(400)
    monkeypatch.setattr(checkpoints, "_FRAMES", 50)
    assert longest(400) < grown / 2


def test_nothing_decoded_stays_in_memory(stores: tuple[EmbeddedStore, EmbeddedStore]) -> None:
    """What a transaction read is dropped with the next one, and SQLite's own cache has a bound."""
    read_all(stores[1])
    ask(stores[1])
    rows = stores[1].tables.shelf_table("attempts").shelf._rows  # noqa: SLF001 - where it would be
    assert len(rows._now) < 10  # noqa: SLF001
    assert stores[1].database.ask("PRAGMA cache_size") == [(-16_384,)]
