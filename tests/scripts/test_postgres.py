"""A PostgreSQL server of a script's own starts, survives a kill, and hands over to its standby."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from scripts.lib.postgres import Cluster, free_port, start
from scripts.lib.postgres_programs import NoPostgres, tool
from tests.postgres import reachable_folder


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with reachable_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def cluster(folder: Path) -> Iterator[Cluster]:
    cluster = start(folder / "primary")
    yield cluster
    cluster.stop()
    cluster.stop()


def numbers(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT n FROM numbers ORDER BY n")]


def test_what_was_committed_outlives_a_kill_and_the_primary(cluster: Cluster, folder: Path) -> None:
    url = cluster.create("shop")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE numbers (n integer)")
        connection.execute("INSERT INTO numbers VALUES (1)")
    cluster.kill()
    with pytest.raises(psycopg.OperationalError):
        numbers(url)
    cluster.run({"synchronous_standby_names": "standby"})
    assert numbers(url) == [1]

    standby = cluster.standby(folder / "standby", free_port())
    standby.run()
    try:
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO numbers VALUES (2)")
        cluster.kill()
        standby.promote()
        assert numbers(standby.url("shop")) == [1, 2]
    finally:
        standby.stop()
        cluster.run()


def test_no_process_of_a_killed_server_is_left(cluster: Cluster) -> None:
    with ExitStack() as stack:
        seats = [stack.enter_context(psycopg.connect(cluster.url())) for _ in range(20)]
        ends = [os.pidfd_open(seat.info.backend_pid) for seat in seats]
        for end in ends:
            stack.callback(os.close, end)
        cluster.kill()
        ended, _, _ = select.select(ends, [], [], 0)
        assert ended == ends
    cluster.run()


def test_a_database_is_copied_and_dropped(cluster: Cluster) -> None:
    with psycopg.connect(cluster.create("pattern")) as connection:
        connection.execute("CREATE TABLE numbers (n integer)")
    assert numbers(cluster.create("copy", "pattern")) == []
    cluster.drop("copy")
    cluster.drop("copy")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        numbers(cluster.url("copy"))


def test_a_server_that_cannot_run_says_why(folder: Path) -> None:
    with pytest.raises(NoPostgres, match="unrecognized configuration parameter"):
        start(folder / "odd", settings={"no_such_setting": "1"})


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(NoPostgres, match="apt-get install postgresql"):
        tool("pg_no_such_program")
