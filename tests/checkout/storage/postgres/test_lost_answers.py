"""A commit whose answer is lost: it is looked up, and what cannot be known is not guessed."""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from checkout.kinds import UNIQUE_USES
from checkout.storage.postgres import turn
from checkout.storage.postgres.store import PostgresStore, open_postgres
from checkout.store import OutcomeUnknown, StoreUnavailable, TryAgain, retried
from scripts.lib.postgres import Cluster, free_port, start
from tests.checkout.storage.postgres.cutting_wire import CuttingWire, cutting_wire
from tests.contracts.samples import a_use
from tests.postgres import Databases, ask, reachable_folder

SETTLE = """    INSERT INTO hojreh.commits AS c VALUES (lost, nextval('hojreh.versions'), false)
    ON CONFLICT (token) DO UPDATE SET number = c.number
    RETURNING kept
"""


@pytest.fixture
def wire(database: str) -> Iterator[CuttingWire]:
    with cutting_wire(database) as wire:
        yield wire


@pytest.fixture
def store(wire: CuttingWire) -> Iterator[PostgresStore]:
    with closing(open_postgres(wire.url)) as store:
        yield store


def keep(store: PostgresStore, key: str = "key", attempt: str = "first") -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use(key, attempt))


def kept(url: str) -> int:
    return ask(url, "SELECT count(*) FROM hojreh.records WHERE kind = 'unique_uses' AND key = 'key'")


def end_backends(databases: Databases, database: str) -> None:
    """End every connection to a database, whatever it is doing."""
    with psycopg.connect(databases.cluster.url()) as connection:
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        connection.execute(end, (database.rpartition("/")[2],))


def test_a_commit_that_arrived_is_known_as_kept(store: PostgresStore, wire: CuttingWire, database: str) -> None:
    wire.cut = "after"
    keep(store)
    assert (wire.cuts, kept(database)) == (1, 1)


def test_a_commit_that_did_not_arrive_is_tried_again(store: PostgresStore, wire: CuttingWire, database: str) -> None:
    wire.cut = "before"
    with pytest.raises(TryAgain, match="did not arrive"):
        keep(store)
    assert (wire.cuts, kept(database)) == (1, 0)
    retried(keep)(store)
    assert kept(database) == 1


def test_a_commit_that_arrives_too_late_is_refused(store: PostgresStore, wire: CuttingWire, database: str) -> None:
    """It was told to be tried again: were it kept now, it would be kept twice."""
    wire.cut = "late"
    with pytest.raises(TryAgain, match="did not arrive"):
        keep(store)
    assert b"commits_pkey" in wire.let_go()
    assert kept(database) == 0


def test_a_look_that_does_not_fence_it_off_lets_it_be_kept_after_all(databases: Databases) -> None:
    only_looks = "    SELECT EXISTS (SELECT FROM hojreh.commits WHERE token = lost)\n"
    with databases.without((SETTLE, only_looks)) as url, cutting_wire(url) as wire:
        with closing(open_postgres(wire.url)) as store:
            wire.cut = "late"
            with pytest.raises(TryAgain, match="did not arrive"):
                keep(store)
        wire.let_go()
        assert kept(url) == 1


def test_where_nobody_answers_the_outcome_is_unknown(
    store: PostgresStore, wire: CuttingWire, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "SETTLE_SECONDS", 1.0)
    wire.cut, wire.down = "after", True
    with pytest.raises(OutcomeUnknown):
        keep(store)
    assert kept(database) == 1
    wire.down = False
    keep(store, "other")


def test_a_server_that_is_back_within_seconds_is_asked(
    store: PostgresStore, wire: CuttingWire, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "SETTLE_SECONDS", 60.0)
    wire.cut, wire.down = "after", True
    threading.Timer(1.0, setattr, (wire, "down", False)).start()
    keep(store)
    assert (wire.cuts, kept(database)) == (1, 1)


def test_a_connection_that_broke_while_it_waited_costs_one_try(
    store: PostgresStore, database: str, databases: Databases
) -> None:
    keep(store)
    end_backends(databases, database)
    with pytest.raises(TryAgain), store.transaction() as transaction:
        transaction.get(UNIQUE_USES, "key")
    with store.transaction() as transaction:
        assert transaction.get(UNIQUE_USES, "key") == a_use("key", "first")


def test_a_backend_killed_in_a_commit_leaves_it_kept_or_not_and_known(database: str, databases: Databases) -> None:
    """Eight threads write while their connections are ended; whatever was answered is so."""
    answered: list[str] = []
    stop = threading.Event()

    def write(store: PostgresStore, number: int) -> None:
        for round_ in itertools.count():
            if stop.is_set():
                return
            with contextlib.suppress(StoreUnavailable):  # ended while it connected: not kept
                retried(keep)(store, f"{number}-{round_}")
                answered.append(f"{number}-{round_}")

    with closing(open_postgres(database)) as store:
        writers = [threading.Thread(target=write, args=(store, number)) for number in range(8)]
        for writer in writers:
            writer.start()
        for _ in range(20):
            time.sleep(0.05)
            end_backends(databases, database)
        stop.set()
        for writer in writers:
            writer.join()
        with store.transaction() as transaction:
            assert {use.key for use in transaction.every(UNIQUE_USES)} == set(answered)


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[Cluster, Cluster]]:
    """A server, and the standby that its commits wait for."""
    with reachable_folder() as folder:
        primary = start(folder / "primary", settings={"fsync": "off"})
        standby = primary.standby(folder / "standby", free_port())
        try:
            standby.run()
            primary.stop()
            primary.run({"synchronous_standby_names": "standby"})
            yield primary, standby
        finally:
            primary.stop()
            standby.stop()


def test_a_commit_whose_wait_for_the_standby_was_cut_short_is_not_called_kept(
    pair: tuple[Cluster, Cluster], monkeypatch: pytest.MonkeyPatch
) -> None:
    """M10: the server says that it is done, and warns that the standby may not have it."""
    monkeypatch.setattr(turn, "SETTLE_SECONDS", 2.0)
    primary, standby = pair
    with closing(open_postgres(primary.create("shop"))) as store:
        keep(store)
        standby.kill()
        cancel = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

        def cut_short() -> None:
            with psycopg.connect(primary.url(), autocommit=True) as connection:
                while not unknown:
                    connection.execute(cancel.encode())
                    time.sleep(0.05)

        unknown: list[str] = []
        cutter = threading.Thread(target=cut_short)
        cutter.start()
        with pytest.raises(OutcomeUnknown, match="synchronous replication"):
            keep(store, "other")
        unknown.append("told")
        cutter.join()
        standby.run()
        keep(store, "other", "second")
        with store.transaction() as transaction:
            assert transaction.get(UNIQUE_USES, "other") == a_use("other", "second")


def test_a_standby_takes_over_for_who_knows_both_names(pair: tuple[Cluster, Cluster]) -> None:
    primary, standby = pair
    url = primary.create("moved").replace(
        f"127.0.0.1:{primary.port}", f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
    )
    with closing(open_postgres(url)) as store:
        keep(store)
        primary.kill()
        with pytest.raises((StoreUnavailable, TryAgain)):
            keep(store, "between")
        standby.promote()
        retried(keep)(store, "after")
        with store.transaction() as transaction:
            assert [use.key for use in transaction.every(UNIQUE_USES)] == ["after", "key"]
