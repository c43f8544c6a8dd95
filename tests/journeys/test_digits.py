"""Every numeric field takes the digits of a Persian and of an Arabic keyboard, and their ي and ك."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.buyer import (
    Addressee,
    Organisation,
    arrives,
    asks_for_a_code,
    asks_for_a_legal_invoice,
    chooses_delivery,
    chooses_payment,
    cost,
    fills_in_address,
    finishes,
    goes_on,
    history,
    order_code,
    places_an_order,
    puts_in_cart,
    reports_transfer,
    takes,
    types,
)
from tests.journeys.conftest import Visit, by_four_processes
from tests.journeys.running_shop import RunningShop
from tests.journeys.staff import (
    begins_preparing,
    confirms_transfer,
    delivers,
    dispatches,
    opens_order,
    signs_in_at_the_desk,
    takes_payment_at_the_door,
)

pytestmark = pytest.mark.browser

ASCII = "0123456789"
PERSIAN = str.maketrans(ASCII, "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans(f"{ASCII}یک", "٠١٢٣٤٥٦٧٨٩يك")

ORGANISATION = Organisation()
PLAIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", ASCII)


@pytest.mark.parametrize(
    ("shop", "keyboard", "mobile"),
    [("embedded", PERSIAN, "09122220001"), ("postgresql", ARABIC, "09122220002")],
    indirect=["shop"],
    ids=["embedded-persian", "postgresql-arabic"],
)
def test_a_whole_purchase_can_be_typed_on_that_keyboard(
    shop: RunningShop, visit: Visit, keyboard: dict[int, int], mobile: str
) -> None:
    """BAQ-080, BAQ-091, BAQ-099: Pardisan is found however its ی is typed, and its courier is free."""

    def typed(text: str) -> str:
        return text.translate(PLAIN).translate(keyboard)

    page, desk = visit(), visit(width=1280)
    page.goto(f"{shop.at.pages}/products/araq-nana.html")
    puts_in_cart(page, typed("2"))
    page.get_by_role("textbox").fill(typed("3"))
    goes_on(page)
    asks_for_a_code(page, typed(mobile))
    arrives(page, "/sign-in/code")
    types(page, code=typed(shop.next_code(mobile)))
    goes_on(page)

    fills_in_address(
        page,
        Addressee(
            name=typed("مریم کاظمی"),
            mobile=typed("+98 912 345 6789"),
            landline=typed("025-3123-4567"),
            city=typed("پردیسان"),
            plate=typed("12"),
            postal_code=typed("37156 12349"),
        ),
    )
    asks_for_a_legal_invoice(
        page,
        Organisation(
            name=typed(ORGANISATION.name),
            national_id=typed(ORGANISATION.national_id),
            economic_number=typed(ORGANISATION.economic_number),
            registration_number=typed(ORGANISATION.registration_number),
        ),
    )
    goes_on(page)
    chooses_delivery(page, "پیک رایگان")
    expect(page.locator(".said")).to_contain_text("مریم کاظمی")
    expect(page.locator(".said")).to_contain_text("قم، پردیسان، خیابان معلم")
    for number in ("۳۷۱۵۶۱۲۳۴۹", "۰۹۱۲۳۴۵۶۷۸۹", "۰۲۵۳۱۲۳۴۵۶۷"):
        expect(page.locator(".said")).to_contain_text(number)
    expect(page.locator(".said")).to_contain_text(re.compile("بنیاد نمونه‌ی مهر.*۱۰۱۰۲۸۹۳۴۱۵"))
    assert cost(page)[-1] == "۴۳۵٬۰۰۰ تومان"

    finishes(page)
    code = order_code(page)
    chooses_payment(page, "کارت به کارت")
    reports_transfer(page, typed("435000"), typed(mobile))
    assert history(page)[-1] == "transfer_reported"

    page.locator("main a[href$='/pay']").click()
    chooses_payment(page, "پرداخت هنگام تحویل")
    expect(page.locator("main .notice.good")).to_be_visible()
    signs_in_at_the_desk(desk, shop)
    opens_order(desk, code=code, among="queued")
    begins_preparing(desk)
    dispatches(desk)
    takes_payment_at_the_door(desk, typed("435000"))
    delivers(desk)


@by_four_processes
def test_a_bank_reference_settles_one_order_in_whatever_digits_it_is_typed(shop: RunningShop, visit: Visit) -> None:
    """BAQ-013: the same reference in Persian and in Arabic digits is the same reference."""
    desk = visit(width=1280)
    first, second = visit(), visit()
    for page, mobile in [(first, "09122220003"), (second, "09122220004")]:
        takes(page, shop, "saboon-zeytoon")
        places_an_order(page, shop, mobile)
        chooses_payment(page, "کارت به کارت")
    reports_transfer(first, "115000", "۸۸۰۰۱۱۲۲")
    signs_in_at_the_desk(desk, shop)
    opens_order(desk, code=order_code(first), among="awaiting_transfer")
    confirms_transfer(desk, "۸۸۰۰۱۱۲۲")

    reports_transfer(second, "115000", "٨٨٠٠١١٢٢")
    expect(second.locator("#mistakes a[href='#reference']")).to_be_visible()
    opens_order(desk, code=order_code(second), among="awaiting_transfer")
    confirms_transfer(desk, "88001122")
    expect(desk.locator("#mistakes a[href='#transfer_confirmed-reference']")).to_be_visible()
