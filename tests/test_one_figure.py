"""One figure changed in ``shop.toml`` changes page, release, checkout and message; nothing else is edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checkout.messages import moved_messages, registered_messages
from shop.calendar import show_moment
from shop.quote import finalise_by, payment_options
from shop.rules.payment import AboveMaximum
from shop.terms import Shop
from shop.verdict import Allowed, Refused
from shop.working_time import ends
from tests.builders import PLACED_AT, a_bill, a_draft, an_order, dated, paid
from tests.catalog.builders import POLICY, SHOP, a_folder, build, page, release_in

DOOR = """
[[payment]]
kind = "cash_on_delivery"
name = "پرداخت هنگام تحویل"
maximum = "3000000 toman"
clause = "rules#payment"
"""
PAGE = POLICY.replace("- {rule:report}", "- {rule:report}\n- {rule:payment.cash_on_delivery}")
PAY_URL = "https://pay.golkhaneh.example"


def built(place: Path, old: str, new: str) -> tuple[Shop, str]:
    """Build the small shop with one figure of ``shop.toml`` changed; return its released terms and its policy page."""
    toml = SHOP + DOOR
    assert toml.count(old) == 1
    folder = a_folder(place / "site", {"shop.toml": toml.replace(old, new), "policies/rules.md": PAGE})
    build(folder, place / "out")
    return release_in(place / "out.release").shop, page(place / "out", "policies/rules.html").replace("\u00a0", " ")


@pytest.mark.parametrize("hours", [24, 36])
def test_BAQ_028_the_window_of_an_order(hours: int, tmp_path: Path) -> None:
    shop, html = built(tmp_path, "24 working hours", f"{hours} hours")
    until = PLACED_AT + timedelta(hours=hours)
    order = replace(a_draft(), finalise_by=finalise_by(shop, PLACED_AT))

    sms, _ = registered_messages(shop, order, PAY_URL, PLACED_AT)

    shown = {24: "تا ۲۴ ساعت.", 36: "تا ۳۶ ساعت."}
    assert [words in html for words in shown.values()] == [hours == one for one in shown]
    assert finalise_by(shop, PLACED_AT) == until
    assert f"تا {show_moment(until)} آن را قطعی کنید." in sms.body


@pytest.mark.parametrize(("toman", "shown"), [(3_000_000, "۳٬۰۰۰٬۰۰۰ تومان"), (2_500_000, "۲٬۵۰۰٬۰۰۰ تومان")])
def test_BAK_054_the_largest_amount_at_the_door(toman: int, shown: str, tmp_path: Path) -> None:
    shop, html = built(tmp_path, "3000000 toman", f"{toman} toman")
    most = toman * 10

    *_, at_limit = payment_options(shop, a_bill(payable=most))
    *_, above = payment_options(shop, a_bill(payable=most + 1))

    assert f"سقف مبلغ سفارش {shown} است و خود این مبلغ هم پذیرفته است." in html
    assert at_limit.verdict == Allowed()
    assert isinstance(above.verdict, Refused)
    assert above.verdict.reason == AboveMaximum(most + 1, most)  # type: ignore[arg-type]
    assert above.verdict.clause == "rules#payment"


@pytest.mark.parametrize(("hours", "shown"), [(48, "۴۸ ساعت کاری"), (72, "۷۲ ساعت کاری")])
def test_BAQ_075_the_time_of_a_refund(hours: int, shown: str, tmp_path: Path) -> None:
    shop, html = built(tmp_path, "48 working hours", f"{hours} working hours")
    at = PLACED_AT + timedelta(hours=1)

    cancelled = dated(shop, paid(an_order()), "cancelled", at)
    (sms,) = moved_messages(shop, cancelled, PAY_URL, at)

    assert f"در {shown}." in html
    assert f"تا {shown} " in sms.body
    assert cancelled.deadlines["refund"] == ends(shop, at, shop.refund.within)
    assert shop.refund.within.count == hours
