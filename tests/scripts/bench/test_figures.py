from __future__ import annotations

from scripts.lib.bench.figures import Figure, at_least, at_most, ratio, three_digits


def test_a_figure_is_met_at_its_very_edge() -> None:
    assert [at_least(0.3).met(value) for value in (0.29, 0.3, 0.31)] == [False, True, True]
    assert [at_most(1.2).met(value) for value in (1.19, 1.2, 1.21)] == [True, True, False]


def test_what_has_no_figure_set_is_neither_met_nor_missed() -> None:
    assert Figure("bare form", 5000, "per s").met is None


def test_a_ratio_is_the_middle_of_its_rounds_own_ratios() -> None:
    assert ratio([10, 40, 90], [10, 20, 30]) == 2


def test_values_are_told_to_three_digits() -> None:
    assert [three_digits(value) for value in (0.31234, 1.0, 99.94, 100.4, 12345.6)] == [
        "0.312",
        "1",
        "99.9",
        "100",
        "12,346",
    ]
    assert Figure("x", 2499.6, "per s").shown == "2,500 per s"
    assert Figure("x", 0.5).shown == "0.5"
