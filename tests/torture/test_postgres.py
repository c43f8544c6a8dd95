"""A fast share of ``scripts/torture store`` on PostgreSQL: each row once, beside its control."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.lib.torture.crossed import crossed
from scripts.lib.torture.failover import taken_over
from scripts.lib.torture.house import housed
from scripts.lib.torture.kill_under_load import LAZY, tolled
from scripts.lib.torture.last_unit import last_unit
from scripts.lib.torture.result import POSTGRES, Asked, Row
from scripts.lib.torture.same_form import sent_many_times
from tests.postgres import Databases, reachable_folder

ORDERS = 120
TRIES = 5
"""A control loses something at once as a rule; on a busy machine the moment of its kill may be a lucky one."""


@pytest.fixture
def crowd(tmp_path: Path, databases: Databases) -> Asked:
    return Asked(0.001, (POSTGRES,), tmp_path, workers=2, cluster=databases.cluster)


@pytest.fixture
def alone() -> Iterator[Asked]:
    """For rows that kill a server: each starts its own."""
    with reachable_folder() as folder:
        yield Asked(0.001, (POSTGRES,), folder, workers=1)


@pytest.mark.parametrize("row", [last_unit, crossed])
def test_a_crowd_at_two_workers_gets_what_there_is(row: Row, crowd: Asked) -> None:
    """Its control must fail: else the row says nothing."""
    for line in row(crowd):
        assert line.holds, line.measured
        assert line.control_fails, line.control


def test_one_form_at_two_workers_is_one_order(crowd: Asked) -> None:
    with housed(crowd, POSTGRES, "same form", workers=2) as house:
        came = sent_many_times(house, 1)
    assert came.holds, came


def test_a_server_killed_under_load_keeps_what_it_acknowledged(alone: Asked) -> None:
    with housed(alone, POSTGRES, "server killed") as house:
        toll = tolled(house, 1, server=True)
    assert toll.whole, toll


def test_a_server_that_answers_before_its_log_is_written_is_found_out(alone: Asked) -> None:
    def lost(turn: int) -> set[str]:
        with housed(alone, POSTGRES, f"server killed {turn}", settings=LAZY) as house:
            return tolled(house, 2, server=True).lost

    assert any(lost(turn) for turn in range(TRIES))


def test_a_standby_takes_over_with_all_that_was_acknowledged(alone: Asked) -> None:
    taken = taken_over(alone, 1, ORDERS, waits=True, unnoticed=[0])
    assert len(taken.links) == ORDERS
    assert taken.holds, taken


def test_a_standby_that_nobody_waits_for_is_found_out(alone: Asked) -> None:
    def lost(turn: int) -> int:
        own = replace(alone, folder=alone.folder / str(turn))
        return taken_over(own, 1, ORDERS, waits=False, unnoticed=[0]).lost

    assert any(lost(turn) for turn in range(TRIES))
