"""Work of one thread that waits for the disk together: one snapshot, one database transaction, each kept on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial

import pytest
from psycopg import pq

from checkout.kinds import MOVEMENTS, UNIQUE_USES
from checkout.storage.postgres.line import Ask, Line
from checkout.storage.postgres.store import PostgresStore, open_postgres
from checkout.store import Transaction, retried
from checkout.together import Ahead, Outcome, begins_with, together
from shop.errors import Conflict, OutOfStock
from tests.contracts.samples import HONEY, a_use, counted, held
from tests.postgres import ask


@pytest.fixture
def store(database: str) -> Iterator[PostgresStore]:
    with closing(open_postgres(database)) as store:
        yield store


@retried
def note(store: PostgresStore, key: str, by: str = "") -> str:
    """Keep who used a key, after who used it before."""
    with store.transaction() as transaction:
        before = transaction.get(UNIQUE_USES, key)
        noted = f"{before.attempt},{by}" if before else by
        transaction.put(UNIQUE_USES, a_use(key, noted))
        return noted


def use_of(store: PostgresStore, key: str) -> str:
    with store.transaction() as transaction:
        use = transaction.get(UNIQUE_USES, key)
        return use.attempt if use else ""


def test_all_of_it_goes_in_one_database_transaction(store: PostgresStore, database: str) -> None:
    outcomes = together([partial(note, store, key, "one") for key in "abc"])

    assert outcomes == [Outcome(result="one")] * 3
    assert ask(database, "SELECT count(DISTINCT xmin::text) FROM hojreh.commits") == 1
    assert [use_of(store, key) for key in "abc"] == ["one"] * 3


def test_two_that_write_what_both_have_read_are_both_kept_one_after_the_other(store: PostgresStore) -> None:
    """Neither sees the other's in the snapshot that they share, so one of them is not kept, and runs again."""
    outcomes = together([partial(one) for one in (lambda: note(store, "a", "one"), lambda: note(store, "a", "two"))])

    assert outcomes == [Outcome(result="one"), Outcome(result="one,two")]
    assert use_of(store, "a") == "one,two"


def test_a_refusal_is_its_own_and_takes_nobody_along(store: PostgresStore) -> None:
    @retried
    def insert(key: str) -> str:
        with store.transaction() as transaction:
            transaction.insert(UNIQUE_USES, a_use(key))
            return key

    insert("a")
    refused, kept = together([partial(one) for one in (lambda: insert("a"), lambda: insert("b"))])

    assert isinstance(refused.error, Conflict)
    assert kept == Outcome(result="b")


def test_units_that_two_take_of_one_read_level_are_there_for_one_only(store: PostgresStore) -> None:
    @retried
    def take(name: str) -> int:
        with store.transaction() as transaction:
            transaction.move(held(2, name))
            return transaction.stock(HONEY)

    with store.transaction() as transaction:
        transaction.move(counted(3))
    first, second = together([partial(one) for one in (lambda: take("one"), lambda: take("two"))])

    assert first == Outcome(result=1)
    assert isinstance(second.error, OutOfStock)
    with store.transaction() as transaction:
        assert transaction.stock(HONEY) == 1
        assert len(transaction.every(MOVEMENTS)) == 2


def test_it_reads_what_was_kept_before_it_began_whatever_it_read_last_time(store: PostgresStore) -> None:
    assert together([partial(one) for one in [lambda: use_of(store, "a")]]) == [Outcome(result="")]
    note(store, "a", "one")
    assert together([partial(one) for one in [lambda: use_of(store, "a")]]) == [Outcome(result="one")]


def test_what_all_of_it_reads_first_is_read_in_one_trip(store: PostgresStore, monkeypatch: pytest.MonkeyPatch) -> None:
    trips: list[int] = []
    ask_as_ever = Line.ask

    def counted_ask(line: Line, asks: Sequence[Ask], seconds: float) -> list[pq.abc.PGresult]:
        trips.append(len(asks))
        return ask_as_ever(line, asks, seconds)

    begins_with(lambda _, __, key: iter([Ahead(records=[(UNIQUE_USES, key)])]))(use_of)
    monkeypatch.setattr(Line, "ask", counted_ask)
    assert together([partial(use_of, store, key) for key in "abc"]) == [Outcome(result="")] * 3
    assert trips == [2]  # the snapshot begins with it


def test_what_was_read_to_find_out_what_to_read_is_relied_on_by_nobody(store: PostgresStore) -> None:
    def reads(tx: Transaction, key: str) -> Iterator[Ahead]:
        yield Ahead(records=[(UNIQUE_USES, key)])
        assert tx.get(UNIQUE_USES, key) is None

    runs = []

    @begins_with(reads)
    @retried
    def work(key: str) -> None:
        runs.append(key)
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use(f"{key} kept"))
            with ThreadPoolExecutor(1) as threads:
                threads.submit(note, store, key, "somebody else").result(timeout=60)

    assert together([partial(work, "a")]) == [Outcome(result=None)]
    assert runs == ["a"]
    assert [use_of(store, key) for key in ("a", "a kept")] == ["somebody else", "attempt-1"]
