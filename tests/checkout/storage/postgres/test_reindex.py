"""A release that finds a kind in another way finds all of it anew, beside workers of the release before."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from checkout.kinds import ATTEMPTS, KINDS, OUTBOX, Kind
from checkout.records import Attempt
from checkout.storage.postgres import reindex
from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.locks import kind_lock
from checkout.storage.postgres.migrate import migrate
from checkout.storage.postgres.store import PostgresStore, open_postgres
from checkout.store import StoreDamaged, StoreUnavailable
from tests.contracts.samples import NOON, a_message, an_attempt
from tests.postgres import Databases, ask

LATER_ATTEMPTS = replace(
    ATTEMPTS,
    indexes={**ATTEMPTS.indexes, "gateway": lambda attempt: attempt.gateway},
    rank=lambda attempt: f"{9_999_999_999 - attempt.created_at.timestamp():020.3f}",
    edition=ATTEMPTS.edition + 1,
)
"""Found by one field more, and the other way round."""
LATER: tuple[Kind[Any], ...] = tuple(LATER_ATTEMPTS if kind.name == ATTEMPTS.name else kind for kind in KINDS)
WAITING = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1212764745 AND mode = 'ExclusiveLock' AND NOT granted
"""


def attempts(count: int) -> list[Attempt]:
    """Return so many attempts, a minute apart."""
    return [replace(an_attempt(f"a{n}"), created_at=NOON + timedelta(minutes=n)) for n in range(count)]


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    """A database that the release of today made, with five attempts in it."""
    with databases.bare() as url:
        with released(url) as store, store.transaction() as tx:
            for attempt in attempts(5):
                tx.put(ATTEMPTS, attempt)
        yield url


@contextmanager
def released(url: str, kinds: tuple[Kind[Any], ...] = KINDS) -> Iterator[PostgresStore]:
    with closing(open_postgres(url, kinds)) as store:
        yield store


def found(store: PostgresStore, kind: Kind[Attempt], index: str, value: str, most: int | None = None) -> list[str]:
    with store.transaction() as tx:
        return [attempt.id for attempt in tx.find(kind, index, value, most=most)]


def put(store: PostgresStore, kind: Kind[Attempt], attempt: Attempt) -> None:
    with store.transaction() as tx:
        tx.put(kind, attempt)


@pytest.mark.parametrize("part", [1, 2, 5, 1000])
def test_all_of_it_is_found_by_the_new_field_and_in_the_new_order(
    url: str, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindex, "_PART", part)
    with released(url, LATER) as store:
        assert found(store, LATER_ATTEMPTS, "gateway", "zarinpal") == ["a4", "a3", "a2", "a1", "a0"]
        assert found(store, LATER_ATTEMPTS, "state", "open", most=2) == ["a4", "a3"]
        put(store, LATER_ATTEMPTS, replace(attempts(5)[4], state="paid"))
        assert found(store, LATER_ATTEMPTS, "state", "open", most=2) == ["a3", "a2"]
    assert ask(url, "SELECT count(*) FROM hojreh.found_by WHERE kind = 'attempts'") == 15


def test_it_is_done_once_however_many_start(url: str) -> None:
    address = read_address(url)
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: migrate(address, kinds=LATER), range(4)))
    assert sorted(done) == [[], [], [], ["the index of attempts"]]
    assert migrate(address, kinds=LATER) == []


def test_a_worker_of_the_release_before_reads_on_and_writes_no_more(url: str) -> None:
    with released(url) as before, released(url, LATER) as after:
        with pytest.raises(StoreUnavailable, match="a later release"):
            put(before, ATTEMPTS, an_attempt("late"))
        with pytest.raises(StoreUnavailable, match="a later release"), before.transaction() as tx:
            tx.put(OUTBOX, a_message("m"))
        with before.transaction() as tx:
            assert tx.get(ATTEMPTS, "a1") == attempts(2)[1]
            assert (tx.get(ATTEMPTS, "late"), tx.every(OUTBOX)) == (None, [])
        put(after, LATER_ATTEMPTS, an_attempt("late"))
        assert "late" in found(after, LATER_ATTEMPTS, "gateway", "zarinpal")


def test_a_worker_of_the_release_before_runs_no_more_jobs(url: str) -> None:
    """It would send what it can no longer note as sent, again and again."""
    with released(url) as before:
        assert before.leads()
        with released(url, LATER) as after:
            assert not before.leads()
            assert after.leads()
            assert not before.leads()


def test_a_commit_on_its_way_is_waited_for_and_found(url: str) -> None:
    """Its locks are given, and it will still write what it is found by in the old way."""
    late = an_attempt("late")
    with psycopg.connect(url) as on_its_way, ThreadPoolExecutor(1) as thread:
        on_its_way.execute("SELECT hojreh.lock(%s, %s, %s, '{}')", (reindex.FINDING, [kind_lock("attempts")], [False]))
        opening = thread.submit(lambda: migrate(read_address(url), kinds=LATER))
        while not ask(url, WAITING):
            assert not opening.done()
        on_its_way.execute(
            "INSERT INTO hojreh.records VALUES ('attempts', 'late', nextval('hojreh.versions'), %s)",
            (ATTEMPTS.write(late).decode(),),
        )
        for index, value in ATTEMPTS.indexed(late).items():
            line = ("attempts", index, value, ATTEMPTS.mark(late), "late")
            on_its_way.execute("INSERT INTO hojreh.found_by VALUES (%s, %s, %s, %s, %s)", line)
        on_its_way.commit()
        assert opening.result(timeout=60) == ["the index of attempts"]
    with released(url, LATER) as store:
        assert found(store, LATER_ATTEMPTS, "gateway", "zarinpal").count("late") == 1
        put(store, LATER_ATTEMPTS, replace(late, state="paid"))
        assert "late" not in found(store, LATER_ATTEMPTS, "state", "open")


def test_where_a_record_cannot_be_read_all_is_found_as_before_until_it_can(url: str) -> None:
    def spoil(old: str, new: str) -> None:
        with psycopg.connect(url) as connection:
            change = "UPDATE hojreh.records SET doc = replace(doc, %s, %s) WHERE key = 'a3'"
            connection.execute(change, (old, new))

    spoil('"amount"', '"amounts"')
    with pytest.raises(StoreDamaged, match="attempts a3: the document is no record of its kind"):
        open_postgres(url, LATER)
    with released(url) as before:
        put(before, ATTEMPTS, replace(attempts(1)[0], state="paid"))
        assert found(before, ATTEMPTS, "state", "paid") == ["a0"]
    spoil('"amounts"', '"amount"')
    with released(url, LATER) as after:
        assert found(after, LATER_ATTEMPTS, "gateway", "zarinpal") == ["a4", "a3", "a2", "a1", "a0"]


def test_the_release_before_does_not_start_again(url: str) -> None:
    with released(url, LATER):
        pass
    with pytest.raises(StoreUnavailable, match="its attempts are found as a newer version"):
        open_postgres(url)


def test_a_worker_from_before_there_were_editions_writes_no_more(url: str) -> None:
    with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.UndefinedFunction):
        connection.execute("SELECT hojreh.lock('{}'::integer[], '{}'::boolean[], '{}'::text[])")


def test_without_the_fence_the_release_before_would_hide_what_it_writes(url: str) -> None:
    """The control: an old worker notes nothing for the new field."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "CREATE OR REPLACE FUNCTION hojreh.finds_as(mine text) RETURNS boolean LANGUAGE sql AS 'SELECT true'"
        )
    with released(url) as before, released(url, LATER) as after:
        put(before, ATTEMPTS, an_attempt("late"))
        assert "late" not in found(after, LATER_ATTEMPTS, "gateway", "zarinpal")


def test_what_waited_to_be_sent_before_this_release_goes_in_its_order(databases: Databases) -> None:
    """The outbox was found the other way round once."""
    with databases.bare() as url:
        with released(url) as store, store.transaction() as tx:
            for n in range(3):
                tx.put(OUTBOX, replace(a_message(f"m{n}"), written_at=NOON + timedelta(minutes=n)))
        with psycopg.connect(url) as connection:
            connection.execute("UPDATE hojreh.found_by SET mark = translate(mark, '0123456789', '9876543210')")
            connection.execute("UPDATE hojreh.finding SET told = '{}'")
        with released(url) as store, store.transaction() as tx:
            assert [message.id for message in tx.find(OUTBOX, "sent", "no", most=2)] == ["m0", "m1"]
