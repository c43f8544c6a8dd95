"""Figures that an editor typed are found in any digits, with any separators, in both units of money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog.measures import MeasureUnit, measure
from catalog.typed_figures import typed_figures


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("تا ۴۰۰٬۰۰۰ تومان", 4_000_000, "rials"),
        ("تا 400,000 تومان", 4_000_000, "rials"),
        ("تا ٤٠٠٫٠٠٠ تومان", 4_000_000, "rials"),
        ("تا ۴۰۰،۰۰۰ تومان", 4_000_000, "rials"),
        ("تا ۴۰۰.۰۰۰ تومان", 4_000_000, "rials"),
        ("تا ۴۰۰'۰۰۰ تومان", 4_000_000, "rials"),
        ("تا ۴۰۰ ۰۰۰ تومان", 4_000_000, "rials"),
        ("تا ۴۰۰۰۰۰ تومان", 4_000_000, "rials"),
        ("تا ۴۰۰ هزار تومان", 4_000_000, "rials"),
        ("تا ۳ میلیون تومان", 30_000_000, "rials"),
        ("تا ۳٫۵ میلیون تومان", 35_000_000, "rials"),
        ("تا ۴٬۰۰۰٬۰۰۰ ریال", 4_000_000, "rials"),
        ("سفارش ۴٬۰۰۰٬۰۰۰ ریالی", 4_000_000, "rials"),
        ("تا **۴۰۰٬۰۰۰** تومان", 4_000_000, "rials"),
        ("تا ۴۰۰٬۰۰۰&nbsp;تومان", 4_000_000, "rials"),
        ("تا ۴۰۰٬۰۰۰\u00a0تومان", 4_000_000, "rials"),
        ("تا ۲۴ ساعت فرصت", 24, "hours"),
        ("۲۴ ساعته", 24, "hours"),
        ("تا ۴۸ ساعت کاری", 48, "working hours"),
        ("تا ۴۸ ساعت\u200cکاری", 48, "working hours"),
        ("تا ۷ روز پس از", 7, "days"),
        ("۷روزه", 7, "days"),
        ("تا ۷ روز کاری", 7, "working days"),
        ("۵ عدد", 5, "items"),
        ("۵۰۰ گرم", 500, "grams"),
        ("۲ کیلوگرم", 2000, "grams"),
        ("۱٫۵ کیلو", 1500, "grams"),
        ("۲۰ درصد", 20, "percent"),
        ("۲۰٪", 20, "percent"),
        ("۰٫۵ درصد", Decimal("0.5"), "percent"),
        ("۲ بار", 2, "times"),
        ("۶ پله", 6, "stairs"),
        ("ساعت ۱۶:۰۰", 960, "clock"),
        ("پس از ۱۶:۳۰", 990, "clock"),
        ("ساعت ۱۶", 960, "clock"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, amount: int | Decimal, unit: MeasureUnit) -> None:
    found = [typed.measure for typed in typed_figures(text)]

    assert found == [measure(amount, unit)]


@pytest.mark.parametrize(
    "text",
    ["شماره‌ی ۰۹۱۲۰۰۰۰۰۱۱", "۱۴۰۵/۰۹/۱۲ روز خوبی بود", "۲۴ ساعتگرد", "۷ روزنامه", "پنج عدد", "۲ کالا"],
)
def test_a_number_of_something_else_is_no_figure(text: str) -> None:
    assert list(typed_figures(text)) == []


def test_each_figure_is_found_where_it_begins() -> None:
    text = "از ۲ تا ۵ روز کاری، یا ۹۵٬۰۰۰ تومان."

    found = [(typed.start, typed.typed) for typed in typed_figures(text)]

    assert found == [(text.index("۵"), "۵ روز کاری"), (text.index("۹"), "۹۵٬۰۰۰ تومان")]


def test_hours_that_leave_out_working_tell_the_working_ones_too() -> None:
    (looser,), (exact,) = list(typed_figures("۴۸ ساعت")), list(typed_figures("۴۸ ساعت کاری"))

    assert looser.tells(measure(48, "working hours"))
    assert looser.tells(measure(48, "hours"))
    assert not looser.tells(measure(24, "hours"))
    assert exact.tells(measure(48, "working hours"))
    assert not exact.tells(measure(48, "hours"))
    assert not exact.tells(measure(48, "working days"))
