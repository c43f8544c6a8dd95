"""Integer rials inside, toman or rial where people read and type."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.errors import BadInput
from shop.money import (
    Rials,
    Unit,
    read_amount,
    read_number,
    read_price,
    share,
    show_amount,
    show_money,
    whole_percent,
)
from shop.text import ascii_digits, persian_digits

UNITS: list[Unit] = ["toman", "rial"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("1250000", 1_250_000, id="bare"),
        pytest.param("۱۲۵۰۰۰۰", 1_250_000, id="Persian digits"),
        pytest.param("١٢٥٠٠٠٠", 1_250_000, id="Arabic digits"),
        pytest.param("۱٬۲۵۰٬۰۰۰", 1_250_000, id="Persian separator"),
        pytest.param("1,250,000", 1_250_000, id="commas"),
        pytest.param("۱،۲۵۰،۰۰۰", 1_250_000, id="Persian commas"),
        pytest.param("1.250.000", 1_250_000, id="dots"),
        pytest.param("1 250 000", 1_250_000, id="blanks"),
        pytest.param("1\u00a0250\u202f000", 1_250_000, id="unbreakable blanks"),
        pytest.param("1'250'000", 1_250_000, id="apostrophes"),
        pytest.param("1_250_000", 1_250_000, id="underscores"),
        pytest.param(" \u200f۱۰۰۰ ", 1_000, id="marks and blanks around"),
        pytest.param("0", 0, id="zero"),
        pytest.param("007", 7, id="zeros before"),
        pytest.param("9" * 24, 10**24 - 1, id="24 digits"),
    ],
)
def test_a_number_is_read_however_its_thousands_are_parted(typed: str, number: int) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("صد", id="words"),
        pytest.param("-5", id="minus"),
        pytest.param("+5", id="plus"),
        pytest.param("1.5", id="fraction"),
        pytest.param("1٫5", id="Persian fraction"),
        pytest.param("12,34", id="odd groups"),
        pytest.param("1,2345", id="four in a group"),
        pytest.param("1234,567", id="four before"),
        pytest.param(",123", id="none before"),
        pytest.param("1,000.000", id="two kinds of separator"),
        pytest.param("1,,000", id="an empty group"),
        pytest.param("1,000,", id="a separator after"),
        pytest.param("1e3", id="an exponent"),
        pytest.param("१२", id="Indian digits"),
        pytest.param("²", id="a superscript"),
        pytest.param("1\n000", id="a new line"),
        pytest.param("9" * 25, id="25 digits"),
    ],
)
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_number(typed)

    assert (refused.value.field, refused.value.problem, refused.value.value) == ("number", "not_a_number", typed)


@pytest.mark.parametrize(
    ("typed", "unit", "rials"),
    [("295000", "toman", 2_950_000), ("۲۹۵٬۰۰۰", "rial", 295_000), ("1", "toman", 10), ("1", "rial", 1)],
)
def test_a_price_is_read_in_the_shops_unit(typed: str, unit: Unit, rials: int) -> None:
    assert read_price(typed, unit) == rials


@pytest.mark.parametrize("unit", UNITS)
def test_a_price_is_at_least_one(unit: Unit) -> None:
    with pytest.raises(BadInput) as refused:
        read_price("۰", unit)

    assert (refused.value.field, refused.value.problem, refused.value.value) == ("price", "not_positive", "۰")


@pytest.mark.parametrize(
    ("typed", "rials"),
    [
        ("95000 toman", 950_000),
        ("95000toman", 950_000),
        ("۹۵٬۰۰۰ تومان", 950_000),
        ("950000 rial", 950_000),
        ("۹۵۰٬۰۰۰ ریال", 950_000),
        ("۹۵۰٬۰۰۰ ريال", 950_000),
        ("95 000 toman", 950_000),
        ("0 toman", 0),
    ],
)
def test_an_amount_names_its_own_unit(typed: str, rials: int) -> None:
    assert read_amount(typed) == rials


@pytest.mark.parametrize(
    ("typed", "field", "problem"),
    [
        ("95000", "amount", "no_unit"),
        ("95000 dollar", "amount", "no_unit"),
        ("toman", "amount", "no_unit"),
        ("toman 95000", "amount", "no_unit"),
        ("", "amount", "no_unit"),
        ("1.5 toman", "number", "not_a_number"),
        ("-1 rial", "number", "not_a_number"),
    ],
)
def test_an_amount_that_cannot_be_read_is_refused(typed: str, field: str, problem: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_amount(typed)

    assert (refused.value.field, refused.value.problem) == (field, problem)


@pytest.mark.parametrize(
    ("rials", "unit", "shown"),
    [
        (29_500_000, "toman", "۲٬۹۵۰٬۰۰۰"),
        (29_500_000, "rial", "۲۹٬۵۰۰٬۰۰۰"),
        (10, "toman", "۱"),
        (15, "toman", "۱٫۵"),
        (5, "toman", "۰٫۵"),
        (0, "toman", "۰"),
        (-5, "toman", "−۰٫۵"),
        (-15, "toman", "−۱٫۵"),
        (-1_000, "rial", "−۱٬۰۰۰"),
        (-1, "rial", "−۱"),
    ],
)
def test_an_amount_is_shown_to_the_last_rial(rials: int, unit: Unit, shown: str) -> None:
    assert show_amount(Rials(rials), unit) == shown


def test_money_never_breaks_between_its_figure_and_its_unit() -> None:
    assert show_money(Rials(29_500_000), "toman") == "۲٬۹۵۰٬۰۰۰\u00a0تومان"
    assert show_money(Rials(29_500_000), "rial") == "۲۹٬۵۰۰٬۰۰۰\u00a0ریال"


@given(st.integers(0, 10**13), st.sampled_from(UNITS))
def test_what_is_shown_is_read_again(number: int, unit: Unit) -> None:
    rials = Rials(number * 10)

    assert read_amount(show_money(rials, unit)) == rials
    assert read_amount(show_money(Rials(number), "rial")) == number


@given(st.integers(-(10**13), 10**13))
def test_a_toman_is_ten_rials(rials: int) -> None:
    shown = ascii_digits(show_amount(Rials(rials), "toman")).replace("٬", "").replace("٫", ".").replace("−", "-")

    assert re.fullmatch(r"-?[0-9]+(\.[1-9])?", shown)
    assert round(float(shown) * 10) == rials


@given(st.integers(0, 10**13), st.sampled_from([",", "٬", "،", ".", "'", "’", " ", "_", ""]), st.booleans())
def test_every_separator_means_the_same(number: int, separator: str, persian: bool) -> None:
    typed = f"{number:,}".replace(",", separator)

    assert read_number(persian_digits(typed) if persian else typed) == number


@given(st.text(st.sampled_from("0123456789۰۹٩,.٬٫- +'e"), max_size=12))
def test_a_number_is_never_guessed(typed: str) -> None:
    try:
        number = read_number(typed)
    except BadInput:
        return
    digits = re.sub("[^0-9]", "", ascii_digits(typed))
    assert number == int(digits)
    assert not re.search(r"[-+e٫]", typed)


@pytest.mark.parametrize(
    ("amount", "percent", "kept"),
    [
        (10_000_000, "0.5", 50_000),
        (199, "0.5", 0),
        (200, "0.5", 1),
        (399, "0.5", 1),
        (1, "99.999", 0),
        (0, "50", 0),
        (3, "33.34", 1),
        (10**24 + 199, "0.5", 5 * 10**21),
    ],
)
def test_ATR_040_a_share_is_in_whole_rials_and_never_more(amount: int, percent: str, kept: int) -> None:
    assert share(Rials(amount), Decimal(percent)) == kept


@pytest.mark.parametrize(("part", "percent"), [(0, 0), (29, 2), (30, 3), (999, 99), (1000, 100), (2999, 299)])
def test_BAQ_076_a_percent_that_is_not_full_does_not_count(part: int, percent: int) -> None:
    assert whole_percent(part, Rials(1000)) == percent
