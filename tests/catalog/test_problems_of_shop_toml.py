"""Every slip in ``shop.toml`` stops the build at its line, names the key, and says what to write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from catalog.problems import Problems
from catalog.shop_reader import read_shop
from tests.catalog.builders import SHOP, a_folder
from tests.catalog.test_problems_of_folders import report_of


@dataclass(frozen=True)
class Slip:
    """One replacement in the standard file, and the lines that are printed for it.

    ``at`` is what stands on the line that is to be named; the last line with it counts.
    """

    name: str
    at: str
    old: str
    new: str
    lines: tuple[str, ...]

    def must_stop(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Build a folder with this slip, which must print its lines and write nothing."""
        assert SHOP.count(self.old) == 1
        text = SHOP.replace(self.old, self.new)
        at = max(number for number, line in enumerate(text.split("\n"), start=1) if self.at in line)
        expected = [line.replace("{at}", str(at)) for line in self.lines]
        folder = a_folder(place / "site", {"shop.toml": text})

        assert report_of(folder, capsys) == expected


SLIPS = [
    Slip(
        "key missing",
        "[cart]",
        "keep_days = 30\n",
        "",
        ("shop.toml:{at}: SH303 کلید cart.keep_days نیست. شمار روزها را بی‌گیومه بنویسید: keep_days = 30",),
    ),
    Slip(
        "key misspelt",
        "by_freigth",
        "by_freight",
        "by_freigth",
        ("shop.toml:{at}: SH304 کلید delivery[2].by_freigth شناخته نیست. منظورتان «by_freight» است؟",),
    ),
    Slip(
        "key in the wrong place",
        "torob",
        'id = "golkhaneh"\n',
        'id = "golkhaneh"\ntorob = true\n',
        ("shop.toml:{at}: SH304 کلید torob شناخته نیست. این کلید زیر [feeds] می‌آید.",),
    ),
    Slip(
        "key of no table in one",
        "enamad_proof",
        "keep_days = 30\n",
        'keep_days = 30\nenamad_proof = "30219485"\n',
        ("shop.toml:{at}: SH304 کلید cart.enamad_proof شناخته نیست. این کلید بالای پرونده، پیش از نخستین بخش می‌آید.",),
    ),
    Slip(
        "key in the wrong place, of several",
        "maximum = 3",
        "keep_days = 30\n",
        "keep_days = 30\nmaximum = 3\n",
        ("shop.toml:{at}: SH304 کلید cart.maximum شناخته نیست. این کلید زیر [quantity] یا [payment] می‌آید.",),
    ),
    Slip(
        "word for a number",
        "keep_days",
        "keep_days = 30",
        'keep_days = "سی"',
        (
            (
                "shop.toml:{at}: SH305 مقدار cart.keep_days درست نیست: «سی». شمار روزها را بی‌گیومه بنویسید:"
                " keep_days = 30"
            ),
        ),
    ),
    Slip(
        "zero where more is meant",
        "maximum = 0",
        "maximum = 5",
        "maximum = 0",
        (
            (
                "shop.toml:{at}: SH305 مقدار quantity.maximum درست نیست: «0». عددی بزرگ‌تر از صفر و بی‌گیومه بنویسید:"
                " maximum = 5"
            ),
        ),
    ),
    Slip(
        "empty name",
        'name = " "',
        'name = "گلخانه"',
        'name = " "',
        ('shop.toml:{at}: SH305 مقدار name درست نیست: « ». نامی در گیومه بنویسید: name = "پیک رایگان"',),
    ),
    Slip(
        "colour in words",
        "brand",
        'brand = "#1f5b43"',
        'brand = "green"',
        (
            (
                "shop.toml:{at}: SH305 مقدار look.brand درست نیست: «green». رنگ را با # و شش رقم شانزده‌تایی کوچک"
                ' بنویسید: brand = "#1f5b43"'
            ),
        ),
    ),
    Slip(
        "weekday in Persian",
        "weekend",
        '"friday"',
        '"جمعه"',
        (
            (
                "shop.toml:{at}: SH305 مقدار week.weekend[1] درست نیست: «جمعه». روزهای تعطیل هفته را به انگلیسی"
                ' بنویسید، نه هر هفت روز را: weekend = ["friday"]'
            ),
        ),
    ),
    Slip(
        "no weekend",
        "[week]",
        'weekend = ["friday"]\n',
        "",
        (
            (
                "shop.toml:{at}: SH323 روزهای کاری فروشگاه معلوم نیست و این‌ها با آن شمرده می‌شود (شماره‌ی خط در"
                " پرانتز): finalise.within (49)، refund.within (64)، delivery[1].working_days (100)،"
                ' delivery[2].working_days (109). بنویسید: [week] و زیر آن weekend = ["friday"]'
            ),
        ),
    ),
    Slip(
        "an hour past midnight",
        "cutoff",
        'weekend = ["friday"]',
        'weekend = ["friday"]\ncutoff = "25:00"',
        (
            (
                "shop.toml:{at}: SH305 مقدار week.cutoff درست نیست: «25:00». ساعت را با دو رقم دقیقه در گیومه"
                ' بنویسید، تا 24:00: cutoff = "16:00"'
            ),
        ),
    ),
    Slip(
        "closing before opening",
        "hours = [",
        'weekend = ["friday"]',
        'weekend = ["friday"]\nhours = ["17:00", "09:00"]',
        (
            (
                'shop.toml:{at}: SH305 مقدار week.hours درست نیست: «["17:00", "09:00"]». پایان پیش از آغاز است؛ جای'
                " دو مقدار را عوض کنید."
            ),
        ),
    ),
    Slip(
        "a delay that ends before it begins",
        "[[week.delay]]",
        'weekend = ["friday"]',
        'weekend = ["friday"]\n[[week.delay]]\nfrom = "1405/12/15"\nto = "1405/12/01"\ndays = 5\nnote = "نوروز"',
        (
            (
                'shop.toml:{at}: SH305 مقدار week.delay[1] درست نیست: «{ from = "1405/12/15", to = "1405/12/01", days'
                " = 5, note = …». پایان پیش از آغاز است؛ جای دو مقدار را عوض کنید."
            ),
        ),
    ),
    Slip(
        "a delay to no day",
        "to =",
        'weekend = ["friday"]',
        'weekend = ["friday"]\n[[week.delay]]\nfrom = "1405/12/15"\nto = "1405/12/30"\ndays = 5\nnote = "نوروز"',
        (
            (
                "shop.toml:{at}: SH305 مقدار week.delay[1].to درست نیست: «1405/12/30». روزی از تقویم را در گیومه"
                ' بنویسید، یا «ماه/روز» برای هر سال: to = "1405/12/29" یا to = "12/29"'
            ),
        ),
    ),
    Slip(
        "a key of a delay that is none",
        "form =",
        'weekend = ["friday"]',
        'weekend = ["friday"]\n[[week.delay]]\nfrom = "1405/12/15"\nform = "1405/12/15"\nto = "1405/12/29"\ndays = 5\nnote = "نوروز"',
        ("shop.toml:{at}: SH304 کلید week.delay[1].form شناخته نیست. منظورتان «from» است؟",),
    ),
    Slip(
        "a holiday both added and removed",
        "[holidays]",
        "[quantity]",
        '[holidays]\nadd = [{ day = "1405/10/17", note = "مبعث" }]\nremove = [{ day = "1405/10/17", note = "مبعث" }]\n[quantity]',
        (
            (
                'shop.toml:{at}: SH305 مقدار holidays درست نیست: «{ add = [{ day = "1405/10/17", note = "مبعث" }],'
                " remove = […». یک روز هم در add است و هم در remove؛ یکی را پاک کنید."
            ),
        ),
    ),
    Slip(
        "a date without quotes",
        "add =",
        "[quantity]",
        '[holidays]\nadd = [{ day = 1405-10-17, note = "مبعث" }]\n[quantity]',
        (
            (
                "shop.toml:{at}: SH305 مقدار holidays.add[1].day درست نیست: «1405-10-17». روزی از تقویم را در گیومه"
                ' بنویسید: day = "1405/10/17"'
            ),
        ),
    ),
    Slip(
        "amount without its unit",
        "fixed",
        '"95000 toman"',
        "95000",
        (
            (
                "shop.toml:{at}: SH305 مقدار delivery[1].fee.amount درست نیست: «95000». مبلغ را با واحدش (toman یا"
                ' rial) در گیومه بنویسید: amount = "95000 toman"'
            ),
        ),
    ),
    Slip(
        "unknown kind of fee",
        "colect",
        'kind = "collect"',
        'kind = "colect"',
        (
            (
                'shop.toml:{at}: SH305 مقدار delivery[2].fee درست نیست: «{ kind = "colect" }». منظورتان «collect»'
                ' است؟ یکی از این‌ها را بنویسید: fee = { kind = "free" } یا { kind = "fixed", amount = "95000 toman"'
                ' } یا { kind = "collect" } یا { kind = "weight", rows = […] } یا { kind = "floors", stairs = 6,'
                " amounts = […] }"
            ),
        ),
    ),
    Slip(
        "unknown payment",
        'gate"',
        'kind = "gateway"',
        'kind = "gate"',
        (
            (
                "shop.toml:{at}: SH305 مقدار payment[1].kind درست نیست: «gate». منظورتان «gateway» است؟ یکی از این‌ها"
                ' را بنویسید: "gateway"، "transfer"، "card_to_card"، "deposit"، "cash_on_delivery"'
            ),
        ),
    ),
    Slip(
        "syntax",
        "tagline",
        'tagline = "گل و گلدان"',
        'tagline = "گل و گلدان',
        (
            (
                "shop.toml:{at}:22: SH302 نوشتار TOML این‌جا درست نیست. متنی که با گیومه آغاز شده بسته نشده است."
                " گیومه‌ی پایانش را در همین خط بنویسید."
            ),
        ),
    ),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_stops_the_build_at_its_line(slip: Slip, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slip.must_stop(tmp_path, capsys)


def test_a_folder_without_shop_toml_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path / "site", {"shop.toml": None})

    assert report_of(folder, capsys) == [
        (
            "shop.toml:1: SH301 پرونده‌ی shop.toml در این پوشه نیست یا خالی است."
            " نام پوشه را درست بنویسید، یا shop.toml فروشگاه دیگری را در آن کپی کنید."
        )
    ]


def test_a_bom_and_windows_newlines_are_fine(tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text("\ufeff" + SHOP, encoding="utf-8", newline="\r\n")
    problems = Problems()

    file = read_shop(tmp_path, problems)

    assert problems.found() == ()
    assert file is not None
    assert file.shop is not None
    assert file.shop.name == "گلخانه"
