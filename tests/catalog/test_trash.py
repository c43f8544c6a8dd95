"""What is thrown away is gone when a build has ended, whatever ended it; its name is free before."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.trash import Trash


def a_tree(place: Path) -> Path:
    (place / "below").mkdir(parents=True)
    (place / "below" / "page.html").write_text("<h1>")
    return place


def test_a_name_is_free_at_once_and_in_the_end_all_is_gone(tmp_path: Path) -> None:
    with Trash(tmp_path / "gone") as trash:
        for _ in range(2):
            trash.take(a_tree(tmp_path / "old"))
            assert not (tmp_path / "old").exists()
    assert not list(tmp_path.iterdir())


def test_a_slip_leaves_nothing_either(tmp_path: Path) -> None:
    def slip(trash: Trash) -> None:
        trash.take(a_tree(tmp_path / "old"))
        raise SystemExit(1)

    with pytest.raises(SystemExit), Trash(tmp_path / "gone") as trash:
        slip(trash)
    assert not list(tmp_path.iterdir())


def test_what_a_killed_build_left_goes_too(tmp_path: Path) -> None:
    a_tree(tmp_path / "gone" / "old")
    with Trash(tmp_path / "gone") as trash:
        trash.take(a_tree(tmp_path / "old"))
    assert not list(tmp_path.iterdir())


def test_where_nothing_is_there_nothing_is_made(tmp_path: Path) -> None:
    with Trash(tmp_path / "gone") as trash:
        trash.take(tmp_path / "old")
        assert not list(tmp_path.iterdir())


def test_what_a_link_leads_to_is_nobodys_to_throw_away(tmp_path: Path) -> None:
    a_tree(tmp_path / "theirs")
    (tmp_path / "old").symlink_to(tmp_path / "theirs")
    with Trash(tmp_path / "gone") as trash:
        trash.take(tmp_path / "old")
    assert (tmp_path / "theirs" / "below" / "page.html").read_text() == "<h1>"
    assert [file.name for file in tmp_path.iterdir()] == ["theirs"]
