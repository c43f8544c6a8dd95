"""What a buyer does in the shop, in the shopkeeper's words. Each function leaves the buyer on the page it leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.running_shop import RunningShop

CODE = re.compile(r"BQ-[0-9A-Z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """What the delivery step asks, as a buyer types it."""

    name: str = "مریم کاظمی"
    mobile: str = "۰۹۱۲۳۴۵۶۷۸۹"
    landline: str = "۰۲۵۳۱۲۳۴۵۶۷"
    province: str = "قم"
    city: str = "قم"
    address: str = "خیابان معلم، کوچه‌ی ۱۲، واحد ۳"
    plate: str = "۱۲"
    postal_code: str = "۳۷۱۵۶-۱۲۳۴۹"
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What a legal entity's invoice asks."""

    name: str = "بنیاد نمونه‌ی مهر"
    national_id: str = "۱۰۱۰۲۸۹۳۴۱۵"
    economic_number: str = "۴۱۱۱۲۳۴۵۶۷۸"
    registration_number: str = "۲۸۹۳۴"


def clicks(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def presses(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def sees_title(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def goes_from_home_to(page: Page, shop: RunningShop, *, shelf: str, product: str) -> None:
    """Click from the home page over a shelf to a product."""
    page.goto(f"{shop.at.pages}/")
    page.locator("main").get_by_role("link", name=shelf).first.click()
    sees_title(page, shelf)
    clicks(page, product)
    sees_title(page, product)


def puts_in_cart(page: Page, quantity: str = "۱", *, variant: str = "") -> None:
    """Put the product of this page in the cart."""
    if variant:
        page.get_by_label(variant).check()
    page.get_by_label("تعداد").fill(quantity)
    presses(page, "افزودن به سبد خرید")
    sees_title(page, "سبد خرید")


def takes(page: Page, shop: RunningShop, slug: str, quantity: str = "۱", *, variant: str = "") -> None:
    """Put a product in the cart from its own page."""
    page.goto(f"{shop.at.pages}/products/{slug}.html")
    puts_in_cart(page, quantity, variant=variant)


def goes_on(page: Page) -> None:
    """Press the button that leads to the next step."""
    page.locator("button.button--wide").last.click()


def signs_in(page: Page, shop: RunningShop, mobile: str) -> None:
    """Go from the cart to the delivery step by number and code."""
    goes_on(page)
    sees_title(page, "ورود یا عضویت")
    page.get_by_label("شماره‌ی همراه").fill(mobile)
    presses(page, "فرستادن کد")
    types_the_code(page, shop, mobile)
    sees_title(page, "گیرنده و نشانی")


def types_the_code(page: Page, shop: RunningShop, mobile: str) -> None:
    sees_title(page, "کد پیامک‌شده")
    page.get_by_label("کد", exact=True).fill(shop.next_code(mobile))
    goes_on_with_code(page)


def goes_on_with_code(page: Page) -> None:
    page.get_by_role("button", name="ورود", exact=True).click()


def fills_in_address(page: Page, who: Addressee) -> None:
    page.get_by_label("نام و نام خانوادگی گیرنده").fill(who.name)
    page.get_by_label("تلفن همراه گیرنده").fill(who.mobile)
    page.get_by_label("تلفن ثابت").fill(who.landline)
    page.get_by_label("استان", exact=True).select_option(who.province)
    page.get_by_label("شهر", exact=True).fill(who.city)
    page.get_by_label("نشانی", exact=True).fill(who.address)
    page.get_by_label("پلاک").fill(who.plate)
    page.get_by_label("کد پستی").fill(who.postal_code)
    page.get_by_label("رایانامه").fill(who.email)


def gives_address(page: Page, who: Addressee | None = None) -> None:
    """Fill in the delivery step and go on."""
    fills_in_address(page, who or Addressee())
    goes_on(page)
    sees_title(page, "ارسال به")


def asks_for_a_legal_invoice(page: Page, organisation: Organisation) -> None:
    page.get_by_label("فاکتور رسمی به نام سازمان می‌خواهم").check()
    page.get_by_text("مشخصات سازمان، فقط برای فاکتور رسمی").click()
    page.get_by_label("نام سازمان", exact=True).fill(organisation.name)
    page.get_by_label("شناسه‌ی ملی", exact=True).fill(organisation.national_id)
    page.get_by_label("شماره‌ی اقتصادی").fill(organisation.economic_number)
    page.get_by_label("شماره‌ی ثبت").fill(organisation.registration_number)


def chooses_delivery(page: Page, way: str = "") -> None:
    """Choose a way of delivery, or keep the one that is offered first."""
    if way:
        page.get_by_label(way).check()
    goes_on(page)
    sees_title(page, "سفارش را یک بار ببینید")


def finishes(page: Page) -> None:
    """Place the order."""
    presses(page, "پایان خرید و پرداخت")
    sees_title(page, "پرداخت")


def chooses_payment(page: Page, way: str = "درگاه بانکی سایت") -> None:
    page.get_by_label(way).check()
    goes_on(page)


def goes_to_the_bank(page: Page, shop: RunningShop) -> None:
    """Choose the gateway and wait until our page has led on to the bank's."""
    chooses_payment(page)
    page.wait_for_url(f"{shop.at.sandbox}/**")
    sees_title(page, "پرداخت")


def pays_at_the_bank(page: Page) -> None:
    presses(page, "پرداخت و بازگشت")


def pays_at_the_bank_and_never_returns(page: Page) -> None:
    presses(page, "پرداخت، بدون بازگشت به فروشگاه")


def cancels_at_the_bank(page: Page) -> None:
    presses(page, "انصراف")


def reports_transfer(page: Page, toman: str, reference: str) -> None:
    """Tell on the order's page what was transferred."""
    page.get_by_label("مبلغ واریزی (تومان)").fill(toman)
    page.get_by_label("شماره‌ی پیگیری بانک").fill(reference)
    presses(page, "ثبت گزارش واریز")
    sees_title(page, "سفارش BQ-")


def tracks(page: Page) -> None:
    """Follow the result page's link to the order's own page."""
    clicks(page, "پیگیری سفارش")
    sees_title(page, "سفارش BQ-")


def places_an_order(page: Page, shop: RunningShop, mobile: str, who: Addressee | None = None, *, way: str = "") -> None:
    """Go from a filled cart to the payment step, as a new customer."""
    signs_in(page, shop, mobile)
    gives_address(page, who)
    chooses_delivery(page, way)
    finishes(page)


def order_code(page: Page) -> str:
    """Read the order's code off the page."""
    code = CODE.search(page.locator("main").inner_text())
    assert code
    return code[0]


def history(page: Page) -> list[str]:
    """Read off a tracking page what has happened to the order."""
    return page.locator(".trail b").all_inner_texts()


def cost(page: Page) -> dict[str, str]:
    """Read the summary of costs: what each row says."""
    rows = page.locator("table.sum tr").all()
    return {
        " ".join(row.locator("th").text_content().split()): " ".join(row.locator("td").text_content().split())  # type: ignore[union-attr]
        for row in rows
    }
