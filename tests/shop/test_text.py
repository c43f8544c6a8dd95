"""One normaliser for everything a person types."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shop.errors import BadInput
from shop.text import TIDY, ascii_digits, clean, grouped, normalise, number_text, persian_digits, search_form

LETTERS = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئۀة"
TYPED = LETTERS + "يىكـ" + "\u200b\u200c\u200d\u200e\u200f\u202b\ufeff\u00a0\u202f\u064b\u0651\u0654 \t\n\r" + "aZ۰٩7"


def typed_texts() -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(TYPED), max_size=30)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("علي", "علی", id="Arabic yeh"),
        pytest.param("موسى", "موسی", id="alef maksura"),
        pytest.param("كتاب", "کتاب", id="Arabic kaf"),
        pytest.param("ســلام", "سلام", id="tatweel"),
        pytest.param("می\u200cروم", "می\u200cروم", id="one ZWNJ stays"),
        pytest.param("می\u200c\u200c\u200cروم", "می\u200cروم", id="a run of ZWNJ is one"),
        pytest.param("خانه\u200c ما", "خانه ما", id="no ZWNJ before a blank"),
        pytest.param("خانه \u200cما", "خانه ما", id="no ZWNJ after a blank"),
        pytest.param("\u200cخانه\u200c", "خانه", id="no ZWNJ at the ends"),
        pytest.param("\u202bسلام\u202c\u200f", "سلام", id="marks of direction"),
        pytest.param("قم\u00a0و\u202fپردیسان", "قم و پردیسان", id="unbreakable blanks"),
        pytest.param("  الف \t  ب  ", "الف ب", id="runs of blanks"),
        pytest.param("خیابان\r\nکوچه\rپلاک", "خیابان\nکوچه\nپلاک", id="new lines stay, in one form"),
        pytest.param("\n\n خیابان \n", "خیابان", id="no new line at the ends"),
        pytest.param("مسي\u0654ول", "مسئول", id="yeh with a hamza of its own"),
        pytest.param("ا\u200b\u0653ب", "آب", id="a mark between a letter and its madda"),
        pytest.param("اـ\u0653ب", "آب", id="tatweel between a letter and its madda"),
        pytest.param("٠۱2", "٠۱2", id="digits stay as typed"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_text_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@given(st.text())
@example("e\u200b\u0301")
@example("يـ\u0654")
@example("\u200c\n\u200c")
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert clean("note", normalise(clean_of_controls(text)), 10_000) == normalise(clean_of_controls(text))


@given(typed_texts())
def test_nothing_odd_is_left_in_a_normal_text(text: str) -> None:
    normal = normalise(text)

    assert not set(normal) & set("يىكـ\u200b\u200d\u200e\u200f\u202b\ufeff\u00a0\u202f\t\r")
    assert "\u200c\u200c" not in normal
    assert "  " not in normal
    assert normal == normal.strip()
    assert unicodedata.is_normalized("NFC", normal)


@given(st.text())
def test_digits_of_all_three_kinds_are_one(text: str) -> None:
    to_arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

    assert ascii_digits(persian_digits(text)) == ascii_digits(text)
    assert ascii_digits(text.translate(to_arabic)) == ascii_digits(text)
    assert "".join(str(unicodedata.digit(c)) for c in "۰۱۲۳۴۵۶۷۸۹") == ascii_digits("۰۱۲۳۴۵۶۷۸۹")
    assert "".join(str(unicodedata.digit(c)) for c in "٠١٢٣٤٥٦٧٨٩") == ascii_digits("٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "۰"),
        (7, "۷"),
        (999, "۹۹۹"),
        (1_000, "۱٬۰۰۰"),
        (1_250_000, "۱٬۲۵۰٬۰۰۰"),
        (-1_000, "-۱٬۰۰۰"),
        (10**12, "۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰"),
    ],
)
def test_a_number_is_shown_in_threes(number: int, shown: str) -> None:
    assert grouped(number) == shown


def test_anything_is_shown_in_persian_digits() -> None:
    assert persian_digits("1405/06/14") == "۱۴۰۵/۰۶/۱۴"
    assert persian_digits(48) == "۴۸"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("۰۹۱۲ ۳۴۵ ۶۷۸۹", "09123456789", id="Persian digits and blanks"),
        pytest.param("٠٩١٢٣٤٥٦٧٨٩", "09123456789", id="Arabic digits"),
        pytest.param("(0912) 345-67.89", "09123456789", id="brackets, dash and dot"),
        pytest.param("\u200f0912\u200c345\u200e6789", "09123456789", id="marks"),
        pytest.param("1,250٬000،0'0’0_0/0", "125000000000", id="every separator"),
        pytest.param("+98 912", "+98912", id="a plus stays"),
        pytest.param("IR82 0540", "IR820540", id="letters stay"),
        pytest.param("\n", "", id="nothing"),
    ],
)
def test_a_typed_number_loses_what_people_put_between_digits(typed: str, number: str) -> None:
    assert number_text(typed) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("می‌خواهم", "میخواهم", id="with and without ZWNJ"),
        pytest.param("ئوا", "یوا", id="hamza on yeh"),
        pytest.param("مسؤول", "مسوول", id="hamza on waw"),
        pytest.param("آستانه", "استانه", id="madda"),
        pytest.param("كهك", "کهک", id="Arabic kaf"),
        pytest.param("\ufee1\ufed8", "مق", id="presentation forms"),
        pytest.param("\ufef1\ufed9", "یک", id="presentation forms of yeh and kaf"),
        pytest.param("قُم", "قم", id="vowel signs"),
        pytest.param("بلوک ۱۲", "بلوک 12", id="digits"),
        pytest.param("QOM", "qom", id="capitals"),
    ],
)
def test_two_spellings_of_a_word_have_one_search_form(one: str, other: str) -> None:
    assert search_form(one) == search_form(other)


def test_two_words_stay_two() -> None:
    assert search_form("قم") != search_form("قمصر")
    assert search_form("شیر ماهی") != search_form("شیرماهی")


@given(typed_texts())
def test_a_search_form_is_its_own_search_form(text: str) -> None:
    assert search_form(search_form(text)) == search_form(text)
    assert search_form(normalise(text)) == search_form(text)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("a\x00b", id="NUL"),
        pytest.param("a\x1bb", id="escape"),
        pytest.param("a\x0bb", id="vertical tab"),
        pytest.param("a\x7f", id="delete"),
        pytest.param("\x85", id="next line"),
        pytest.param("\ud83d", id="half a surrogate pair"),
        pytest.param("a\udc00", id="the other half"),
    ],
)
def test_what_cannot_be_printed_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean("name", typed, 80)

    assert (refused.value.field, refused.value.problem) == ("name", "unprintable")
    assert refused.value.value.encode() == typed.encode("utf-8", "replace")


def test_a_form_field_keeps_its_lines_and_its_emoji() -> None:
    assert clean("note", " زنگ دوم\r\n\tلطفاً 🌿\u200d🫨 ", 80) == "زنگ دوم\n لطفاً 🌿🫨"


def test_a_form_field_has_a_longest() -> None:
    assert clean("name", " " + "ا" * 80 + " ", 80) == "ا" * 80

    with pytest.raises(BadInput) as refused:
        clean("name", "ا" * 81, 80)
    assert (refused.value.field, refused.value.problem, refused.value.value, refused.value.facts) == (
        "name",
        "too_long",
        "ا" * 81,
        {"longest": 80},
    )


def clean_of_controls(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cs"})


def test_what_is_left_alone_as_tidy_is_what_would_come_of_it() -> None:
    letters = [letter for letter in map(chr, range(0x3000)) if TIDY.fullmatch(letter)]
    assert len(letters) > 150
    pairs = " ".join(one + other for one in letters for other in letters)
    assert TIDY.fullmatch(pairs)
    assert normalise(f"\u200d{pairs}") == pairs
    joined = pairs.replace(" ", "\u200c")
    assert normalise(f"\u200d{joined}") == joined


@pytest.mark.parametrize(
    "text",
    [
        " الف",
        "الف ",
        "الف  ب",
        "الف\u200c\u200cب",
        "الف\u200c ب",
        "الف\u200c",
        "كيف",
        "ا\u0653",
        "",
        "ا\tب",
        "ا\u0640ب",
    ],
)
def test_what_is_not_tidy_is_not_left_alone(text: str) -> None:
    assert not TIDY.fullmatch(text)
