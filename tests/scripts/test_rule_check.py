"""``scripts/rule-check`` tells what an owner would not see, in words and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog.finding_words import finding_sentence
from scripts.lib.rule_check import main
from shop.rule_check import findings
from tests.builders import SHOPS, a_shop
from tests.catalog.builders import SHOP, a_folder

FOR_EVER = SHOP.replace('[finalise]\nwithin = "24 working hours"\nclause = "rules#order"\n', "")
"""The small shop, whose terms leave nothing to find, without a window."""


def test_a_finding_stands_with_its_name_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path, {"shop.toml": FOR_EVER})

    assert main([str(folder)]) == 1

    told = capsys.readouterr().out
    assert "held-for-ever:finalise: تازه" in told
    assert "بخش [finalise] را بنویسید" in told


def test_what_is_acknowledged_is_told_with_the_reading_and_ends_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = [finding["name"] for finding in _found(a_folder(tmp_path, {"shop.toml": FOR_EVER}), capsys)]
    reading = f'\n[[reading]]\nfindings = {json.dumps(known)}\nabout = "همه"\ntaken = "می‌دانیم."\n'
    (tmp_path / "shop.toml").write_text(FOR_EVER + reading, encoding="utf-8")

    assert main([str(tmp_path)]) == 0

    told = capsys.readouterr().out
    assert known
    assert told.count("پذیرفته‌شده") == told.count("برداشت فروشگاه: می‌دانیم.") == len(known)


def test_an_acknowledgement_of_nothing_ends_badly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = [
        *(finding["name"] for finding in _found(a_folder(tmp_path, {"shop.toml": FOR_EVER}), capsys)),
        "unused-zone:zones.moon",
    ]
    reading = f'\n[[reading]]\nfindings = {json.dumps(known)}\nabout = "همه"\ntaken = "می‌دانیم."\n'
    (tmp_path / "shop.toml").write_text(FOR_EVER + reading, encoding="utf-8")

    assert main([str(tmp_path)]) == 1
    assert "unused-zone:zones.moon: دیگر یافت نمی‌شود" in capsys.readouterr().out


def test_a_shop_that_is_not_there_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere"]) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("name", SHOPS)
def test_every_finding_has_its_sentence(name: str) -> None:
    shop = a_shop(name)

    for finding in findings(shop):
        sentence = finding_sentence(finding, shop.price_unit)
        assert sentence.endswith(".")
        assert "{" not in sentence


def _found(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    main([str(folder), "--json"])
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)["findings"]
    return found
