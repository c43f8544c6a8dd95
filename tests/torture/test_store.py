"""A fast share of ``scripts/torture store``: each row once, beside its control."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from checkout.storage.embedded import open_embedded
from scripts.lib.torture.backups import by_script, in_parts, put_back
from scripts.lib.torture.failing_calls import failed_everywhere, said_after
from scripts.lib.torture.full_disk import CONTROL_ROOMS, filled_up
from scripts.lib.torture.guardless import EARLY
from scripts.lib.torture.house import housed
from scripts.lib.torture.kill_points import killed_everywhere
from scripts.lib.torture.kill_under_load import FORMS, tolled
from scripts.lib.torture.last_unit import last_unit
from scripts.lib.torture.power_cut import cut_off
from scripts.lib.torture.result import EMBEDDED, Asked, Row
from scripts.lib.torture.same_form import same_form
from scripts.lib.torture.short_life import faults_after, live_on
from scripts.lib.torture.stock_tinydb import STOCK, StockTinyStore
from scripts.lib.torture.traced_points import points_of
from scripts.lib.torture.tracing import Fault, run_traced

HALF_FULL = 400 << 10
TRIES = 5
"""A control shows its fault at once as a rule; on a busy machine the moment of its kill may be a lucky one."""


def test_a_service_killed_under_load_keeps_what_it_acknowledged(asked: Asked) -> None:
    with housed(asked, EMBEDDED, "killed") as house:
        toll = tolled(house, 2)
    assert len(toll.links) == 2 * FORMS
    assert toll.whole, toll


def test_a_service_that_answers_before_its_commit_is_found_out(asked: Asked) -> None:
    def lost(turn: int) -> set[str]:
        with housed(asked, EMBEDDED, f"killed {turn}", control=EARLY) as house:
            return tolled(house, 1).lost

    assert any(lost(turn) for turn in range(TRIES))


def test_killed_at_every_ninth_file_call_the_store_is_readable_and_whole(tmp_path: Path) -> None:
    points, bad = killed_everywhere(open_embedded, tmp_path / "store", 9)
    assert points > 15
    assert bad == []


def test_tinydbs_own_storage_killed_at_every_truncate_is_found_out(tmp_path: Path) -> None:
    _, bad = killed_everywhere(StockTinyStore, tmp_path / "store", 1, ("ftruncate",))
    assert any("unreadable" in fault for fault in bad)


def test_a_store_whose_calls_fail_keeps_its_word_and_stops_giving_it(tmp_path: Path) -> None:
    failed = failed_everywhere(open_embedded, tmp_path / "store", 60)
    # How many pages a life writes depends on the names it drew; of points so far apart, it may end before the last.
    assert failed.hit >= failed.points - 1 > 10
    assert failed.holds, failed


def test_a_store_whose_last_fsync_fails_is_closed_all_the_same(tmp_path: Path) -> None:
    living = partial(live_on, open_embedded)
    last = [point for point in points_of(living, tmp_path / "points") if point.call == "fsync"][-1]
    life = run_traced(partial(living, tmp_path / "store"), tmp_path / "log", replace(last, how="error=EIO"))
    assert "(INJECTED)" in life.calls
    assert (life.status, life.said.count("refused")) == (0, 0)
    assert faults_after(open_embedded, tmp_path / "store", life.said) == []


def test_a_log_whose_place_in_its_directory_may_be_lost_is_given_it_again(tmp_path: Path) -> None:
    """SQLite flushes the directory of a new log, and passes over it when that fails."""
    living, whole, store = partial(live_on, open_embedded), tmp_path / "whole", tmp_path / "store"
    calls = run_traced(partial(living, whole), tmp_path / "log").calls
    places = re.findall(r"fdatasync\(\d+<(.*?)>\)", calls)
    at = max(number for number, place in enumerate(places, start=1) if place == str(whole))
    life = run_traced(partial(living, store), tmp_path / "log", Fault("fdatasync", at, "error=EIO"))

    assert re.search(rf"<{re.escape(str(store))}>\) = -1 EIO [^\n]*INJECTED", life.calls)
    assert len(life.said) == 4 * 3
    assert said_after(life, store) == 0


def test_a_storage_that_goes_on_after_a_failed_fsync_is_found_out(tmp_path: Path) -> None:
    assert failed_everywhere(StockTinyStore, tmp_path / "store", 40).after


def test_when_the_power_goes_nothing_that_was_said_is_lost(tmp_path: Path) -> None:
    cut = cut_off(tmp_path / "power", "open_embedded", 12)
    assert (cut.cuts, cut.faults) == (12, [])


def test_a_store_that_does_not_wait_for_the_disk_is_found_out(tmp_path: Path) -> None:
    assert cut_off(tmp_path / "power", "careless", 12).bad


def test_on_a_full_disk_nothing_is_lost_and_every_buyer_is_told(asked: Asked) -> None:
    filled = filled_up(asked, EMBEDDED, [HALF_FULL])
    assert filled.holds, filled


def test_a_storage_that_a_full_disk_destroys_is_found_out(asked: Asked) -> None:
    filled = filled_up(asked, EMBEDDED, CONTROL_ROOMS[:1], STOCK)
    assert filled.lost == filled.acknowledged > 0


@pytest.mark.parametrize("row", [last_unit, same_form])
def test_a_crowd_gets_what_there_is_and_each_form_one_order(row: Row, asked: Asked) -> None:
    """Its control must fail: else the row says nothing."""
    for line in row(asked):
        assert line.holds, line.measured
        assert line.control_fails, line.control


def test_a_backup_taken_under_load_comes_back_whole(asked: Asked) -> None:
    with housed(asked, EMBEDDED, "backed up") as house:
        put = put_back(house, 2, by_script)
    assert put.holds, put
    assert put.backups == 2


def test_a_backup_that_reads_each_kind_in_its_own_snapshot_is_found_out(asked: Asked) -> None:
    def unfit(turn: int) -> int:
        with housed(asked, EMBEDDED, f"backed up {turn}") as house:
            return put_back(house, 1, in_parts).unfit

    assert any(unfit(turn) for turn in range(TRIES))
