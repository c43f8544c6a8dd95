"""The files of a large folder are read on all cores, each as if it stood alone: the same comes of the folder as a whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

import catalog.in_parallel
from catalog.content import Content, read_content
from catalog.marks import marks_below
from catalog.memory_file import NOTHING_FILED, Filed, part_name
from catalog.packing import entries_of, unpack
from catalog.pictures import Gallery
from catalog.read_ahead import read_ahead
from catalog.remember import remember
from catalog.workshop import Hosts, Workshop
from tests.catalog.builders import ROOT
from tests.catalog.edits import Edit, a_place, edits

WORKSHOP = Workshop(Hosts(), ROOT / "theme", ROOT / ".cache")
GOODS = ("goldan", "goods-0", "goods-1", "goods-2", "goods-3")


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog.in_parallel, "cores", lambda: 2)
    monkeypatch.setattr(catalog.in_parallel, "WORTH_SHARING", 2)


@pytest.fixture
def places(tmp_path: Path) -> Callable[[], Path]:
    numbers = count()

    def a_new_one() -> Path:
        place = tmp_path / str(next(numbers))
        a_place(place, tmp_path / "theme")
        (place / "pages" / "products").mkdir(parents=True)  # where some edits spoil what a build has left
        return place

    (tmp_path / "theme").mkdir()
    return a_new_one


def read(folder: Path, filed: Filed) -> Content:
    return read_content(folder, WORKSHOP.pictures, WORKSHOP.hosts, memory=filed.memory, marks=marks_below(folder))


def ahead(folder: Path) -> Filed:
    return read_ahead(folder, WORKSHOP, marks_below(folder))


def known(filed: Filed) -> set[str]:
    return {Path(path).stem for path in filed.memory.kept}


def told(content: Content, folder: Path) -> object:
    """Return all that comes of a reading, what the next one will know of it too."""
    memory = remember(content, marks_below(folder), NOTHING_FILED.memory)
    return content.problems, content.warnings, content.drafts, content.site, replace(memory, workshop=None)


@given(some=st.lists(edits, min_size=1, max_size=4))
@settings(
    max_examples=int(os.environ.get("HOJREH_EDITS", "25")),
    deadline=None,
    derandomize="HOJREH_EDITS" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_same_comes_of_any_folder(places: Callable[[], Path], some: Sequence[Edit]) -> None:
    place = places()
    folder = place / "folder"
    for name, edit in some:
        note(name)
        edit(place)
    plain = told(read(folder, NOTHING_FILED), folder)
    assert told(read(folder, ahead(folder)), folder) == plain
    shutil.rmtree(place)


def test_what_is_known_is_packed_as_the_next_build_unpacks_it(places: Callable[[], Path]) -> None:
    folder = places() / "folder"
    filed = ahead(folder)

    assert known(filed) == set(GOODS)
    packed = {name: unpack(blob.whole()) for name, blob in filed.blobs.items()}
    assert packed == {part_name(part): entries for part, entries in entries_of(filed.memory).items()}
    assert all(one.product for part in packed.values() for one in part)
    assert filed.memory.pictures == Gallery.known(read(folder, NOTHING_FILED).gallery)


def test_products_that_name_each_other_are_known_alone(places: Callable[[], Path]) -> None:
    folder = places() / "folder"
    add(
        folder, "goods-1", "[دیگری](goods-2.md) و [قاعده](../policies/rules.md#quantity) و [سایت](https://example.com/)"
    )
    filed = ahead(folder)

    assert known(filed) == set(GOODS)
    content = read(folder, filed)
    assert content.problems == ()
    assert content.reading.sources["products"] == [], "no file was read again"


@pytest.mark.parametrize(
    "wrong", ["<script>", "[بد](javascript:x)", "[بد](http://[)", "![دور](https://example.com/x.png)", "{shop:none}"]
)
def test_a_file_with_something_wrong_is_left_to_the_whole(places: Callable[[], Path], wrong: str) -> None:
    folder = places() / "folder"
    add(folder, "goods-1", wrong)
    filed = ahead(folder)

    assert known(filed) == {*GOODS} - {"goods-1"}
    content = read(folder, filed)
    assert {problem.spot.path for problem in content.problems} == {"products/goods-1.md"}
    assert content.problems == read(folder, NOTHING_FILED).problems


def test_where_nothing_is_shared_or_the_terms_are_wrong_nothing_is_read_ahead(
    places: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = places() / "folder"
    (folder / "shop.toml").write_text("[cart", encoding="utf-8")
    assert ahead(folder) == NOTHING_FILED

    folder = places() / "folder"
    monkeypatch.setattr(catalog.in_parallel, "cores", lambda: 1)
    assert ahead(folder) == NOTHING_FILED


def add(folder: Path, name: str, text: str) -> None:
    with (folder / "products" / f"{name}.md").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{text}\n")
