"""After the save of one file, the preview shows at once what it shows when the whole folder is read again."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from catalog.desk.desk import Desk
from catalog.desk.render import PROBLEMS_URL
from catalog.desk.studio import Studio
from catalog.marks import marks_of
from catalog.pages import pages
from catalog.release_writer import release_of, write_release
from catalog.workshop import Hosts, Workshop
from tests.catalog.builders import ROOT, a_product
from tests.catalog.edits import SLUGS, Edit, a_place, edits

GOLDAN = "products/goldan.md"
_TABLE = "گلدانی از لالجین.\n\n## مشخصات\n\n| ویژگی | مقدار |\n| --- | --- |\n| جنس | سفال |\n"


class Two:
    """One folder with two previews: one is told which files were saved, the other reads it all each time."""

    def __init__(self, place: Path, layout: str = "even", filtered: str = "") -> None:
        self.place, self.folder = place, place / "folder"
        a_place(place, ROOT / "theme")
        terms = self.folder / "shop.toml"
        terms.write_text(terms.read_text("utf-8").replace("[look]", f'[look]\nlayout = "{layout}"'), encoding="utf-8")
        home = self.folder / "categories" / "home.md"
        home.write_text(f"{filtered}{home.read_text('utf-8')}", encoding="utf-8")
        (self.folder / GOLDAN).write_text(a_product(body=_TABLE), encoding="utf-8")
        workshop = Workshop(Hosts("http://127.0.0.1:8010"), place / "theme", ROOT / ".cache")
        first = Desk(self.folder, workshop, place / "releases").state.content
        assert first.site, first.problems
        write_release(release_of(first.site, ""), (), place / "releases")
        self.desk = Desk(self.folder, workshop, place / "releases")
        self.told = Studio(self.desk, place / "told")
        self._reads = Desk(self.folder, workshop, place / "releases")
        self.reads = Studio(self._reads, place / "reads")
        self._marks = self._now()

    def saved(self) -> set[Path]:
        """Return the files that have changed since this was last asked."""
        before, self._marks = self._marks, self._now()
        paths = before.keys() | self._marks.keys()
        return {Path(path) for path in paths if before.get(path) != self._marks.get(path)}

    def _now(self) -> dict[str, str]:
        return dict(marks_of(self.folder, self.place / "theme"))

    def assert_same(self) -> None:
        site = self._reads.state.good.site
        named = [making.url for making in pages(site)] if site else []
        goods = [f"/products/{slug}.html" for slug in ("goldan", "renamed", *SLUGS)]
        for url in dict.fromkeys([*named, *goods, "/", PROBLEMS_URL, "/.write/drafts.html", "/feed.atom.xml"]):
            told, read = self.told.answer(url), self.reads.answer(url)
            assert (told.status, told.body.decode()) == (read.status, read.body.decode()), url


@pytest.fixture
def twos(tmp_path: Path) -> Callable[..., Two]:
    numbers = count()

    def a_new_one(*how: str) -> Two:
        place = tmp_path / str(next(numbers))
        place.mkdir()
        return Two(place, *how)

    return a_new_one


@given(
    how=st.sampled_from([(), ("listed",), ("even", "Filter: جنس\n")]),
    rounds=st.lists(st.lists(edits, min_size=1, max_size=2), min_size=3, max_size=8),
)
@settings(
    max_examples=int(os.environ.get("HOJREH_EDITS", "8")),
    deadline=None,
    derandomize="HOJREH_EDITS" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_save_shows_what_a_whole_reading_shows(
    twos: Callable[..., Two], how: Sequence[str], rounds: Sequence[Sequence[Edit]]
) -> None:
    two = twos(*how)
    for some in rounds:
        for name, edit in some:
            note(name)
            edit(two.place)
        two.told.refresh(two.saved())
        two.reads.refresh()
        two.assert_same()
    two.told.refresh()
    two.assert_same()


ALONE = {
    "a text": a_product(body=_TABLE + "\nیک جمله‌ی تازه.\n"),
    "a price": a_product({"Price": "260000"}, body=_TABLE),
    "a far price": a_product({"Price": "9250000"}, body=_TABLE),
    "a stock": a_product({"Stock": "0"}, body=_TABLE),
    "a slip": a_product({"Price": "گران"}, body=_TABLE),
    "a lost link": a_product(body=_TABLE + "\n[هیچ](nothing.md)\n"),
    "a lost picture": a_product({"Image": "missing.png"}, body=_TABLE),
    "another picture": a_product({"Image": "red.png"}, body=_TABLE),
}


@pytest.mark.parametrize("how", [(), ("listed",), ("even", "Filter: جنس\n")])
def test_what_changes_its_own_page_alone_needs_no_whole_reading(twos: Callable[..., Two], how: Sequence[str]) -> None:
    two = twos(*how)
    for name, text in (*ALONE.items(), ("a slip mended", a_product(body=_TABLE))):
        (two.folder / GOLDAN).write_text(text, encoding="utf-8")
        assert two.desk.take(two.saved()), name
        two.told.refresh()
        two.reads.refresh()
        two.assert_same()


OF_OTHERS = {
    "another slug": a_product({"Slug": "renamed"}, body=_TABLE),
    "another SKU": a_product({"Sku": "GOLDAN-2"}, body=_TABLE),
    "the SKU of another": a_product({"Sku": "SKU-1"}, body=_TABLE),
    "another category": a_product({"Category": "garden"}, body=_TABLE),
    "another day": a_product({"Date": "1405/06/15"}, body=_TABLE),
    "an anchor": a_product(body=_TABLE + "\n## نگه‌داری {#care}\n\nآب بدهید.\n"),
    "a draft": a_product({"Status": "draft"}, body=_TABLE),
    "no longer sold": a_product({"Status": "withdrawn"}, body=_TABLE),
}


@pytest.mark.parametrize("name", OF_OTHERS)
def test_what_others_tell_too_is_left_to_a_whole_reading(twos: Callable[..., Two], name: str) -> None:
    two = twos()
    (two.folder / GOLDAN).write_text(OF_OTHERS[name], encoding="utf-8")
    before = two.desk.state
    assert not two.desk.take(two.saved())
    assert two.desk.state is before


@pytest.mark.parametrize("how", [("listed",), ("even", "Filter: جنس\n")])
def test_where_lists_show_tables_a_changed_table_is_left_to_a_whole_reading(
    twos: Callable[..., Two], how: Sequence[str]
) -> None:
    two = twos(*how)
    (two.folder / GOLDAN).write_text(a_product(body=_TABLE.replace("سفال", "چینی")), encoding="utf-8")
    assert not two.desk.take(two.saved())


def test_two_files_or_another_kind_are_left_to_a_whole_reading(twos: Callable[..., Two]) -> None:
    two = twos()
    goods = two.folder / "products"
    assert not two.desk.take({two.folder / "categories" / "home.md"})
    assert not two.desk.take({goods / "goldan.md", two.folder / "images" / "red.png"})
    assert not two.desk.take({goods / "goldan.md", goods / "goods-1.md"})
    assert not two.desk.take({goods / "goldan.md" / "more.md"})


def test_what_editors_programs_leave_is_no_save(twos: Callable[..., Two]) -> None:
    two = twos()
    before, goods = two.desk.state, two.folder / "products"
    assert two.desk.take({goods / "4913", goods / "goldan.md~", goods / ".#goldan.md", goods / ".goldan.md.swp"})
    assert two.desk.state is before
