"""What may be typed after ``scripts/explain``, and the one line that answers what may not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from checkout.web.words import field_error
from scripts.lib.explain import main
from shop.errors import BadInput
from shop.places import Place
from tests.builders import BAQIYAT, KAHAK, TEHRAN

ONE_PLACE = (
    ("كهك", "", KAHAK),
    ("خرم‌آباد", "لرستان", Place("لرستان", "خرم آباد")),
    ("خرماباد", "مازندران", Place("مازندران", "خرم آباد")),
    ("نجف‌آباد", "", Place("اصفهان", "نجف آباد")),
    ("نجفاباد", "", Place("اصفهان", "نجف آباد")),
    (" تهران ", "تهران", TEHRAN),
    ("شهركرد", "چهارمحال  وبختياري", Place("چهارمحال و بختیاری", "شهرکرد")),
)
BAD_MOMENT = "زمان را به شکل ۱۴۰۵/۰۶/۱۴ یا «۱۴۰۵/۰۶/۱۴ ۱۰:۰۵» بنویسید؛ تاریخ میلادی هم می‌شود: 2026-09-05T10:05"
REFUSED = {
    "no such shop": (["nowhere"], "فروشگاه «nowhere» در content نیست. یکی از این‌ها را بنویسید: "),
    "no shop": ([""], "فروشگاه «» در content نیست. یکی از این‌ها را بنویسید: "),
    "a name too long for a folder": (["x" * 300], f"فروشگاه «{'x' * 300}» در content نیست. یکی از این‌ها را بنویسید: "),
    "a slip in the city": (["--city", "پردیسن"], "شهر «پردیسن» در فهرست نیست. منظورتان «پردیسان» در استان قم است؟"),
    "a slip within a province": (
        ["--city", "کهکک", "--province", "قم"],
        "شهر «کهکک» در فهرست نیست. منظورتان «کهک» در استان قم است؟",
    ),
    "no such city": (["--city", "ژژژژ"], "شهر «ژژژژ» در فهرست نیست."),
    "no city": (["--city", " "], "شهر «» در فهرست نیست."),
    "a city too long": (["--city", "ق" * 41], field_error(BadInput("city", "too_long", longest=40))),
    "a city of bytes": (["--city", "\udcff"], field_error(BadInput("city", "unprintable"))),
    "several such cities": (
        ["--city", "خرم آباد"],
        "«خرم آباد» در چند استان هست: لرستان، مازندران. یکی را بنویسید، مانند --province 'لرستان'",
    ),
    "another province": (
        ["--city", "خرم آباد", "--province", "قم"],
        "«خرم آباد» در استان قم نیست؛ در لرستان و مازندران است.",
    ),
    "a slip in the province": (
        ["--city", "قم", "--province", "اسفهان"],
        "استان «اسفهان» در فهرست نیست. منظورتان «اصفهان» است؟",
    ),
    "no such province": (["--city", "قم", "--province", "xyz"], "استان «xyz» در فهرست نیست."),
    "a total in words": (["--total", "هزار"], field_error(BadInput("amount", "not_a_number"))),
    "a total with a sign": (["--total=-5"], field_error(BadInput("amount", "not_a_number"))),
    "nothing to pay": (["--total", "۰"], field_error(BadInput("amount", "not_positive"))),
    "no such delivery": (
        ["--delivery", "pigeon"],
        "روش ارسال «pigeon» در این فروشگاه نیست. یکی از این‌ها را بنویسید: free-courier، courier، freight",
    ),
    "no such class": (
        ["--class", "toys"],
        "رده‌ی «toys» در این فروشگاه نیست. یکی از این‌ها را بنویسید: food، hygiene، home",
    ),
    "no date": (["--at", "فردا"], BAD_MOMENT),
    "an empty date": (["--at", ""], BAD_MOMENT),
    "no such day": (["--at", "1405/12/30"], BAD_MOMENT),
    "no such hour": (["--at", "1405/06/14 24:00"], BAD_MOMENT),
    "half a time": (["--at", "1405/06/14 10:"], BAD_MOMENT),
    "a year before the Jalali ones": (["--at", "0001-01-01"], BAD_MOMENT),
    "the end of time": (["--at", "9999-12-31"], BAD_MOMENT),
}


def asked(words: list[str]) -> list[str]:
    """Return a right question, with these words laid over it."""
    shop = words if words and not words[0].startswith("--") else ["baqiyat", *words]
    return [shop[0], "--city", "قم", "--total", "100", "--at", "1405/09/11", *shop[1:]]


@pytest.mark.parametrize(("city", "province", "place"), ONE_PLACE)
def test_BAQ_003_a_city_is_known_as_people_spell_it(
    city: str, province: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """BAQ-003, BAQ-004: Arabic letters, with a ZWNJ, a blank or neither."""
    words = ["--city", city, "--json", *(["--province", province] if province else [])]

    assert main(asked(words)) == 0

    told = json.loads(capsys.readouterr().out)["place"]
    assert Place(told["province"], told["city"]) == place


@pytest.mark.parametrize("total", ["2950000", "۲٬۹۵۰٬۰۰۰", "٢٩٥٠٠٠٠", "2,950,000", "2 950 000"])
def test_a_total_is_typed_in_the_shops_own_unit_with_any_digits(total: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(["--total", total, "--json"])) == 0

    assert json.loads(capsys.readouterr().out)["goods_rials"] == 29_500_000


def test_a_total_in_rials_is_one_where_the_shop_counts_rials(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (BAQIYAT / "shop.toml").read_text(encoding="utf-8")
    (tmp_path / "shop.toml").write_text(text.replace('price_unit = "toman"', 'price_unit = "rial"'))

    assert main(asked([str(tmp_path), "--total", "2950000", "--json"])) == 0

    assert json.loads(capsys.readouterr().out)["goods_rials"] == 2_950_000


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("1405/09/11 10:00", "2026-12-02T10:00:00+03:30"),
        ("۱۴۰۵/۹/۱۱، ساعت ۱۰:۰۰", "2026-12-02T10:00:00+03:30"),
        ("۱۴۰۵-۰۹-۱۱ ۹:۰۵", "2026-12-02T09:05:00+03:30"),
        ("2026-12-02T10:00", "2026-12-02T10:00:00+03:30"),
        ("2026-12-02", "2026-12-02T00:00:00+03:30"),
    ],
)
def test_a_moment_is_jalali_or_gregorian_with_a_time_or_without(
    typed: str, moment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(["--at", typed, "--json"])) == 0

    assert json.loads(capsys.readouterr().out)["at"]["iso"] == moment


@pytest.mark.parametrize("at", ["1302/01/01", "2119-12-31"])
def test_the_first_and_the_last_year_can_be_asked_for(at: str) -> None:
    assert main(asked(["--at", at])) == 0


@pytest.mark.parametrize(("words", "line"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_understood_is_answered_in_one_line(
    words: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(words)) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert told.err.startswith(line)
    assert line.endswith(": ") or told.err == f"{line}\n"


def test_what_is_missing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["baqiyat"])

    assert stopped.value.code == 2
    assert capsys.readouterr().err == "scripts/explain: the following arguments are required: --city, --total\n"


WRONG_TOML = {
    "a unit that is none": ('price_unit = "toman"', 'price_unit = "dollar"', r"shop.toml:\d+: SH305 "),
    "a zone that is not there": ('zones = ["qom"]', 'zones = ["qm"]', r"shop.toml:\d+: SH307 "),
    "no TOML": ("[look]", "[look", r"shop.toml:\d+:\d+: SH302 "),
}


def with_slip(folder: Path, right: str, wrong: str) -> str:
    """Write Baqiyat's terms with a slip; return the shop's name."""
    text = (BAQIYAT / "shop.toml").read_text(encoding="utf-8")
    assert right in text
    (folder / "shop.toml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(("right", "wrong", "line"), WRONG_TOML.values(), ids=WRONG_TOML)
def test_what_is_wrong_in_shop_toml_is_told_as_a_build_tells_it(
    right: str, wrong: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked([with_slip(tmp_path, right, wrong)])) == 1

    told = capsys.readouterr()
    assert told.out == ""
    assert re.match(line, told.err)


def test_a_warning_is_told_and_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = with_slip(tmp_path, 'sheba = "IR780990000000000000012345"', 'sheba = ""')

    assert main(asked([shop])) == 0

    told = capsys.readouterr()
    assert re.match(r"shop.toml:\d+: SH501 هشدار: ", told.err)
    assert "شماره‌ی حساب این روش هنوز اعلام نشده است." in told.out
