"""The tables under the embedded store are TinyDB's: its own queries and operations work, and are only staged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import Query
from tinydb.table import Document

from checkout.kinds import ATTEMPTS
from checkout.storage.embedded import EmbeddedStore, open_embedded
from checkout.storage.tables import ShelfTable
from tests.contracts.samples import an_attempt


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    store = open_embedded(tmp_path)
    with store.transaction() as transaction:
        for key, state in (("a", "open"), ("b", "open"), ("c", "paid")):
            transaction.put(ATTEMPTS, an_attempt(key, state=state))  # type: ignore[arg-type] # a plain text here
    yield store
    store.close()


@pytest.fixture
def table(store: EmbeddedStore) -> ShelfTable:
    return store.tables.shelf_table("attempts")


def ids(store: EmbeddedStore, state: str) -> list[str]:
    with store.transaction() as transaction:
        return [attempt.id for attempt in transaction.find(ATTEMPTS, "state", state)]


def test_queries_find_documents(store: EmbeddedStore, table: ShelfTable) -> None:
    with store.transaction():
        assert [document["id"] for document in table.search(Query().state == "open")] == ["a", "b"]
        assert table.count(Query().gateway == "zarinpal") == 3
        assert table.get(doc_id="c") == ATTEMPTS.encode(an_attempt("c", state="paid"))  # type: ignore[call-overload]
        assert len(table) == 3


def test_an_update_writes_only_what_it_changes_and_only_when_kept(store: EmbeddedStore, table: ShelfTable) -> None:
    def update_and_fail() -> None:
        with store.transaction():
            table.update({"state": "paid"}, Query().state == "open")
            assert [document["id"] for document in table.search(Query().state == "paid")] == ["a", "b", "c"]
            raise RuntimeError("later")

    with pytest.raises(RuntimeError, match="later"):
        update_and_fail()
    assert ids(store, "open") == ["a", "b"]
    with store.transaction():
        written = store.database.connection.total_changes
        table.update({"state": "paid"}, Query().id == "a")
        table.search(Query().state == "paid")  # what is staged is written before it is searched
        assert store.database.connection.total_changes == written + 3  # the document, and an index entry gone and come
    assert ids(store, "paid") == ["a", "c"]


def test_inserting_and_removing_by_key(store: EmbeddedStore, table: ShelfTable) -> None:
    with store.transaction():
        table.insert(Document(ATTEMPTS.encode(an_attempt("d")), doc_id="d"))  # type: ignore[arg-type] # ids are texts
        table.remove(Query().id == "a")
        table.remove(Query().id == "nowhere")
        with pytest.raises(ValueError, match="already exists"):
            table.insert(Document({}, doc_id="b"))  # type: ignore[arg-type]
    assert ids(store, "open") == ["b", "d"]


def test_a_document_removed_and_placed_again_in_one_transaction(store: EmbeddedStore, table: ShelfTable) -> None:
    with store.transaction():
        table.truncate()
        assert len(table) == 0
        table.upsert(Document(ATTEMPTS.encode(an_attempt("a")), doc_id="a"))  # type: ignore[arg-type]
    assert (ids(store, "open"), ids(store, "paid")) == (["a"], [])


def test_a_read_document_is_the_readers_own(store: EmbeddedStore, table: ShelfTable) -> None:
    with store.transaction():
        found = table.search(Query().id == "b")[0]
        found["state"] = "stolen"
        assert table.count(Query().state == "stolen") == 0
    assert ids(store, "open") == ["a", "b"]


def test_everything_at_once_is_never_replaced(store: EmbeddedStore, table: ShelfTable) -> None:
    with store.transaction():
        with pytest.raises(NotImplementedError):
            store.tables.drop_tables()
        assert len(table) == 3
