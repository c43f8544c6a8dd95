"""The shop that builds are measured on is a good one, the same every time, and Hugo's pages of it are of our size."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from catalog.content import Hosts, read_content
from scripts.lib.bench.building.hugo_site import write_hugo_site
from tests.bench.big_shop import write_shop
from tests.catalog.builders import ROOT, build, page

PRODUCTS = 12


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("big")
    write_shop(place / "shop", PRODUCTS)
    return place


def test_nothing_is_wrong_with_it(place: Path) -> None:
    content = read_content(place / "shop", ROOT / ".cache" / "pictures", Hosts())
    assert (content.problems, content.warnings) == ((), ())
    assert content.site
    assert len(content.site.products) == PRODUCTS


def test_it_is_the_same_every_time(place: Path, tmp_path: Path) -> None:
    def texts(folder: Path) -> dict[str, bytes]:
        return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.md")}

    assert texts(write_shop(tmp_path / "shop", PRODUCTS)) == texts(place / "shop")


def test_hugo_is_given_the_same_facts(place: Path) -> None:
    build(place / "shop", place / "out")
    write_hugo_site(place / "shop", place / "out", place / "hugo")

    told = page(place / "hugo", "content/products/goods-3.md")
    ours = page(place / "out", "products/goods-3.html")
    for key in ("title", "rials", "shown", "src", "large", "day", "shelf_"):
        found = re.search(rf'"{key}": "(.*?)"', told)
        assert found
        assert found[1] in ours
    layout = page(place / "hugo", "layouts/products/single.html")
    assert "goods-0" not in layout
    assert "BIG-0" not in layout
    assert "{{ .Content }}" in layout


def test_hugo_is_given_every_page_of_a_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.big_shop.SHELVES", 1)
    shop = write_shop(tmp_path / "shop", 26)
    build(shop, tmp_path / "out")
    write_hugo_site(shop, tmp_path / "out", tmp_path / "hugo")

    ours = {
        file.relative_to(tmp_path / "out").with_suffix("") for file in (tmp_path / "out" / "categories").rglob("*.html")
    }
    content = tmp_path / "hugo" / "content"
    assert {file.relative_to(content).with_suffix("") for file in (content / "categories").rglob("*.md")} == ours
    assert Path("categories/shelf-0/cheapest/2") in ours
    told = json.loads(page(tmp_path / "hugo", "content/categories/shelf-0/all.md"))
    assert len(told["goods"]) == len(told["marks"].split(";")) == 26
    assert told["layout"] == "all"
    assert "marks" not in json.loads(page(tmp_path / "hugo", "content/categories/shelf-0/2.md"))
