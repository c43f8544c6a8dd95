"""The embedded store when the power goes: what was never flushed is gone, names of files included."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from checkout.kinds import MOVEMENTS, UNIQUE_USES
from checkout.storage.embedded import open_embedded
from checkout.store import StoreDamaged
from tests.checkout.storage.platter import Call, Platter, Whim, traced
from tests.contracts.samples import HONEY

SALES = 25
SELL = f"""
import pathlib, sys, time
from checkout.kinds import UNIQUE_USES
from checkout.storage import checkpoints
from checkout.storage.embedded import open_embedded
from tests.contracts.samples import a_use, counted, held
checkpoints._FRAMES = 60
store = open_embedded(pathlib.Path(sys.argv[1]))
AND_THEN
def sell(name):
    with store.transaction() as transaction:
        transaction.insert(UNIQUE_USES, a_use(name, "x" * 2000))
        transaction.put(UNIQUE_USES, a_use("latest", name))
        transaction.move(held(1, name))
with store.transaction() as transaction:
    transaction.move(counted(100))
for number in range({SALES}):
    sell(f"sale-{{number}}")
    sys.stdout.write(f"sold {{number}}\\n")
    sys.stdout.flush()
    time.sleep(0.01)  # a checkpoint beside it gets its turn
store.close()
"""


def nothing_more() -> bool:
    return False


def calls_of(directory: Path, and_then: str = "") -> list[Call]:
    directory.mkdir()
    program = SELL.replace("AND_THEN", and_then)
    return traced(program, [str(directory / "store")], directory / "log")


def cuts(calls: list[Call], directory: Path, whim: Whim) -> Iterator[tuple[int, Path]]:
    """Cut the power after each flush and each answer; yield how many were answered, and what is left."""
    platter, answered, number = Platter(directory / "store"), 0, count()
    for call in calls:
        said = call.name == "write" and b"sold " in call.texts()[0]
        answered += said
        if platter.take(call) or said:
            cut = directory / f"cut-{next(number)}"
            platter.restore_to(cut, whim)
            yield answered, cut
            shutil.rmtree(cut)


def sales_in(directory: Path) -> int:
    """Return how many sales a store holds, each whole; less than none when it cannot be read."""
    try:
        store = open_embedded(directory)
    except StoreDamaged:
        return -1
    with store.transaction() as transaction:
        sales = {use.key for use in transaction.every(UNIQUE_USES)} - {"latest"}
        moved = {movement.id for movement in transaction.every(MOVEMENTS)} - {"count-1"}
        assert sales == moved
        assert sales == {f"sale-{number}" for number in range(len(sales))}
        assert transaction.stock(HONEY) in (0, 100 - len(sales))
    store.close()
    return len(sales)


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Call]]:
    directory = tmp_path_factory.mktemp("power") / "life"
    return directory, calls_of(directory)


def test_the_life_that_is_cut_has_checkpoints_in_it(sold: tuple[Path, list[Call]]) -> None:
    _, calls = sold
    written = [call for call in calls if call.name == "pwrite64" and call.path.endswith("/records.sqlite")]
    assert len(written) > 10
    assert sum(call.name == "fdatasync" for call in calls) > SALES


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_a_power_cut_at_any_flush_or_answer_loses_nothing(sold: tuple[Path, list[Call]], seed: int | None) -> None:
    """With a seed, part of what was not flushed is there too."""
    directory, calls = sold
    chance = random.Random(seed)  # noqa: S311 - to repeat
    whim = nothing_more if seed is None else lambda: chance.random() < 0.5
    seen = 0
    for answered, cut in cuts(calls, directory, whim):
        seen += 1
        assert sales_in(cut) >= answered, seen
    assert seen > 2 * SALES


def test_this_rig_sees_commits_that_are_not_flushed(tmp_path: Path) -> None:
    calls = calls_of(tmp_path / "life", 'store.database.do("PRAGMA synchronous = OFF")')
    lost = [sales_in(cut) < answered for answered, cut in cuts(calls, tmp_path / "life", nothing_more)]
    assert sum(lost) > SALES / 2


def test_this_rig_sees_names_that_are_not_flushed(sold: tuple[Path, list[Call]]) -> None:
    directory, calls = sold
    forgetful = [call for call in calls if call.path != str(directory / "store")]
    assert len(forgetful) < len(calls)
    lost = [sales_in(cut) < answered for answered, cut in cuts(forgetful, directory, nothing_more)]
    assert sum(lost) > SALES / 2
