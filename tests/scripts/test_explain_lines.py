"""What ``scripts/explain`` prints for people, and how it runs."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from scripts.lib.explain import main
from scripts.lib.explanation import Question, explain
from scripts.lib.explanation_lines import as_lines
from shop.money import Rials
from tests.builders import BAQIYAT, PARDISAN, PLACED_AT, QOM, TEHRAN, a_shop
from tests.scripts.conftest import LONGEST_SECONDS, ROOT, Explained


def test_BAQ_004_people_read_one_fact_a_line(explained: Explained) -> None:
    """BAQ-004, BAQ-015: the first and the refused ways of an order to Isfahan."""
    told = explained("--city", "اصفهان", "--class", "food").splitlines()
    lines = told[told.index("") + 1 :]  # below the table

    first = lines.index("روش ارسال «پیک بین‌شهری» (courier): باز است")
    assert lines[:first] == [
        "فروشگاه: باقیات (baqiyat)",
        "مقصد: اصفهان، استان اصفهان",
        "کالاها: ۲٬۹۵۰٬۰۰۰\u00a0تومان",
        "رده‌ی کالا: خوراکی",
        "زمان سفارش: چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۱۰:۰۰",
        "مهلت نهایی‌کردن: پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۰:۰۰",
        "بند مهلت: ordering#finalise",
        "",
    ]
    assert lines[first + 1 : first + 10] == [
        "  بند: delivery#courier",
        "  هزینه‌ی ارسال: ۹۵٬۰۰۰\u00a0تومان",
        "  پرداختنی: ۳٬۰۴۵٬۰۰۰\u00a0تومان",
        "  زودترین روز فرستادن: چهارشنبه ۱۱ آذر ۱۴۰۵",
        "  زودترین روز رسیدن: یک‌شنبه ۱۵ آذر ۱۴۰۵",
        "  دیرترین روز رسیدن: سه‌شنبه ۱۷ آذر ۱۴۰۵",
        "  روش پرداخت «درگاه بانکی سایت» (gateway): باز است",
        "    بند: payment#gateway",
        "    کارت شناسایی هنگام تحویل: می‌خواهد (delivery#identity)",
    ]
    assert "  هزینه‌ی ارسال: هنگام تحویل به باربری" in lines
    assert lines[-7:] == [
        "روش ارسال «پیک رایگان» (free-courier): بسته است",
        "  علت: فقط برای قم و پردیسان؛ مقصد شما اصفهان است.",
        "  چاره: با نشانی گیرنده در قم یا پردیسان باز می‌شود.",
        "  بند: delivery#free-courier",
        "",
        "بازگشت پول: تا ۴۸ ساعت کاری (returns#refund)",
        "کالای معیوب یا نادرست: تا ۷ روز (returns#grounds)",
    ]
    assert all(line == "" or line.strip()[0] in "فمکرزبهپدعچ" for line in lines)  # a terminal turns it right to left


@pytest.mark.parametrize("city", [QOM.city, PARDISAN.city])
def test_BAQ_006_at_the_door_nothing_is_prepaid_and_no_card_is_asked(city: str, explained: Explained) -> None:
    """BAQ-003, BAQ-006, BAQ-015."""
    lines = explained("--city", city, "--delivery", "پیک رایگان").splitlines()

    door = lines.index("  روش پرداخت «پرداخت هنگام تحویل» (cash_on_delivery): باز است")
    end = lines.index("", door)
    assert lines[door + 1 : end] == ["    بند: payment#at-the-door", "    کارت شناسایی هنگام تحویل: نمی‌خواهد"]
    assert "  هزینه‌ی ارسال: رایگان" in lines


def test_a_file_that_leaves_a_refusal_without_its_clause_is_not_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (BAQIYAT / "shop.toml").read_text(encoding="utf-8")
    (tmp_path / "shop.toml").write_text(text.replace('freight_clause = "payment#freight-prepaid"', ""))

    assert main([str(tmp_path), "--city", "تهران", "--total", "1"]) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split()[1] for line in told.err.splitlines()] == ["SH320", "SH320"]


def test_a_refusal_without_a_clause_has_no_line_for_it() -> None:
    shop = a_shop()
    silent = replace(shop, payment=tuple(replace(payment, freight_clause=None) for payment in shop.payment))
    asked = Question(shop=silent, place=TEHRAN, goods=Rials(29_500_000), at=PLACED_AT, delivery=shop.delivery[2])

    lines = list(as_lines(explain(asked)))

    assert "payment#freight-prepaid" not in "".join(lines)
    door = lines.index("  روش پرداخت «پرداخت هنگام تحویل» (cash_on_delivery): بسته است")
    assert lines[door + 1 : lines.index("", door)] == [
        "    علت: سفارش باربری پیش از ارسال تسویه می‌شود، با درگاه بانکی سایت یا کارت به کارت.",
        "    چاره: با روش ارسال دیگری جز باربری باز می‌شود.",
    ]


def test_now_is_when_nothing_else_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baqiyat", "--city", "قم", "--total", "1", "--json"]) == 0

    told = cast("dict[str, Any]", json.loads(capsys.readouterr().out))
    assert told["at"]["iso"] < told["finalise_by"]["iso"] <= told["delivery"][0]["latest"]["iso"] + "T24"


def test_it_runs_from_any_folder_and_in_any_language_of_the_system() -> None:
    answer = subprocess.run(
        [ROOT / "scripts" / "explain", "baqiyat", "--city", "قم", "--total", "۱۰۰", "--at", "۱۴۰۵/۹/۱۱"],
        cwd="/",
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        timeout=LONGEST_SECONDS,
        check=True,
    )

    assert "\nفروشگاه: باقیات (baqiyat)\n" in answer.stdout.decode()
    assert answer.stderr == b""


def test_whoever_reads_only_its_first_line_is_told_no_more() -> None:
    asked = [str(ROOT / "scripts" / "explain"), "baqiyat", "--city", "قم", "--total", "100"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()

        assert process.stderr.read() == b""


def test_it_needs_no_web_and_no_pelican() -> None:
    """The words of the reasons are the checkout's own, and come without its web server."""
    asked = (
        "import sys, scripts.lib.explain; print(sorted({'starlette', 'jinja2', 'pelican', 'PIL'} & set(sys.modules)))"
    )

    answer = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout == "[]\n"


def test_the_examples_of_the_owners_guide_work(capsys: pytest.CaptureFixture[str]) -> None:
    guide = (ROOT / "docs" / "owners.md").read_text(encoding="utf-8")
    examples = re.findall(r"^\./scripts/explain (.*)$", guide, re.MULTILINE)

    assert len(examples) == 3
    for example in examples:
        assert main(shlex.split(example)) == 0
        assert "پرداختنی: " in capsys.readouterr().out
