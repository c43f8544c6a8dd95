"""What is no TOML in ``shop.toml`` is told in Persian, at its line, with what to write; nothing of it in English."""

from __future__ import annotations

import re
import tomllib

import pytest

from catalog.problem_words import report_line
from catalog.problems import Problems
from catalog.toml_syntax import note_syntax
from tests.catalog.builders import SHOP

LOOK = "گیومه‌ها، کروشه‌ها و «=» همین خط و خط بالایش را ببینید."
ENGLISH = re.compile(r"Expected|Invalid|Cannot|Illegal|Unclosed|Unterminated|Duplicate|Unescaped|statement|value")


def told(text: str) -> str:
    """Return the one line that is told of a text."""
    problems = Problems()
    with pytest.raises((ValueError, RecursionError)) as caught:
        tomllib.loads(text)
    note_syntax(text, "shop.toml", str(caught.value), problems)
    (problem,) = problems.found()
    return report_line(problem)


@pytest.mark.parametrize(
    ("text", "at", "advice"),
    [
        ("few = ۳", "1:7", "عدد را با رقم لاتین و بی جداکننده بنویسید: few = 3"),
        ("[stock]\nfew = ٣ # چند", "2:7", "عدد را با رقم لاتین و بی جداکننده بنویسید: few = 3"),
        ("sum = ۱٬۲۰۰", "1:7", "عدد را با رقم لاتین و بی جداکننده بنویسید: sum = 1200"),
        ("sum = 1,200", "1:8", "عدد را با رقم لاتین و بی جداکننده بنویسید: sum = 1200"),
        ("code = 030", "1:9", "عدد با صفر آغاز نمی‌شود: code = 30. اگر شماره است، در گیومه بنویسید."),
        ("name = باقیات", "1:8", 'متن را در گیومه‌ی ساده بنویسید: name = "باقیات"'),
        ("name = «باقیات»", "1:8", 'متن را در گیومه‌ی ساده بنویسید: name = "باقیات"'),
        ("emalls = True", "1:10", "بنویسید: emalls = true"),
        ("days = [۱, ۲]", "1:9", '«۱, ۲]» نه عددی با رقم لاتین است نه متنی در گیومه: [1, 2] یا ["یک", "دو"]'),
        ("few =", "1", "این کلید مقدار ندارد. عدد یا متن در گیومه بنویسید، یا خط را پاک کنید."),
        (
            "within = 24 hours",
            "1:13",
            'پس از مقدار چیزی مانده است. عدد تنها می‌آید (within = 24) و متن در گیومه (within = "24 hours").',
        ),
        (
            "[stock]\nfew = 3\n[cart]\nx = 1\n[stock]\n",
            "5:7",
            "بخش [stock] پیش‌تر در خط 1 آمده است. کلیدهای هر دو را زیر همان بنویسید و این یکی را پاک کنید.",
        ),
        (
            "[[payment]]\nx = 1\n[payment]\n",
            "3:9",
            "یکی از بخش‌های payment با [ ] است و دیگری با [[ ]] (خط 1). اگر چندتاست، همه را بنویسید: [[payment]]",
        ),
        ("a = 1\n[a]\n", "2:3", "«a» پیش‌تر کلید یا بخش دیگری است. نام یکی را عوض کنید."),
        (
            "[cart]\nfew = 1\n[stock]\nfew = 3\nx = 1\nfew = 4\n",
            "6:8",
            "کلید few دو بار آمده است؛ بار اول در خط 4. یکی را پاک کنید.",
        ),
        ("a.b = 1\na = 2\n", "2:6", LOOK),
        ("few: 3", "1:4", "میان کلید و مقدارش «=» می‌آید: few = …"),
        (
            'نام = "x"',
            "1:1",
            "خط با نام کلید آغاز می‌شود، با حرف لاتین، و «=» پس از آن: key = مقدار. این‌جا «نام» آمده است.",
        ),
        ('a = "x', "1", "متنی که با گیومه آغاز شده بسته نشده است. گیومه‌ی پایانش را در همین خط بنویسید."),
        ("a = [1 2]", "1:8", 'فهرست بسته نشده، یا میان دو مقدار آن ویرگول نیست: ["یک", "دو"]'),
        (f"a = {'9' * 5000}", "1", LOOK),
    ],
)
def test_a_slip_is_told_with_what_to_write(text: str, at: str, advice: str) -> None:
    assert told(text) == f"shop.toml:{at}: SH302 نوشتار TOML این‌جا درست نیست. {advice}"


def test_whatever_is_cut_off_is_answered_in_persian() -> None:
    broken = [SHOP[:end] for end in range(0, len(SHOP), 3)] + [
        SHOP[:at] + "=" + SHOP[at:] for at in range(0, len(SHOP), 7)
    ]
    seen = 0
    for text in broken:
        try:
            tomllib.loads(text)
        except ValueError:
            line = told(text)
            assert not ENGLISH.search(line.partition("SH302")[2].partition(":")[0]), line
            seen += 1

    assert seen > len(broken) / 2
