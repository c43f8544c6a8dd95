"""A bank's statement as a file, for tests: the account of Baqiyat, and rows under its headings."""

from __future__ import annotations

from dataclasses import replace

from shop.terms import StatementTerms
from tests.builders import a_shop

ACCOUNT: StatementTerms = a_shop("baqiyat").statement[0]
HEADINGS = "تاریخ,ساعت,شرح,واریز,برداشت,مانده,شماره پیگیری"


def an_account(**other: object) -> StatementTerms:
    """Return Baqiyat's account with other columns, unit or rights."""
    return replace(ACCOUNT, **other)  # type: ignore[arg-type]


def a_row(
    into: str = "1800000",
    out: str = "",
    *,
    reference: str = "123456",
    day: str = "1405/09/11",
    time: str = "10:15",
    about: str = "کارت به کارت",
    balance: str = "",
) -> str:
    """Return a row of 1,800,000 rials that came on Wednesday 11 Azar 1405, 10:15."""
    return f"{day},{time},{about},{into},{out},{balance},{reference}"


def a_file(*rows: str, headings: str = HEADINGS) -> bytes:
    """Return a file in UTF-8."""
    return "\r\n".join([headings, *rows, ""]).encode()
