"""What is found ahead is what would be found, whatever was written since; and it is asked for once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from checkout.kinds import ATTEMPTS
from checkout.storage.embedded import EmbeddedStore, open_embedded
from checkout.store import StoreDamaged
from checkout.together import Ahead, Outcome, begins_with, together
from tests.contracts.samples import an_attempt

FINDS = [(ATTEMPTS, "order", name) for name in ("B-1", "B-2", "none", "\ud800")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with closing(open_embedded(tmp_path / "store")) as store:
        for id_, order in (("2", "B-1"), ("1", "B-1"), ("3", "B-2")):
            put(store, id_, order)
        yield store


def put(store: EmbeddedStore, id_: str, order: str) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt(id_, order=order))


def found(store: EmbeddedStore) -> list[list[str]]:
    with store.transaction() as transaction:
        return [[one.id for one in transaction.find(*find)] for find in FINDS]


def reads(*_: object) -> Iterator[Ahead]:
    yield Ahead(found=FINDS)


def ahead(store: EmbeddedStore) -> None:
    """Open a transaction, the first of its thread, which finds ahead; what it writes keeps the commit open."""
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("0", order="B-0"))


@pytest.fixture(autouse=True)
def _finds_ahead() -> None:
    begins_with(reads)(ahead)


def results(*outcomes: Outcome[object]) -> list[object]:
    return [outcome.error or outcome.result for outcome in outcomes]


def test_it_is_found_with_one_statement(store: EmbeddedStore) -> None:
    statements: list[str] = []
    store.database.connection.set_trace_callback(statements.append)

    outcomes = together([partial(ahead, store), partial(found, store)])

    store.database.connection.set_trace_callback(None)
    assert results(*outcomes) == [None, [["1", "2"], ["3"], [], []]]
    assert sum(" found_by " in statement for statement in statements if statement.startswith("SELECT")) == 1


def test_what_was_written_since_is_found(store: EmbeddedStore) -> None:
    works: list[partial[Any]] = [
        partial(ahead, store),
        partial(put, store, "4", "B-1"),
        partial(found, store),
        partial(put, store, "1", "B-2"),
        partial(put, store, "5", "none"),
        partial(found, store),
    ]

    outcomes = together(works)

    assert results(*outcomes)[2] == [["1", "2", "4"], ["3"], [], []]
    assert results(*outcomes)[5] == [["2", "4"], ["1", "3"], ["5"], []]
    assert found(store) == [["2", "4"], ["1", "3"], ["5"], []]


def test_what_was_written_and_taken_back_is_not_found(store: EmbeddedStore) -> None:
    refused = KeyError("refused")

    def write_find_and_refuse() -> None:
        with store.transaction() as transaction:
            transaction.put(ATTEMPTS, an_attempt("4", order="B-1"))
            transaction.put(ATTEMPTS, an_attempt("1", order="B-2"))
            assert [one.id for one in transaction.find(*FINDS[0])] == ["2", "4"]
            transaction.read_ahead(found=FINDS)
            raise refused

    outcomes = together([partial(ahead, store), partial(write_find_and_refuse), partial(found, store)])

    assert results(*outcomes) == [None, refused, [["1", "2"], ["3"], [], []]]


def test_a_transaction_of_its_own_finds_ahead_what_stands_by_then(store: EmbeddedStore) -> None:
    for id_ in ("4", "5"):
        with store.transaction() as transaction:
            transaction.read_ahead(found=FINDS)
            before = [one.id for one in transaction.find(*FINDS[2])]
            transaction.put(ATTEMPTS, an_attempt(id_, order="none"))
            assert [one.id for one in transaction.find(*FINDS[2])] == [*before, id_]
    assert found(store)[2] == ["4", "5"]


def test_what_was_written_before_is_found_ahead(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("3", order="none"))
        transaction.read_ahead(found=FINDS)
        assert [[one.id for one in transaction.find(*find)] for find in FINDS] == [["1", "2"], [], ["3"], []]


def test_what_cannot_be_read_is_not_taken_for_absent(store: EmbeddedStore) -> None:
    with store.transaction():
        store.database.do("UPDATE records SET crc = crc + 1 WHERE key = '3'")

    def find(number: int) -> list[str]:
        with store.transaction() as transaction:
            return [one.id for one in transaction.find(*FINDS[number])]

    none, whole, damaged = together([partial(ahead, store), partial(find, 0), partial(find, 1)])
    assert results(none, whole) == [None, ["1", "2"]]
    assert isinstance(damaged.error, StoreDamaged)


def test_an_index_that_is_not_there_is_a_mistake(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.read_ahead(found=[(ATTEMPTS, "ordr", "B-1")])
        with pytest.raises(KeyError):
            transaction.find(ATTEMPTS, "ordr", "B-1")
