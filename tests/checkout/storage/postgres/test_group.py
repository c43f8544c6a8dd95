"""Commits that go together are kept or not each on its own; a server that takes too long keeps nobody waiting for ever."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest

from checkout.kinds import MOVEMENTS, UNIQUE_USES
from checkout.storage.postgres import group, leader, line, statements, turn
from checkout.storage.postgres.store import PostgresStore, open_postgres
from checkout.store import StoreUnavailable, TryAgain
from shop.errors import OutOfStock
from shop.release import Sku
from tests.contracts.samples import HONEY, a_use, counted, held
from tests.postgres import ask

_LIMIT_SECONDS = 60


@pytest.fixture
def patient(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostgresStore]:
    """A store that waits for a minute, not for seconds: on a busy machine its threads take their time to meet."""
    monkeypatch.setattr(group, "ANSWER_SECONDS", _LIMIT_SECONDS)
    patiently = re.sub(rb"_timeout', '\d+s'", b"_timeout', '%ds'" % _LIMIT_SECONDS, statements.SETUP)
    monkeypatch.setattr(line, "SETUP", patiently)
    with closing(open_postgres(database)) as store:
        yield store


@pytest.fixture
def store(database: str) -> Iterator[PostgresStore]:
    with closing(open_postgres(database)) as store:
        yield store


def keep(store: PostgresStore, key: str) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use(key))


def commits(database: str) -> int:
    """Return by how many database transactions the records of commits were written."""
    return ask(database, "SELECT count(DISTINCT xmin::text) FROM hojreh.commits")


def held_up_until(database: str, store: PostgresStore, waiting: int) -> threading.Event:
    """Hold up commits on the server until so many wait in the process; then let go."""
    stands = threading.Event()

    def hold() -> None:
        with psycopg.connect(database) as connection:
            connection.execute("LOCK TABLE hojreh.commits IN EXCLUSIVE MODE")
            stands.set()
            until = time.monotonic() + _LIMIT_SECONDS / 2
            while store.waiting < waiting and time.monotonic() < until:
                time.sleep(0.005)

    threading.Thread(target=hold).start()
    assert stands.wait(_LIMIT_SECONDS)
    return stands


def test_what_waits_is_kept_by_one_database_transaction(patient: PostgresStore, database: str) -> None:
    held_up_until(database, patient, 7)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: keep(patient, f"key-{number}"), range(8)))
    assert ask(database, "SELECT count(*) FROM hojreh.records") == 8
    assert commits(database) == 2  # who came first was sent at once


def test_one_that_cannot_be_kept_takes_no_other_with_it(patient: PostgresStore, database: str) -> None:
    """A sum with no room, a level that is too low, and a record changed meanwhile, among five that are fine."""
    other = Sku("zaferan-1")
    with patient.transaction() as transaction:
        transaction.move(counted(2**63 - 1, "all", other))
        transaction.move(counted(1))
    both = threading.Barrier(2)

    def try_one(number: int) -> str:
        try:
            with patient.transaction() as transaction:
                if number == 0:
                    transaction.move(counted(1, "too-many", other))
                elif number in {1, 2}:
                    transaction.move(held(1, f"hold-{number}"))
                    both.wait(_LIMIT_SECONDS)
                else:
                    transaction.put(UNIQUE_USES, a_use(f"key-{number}"))
        except (ValueError, TryAgain, OutOfStock) as error:
            return type(error).__name__
        return "kept"

    held_up_until(database, patient, 5)
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(try_one, range(8)))
    assert outcomes[0] == "ValueError"
    assert sorted(outcomes[1:3]) == ["TryAgain", "kept"]
    assert outcomes[3:] == ["kept"] * 5
    with patient.transaction() as transaction:
        assert (transaction.stock(HONEY), transaction.stock(other)) == (0, 2**63 - 1)
        assert len(transaction.every(UNIQUE_USES)) == 5
        assert len(transaction.every(MOVEMENTS)) == 3


def test_a_commit_that_waits_too_long_for_a_lock_is_not_kept(store: PostgresStore, database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("LOCK TABLE hojreh.commits IN EXCLUSIVE MODE")
        with pytest.raises(StoreUnavailable, match="lock timeout"):
            keep(store, "key")
    with store.transaction() as transaction:
        assert transaction.every(UNIQUE_USES) == []


def test_a_read_that_is_not_answered_is_given_up(
    store: PostgresStore, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "ANSWER_SECONDS", 0.5)
    with psycopg.connect(database) as connection:
        connection.execute("LOCK TABLE hojreh.records IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreUnavailable, match="no answer came in time"), store.transaction() as transaction:
            transaction.get(UNIQUE_USES, "key")
    keep(store, "key")


def test_who_could_not_read_keeps_nothing_even_if_it_goes_on(
    store: PostgresStore, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_on_regardless() -> None:
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use("key"))
            with pytest.raises(StoreUnavailable):
                transaction.get(UNIQUE_USES, "other")

    with psycopg.connect(database) as connection, monkeypatch.context() as hurried:
        hurried.setattr(turn, "ANSWER_SECONDS", 0.5)
        connection.execute("LOCK TABLE hojreh.records IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreUnavailable, match="no answer came in time"):
            go_on_regardless()
    with store.transaction() as transaction:
        assert transaction.every(UNIQUE_USES) == []


def test_the_one_that_leads_forgets_tokens_by_no_clock_but_its_own(
    store: PostgresStore, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leader, "_FORGET_SECONDS", 0.0)
    with closing(open_postgres(database)) as second:
        keep(second, "old")
        assert second.leads()
        keep(second, "new")
        assert ask(database, "SELECT count(*) FROM hojreh.commits") == 2
        assert second.leads()
        assert ask(database, "SELECT count(*) FROM hojreh.commits") == 1
        assert not store.leads()
