"""``scripts/check-content``: every problem in one run, in the form that is asked for, and what ``--fix`` mends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.lib.check_content import main
from tests.catalog.builders import a_folder, a_product


def run(monkeypatch: pytest.MonkeyPatch, *told: object) -> int:
    monkeypatch.setattr("sys.argv", ["check-content", *(str(one) for one in told)])
    return main()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    slips = {"Pirce": "250000", "Category": "hone"}
    return a_folder(
        tmp_path / "گل, خانه", {"products/goldan.md": a_product(slips, without=["Price"], body="كتاب: ۱۰٪\n")}
    )


def test_all_problems_and_warnings_are_told_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, folder) == 1
    told = capsys.readouterr().out
    assert [line.split(" ")[1] for line in told.splitlines()[:-1]] == ["SH503", "SH114", "SH003"]
    assert told.endswith("۲ مورد را درست کنید؛ چیزی منتشر نشد.\n")


def test_json_holds_the_place_and_the_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, folder, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == str(folder)
    assert [(one["path"], one["line"], one["code"], one["severity"]) for one in told["problems"]] == [
        ("products/goldan.md", 5, "SH114", "error"),
        ("products/goldan.md", 12, "SH003", "error"),
        ("products/goldan.md", 14, "SH503", "warning"),
    ]
    assert told["problems"][0]["message"].startswith("دسته‌ی «hone» نیست. منظورتان «home» است؟")


def test_git_hosts_find_the_line_from_where_they_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    assert run(monkeypatch, folder, "--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "::error file=گل%2C خانه/products/goldan.md,line=5,col=1,title=SH114::دسته‌ی «hone» نیست."
    )
    assert lines[2].startswith("::warning file=گل%2C خانه/products/goldan.md,line=14,col=1,title=SH503::")


def test_fix_mends_and_names_the_files_drafts_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = folder / "products/draft.md"
    draft.write_text("Status: draft\nTitle: كوزه\n", encoding="utf-8")

    assert run(monkeypatch, folder, "--fix") == 1

    said = capsys.readouterr()
    assert said.err.splitlines() == ["درست شد: products/draft.md", "درست شد: products/goldan.md"]
    assert "SH503" not in said.out
    assert draft.read_text(encoding="utf-8") == "Title: کوزه\nStatus: draft\n"


def test_a_good_folder_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, a_folder(tmp_path)) == 0
    assert capsys.readouterr() == ("", "")


def test_a_folder_without_a_shop_is_told_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path) == 1
    assert "SH301" in capsys.readouterr().out
    with pytest.raises(SystemExit) as stop:
        run(monkeypatch, tmp_path / "none")
    assert stop.value.code == 2
    assert "no shop and no folder" in capsys.readouterr().err
