from __future__ import annotations

from pathlib import Path

from scripts.lib.bench.figures import Figure, at_least
from scripts.lib.bench.report import Section, put_in, table

MET = Figure("orders / bare form", 0.42, wanted=at_least(0.3), beside="p50 8 ms")
MISSED = Figure("checkouts", 4, "per s", at_least(20))
PLAIN = Figure("bare form", 5000, "per s")


def section(*figures: Figure) -> Section:
    return Section("orders", "Orders placed", ["How it was done."], figures)


def test_each_row_says_what_was_set_and_whether_it_is_met() -> None:
    assert list(table([MET, MISSED, PLAIN])) == [
        "| what | measured | figure set | met |",
        "|---|---|---|---|",
        "| orders / bare form | 0.42 (p50 8 ms) | at least 0.3 | yes |",
        "| checkouts | 4 per s | at least 20 | **no** |",
        "| bare form | 5,000 per s |  |  |",
    ]


def test_a_new_run_takes_the_place_of_the_old_one_and_leaves_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text("# Speed\n\nBy hand.\n", encoding="utf-8")

    put_in(page, "bench store", section(PLAIN), "First.")
    put_in(page, "bench store", Section("pages", "Pages", [], [MET]), "Beside.")
    put_in(page, "bench store", section(MISSED), r"Second \1.")

    assert page.read_text(encoding="utf-8") == (
        "# Speed\n\nBy hand.\n\n"
        "<!-- bench store orders -->\n### Orders placed\n\nSecond \\1.\n\nHow it was done.\n\n"
        "| what | measured | figure set | met |\n|---|---|---|---|\n| checkouts | 4 per s | at least 20 | **no** |\n"
        "<!-- /bench store orders -->\n\n"
        "<!-- bench store pages -->\n### Pages\n\nBeside.\n\n"
        "| what | measured | figure set | met |\n|---|---|---|---|\n"
        "| orders / bare form | 0.42 (p50 8 ms) | at least 0.3 | yes |\n"
        "<!-- /bench store pages -->\n"
    )
