"""Chistatech by clicking: heavy goods up the stairs, documents above a sum, transfers confirmed on working days only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from persiantools.jdatetime import JalaliDate
from playwright.sync_api import Page, expect

from shop.calendar import local_day
from tests.journeys.buyer import (
    IN_ISFAHAN,
    IN_TEHRAN,
    arrives,
    chooses_delivery,
    chooses_payment,
    cost,
    finishes,
    gives_address,
    goes_from_home_to,
    goes_on,
    history,
    order_code,
    puts_in_cart,
    reports,
    sees_title,
    signs_in,
    takes,
    types,
)
from tests.journeys.conftest import Visit
from tests.journeys.running_shop import RunningShop, running
from tests.journeys.staff import (
    begins_preparing,
    delivers,
    dispatches,
    is_refused,
    makes,
    opens_order,
    signs_in_at_the_desk,
    takes_payment_at_the_door,
)
from tests.journeys.told import reads_accepted_terms, refused

pytestmark = pytest.mark.browser

HEAVY = "حمل ویژه‌ی کالای سنگین"
NATIONAL_CODE = "۰۰۱۳۵۴۲۴۱۹"
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
THE_OWNERS_WEEK = '[week]\nweekend = ["friday"]'


def days_from_today(*days: int) -> list[date]:
    today = local_day(datetime.now(UTC))
    return [today + timedelta(days=each) for each in days]


def week_with(moved: Literal["add", "remove"]) -> str:
    """Return the owner's lines that make today and tomorrow closed days or working days, whatever their names are."""
    marked = "".join(
        f'[[holidays.{moved}]]\nday = "{JalaliDate(day).strftime("%Y/%m/%d", locale="en")}"\nnote = "روز آزمون"\n\n'
        for day in days_from_today(0, 1)
    )
    (free_day,) = days_from_today(3)
    return f'{marked}[week]\nweekend = ["{WEEK[free_day.weekday()]}"]'


CLOSED_NOW, OPEN_NOW = week_with("add"), week_with("remove")
"""Written once: a run that passes midnight must find its own lines again."""


@pytest.fixture(scope="module")
def chistatech(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    """Chistatech, on a day that is closed: the owner marks it, since the service's clock is real."""
    shop = RunningShop(tmp_path_factory.mktemp("chistatech"), "chistatech")
    shop.writes("shop.toml", THE_OWNERS_WEEK, CLOSED_NOW)
    with running(shop):
        yield shop


def climbs(page: Page, *, floor: str, stairs: str) -> None:
    """Choose the carriage of heavy goods to this floor, up so many steps."""
    page.get_by_label(HEAVY).check()
    types(page, **{"floor-heavy-home": floor, "stairs-heavy-home": stairs})
    goes_on(page)


def test_CHI_022_a_washing_machine_is_carried_up_the_stairs_and_its_taker_known(
    chistatech: RunningShop, visit: Visit
) -> None:
    """CHI-007, CHI-008, CHI-018, CHI-021, CHI-022: six steps are the first floor, seven the second; documents matched."""
    page, desk = visit(), visit(width=1280)
    goes_from_home_to(page, chistatech, shelf="لوازم بزرگ خانه", product="ماشین لباس‌شویی")
    puts_in_cart(page, variant="سفید")
    signs_in(page, chistatech, "09161110001")
    gives_address(page, replace(IN_ISFAHAN, email=""))
    climbs(page, floor="۵", stairs="۸۰")
    expect(page.locator("#mistakes, main .option--refused")).to_contain_text("طبقه‌ی ۴")
    climbs(page, floor="۱", stairs="۶")
    arrives(page, "/checkout/identity")
    expect(page.locator("main")).to_contain_text("بالاتر از ۱۰۰٬۰۰۰٬۰۰۰ ریال")
    types(page, national_code="۰۰۱۳۵۴۲۴۱۸")
    goes_on(page)
    expect(page.locator("#mistakes a[href='#national_code']")).to_be_visible()
    types(page, national_code=NATIONAL_CODE)
    goes_on(page)
    arrives(page, "/checkout/review")
    assert cost(page) == ["۳۹۸٬۰۰۰٬۰۰۰ ریال", "۱٬۵۰۰٬۰۰۰ ریال", "۳۹۹٬۵۰۰٬۰۰۰ ریال"]
    page.locator("main a[href='/checkout/delivery/method']").click()
    arrives(page, "/checkout/delivery/method")
    climbs(page, floor="۱", stairs="۷")
    arrives(page, "/checkout/review")
    assert cost(page) == ["۳۹۸٬۰۰۰٬۰۰۰ ریال", "۲٬۰۰۰٬۰۰۰ ریال", "۴۰۰٬۰۰۰٬۰۰۰ ریال"]
    expect(page.locator(".said")).to_contain_text("۷ پله")
    finishes(page)
    code = order_code(page)
    assert code.startswith("CH-")
    chooses_payment(page, "پرداخت در محل")
    sees_title(page, code)
    expect(page.locator("main .notice.good")).to_contain_text("از مدارک عکس گرفته می‌شود")
    reads_accepted_terms(page, title="قوانین خرید", says="کالای سنگین")

    signs_in_at_the_desk(desk, chistatech)
    opens_order(desk, code=code, among="queued")
    expect(desk.locator("main")).to_contain_text(f"{NATIONAL_CODE}؛ با مدارک برابر شود")
    begins_preparing(desk)
    dispatches(desk, "770012")
    takes_payment_at_the_door(desk, "۴۰۰٬۰۰۰٬۰۰۰")
    makes(desk, "delivered", taker="recipient", identity_checked=True)
    is_refused(desk, "مدارک گیرنده باید با اطلاعات سایت تطبیق و عکسشان گرفته شود")
    delivers(desk, taker="recipient", identity_checked=True, documents_matched=True, photo="1405-318")
    page.reload()
    assert history(page)[-1] == "delivered"


def test_CHI_017_a_transfer_is_confirmed_on_a_working_day_only(chistatech: RunningShop, visit: Visit) -> None:
    """CHI-015, CHI-017, CHI-026: reported by the card's last digits; not confirmed today; sent insured."""
    page, desk, yesterday = visit(), visit(width=1280), days_from_today(-1)[0]
    takes(page, chistatech, "goshi-hirkan-c1")
    signs_in(page, chistatech, "09161110002")
    gives_address(page, replace(IN_TEHRAN, email=""))
    assert "فقط برای لوازم سنگین" in refused(page, HEAVY)
    chooses_delivery(page, "شرکت حمل")
    assert cost(page) == ["۱۰۰٬۰۰۰٬۰۰۰ ریال", "پس‌کرایه، هنگام تحویل", "۱۰۰٬۰۰۰٬۰۰۰ ریال"]
    finishes(page)
    code = order_code(page)
    chooses_payment(page, "کارت به کارت")
    sees_title(page, code)
    expect(page.locator("main .notice.warn")).to_contain_text("پرداخت از")
    reports(page, amount="۱۰۰٬۰۰۰٬۰۰۰")
    for field in ("holder", "paid_on", "paid_time"):
        expect(page.locator(f"#mistakes a[href='#{field}']")).to_be_visible()
    day = JalaliDate(yesterday).strftime("%Y/%m/%d", locale="fa")
    reports(page, card="۱۲۳", holder="مریم کاظمی", paid_on=day, paid_time="۱۰:۱۵")
    expect(page.locator("#mistakes a[href='#card']")).to_be_visible()
    reports(page, card="۱۲۳۴")
    expect(page.locator("main .notice.info")).to_contain_text("این پرداخت در روز کاری تأیید می‌شود")

    signs_in_at_the_desk(desk, chistatech)
    opens_order(desk, code=code, among="awaiting_transfer")
    for words in ("۱۲۳۴", "مریم کاظمی", "۱۰:۱۵"):
        expect(desk.locator(".log")).to_contain_text(words)
    makes(desk, "transfer_confirmed", reference="550011")
    is_refused(desk, "این پرداخت فقط در روز کاری تأیید می‌شود")
    chistatech.writes("shop.toml", CLOSED_NOW, OPEN_NOW)
    chistatech.publish()
    makes(desk, "transfer_confirmed", then="queued", reference="550011")

    begins_preparing(desk)
    makes(desk, "dispatched", tracking="880012")
    is_refused(desk, "بیمه‌ی حمل")
    dispatches(desk, "880012", insurance="B-4410")
    makes(desk, "delivered", taker="other", identity_checked=True)
    is_refused(desk, "فقط به خریدار یا گیرنده‌ای که نام برده")
    delivers(desk, taker="buyer", identity_checked=True)
    page.reload()
    assert history(page)[-3:] == ["prepared", "dispatched", "delivered"]


def test_CHI_008_goods_above_the_sum_ask_for_the_national_code(chistatech: RunningShop, visit: Visit) -> None:
    """CHI-008: above 100,000,000 rials; the same goods without the addition ask nothing."""
    page = visit()
    takes(page, chistatech, "goshi-hirkan-c1")
    takes(page, chistatech, "kabl-typec", variant="یک‌متری")
    signs_in(page, chistatech, "09161110003")
    gives_address(page, replace(IN_TEHRAN, email=""))
    page.get_by_label("شرکت حمل").check()
    goes_on(page)
    arrives(page, "/checkout/identity")
    expect(page.locator("main")).to_contain_text("مبلغ این سفارش ۱۰۱٬۰۰۰٬۰۰۰ ریال است")
