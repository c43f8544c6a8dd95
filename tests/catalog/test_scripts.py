"""What pages run: modules of the theme alone, named by their content, few bytes in all."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from catalog.scripts import Scripts
from tests.builders import ROOT, SHOPS
from tests.catalog.builders import a_folder, build, page

MOST_BYTES = 10_000
"""Of all that one page runs, compressed."""
NAMED = re.compile(r"/js/[a-z-]+\.[0-9a-f]{12}\.js")
IMPORTED = re.compile(r'["\']\./([^"\']+)["\']')


class _Runs(HTMLParser):
    """The scripts that a page names, and whatever else would run in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.others: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs if not name.startswith("data-")}
        self.others += [f"{tag} {name}" for name in told if name.startswith("on")]
        self.others += [
            f"{tag} {value}" for value in told.values() if value.strip().casefold().startswith("javascript:")
        ]
        if tag != "script" or told == {"type": "application/ld+json"}:
            return
        if told.keys() == {"type", "src"} and told["type"] == "module":
            self.scripts.append(told["src"])
        else:
            self.others.append(f"{tag} {told}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the pages of a shop, built once."""

    @cache
    def built(name: str) -> Path:
        output = tmp_path_factory.mktemp(name) / "out"
        build(ROOT / "content" / name, output)
        return output

    return built


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A copy of the theme with two modules of its own, on every page."""
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    (theme / "static/js").mkdir(exist_ok=True)
    (theme / "static/js/words.js").write_text('export const word = "سلام";\n', "utf-8")
    (theme / "static/js/greet.js").write_text('import { word } from "./words.js";\ndocument.title = word;\n', "utf-8")
    base = theme / "templates/base.html"
    tag = '<script type="module" src="{{ script_url(\'greet\') }}"></script>'
    base.write_text(base.read_text("utf-8").replace("{% block scripts %}", "{% block scripts %}" + tag), "utf-8")
    return theme


def reached(site: Path, url: str) -> set[Path]:
    """Return the file of a script and those it imports, through others too."""
    file = site / url.removeprefix("/")
    return {file}.union(*(reached(site, f"/js/{name}") for name in IMPORTED.findall(file.read_text("utf-8"))))


@pytest.mark.parametrize("name", SHOPS)
def test_pages_run_little_and_only_their_own(site: Callable[[str], Path], name: str) -> None:
    for file in site(name).rglob("*.html"):
        runs = _Runs(file.read_text("utf-8"))
        assert runs.others == [], file.name
        assert [url for url in runs.scripts if not NAMED.fullmatch(url)] == [], file.name
        all_of_it: set[Path] = set().union(*(reached(site(name), url) for url in runs.scripts))
        assert sum(len(gzip.compress(part.read_bytes())) for part in all_of_it) <= MOST_BYTES, file.name


@pytest.mark.parametrize("name", SHOPS)
def test_scripts_call_no_other_host_and_write_no_markup(site: Callable[[str], Path], name: str) -> None:
    for file in (site(name) / "js").iterdir():
        text = file.read_text("utf-8")
        assert (
            re.findall(r"https?://|\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", text)
            == []
        )


@pytest.mark.parametrize(
    "told", ['<p onclick="x()">', "<script>x()</script>", '<a href=" javascript:x()">', '<script src="/js/a.js">']
)
def test_whatever_else_would_run_is_seen(told: str) -> None:
    assert len(_Runs(told).others) == 1


def test_a_script_is_named_by_its_content_and_found_by_those_that_import_it(tmp_path: Path, theme: Path) -> None:
    folder = a_folder(tmp_path / "site")
    build(folder, tmp_path / "out", THEME=str(theme))

    (url,) = [url for url in _Runs(page(tmp_path / "out", "index.html")).scripts if "greet" in url]
    files = {file.name.partition(".")[0]: file for file in reached(tmp_path / "out", url)}
    assert files.keys() == {"greet", "words"}
    assert files["greet"].read_text("utf-8").startswith(f'import {{ word }} from "./{files["words"].name}";\n')

    (theme / "static/js/words.js").write_text('export const word = "درود";\n', "utf-8")
    build(folder, tmp_path / "out", THEME=str(theme))

    (renamed,) = [url for url in _Runs(page(tmp_path / "out", "index.html")).scripts if "greet" in url]
    assert renamed != url
    assert not files["words"].exists()
    assert not files["greet"].exists()


def test_scripts_stand_in_one_place_alone(tmp_path: Path, theme: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out", THEME=str(theme))

    found = {file.relative_to(tmp_path / "out").parent.as_posix() for file in (tmp_path / "out").rglob("*.js")}
    assert found == {"js"}


def test_a_script_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Scripts(tmp_path).url("stock")
