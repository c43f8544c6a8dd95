"""Every policy text that a release names stays beside it, word for word, for the orders that accepted it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from catalog.release_writer import text_hash, write_release
from tests.builders import a_policy, a_release
from tests.catalog.builders import POLICY, SHOP, a_folder, build, page, release_in, without_links_of_clauses


def texts_in(place: Path) -> dict[str, str]:
    """Return every kept text by its name."""
    return {file.name: file.read_bytes().decode() for file in (place / "out.release/texts").iterdir()}


def test_the_text_of_each_policy_is_written_under_its_hash(tmp_path: Path) -> None:
    """BAQ-058."""
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    (policy,) = release_in(tmp_path / "out.release").policies.values()
    texts = texts_in(tmp_path)
    assert list(texts) == [f"{policy.text_hash}.html"]
    text = texts[f"{policy.text_hash}.html"]
    assert hashlib.sha256(text.encode()).hexdigest() == policy.text_hash
    assert text in without_links_of_clauses(page(tmp_path / "out", "policies/rules.html"))
    assert "۴۸ ساعت کاری" in text


def test_another_figure_is_another_text_and_the_old_one_stays(tmp_path: Path) -> None:
    """BAQ-058: an order of yesterday keeps yesterday's text."""
    folder = a_folder(tmp_path / "site")
    build(folder, tmp_path / "out")
    before = texts_in(tmp_path)

    build(a_folder(folder, {"shop.toml": SHOP.replace("48 working hours", "72 working hours")}), tmp_path / "out")

    after = texts_in(tmp_path)
    assert len(after) == 2
    assert before.items() <= after.items()
    assert sorted("۷۲ ساعت کاری" in text for text in after.values()) == [False, True]


def test_a_withdrawn_page_leaves_its_text(tmp_path: Path) -> None:
    more = {"policies/faq.md": "Title: پرسش‌ها\nSlug: faq\nOrder: 2\n\nپاسخ.\n"}
    folder = a_folder(tmp_path / "site", more)
    build(folder, tmp_path / "out")
    kept = texts_in(tmp_path)

    (folder / "policies/faq.md").unlink()
    build(folder, tmp_path / "out")

    assert not (tmp_path / "out/policies/faq.html").exists()
    assert texts_in(tmp_path) == kept


def test_a_build_that_fails_keeps_no_text(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site", {"policies/rules.md": POLICY.replace("{rule:order}", "{rule:ordr}")})

    with pytest.raises(SystemExit):
        build(folder, tmp_path / "out")

    assert not (tmp_path / "out.release").exists()


def test_half_a_text_is_written_again_and_a_whole_one_is_left_alone(tmp_path: Path) -> None:
    release = a_release(policies={"terms": a_policy(text_hash=text_hash("متن"))})
    place = tmp_path / "texts" / f"{text_hash('متن')}.html"
    write_release(release, ["متن"], tmp_path)
    first = place.stat().st_ino

    write_release(release, ["متن"], tmp_path)
    assert place.stat().st_ino == first

    place.write_text("م", encoding="utf-8")
    write_release(release, ["متن"], tmp_path)
    assert place.read_text(encoding="utf-8") == "متن"


def test_no_release_is_in_force_before_its_texts_are_there(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("no folder", encoding="utf-8")

    with pytest.raises(FileExistsError):
        write_release(a_release(), ["متن"], tmp_path)

    assert not (tmp_path / "current").exists()
    assert not list(tmp_path.glob("*.json"))
