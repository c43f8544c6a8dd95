"""What ``scripts/torture`` makes of its results."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scripts.lib.torture.failover import longest_pause
from scripts.lib.torture.main import main, reported
from scripts.lib.torture.result import EMBEDDED, POSTGRES, Asked, Measured
from scripts.lib.torture.table import END, START, written

LINE = Measured(
    what="a fall",
    adapter=EMBEDDED,
    measured="1 of 1 caught",
    holds=True,
    guard="no net",
    control="0 of 1 caught",
    control_fails=True,
)
AT = datetime(2026, 11, 26, tzinfo=UTC)


def test_the_page_keeps_its_words_and_takes_what_was_measured() -> None:
    page = f"# Torture\n\n{START}\n{END}\nafter\n"
    new = written(page, [LINE, replace(LINE, adapter=POSTGRES, holds=False, control_fails=False)], 0.5, AT)
    assert new == (
        f"# Torture\n\n{START}\n| what | adapter | measured | control | when |\n|---|---|---|---|---|\n"
        "| a fall | embedded | 1 of 1 caught | no net: 0 of 1 caught | 2026-11-26, 50.0% of a full run |\n"
        "| a fall | postgres | **does not hold**: 1 of 1 caught | no net: **does not fail**: 0 of 1 caught "
        f"| 2026-11-26, 50.0% of a full run |\n{END}\nafter\n"
    )


def test_a_line_measured_again_takes_its_own_place_and_leaves_the_others() -> None:
    page = written(f"{START}{END}", [LINE, replace(LINE, adapter=POSTGRES)], 0.5, AT)
    again = written(page, [replace(LINE, measured="9 of 9 caught")], 1, AT)
    assert again == page.replace(
        "| embedded | 1 of 1 caught | no net: 0 of 1 caught | 2026-11-26, 50.0%",
        "| embedded | 9 of 9 caught | no net: 0 of 1 caught | 2026-11-26, 100.0%",
    )
    assert again != page


@pytest.mark.parametrize(
    ("line", "passes"),
    [(LINE, True), (replace(LINE, holds=False), False), (replace(LINE, control_fails=False), False)],
)
def test_a_row_passes_only_beside_a_control_that_fails(line: Measured, passes: bool) -> None:
    assert line.passes is passes


def test_each_line_is_told_beside_its_control(capsys: pytest.CaptureFixture[str], asked: Asked) -> None:
    lines = reported("fall", lambda _: [replace(LINE, control_fails=False)], asked)
    assert [line.passes for line in lines] == [False]
    assert capsys.readouterr().out.splitlines()[:-1] == [
        "a fall, embedded: holds",
        "  1 of 1 caught",
        "  control, no net: DOES NOT FAIL",
        "  0 of 1 caught",
    ]


def test_a_row_that_breaks_off_does_not_hold_and_ends_no_other(
    capsys: pytest.CaptureFixture[str], asked: Asked
) -> None:
    def broken(_: Asked) -> list[Measured]:
        raise TimeoutError("nobody answered")

    lines = reported("fall", broken, asked)
    assert [(line.what, line.measured, line.passes) for line in lines] == [("the row fall", "broke off", False)]
    assert "nobody answered" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["store", "hug"], ["store", "--share", "0"], ["store", "--share", "1.5"], ["cart"]])
def test_what_there_is_not_is_refused_in_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(("share", "rounds"), [(1, 500), (0.1, 50), (0.0001, 2)])
def test_a_share_is_of_the_rounds_and_never_none(share: float, rounds: int, asked: Asked) -> None:
    assert replace(asked, share=share).part_of(500, least=2) == rounds


def test_only_a_database_serves_a_crowd_by_several_processes(asked: Asked) -> None:
    assert (asked.crowd_workers(EMBEDDED), asked.crowd_workers(POSTGRES)) == (1, asked.workers)


def test_the_pause_is_the_longest_that_ends_after_the_kill() -> None:
    assert longest_pause([0, 5, 6, 6.1, 9], killed=6) == pytest.approx(2.9)
    assert longest_pause([0, 1], killed=2) == 60
