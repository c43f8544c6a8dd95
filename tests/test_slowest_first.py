"""The tests' own order: what is slow starts first, and what shares a running shop stays together."""

from __future__ import annotations

import pytest

from tests.builders import ROOT
from tests.slowest_first import SLOWEST, place, shares


@pytest.mark.parametrize(
    ("nodeid", "together_with"),
    [
        ("tests/shop/test_cart.py::test_it[embedded]", "tests/shop/test_cart.py"),
        ("tests/journeys/test_buying.py::test_it[embedded-7]", "tests/journeys/ embedded"),
        ("tests/journeys/test_kill.py::test_it[embedded]", "tests/journeys/ embedded"),
        ("tests/journeys/test_layout.py::test_it[desk-order-embedded]", "tests/journeys/ embedded"),
        ("tests/journeys/test_kill.py::test_it[postgresql]", "tests/journeys/ postgresql"),
        ("tests/journeys/test_bakala.py::test_it[360]", "tests/journeys/test_bakala.py"),
    ],
)
def test_a_file_stays_together_and_so_do_the_journeys_on_one_store(nodeid: str, together_with: str) -> None:
    assert shares(nodeid) == together_with


def test_the_slow_ones_start_before_all_others() -> None:
    slow = [place(f"{name}::test_it" if name.endswith(".py") else name) for name in SLOWEST[2:]]
    assert slow == list(range(2, len(SLOWEST)))
    assert place("tests/journeys/test_kill.py::test_it[embedded]") == 0
    assert place("tests/shop/test_cart.py::test_it") == len(SLOWEST)


@pytest.mark.parametrize("name", [name for name in SLOWEST if name.endswith(".py")])
def test_each_is_there(name: str) -> None:
    assert (ROOT / name).is_file()
