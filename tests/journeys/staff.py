"""What the staff do at the desk, in the shopkeeper's words."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from scripts.lib.serve import STAFF
from tests.journeys.buyer import sees_title
from tests.journeys.running_shop import RunningShop


def signs_in_at_the_desk(page: Page, shop: RunningShop) -> None:
    page.goto(f"{shop.at.checkout}/desk")
    sees_title(page, "ورود کارکنان")
    page.get_by_label("نام کاربری").fill(STAFF)
    page.get_by_label("گذرواژه").fill(shop.password)
    page.get_by_role("button", name="ورود").click()
    sees_title(page, "در صف آماده‌سازی")


def opens_order(page: Page, *, code: str, among: str) -> None:
    """Go to an order by its state's list."""
    page.get_by_role("link", name="سفارش‌ها", exact=True).click()
    page.get_by_role("link", name=among).click()
    sees_title(page, among)
    page.get_by_role("link", name=code).click()
    sees_title(page, code)


def confirms_transfer(page: Page, reference: str, *, then: str = "در صف آماده‌سازی") -> None:
    form = _move(page, "واریز را تأیید می‌کنم")
    form.get_by_label("شماره‌ی پیگیری بانک").fill(reference)
    _makes(page, form, then=then)


def begins_preparing(page: Page) -> None:
    _makes(page, _move(page, "آماده‌سازی را آغاز می‌کنم"), then="در حال آماده‌سازی")


def dispatches(page: Page, tracking: str = "") -> None:
    form = _move(page, "فرستادم")
    form.get_by_label("کد رهگیری مرسوله").fill(tracking)
    _makes(page, form, then="فرستاده شد")


def takes_payment_at_the_door(page: Page, rials: str) -> None:
    form = _move(page, "هنگام تحویل پول گرفته شد")
    form.get_by_label("مبلغ به ریال").fill(rials)
    form.get_by_label("چگونه").select_option("cash")
    _makes(page, form, then="فرستاده شد")


def delivers(page: Page, *, identity_checked: bool = False) -> None:
    form = _move(page, "تحویل شد")
    if identity_checked:
        form.get_by_label("کارت شناسایی تحویل‌گیرنده را دیدم").check()
    _makes(page, form, then="تحویل شد")


def _move(page: Page, verb: str) -> Locator:
    return page.locator("form", has=page.get_by_role("heading", name=verb, exact=True))


def _makes(page: Page, form: Locator, *, then: str) -> None:
    form.get_by_role("button").click()
    sees_title(page, then)
