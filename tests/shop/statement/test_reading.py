"""A bank's CSV is read in whatever form banks give it, whole or not at all, each mistake told with its line."""

from __future__ import annotations

from datetime import date, time

import pytest

from shop.errors import BadInput
from shop.statement import MOST_BYTES, MOST_ROWS, read_statement
from shop.statement.line import Row
from shop.terms import StatementTerms
from tests.statements import ACCOUNT, HEADINGS, a_file, a_row, an_account

TODAY = date(2026, 12, 3)
CAME = Row(day=date(2026, 12, 2), clock=time(10, 15), amount=1_800_000, reference="123456", about="کارت به کارت")


def rows_of(data: bytes, account: StatementTerms = ACCOUNT) -> list[Row]:
    rows, wrong = read_statement(data, account, TODAY)
    assert wrong == []
    return rows


def wrong_in(data: bytes, account: StatementTerms = ACCOUNT) -> list[BadInput]:
    rows, wrong = read_statement(data, account, TODAY)
    assert rows == []
    return wrong


TEXT = f"{HEADINGS}\n{a_row()}\n"
ARABIC = TEXT.replace("ی", "ي")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), id="UTF-8 with its mark"),
        pytest.param(ARABIC.encode("windows-1256"), id="Windows-1256"),
        pytest.param(TEXT.replace(",", ";").encode(), id="semicolons"),
        pytest.param(TEXT.replace(",", "\t").encode(), id="tabs"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="lines of Windows"),
        pytest.param(f"صورت‌حساب,0000-12345-1\n\nاز,1405/09/01\n{TEXT}\n\n".encode(), id="headings further down"),
        pytest.param(f"{TEXT}{',' * 6}\n".encode(), id="an empty row"),
    ],
)
def test_any_form_of_the_file_says_the_same(data: bytes) -> None:
    assert rows_of(data) == [CAME]


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("1405/09/11", "10:15"),
        ("۱۴۰۵/۰۹/۱۱", "۱۰:۱۵"),
        ("1405-9-11", "10:15:00"),
        ("14050911", "101500"),
        ("2026/12/02", "1015"),
        ("2026-12-02", "10:15"),
    ],
)
def test_days_and_times_are_read_as_banks_write_them(day: str, clock: str) -> None:
    assert rows_of(a_file(a_row(day=day, time=clock))) == [CAME]


@pytest.mark.parametrize(
    "cell", ["1405/09/11 10:15", "1405/09/11 - 10:15:00", "10:15 1405/09/11", "2026-12-02T10:15:00"]
)
def test_one_column_may_hold_both_day_and_time(cell: str) -> None:
    assert rows_of(a_file(a_row(day=cell)), an_account(time="")) == [CAME]


def test_a_bank_that_tells_no_time_is_believed() -> None:
    assert rows_of(a_file(a_row()), an_account(time=""))[0].clock is None


@pytest.mark.parametrize("cell", ["1800000", '"1,800,000"', "۱٬۸۰۰٬۰۰۰", "1800000.00", "+1800000", "1 800 000"])
def test_amounts_are_read_in_any_digits(cell: str) -> None:
    assert rows_of(a_file(a_row(cell))) == [CAME]


def test_the_account_says_whether_its_amounts_are_tomans() -> None:
    assert rows_of(a_file(a_row("180000", balance="5")), an_account(unit="toman"))[0] == Row(
        day=CAME.day, clock=CAME.clock, amount=1_800_000, reference="123456", about=CAME.about, balance=50
    )


def test_what_went_out_is_below_zero() -> None:
    assert [row.amount for row in rows_of(a_file(a_row("", "7200"), a_row("0", "7200")))] == [-7200, -7200]


@pytest.mark.parametrize("cell", ["-7200", "7200-", "(7200)", "−۷۲۰۰"])
def test_one_column_with_a_sign_serves_both_ways(cell: str) -> None:
    signed = an_account(withdrawal="واریز")
    assert [row.amount for row in rows_of(a_file(a_row(cell), a_row("7200")), signed)] == [-7200, 7200]


def test_a_spreadsheets_mark_for_text_is_no_part_of_a_number() -> None:
    assert rows_of(a_file(a_row(reference='"=""000123456"""')))[0].reference == "000123456"


def told(error: BadInput) -> tuple[str, object, object]:
    return (error.problem, error.facts.get("line"), error.facts.get("column"))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        pytest.param(a_row(day="1405/13/11"), ("row_bad_date", 3, "تاریخ"), id="no such month"),
        pytest.param(a_row(day=""), ("row_bad_date", 3, "تاریخ"), id="no day"),
        pytest.param(a_row(day="1405/09/13"), ("row_to_come", 3, "تاریخ"), id="tomorrow"),
        pytest.param(a_row(time="25:00"), ("row_bad_time", 3, "ساعت"), id="no such hour"),
        pytest.param(a_row("12.5"), ("row_bad_amount", 3, "واریز"), id="part of a rial"),
        pytest.param(a_row("هزار"), ("row_bad_amount", 3, "واریز"), id="a word"),
        pytest.param(a_row("1" * 17), ("row_bad_amount", 3, "واریز"), id="more than there is"),
        pytest.param(a_row("-5"), ("row_negative", 3, "واریز"), id="a deposit below zero"),
        pytest.param(a_row("0", "-5"), ("row_negative", 3, "برداشت"), id="a withdrawal below zero"),
        pytest.param(a_row("5", "5"), ("row_both_ways", 3, None), id="both in and out"),
        pytest.param(a_row("0", "0"), ("row_without_amount", 3, None), id="neither"),
        pytest.param(a_row(reference="=1+1"), ("row_formula", 3, "شماره پیگیری"), id="a formula for a number"),
        pytest.param(a_row(about="=cmd|' /C calc'!A0"), ("row_formula", 3, "شرح"), id="a formula for words"),
        pytest.param(a_row("@SUM(A1)"), ("row_formula", 3, "واریز"), id="a formula for an amount"),
        pytest.param(a_row(reference="1.23457E+11"), ("row_rounded", 3, "شماره پیگیری"), id="a number that Excel cut"),
        pytest.param(a_row(reference="1" * 41), ("row_too_long", 3, "شماره پیگیری"), id="a number without end"),
        pytest.param(a_row()[:-14], ("row_cut", 3, None), id="a row that is cut"),
        pytest.param(a_row("1,800,000"), ("row_wide", 3, None), id="commas inside an amount"),
        pytest.param(a_row(about='"x'), ("broken_quotes", 3, None), id="a quote that never ends"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line_and_column(row: str, problem: tuple[object, ...]) -> None:
    assert [told(error) for error in wrong_in(a_file(a_row(), row))] == [problem]


def test_the_first_ten_mistakes_are_told_at_once() -> None:
    lines = [error.facts["line"] for error in wrong_in(a_file(*[a_row("x")] * 12))]
    assert lines == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", "no_rows", id="nothing"),
        pytest.param(b" \r\n ", "no_rows", id="blanks"),
        pytest.param(a_file(), "no_rows", id="headings alone"),
        pytest.param(b"PK\x03\x04" + bytes(50), "spreadsheet", id="a spreadsheet"),
        pytest.param(bytes(range(256)), "no_text", id="binary"),
        pytest.param(TEXT.encode("utf-16"), "no_text", id="UTF-16"),
        pytest.param(b"a," * (MOST_BYTES // 2), "no_columns", id="a row of a million columns"),
        pytest.param(b"a" * MOST_BYTES, "no_columns", id="one word without end"),
        pytest.param(b"\n" * 1000 + b'"' * 9001, "no_columns", id="quotes alone"),
        pytest.param(a_file(*[a_row()] * (MOST_ROWS + 1)), "too_many_rows", id="one row too many"),
    ],
)
def test_what_is_no_statement_is_refused(data: bytes, problem: str) -> None:
    assert [error.problem for error in wrong_in(data)] == [problem]


def test_as_many_rows_as_may_be_are_read() -> None:
    assert len(rows_of(a_file(*[a_row()] * MOST_ROWS))) == MOST_ROWS


def test_columns_that_are_not_there_are_named() -> None:
    (error,) = wrong_in(a_file(a_row(), headings=HEADINGS.replace("واریز", "بستانکار").replace("شرح", "توضیح")))
    assert (error.problem, error.facts["lacking"]) == ("no_columns", "واریز، شرح")
