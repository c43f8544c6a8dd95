"""``python -m checkout``: what keeps it from starting is told in one line; several processes serve as one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from scripts.lib.postgres import PASSWORD, free_port
from scripts.lib.processes import Child, Task, busy, start, stop, wait_for_answers
from scripts.lib.serve import MERCHANT
from shop.release import encode, release_id
from tests.builders import a_release
from tests.checkout.test_settings import GOOD
from tests.journeys.running_shop import eventually
from tests.postgres import Databases

ROOT = Path(__file__).resolve().parents[2]
_SLOWLY_SECONDS = 120
"""Four processes import all they need at once, on two cores that other tests use too."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a checkout is told that has a release to serve."""
    release = encode(a_release())
    (tmp_path / "current").write_text(release_id(release), encoding="ascii")
    (tmp_path / f"{release_id(release)}.json").write_bytes(release)
    nobody = {"HOJREH_INBOX_URL": "http://127.0.0.1:9", "HOJREH_ZARINPAL_MERCHANT": MERCHANT, "HOJREH_SANDBOX": "1"}
    return {**os.environ, **GOOD, **nobody, "HOJREH_RELEASES": str(tmp_path)}


def last_words(environment: dict[str, str], *arguments: str) -> str:
    """Start a checkout that should refuse, and return the one line it says."""
    told = subprocess.run(
        [sys.executable, "-m", "checkout", "--port", str(free_port()), *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_SLOWLY_SECONDS,
        check=False,
    )
    assert (told.returncode, told.stdout) == (1, "")
    [line] = told.stderr.splitlines()
    assert PASSWORD not in line
    return line


def test_one_process_alone_has_an_embedded_store(environment: dict[str, str], tmp_path: Path) -> None:
    environment["HOJREH_STORE"] = str(tmp_path / "store")
    line = last_words(environment, "--workers", "2")
    assert line == (
        f"The orders in {tmp_path / 'store'} belong to one process, so --workers must be 1; "
        "several work on PostgreSQL: HOJREH_STORE=postgresql://…"
    )
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_database_that_cannot_be_used_is_told_in_one_line(
    environment: dict[str, str], databases: Databases, workers: str
) -> None:
    environment["HOJREH_STORE"] = databases.cluster.url("no_such")
    line = last_words(environment, "--workers", workers)
    name = f"postgresql://127.0.0.1:{databases.cluster.port}/no_such"
    assert line == (
        f"The checkout cannot start: {name}: it has no such database; correct the address, or make one: createdb."
    )


def test_several_processes_that_could_not_start_are_not_started(environment: dict[str, str], database: str) -> None:
    environment |= {"HOJREH_STORE": database, "HOJREH_ZARINPAL_MERCHANT": ""}
    line = last_words(environment, "--workers", "4")
    assert line == "The setting HOJREH_ZARINPAL_MERCHANT is not set, and shop.toml names the gateway zarinpal."


@pytest.fixture
def four(environment: dict[str, str], database: str, tmp_path: Path) -> Iterator[Child]:
    """A checkout of four processes."""
    task = Task(name="it", module="checkout", arguments=("--workers", "4"), port=free_port(), path="/health")
    child = start(task, cwd=ROOT, log=tmp_path / "log", environment={**environment, "HOJREH_STORE": database})
    try:
        wait_for_answers([child])
        eventually(lambda: len(children_of(child)) == 4, _SLOWLY_SECONDS)
        yield child
    finally:
        stop([child])


def children_of(child: Child) -> list[int]:
    """Return the processes that serve: those that came of the one that has loaded what they need."""
    return [
        one
        for loaded in _children(child.process.pid)
        if b"forkserver" in command_of(loaded)
        for one in _children(loaded)
    ]


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def command_of(process: int) -> bytes:
    """Return what a process was started with; nothing when it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def backends(database: str) -> list[int]:
    """Return who holds the lock of the one that runs the jobs."""
    with psycopg.connect(database) as connection:
        held = "SELECT pid FROM pg_locks JOIN pg_database d ON d.oid = database AND datname = current_database()"
        return [row[0] for row in connection.execute(f"{held} WHERE locktype = 'advisory' AND granted AND objid = 1")]


def test_several_processes_have_one_that_leads_and_none_that_is_missed(four: Child, database: str) -> None:
    eventually(lambda: len(backends(database)) == 1, _SLOWLY_SECONDS)
    for process in children_of(four):
        os.kill(process, signal.SIGKILL)
    eventually(lambda: len(children_of(four)) == 4 and len(backends(database)) == 1, _SLOWLY_SECONDS)
    wait_for_answers([four])


def test_processes_end_with_the_one_that_started_them(four: Child) -> None:
    served = children_of(four)
    four.process.kill()
    eventually(lambda: not any(Path(f"/proc/{process}").exists() for process in served), _SLOWLY_SECONDS)
    assert not busy(four.task.port)
