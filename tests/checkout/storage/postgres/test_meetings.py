"""Transactions that meet in PostgreSQL: one is kept, the other tries again and sees it. Each guard is taken away once."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from checkout.kinds import ATTEMPTS, MOVEMENTS, UNIQUE_USES
from checkout.storage.postgres.store import PostgresStore, open_postgres
from checkout.store import StoreUnavailable, TryAgain, retried
from shop.errors import OutOfStock
from shop.release import Sku
from tests.contracts.samples import HONEY, a_use, an_attempt, counted, held
from tests.postgres import Databases, ask

OTHER = Sku("zaferan-1")
STALE = "WHERE coalesce(now.version, 0) <> was.version"
PHANTOM = "RETURN coalesce(now_there, '{}') = versions;"


@pytest.fixture
def store(database: str) -> Iterator[PostgresStore]:
    with closing(open_postgres(database)) as store:
        yield store


@contextmanager
def unguarded(databases: Databases, guard: str, instead: str) -> Iterator[PostgresStore]:
    with databases.without((guard, instead)) as url, closing(open_postgres(url)) as store:
        yield store


def add_one(store: PostgresStore, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Count one more, with something that happens between reading and writing."""
    with store.transaction() as transaction:
        before = transaction.get(UNIQUE_USES, "count")
        number = int(before.attempt) if before else 0
        meanwhile()
        transaction.put(UNIQUE_USES, a_use("count", str(number + 1)))


def in_another_thread(work: Callable[[], None]) -> None:
    with ThreadPoolExecutor(1) as threads:
        threads.submit(work).result()


def count_in(store: PostgresStore) -> str:
    with store.transaction() as transaction:
        use = transaction.get(UNIQUE_USES, "count")
    return use.attempt if use else "0"


@pytest.mark.parametrize("before", [0, 1])
def test_a_record_changed_meanwhile_means_trying_again(store: PostgresStore, before: int) -> None:
    for _ in range(before):
        add_one(store)
    with pytest.raises(TryAgain):
        add_one(store, meanwhile=lambda: in_another_thread(lambda: add_one(store)))
    assert count_in(store) == str(before + 1)
    add_one(store)
    assert count_in(store) == str(before + 2)


def test_without_the_check_of_versions_an_update_is_lost(databases: Databases) -> None:
    with unguarded(databases, STALE, "WHERE false") as store:
        add_one(store)
        add_one(store, meanwhile=lambda: in_another_thread(lambda: add_one(store)))
        assert count_in(store) == "2"


def test_a_record_that_left_and_came_back_the_same_is_another(store: PostgresStore) -> None:
    add_one(store)

    def leave_and_come_back() -> None:
        with store.transaction() as transaction:
            transaction.delete(UNIQUE_USES, "count")
        add_one(store)

    with pytest.raises(TryAgain):
        add_one(store, meanwhile=lambda: in_another_thread(leave_and_come_back))


def test_what_was_read_only_is_checked_too(store: PostgresStore) -> None:
    def read_and_write_another() -> None:
        with store.transaction() as transaction:
            assert transaction.get(UNIQUE_USES, "count") is None
            in_another_thread(lambda: add_one(store))
            transaction.put(UNIQUE_USES, a_use("other"))

    with pytest.raises(TryAgain):
        read_and_write_another()


def test_reading_alone_never_has_to_be_tried_again(store: PostgresStore) -> None:
    with store.transaction() as transaction:
        assert transaction.get(UNIQUE_USES, "count") is None
        in_another_thread(lambda: add_one(store))
        assert transaction.every(UNIQUE_USES) == []


def test_a_blind_write_is_of_the_state_at_its_end(store: PostgresStore) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use("count", "7"))
        in_another_thread(lambda: add_one(store))
    assert count_in(store) == "7"


def claim_under_a_cap(store: PostgresStore, way: str, number: int, meet: Callable[[], object]) -> str:
    """Open an attempt for an order that has none yet, looked for in one of three ways."""
    with store.transaction() as transaction:
        if way == "find":
            seen = len(transaction.find(ATTEMPTS, "order", "B-1"))
        elif way == "first":
            seen = len(transaction.find(ATTEMPTS, "order", "B-1", most=5))
        elif way == "newest":
            seen = len(transaction.newest(ATTEMPTS, "order", "B-1", 5))
        elif way == "count":
            seen = transaction.count(ATTEMPTS, "order", "B-1", 5)
        else:
            seen = len(transaction.every(ATTEMPTS))
        if seen:
            return "refused"
        meet()
        transaction.put(ATTEMPTS, an_attempt(f"attempt-{number}"))
    return "kept"


def claims_at_once(store: PostgresStore, way: str) -> list[str]:
    """Two look before either has written; a try that is lost is made again, and then waits for nobody."""
    both = threading.Barrier(2)

    def claim(number: int) -> str:
        try:
            return claim_under_a_cap(store, way, number, lambda: both.wait(timeout=60))
        except TryAgain:
            return claim_under_a_cap(store, way, number, lambda: None)

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(claim, range(2)))


@pytest.mark.parametrize("way", ["find", "first", "newest", "count", "every"])
def test_two_that_found_nothing_do_not_both_fill_the_gap(store: PostgresStore, way: str) -> None:
    assert claims_at_once(store, way) == ["kept", "refused"]


@pytest.mark.parametrize("way", ["find", "first", "newest", "every"])
def test_without_the_check_of_finds_both_fill_the_gap(databases: Databases, way: str) -> None:
    with unguarded(databases, PHANTOM, "RETURN true;") as store:
        assert claims_at_once(store, way) == ["kept", "kept"]


LOCKS = """    PERFORM CASE WHEN a THEN pg_advisory_xact_lock(1212764745, l) ELSE pg_advisory_xact_lock_shared(1212764745, l) END
    FROM unnest(locks, alone) AS asked(l, a);
"""
SLOWLY = "    PERFORM pg_sleep(0.2);\n"
WRITES = "    INSERT INTO hojreh.commits VALUES (token"


def two_processes(url: str, way: str) -> list[str]:
    """As ``claims_at_once``, each in a store of its own: their commits do not go together."""
    both = threading.Barrier(2)

    def claim(number: int) -> str:
        with closing(open_postgres(url)) as store:
            try:
                return claim_under_a_cap(store, way, number, lambda: both.wait(timeout=60))
            except TryAgain:
                return claim_under_a_cap(store, way, number, lambda: None)

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(claim, range(2)))


@pytest.mark.parametrize("way", ["find", "count", "every"])
def test_the_locks_keep_two_commits_of_two_processes_apart(databases: Databases, way: str) -> None:
    """Both would pass the check if both made it before either is kept."""
    with databases.without((WRITES, SLOWLY + WRITES)) as url:
        assert two_processes(url, way) == ["kept", "refused"]


def test_without_the_locks_both_pass_the_check(databases: Databases) -> None:
    with databases.without((LOCKS, ""), (WRITES, SLOWLY + WRITES)) as url:
        assert two_processes(url, "find") == ["kept", "kept"]


def sell(url: str, skus: tuple[Sku, ...], buyers: int, rounds: int = 1) -> list[str]:
    """Let buyers, each with a store of their own as in a process of their own, take one of each SKU at once."""
    start = threading.Barrier(buyers)

    def buy(number: int) -> list[str]:
        with closing(open_postgres(url)) as store:
            start.wait(timeout=60)
            return [take(store, f"{number}-{turn}", skus if number % 2 else skus[::-1]) for turn in range(rounds)]

    with ThreadPoolExecutor(buyers) as threads:
        return [outcome for outcomes in threads.map(buy, range(buyers)) for outcome in outcomes]


@retried
def take(store: PostgresStore, name: str, skus: tuple[Sku, ...]) -> str:
    try:
        with store.transaction() as transaction:
            for sku in skus:
                transaction.move(held(1, f"{name}-{sku}", sku))
    except OutOfStock:
        return "refused"
    return "sold"


def stocked(url: str, *skus: Sku, units: int) -> None:
    with closing(open_postgres(url)) as store, store.transaction() as transaction:
        for sku in skus:
            transaction.move(counted(units, f"count-{sku}", sku))


def left_of(url: str, sku: Sku) -> tuple[int, int]:
    """Return the level of a SKU, and the sum of its movements."""
    with closing(open_postgres(url)) as store, store.transaction() as transaction:
        moved = [movement.quantity for movement in transaction.every(MOVEMENTS) if movement.sku == sku]
        return transaction.stock(sku), sum(moved)


def test_buyers_of_the_last_units_in_several_processes_never_oversell(database: str) -> None:
    stocked(database, HONEY, units=3)
    assert sell(database, (HONEY,), buyers=8).count("sold") == 3
    assert left_of(database, HONEY) == (0, 0)


LEVEL_LOCK = "    PERFORM FROM hojreh.stock WHERE sku = ANY (skus) ORDER BY sku FOR UPDATE;\n"
LEVEL_CHANGE = """    UPDATE hojreh.stock AS level SET n = level.n + moved.units
    FROM unnest(skus, units) AS moved(sku, units)
    WHERE level.sku = moved.sku AND level.n + moved.units >= 0;
"""
READ_THEN_WRITE = """
    DECLARE seen_level bigint := (SELECT n FROM hojreh.stock WHERE sku = skus[1]);
    BEGIN
        PERFORM pg_sleep(0.2);
        UPDATE hojreh.stock SET n = seen_level + units[1] WHERE sku = skus[1];
    END;
"""


def test_read_then_write_oversells(databases: Databases) -> None:
    """M11: without the lock on the level and the condition of its change, both buyers of one unit get it."""
    with databases.without((LEVEL_LOCK, ""), (LEVEL_CHANGE, READ_THEN_WRITE)) as url:
        stocked(url, HONEY, units=1)
        assert sell(url, (HONEY,), buyers=2) == ["sold", "sold"]
        assert left_of(url, HONEY)[1] == -1


def deadlocks(url: str) -> int:
    """Return how many deadlocks the server has broken in a database."""
    return ask(url, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")


def test_carts_of_two_skus_in_opposite_order_never_wait_for_each_other(databases: Databases) -> None:
    with databases.bare() as url:
        stocked(url, HONEY, OTHER, units=40)
        assert sell(url, (HONEY, OTHER), buyers=4, rounds=10) == ["sold"] * 40
        assert (left_of(url, HONEY), left_of(url, OTHER)) == ((0, 0), (0, 0))
        assert deadlocks(url) == 0


IN_ANY_ORDER = """    DECLARE sku_at_random record; BEGIN
    FOR sku_at_random IN SELECT s FROM unnest(skus) AS s ORDER BY random() LOOP
        PERFORM FROM hojreh.stock WHERE sku = sku_at_random.s FOR UPDATE;
        PERFORM pg_sleep(0.02);
    END LOOP;
    END;
"""


def test_without_one_order_they_do(databases: Databases) -> None:
    with databases.without((LEVEL_LOCK, IN_ANY_ORDER)) as url:
        stocked(url, HONEY, OTHER, units=40)
        assert sell(url, (HONEY, OTHER), buyers=4, rounds=3) == ["sold"] * 12  # each deadlock was tried again
        assert deadlocks(url) > 0


def test_who_is_always_in_the_way_is_told_so(store: PostgresStore) -> None:
    @retried
    def never_alone() -> None:
        add_one(store, meanwhile=lambda: in_another_thread(lambda: add_one(store)))

    with pytest.raises(StoreUnavailable, match="always in the way"):
        never_alone()


def test_more_records_than_there_are_locks_for_are_kept(store: PostgresStore) -> None:
    keys = [f"key-{number}" for number in range(3000)]
    random.shuffle(keys)
    with store.transaction() as transaction:
        for key in keys:
            transaction.put(UNIQUE_USES, a_use(key))
    with store.transaction() as transaction:
        transaction.read_ahead(records=[(UNIQUE_USES, key) for key in keys])
        for key in keys:
            assert transaction.get(UNIQUE_USES, key) == a_use(key)
            transaction.delete(UNIQUE_USES, key)
    with store.transaction() as transaction:
        assert transaction.every(UNIQUE_USES) == []


def test_a_kind_held_whole_still_meets_who_holds_one_record(store: PostgresStore) -> None:
    def put(key: str) -> None:
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use(key))

    def read_many_and_write() -> None:
        with store.transaction() as transaction:
            for number in range(100):
                transaction.get(UNIQUE_USES, f"key-{number}")
            in_another_thread(lambda: put("key-50"))
            transaction.put(UNIQUE_USES, a_use("other"))

    with pytest.raises(TryAgain):
        read_many_and_write()
