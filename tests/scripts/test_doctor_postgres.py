"""``scripts/doctor`` on PostgreSQL servers that are set up as they should not be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from checkout.storage.postgres.condition import postgres_condition
from scripts.lib.doctor.clock import look_at_both_clocks
from scripts.lib.postgres import Cluster, start
from tests.postgres import reachable_folder
from tests.scripts.stores import opened, put_stranger
from tests.scripts.test_doctor import Doctor, _no_settings, doctor, sound

__all__ = ["_no_settings", "doctor"]


@pytest.fixture(scope="module")
def careful() -> Iterator[Cluster]:
    """A server that waits for the disk, as one that sells must."""
    with reachable_folder() as folder:
        cluster = start(folder / "cluster")
        try:
            yield cluster
        finally:
            cluster.stop()


@pytest.fixture
def shop(careful: Cluster, tmp_path: Path) -> Iterator[str]:
    yield sound(careful.create("shop"), tmp_path)
    careful.drop("shop")


def test_a_sound_store_has_no_trouble_whether_it_sells_or_not(shop: str, doctor: Doctor) -> None:
    assert doctor(shop) == (0, set())
    with opened(shop) as store:
        assert store.leads()
        assert doctor(shop) == (0, set())
    assert "of-a-test" not in doctor.said


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_does_not_wait_for_the_disk(setting: str, careful: Cluster, shop: str, doctor: Doctor) -> None:
    careful.stop()
    careful.run({setting: "off"})
    try:
        assert doctor(shop) == (2, {setting.replace("_", "-")})
        assert f"ALTER SYSTEM SET {setting} = on" in doctor.said
    finally:
        careful.stop()
        careful.run()


@pytest.mark.parametrize("of", ["DATABASE shop", "ROLE hojreh"])
def test_commits_that_are_confirmed_before_they_are_safe(of: str, careful: Cluster, shop: str, doctor: Doctor) -> None:
    """What counts is what a connection of ours gets, wherever it was set."""
    with psycopg.connect(careful.url(), autocommit=True) as connection:
        connection.execute(f"ALTER {of} SET synchronous_commit = off".encode())
        try:
            assert doctor(shop) == (2, {"synchronous-commit"})
        finally:
            connection.execute(f"ALTER {of} RESET synchronous_commit".encode())


def test_a_commit_that_does_not_wait_for_the_standby(careful: Cluster, shop: str, doctor: Doctor) -> None:
    careful.stop()
    careful.run({"synchronous_standby_names": "standby", "synchronous_commit": "local"})
    try:
        assert doctor(shop) == (1, {"standby-not-waited-for"})
    finally:
        careful.stop()
        careful.run()


def test_tables_of_an_older_and_of_a_newer_version(shop: str, doctor: Doctor) -> None:
    with psycopg.connect(shop, autocommit=True) as connection:
        connection.execute("INSERT INTO hojreh.migrations (number, name) VALUES (9999, 'of a later version')")
        assert doctor(shop) == (2, {"newer-tables"})
        connection.execute("DELETE FROM hojreh.migrations WHERE number > 1")
        assert doctor(shop) == (1, {"missing-migrations"})


@pytest.mark.parametrize(
    ("told", "found"), [("{}", (1, {"missing-migrations"})), ('{"outbox": 9}', (2, {"newer-tables"}))]
)
def test_records_that_are_found_as_an_older_or_a_newer_version_does(
    told: str, found: tuple[int, set[str]], shop: str, doctor: Doctor
) -> None:
    with psycopg.connect(shop, autocommit=True) as connection:
        connection.execute("UPDATE hojreh.finding SET told = %s", (told,))
    assert doctor(shop) == found


def test_a_document_that_is_damaged_and_a_level_that_does_not_fit(shop: str, doctor: Doctor) -> None:
    with psycopg.connect(shop, autocommit=True) as connection:
        connection.execute("INSERT INTO hojreh.stock VALUES ('honey', 3)")
        assert doctor(shop) == (2, {"damage"})
        assert "stock honey: 3 ≠ 0" in doctor.said
        connection.execute("DELETE FROM hojreh.stock")
        connection.execute("UPDATE hojreh.records SET doc = replace(doc, 'زهرا', 'زهره') WHERE kind = 'orders'")
        assert doctor(shop) == (2, {"damage"})
        connection.execute("UPDATE hojreh.records SET doc = left(doc, 40) WHERE kind = 'orders'")
        assert doctor(shop) == (2, {"damage"})
    assert "orders BQ-1405001" in doctor.said


def test_records_of_kinds_that_nobody_knows(shop: str, doctor: Doctor) -> None:
    put_stranger(shop)
    assert doctor(shop) == (1, {"unknown-kinds"})


def test_a_store_without_a_backup(shop: str, doctor: Doctor) -> None:
    with psycopg.connect(shop, autocommit=True) as connection:
        connection.execute("DELETE FROM hojreh.last_backup")
    assert doctor(shop) == (1, {"no-backup"})


def test_a_server_whose_clock_is_another(shop: str) -> None:
    there = postgres_condition(shop).now
    assert abs(there - datetime.now(UTC)) < timedelta(seconds=10)
    assert list(look_at_both_clocks(there + timedelta(seconds=60), there)) == []
    for apart in (timedelta(seconds=61), timedelta(hours=-1)):
        (found,) = look_at_both_clocks(there + apart, there)
        assert (found.name, int(found.level)) == ("clocks-differ", 2)


def test_a_server_that_is_down_a_wrong_password_and_an_empty_database(
    careful: Cluster, shop: str, doctor: Doctor
) -> None:
    for where in (
        shop.replace(f":{careful.port}/", ":1/"),
        shop.replace("of-a-test", "of-nobody"),
        careful.url(),
    ):
        assert doctor(where) == (2, {"unreachable"})
        assert "of-a-test" not in doctor.said
        assert "of-nobody" not in doctor.said
