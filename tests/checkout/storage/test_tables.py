"""The tables under the embedded store are TinyDB's: its own queries and operations work, and are only staged."""

from __future__ import annotations

import pytest
from tinydb import Query
from tinydb.table import Document

from checkout.kinds import ATTEMPTS
from checkout.storage.shelf import Shelf
from checkout.storage.tables import ShelfDatabase, ShelfTable
from tests.contracts.samples import an_attempt


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf(ATTEMPTS)
    for key, state in (("a", "open"), ("b", "open"), ("c", "paid")):
        shelf.stage(key, {**ATTEMPTS.encode(an_attempt(key)), "state": state})
    shelf.keep()
    return shelf


@pytest.fixture
def table(shelf: Shelf) -> ShelfTable:
    return ShelfDatabase({"attempts": shelf}).shelf_table("attempts")


def staged(shelf: Shelf) -> list[tuple[str, bool]]:
    return [(change.key, change.text is not None) for change in shelf.staged()]


def test_queries_find_documents(table: ShelfTable) -> None:
    assert [document["id"] for document in table.search(Query().state == "open")] == ["a", "b"]
    assert table.count(Query().gateway == "zarinpal") == 3
    assert len(table) == 3


def test_an_update_stages_only_what_it_changes(table: ShelfTable, shelf: Shelf) -> None:
    table.update({"state": "paid"}, Query().state == "open")
    assert staged(shelf) == [("a", True), ("b", True)]
    assert shelf.keys_found("state", "paid") == ["a", "b", "c"]
    assert [document["id"] for document in table.search(Query().state == "paid")] == ["c", "a", "b"]
    shelf.forget()
    assert shelf.keys_found("state", "paid") == ["c"]


def test_inserting_and_removing_by_key(table: ShelfTable, shelf: Shelf) -> None:
    table.insert(Document(ATTEMPTS.encode(an_attempt("d")), doc_id="d"))  # type: ignore[arg-type] # ids are texts here
    table.remove(Query().id == "a")
    table.remove(Query().id == "nowhere")
    assert staged(shelf) == [("d", True), ("a", False)]
    assert [document["id"] for document in table] == ["b", "c", "d"]
    with pytest.raises(ValueError, match="already exists"):
        table.insert(Document({}, doc_id="b"))  # type: ignore[arg-type]


def test_a_document_removed_and_placed_again_in_one_update(table: ShelfTable, shelf: Shelf) -> None:
    table.truncate()
    assert len(table) == 0
    table.place("a", ATTEMPTS.encode(an_attempt("a")))
    assert list(shelf) == ["a"]
    shelf.keep()
    assert list(shelf) == ["a"]


def test_a_read_document_is_the_readers_own(table: ShelfTable) -> None:
    document = table.document("a")
    assert document is not None
    document["state"] = "stolen"
    found = table.search(Query().id == "b")[0]
    found["state"] = "stolen"
    assert table.count(Query().state == "stolen") == 0


def test_everything_at_once_is_never_replaced(table: ShelfTable, shelf: Shelf) -> None:
    with pytest.raises(NotImplementedError):
        ShelfDatabase({"attempts": shelf}).drop_tables()
    assert len(table) == 3
