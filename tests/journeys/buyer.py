"""What a buyer does in the shop, in the shopkeeper's words. Each function leaves the buyer on the page it leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from checkout.web.words import EVENTS
from shop.lifecycle import EventKind
from tests.journeys.running_shop import RunningShop

MISFITS = """() => {
    const root = document.scrollingElement;
    const squeezed = [...document.querySelectorAll('dd, td, li, p')].filter((e) => {
        const box = e.getBoundingClientRect();
        return e.innerText.trim().length > 9 && box.width > 1 && box.width < 40 && box.height > 120;
    });
    const misfits = squeezed.map((e) => `squeezed: ${e.innerText.trim()}`);
    return root.scrollWidth > root.clientWidth ? [...misfits, `scrolls sideways`] : misfits;
}"""
CODE = re.compile(r"[A-Z]{2}-[0-9A-Z]+")


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


IN_ISFAHAN = Addressee(
    province="اصفهان", city="اصفهان", landline="03131234567", postal_code="8144512345", email="maryam@example.ir"
)
IN_TEHRAN = Addressee(
    province="تهران", city="تهران", landline="02112345678", postal_code="1458812345", email="maryam@example.ir"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What a legal entity's invoice asks."""

    name: str = "بنیاد نمونه‌ی مهر"
    national_id: str = "۱۰۱۰۲۸۹۳۴۱۵"
    economic_number: str = "۴۱۱۱۲۳۴۵۶۷۸"
    registration_number: str = "۲۸۹۳۴"


def clicks(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def sees_title(page: Page, title: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    fits(page)


def fits(page: Page) -> None:
    """See that nothing on the page, once it has its style, sticks out of the screen or is squeezed to a column of letters."""
    page.wait_for_load_state()
    assert page.evaluate(MISFITS) == [], page.url


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
    types(page, quantity=quantity)
    page.locator("form.buy button").click()
    arrives(page, "/cart")


def takes(page: Page, shop: RunningShop, slug: str, quantity: str = "۱", *, variant: str = "") -> None:
    """Put a product in the cart from its own page."""
    page.goto(f"{shop.at.pages}/products/{slug}.html")
    puts_in_cart(page, quantity, variant=variant)


def goes_on(page: Page) -> None:
    """Press the button that leads to the next step."""
    page.locator("button.button--wide").last.click()


def types(page: Page, **fields: str) -> None:
    """Fill in fields by their names."""
    for field, text in fields.items():
        page.locator(f"#{field}").fill(text)


def arrives(page: Page, path: str) -> None:
    """Wait until the step of that path has opened."""
    expect(page).to_have_url(re.compile(f"{path}(#.*)?$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    fits(page)


def asks_for_a_code(page: Page, mobile: str) -> None:
    types(page, mobile=mobile)
    goes_on(page)


def signs_in(page: Page, shop: RunningShop, mobile: str) -> None:
    """Go from the cart to the delivery step by number and code."""
    goes_on(page)
    arrives(page, "/sign-in")
    asks_for_a_code(page, mobile)
    types_the_code(page, shop, mobile)


def types_the_code(page: Page, shop: RunningShop, mobile: str) -> None:
    arrives(page, "/sign-in/code")
    types(page, code=shop.next_code(mobile))
    goes_on(page)
    arrives(page, "/checkout/delivery")


def fills_in_address(page: Page, who: Addressee) -> None:
    page.locator("#province").select_option(who.province)
    types(
        page,
        name=who.name,
        recipient_mobile=who.mobile,
        landline=who.landline,
        city=who.city,
        address=who.address,
        plate=who.plate,
        postal_code=who.postal_code,
        email=who.email,
    )


def gives_address(page: Page, who: Addressee | None = None) -> None:
    """Fill in the delivery step and go on."""
    fills_in_address(page, who or Addressee())
    goes_on(page)
    arrives(page, "/checkout/delivery/method")


def asks_for_a_legal_invoice(page: Page, organisation: Organisation) -> None:
    page.locator("#legal").check()
    page.locator("details", has=page.locator("#legal_name")).locator("summary").click()
    types(
        page,
        legal_name=organisation.name,
        national_id=organisation.national_id,
        economic_number=organisation.economic_number,
        registration_number=organisation.registration_number,
    )


def chooses_delivery(page: Page, way: str = "") -> None:
    """Choose a way of delivery, or keep the one that is offered first."""
    if way:
        page.get_by_label(way).check()
    goes_on(page)
    arrives(page, "/checkout/review")


def finishes(page: Page) -> None:
    """Place the order."""
    goes_on(page)
    arrives(page, "/orders/.*/pay")


def chooses_payment(page: Page, way: str) -> None:
    page.get_by_label(way).check()
    goes_on(page)


def goes_to_the_bank(page: Page, shop: RunningShop) -> None:
    """Choose the gateway, whatever this shop calls it, and wait until our page has led on to the bank's."""
    page.locator("input[name=method][value=gateway]").check()
    goes_on(page)
    page.wait_for_url(f"{shop.at.sandbox}/**")
    sees_title(page, "پرداخت")


def pays_at_the_bank(page: Page) -> None:
    page.locator("button[value=pay]").click()


def pays_at_the_bank_and_never_returns(page: Page) -> None:
    page.locator("button[value=pay_and_stay]").click()


def cancels_at_the_bank(page: Page) -> None:
    page.locator("button[value=cancel]").click()


def reports_transfer(page: Page, toman: str, reference: str) -> None:
    """Tell on the order's page what was transferred."""
    reports(page, amount=toman, reference=reference)


def reports(page: Page, **told: str) -> None:
    """Tell on the order's page what this shop asks of a transfer."""
    types(page, **told)
    page.locator("form", has=page.locator("#amount")).locator("button").click()
    sees_title(page, CODE)


def tracks(page: Page) -> None:
    """Follow the result page's link to the order's own page."""
    page.locator("main a[href^='/orders/']").last.click()
    sees_title(page, CODE)


def takes_order_back(page: Page) -> None:
    """Cancel the order on its own page."""
    form = page.locator("form[action$='/cancel']")
    form.locator("summary").click()
    form.get_by_role("button").click()
    expect(form).to_have_count(0)


def asks_to_cancel(page: Page, why: str) -> None:
    """Ask staff on the order's page to cancel it."""
    form = page.locator("form[action$='/request-cancel']")
    form.locator("summary").click()
    types(page, cancel_note=why)
    form.get_by_role("button").click()
    expect(form).to_have_count(0)


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


def history(page: Page) -> list[EventKind]:
    """Read off a tracking page what has happened to the order."""
    kinds = {words: kind for kind, words in EVENTS.items()}
    return [kinds[words] for words in page.locator(".trail b").all_inner_texts()]


def cost(page: Page) -> list[str]:
    """Read the summary of costs: the figure of each row, the total last."""
    return [" ".join(figure.split()) for figure in page.locator("table.sum td").all_inner_texts()]
