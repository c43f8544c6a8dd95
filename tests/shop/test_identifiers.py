"""Numbers that people and organisations are known by."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.errors import BadInput
from shop.identifiers import (
    is_card_number,
    is_sheba,
    read_landline,
    read_legal_id,
    read_mobile,
    read_national_code,
    read_postal_code,
)
from shop.text import number_text, persian_digits

LEGAL_IDS = ["10380284790", "14007650912", "10100302746", "10320894878"]
SHEBAS = ["IR820540102680020817909002", "IR550570022080013447370101"]
CARDS = ["6037701689095443", "6219861034529007"]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("09123456789", id="11 digits from 09"),
        pytest.param("۰۹۱۲۳۴۵۶۷۸۹", id="Persian digits"),
        pytest.param("٠٩١٢٣٤٥٦٧٨٩", id="Arabic digits"),
        pytest.param("0912 345 6789", id="blanks"),
        pytest.param("(0912) 345-6789", id="brackets and dash"),
        pytest.param("+989123456789", id="+98"),
        pytest.param("00989123456789", id="0098"),
        pytest.param("989123456789", id="98"),
        pytest.param("\u200e+98\u00a0912\u00a0345\u00a06789", id="copied from a phone"),
    ],
)
def test_BAQ_099_a_mobile_is_kept_as_11_digits_from_09(typed: str) -> None:
    """BAQ-099, BAQ-078: any digits in, Latin digits kept."""
    assert read_mobile(typed) == "09123456789"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("0912345678", id="10 digits"),
        pytest.param("9123456789", id="without its 0"),
        pytest.param("091234567890", id="12 digits"),
        pytest.param("08123456789", id="not from 09"),
        pytest.param("02537000000", id="a landline"),
        pytest.param("9809123456789", id="98 and 0"),
        pytest.param("09123456789x", id="a letter"),
        pytest.param("x09123456789", id="a letter before"),
        pytest.param("+9123456789", id="a bare plus"),
        pytest.param("+449123456789", id="another country"),
        pytest.param("०९१२३४५६७८९", id="Indian digits"),
    ],
)
def test_BAQ_099_any_other_mobile_is_refused(typed: str) -> None:
    """BAQ-099, BAQ-078: 0912345678 and 9123456789 are not complete."""
    with pytest.raises(BadInput) as refused:
        read_mobile(typed, "recipient_mobile")

    assert (refused.value.field, refused.value.problem, refused.value.value) == (
        "recipient_mobile",
        "bad_mobile",
        typed,
    )


def test_a_mobile_alone_is_called_so() -> None:
    with pytest.raises(BadInput, match=r"^mobile: bad_mobile"):
        read_mobile("12")


@pytest.mark.parametrize(
    "typed",
    ["02537000000", "۰۲۵-۳۷۰۰۰۰۰۰", "+982537000000", "00982537000000", "982537000000", "2537000000", "025 3700 0000"],
)
def test_BAQ_078_a_landline_is_kept_with_its_area_code(typed: str) -> None:
    """BAQ-078."""
    assert read_landline(typed) == "02537000000"


@pytest.mark.parametrize("typed", ["37000000", "025370000000", "09123456789", "0253700000", "00253700000", "025-۳۷x"])
def test_BAQ_078_any_other_landline_is_refused(typed: str) -> None:
    """BAQ-078."""
    with pytest.raises(BadInput) as refused:
        read_landline(typed)

    assert (refused.value.field, refused.value.problem, refused.value.value) == ("landline", "bad_landline", typed)


def test_a_landline_may_begin_with_any_area() -> None:
    assert [read_landline(f"0{area}137000000") for area in range(1, 9)] == [f"0{n}137000000" for n in range(1, 9)]


@pytest.mark.parametrize("typed", ["3713100001", "۳۷۱۳۱-۰۰۰۰۱", " 37131 00001 "])
def test_BAQ_083_a_postal_code_has_ten_digits(typed: str) -> None:
    """BAQ-083."""
    assert read_postal_code(typed) == "3713100001"


@pytest.mark.parametrize("typed", ["371310000", "37131000010", "1111111111", "0000000000", "371310000x"])
def test_BAQ_083_any_other_postal_code_is_refused(typed: str) -> None:
    """BAQ-083: nine digits are not enough; one digit ten times is filler."""
    with pytest.raises(BadInput) as refused:
        read_postal_code(typed)

    assert (refused.value.field, refused.value.problem) == ("postal_code", "bad_postal_code")
    assert refused.value.value == typed


@pytest.mark.parametrize("number", LEGAL_IDS)
def test_BAQ_091_an_organisations_id_is_read(number: str) -> None:
    """BAQ-091."""
    assert read_legal_id(persian_digits(f" {number[:5]}-{number[5:]}")) == number


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("10380284792", id="check digit"),
        pytest.param("10861896156", id="another check digit"),
        pytest.param("1038028479", id="10 digits"),
        pytest.param("103802847900", id="12 digits"),
        pytest.param("00000000000", id="zeros"),
        pytest.param("1038028479x", id="a letter"),
    ],
)
def test_BAQ_091_any_other_id_is_refused(typed: str) -> None:
    """BAQ-091: a national id of 10 digits is a person's; 11 are needed."""
    with pytest.raises(BadInput) as refused:
        read_legal_id(typed)

    assert (refused.value.field, refused.value.problem, refused.value.value) == ("national_id", "bad_legal_id", typed)


def test_BAQ_091_an_id_without_a_register_number_is_refused_even_if_it_adds_up() -> None:
    """BAQ-091: six zeros in the middle name no organisation."""
    for check in "0123456789":
        with pytest.raises(BadInput):
            read_legal_id(f"1030000001{check}")


@pytest.mark.parametrize("remainder", range(11))
def test_BAQ_091_an_id_has_the_check_digit_that_its_remainder_asks(remainder: int) -> None:
    """BAQ-091: for each remainder of 11 one id, added up here by itself; a remainder of 10 asks for 0."""
    weights = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17]
    bodies = [f"{number}" for number in range(1038028400, 1038028500)]
    sums = {body: sum(w * (int(d) + int(body[9]) + 2) for w, d in zip(weights, body, strict=True)) for body in bodies}
    body = next(body for body in bodies if sums[body] % 11 == remainder)

    right = "0" if remainder == 10 else str(remainder)
    assert [check for check in "0123456789" if accepts(read_legal_id, body + check)] == [right]


@pytest.mark.parametrize("number", LEGAL_IDS)
def test_one_wrong_digit_before_the_last_is_found_in_an_id(number: str) -> None:
    """A remainder of 10 counts as 0, so that a few slips pass: no more than one digit in a place."""
    for place in range(11):
        wrong = [number[:place] + digit + number[place + 1 :] for digit in "0123456789" if digit != number[place]]
        assert sum(accepts(read_legal_id, other) for other in wrong) <= 1


@pytest.mark.parametrize(
    "reader", [read_mobile, read_landline, read_postal_code, read_legal_id], ids=lambda reader: reader.__name__
)
@pytest.mark.parametrize("typed", ["", " \u200c\n"])
def test_a_number_that_is_not_there_is_missing(reader: Callable[..., str], typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        reader(typed, "that")

    assert (refused.value.field, refused.value.problem) == ("that", "missing")


@pytest.mark.parametrize("number", SHEBAS)
def test_BAQ_021_a_sheba_adds_up(number: str) -> None:
    """BAQ-021."""
    assert is_sheba(number)
    assert is_sheba(number.lower())
    assert is_sheba(persian_digits(" ".join(number[i : i + 4] for i in range(0, 26, 4))))


@pytest.mark.parametrize("number", SHEBAS)
def test_BAQ_021_one_wrong_digit_is_found_in_a_sheba(number: str) -> None:
    """BAQ-021."""
    for place in range(2, 26):
        for digit in "0123456789":
            assert is_sheba(number[:place] + digit + number[place + 1 :]) == (digit == number[place])


@pytest.mark.parametrize(
    "typed",
    ["", "IR", "820540102680020817909002", "IR82054010268002081790900", "IR8205401026800208179090020", "GB" + "1" * 24],
)
def test_BAQ_021_what_is_no_sheba_is_none(typed: str) -> None:
    """BAQ-021."""
    assert not is_sheba(typed)


@given(st.integers(0, 10**22 - 1))
def test_a_sheba_has_one_right_pair_of_check_digits(account: int) -> None:
    right = f"{98 - (account * 10**6 + 182700) % 97:02}"

    assert [pair for pair in (f"{n:02}" for n in range(2, 99)) if is_sheba(f"IR{pair}{account:022}")] == [right]


@pytest.mark.parametrize("number", [*CARDS, "9999990000001236"])
def test_BAQ_021_a_card_number_adds_up(number: str) -> None:
    """BAQ-021."""
    assert is_card_number(number)
    assert is_card_number(persian_digits("-".join(number[i : i + 4] for i in range(0, 16, 4))))


@pytest.mark.parametrize("number", CARDS)
def test_BAQ_021_one_wrong_digit_is_found_in_a_card_number(number: str) -> None:
    """BAQ-021."""
    for place in range(16):
        for digit in "0123456789":
            assert is_card_number(number[:place] + digit + number[place + 1 :]) == (digit == number[place])


@pytest.mark.parametrize(
    "typed", ["6219861034529008", "603770168909544", "60377016890954430", "", "0000000000000000", "x037701689095443"]
)
def test_BAQ_021_what_is_no_card_number_is_none(typed: str) -> None:
    """BAQ-021: zeros pass the sum, and are filler."""
    assert not is_card_number(typed)


def accepts(reader: Callable[[str], str], typed: str) -> bool:
    try:
        reader(typed)
    except BadInput:
        return False
    return True


@pytest.mark.parametrize(
    "typed", ["0499370899", "۰۴۹۹۳۷۰۸۹۹", "0084575948", "049-937089-9", "1000000001", "0000000051"]
)
def test_CHI_008_a_national_code_is_ten_digits_with_their_check_digit(typed: str) -> None:
    assert read_national_code(typed) == number_text(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("0499370898", id="check digit one less"),
        pytest.param("0499370890", id="check digit one more"),
        pytest.param("499370899", id="without its zero"),
        pytest.param("00499370899", id="11 digits"),
        pytest.param("1111111111", id="all the same"),
        pytest.param("049937089x", id="a letter"),
        pytest.param("0449370899", id="two digits exchanged"),
    ],
)
def test_CHI_008_any_other_national_code_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_national_code(typed)
    assert (refused.value.field, refused.value.problem) == ("national_code", "bad_national_code")


@given(st.integers(0, 999_999_999))
def test_CHI_008_of_ten_last_digits_one_is_right(first: int) -> None:
    """The sum over all ten digits, each by its place from the left, is 0 by 11, or the check digit is its remainder."""
    right = []
    for last in range(10):
        try:
            right.append(read_national_code(f"{first:09d}{last}"))
        except BadInput:
            continue
    digits = [int(digit) for digit in f"{first:09d}"]
    rest = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    expected = f"{first:09d}{min(rest, 11 - rest) if rest < 2 else 11 - rest}"
    assert right == ([expected] if len(set(expected)) > 1 else [])
