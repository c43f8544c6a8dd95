"""What a buyer reports of a transfer is read in any digits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from checkout.web.forms import Form
from checkout.web.report_form import read_report
from shop.money import Rials
from shop.rules.transfer import Report
from tests.builders import a_shop


@pytest.mark.parametrize("card", ["1234", "۱۲۳۴", "١٢٣٤", " ۱۲ ۳۴ "])
def test_CHI_015_the_cards_last_digits_are_read_from_any_keyboard(card: str) -> None:
    typed = {
        "amount": "۱۰۰٬۰۰۰٬۰۰۰",
        "card": card,
        "holder": "مریم کاظمي",
        "paid_on": "۱۴۰۵/۰۹/۰۴",
        "paid_time": "۱۰:۱۵",
    }
    form = Form(typed)

    report = read_report(form, a_shop("chistatech"))

    paid_at = datetime(2026, 11, 25, 6, 45, tzinfo=UTC)
    assert report == Report(amount=Rials(100_000_000), card="1234", holder="مریم کاظمی", paid_at=paid_at)
    assert form.errors == []
