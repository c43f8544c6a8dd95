"""What a shop tells a buyer of its rules: what it offers, what it refuses and why, what an order accepted."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.buyer import CODE, clicks, fits, sees_title
from tests.journeys.running_shop import RunningShop


def clicks_why(page: Page, shop: RunningShop, *, option: str, clause: str) -> str:
    """Follow a refused option's link to the clause it comes from; return the clause's heading. Then go back."""
    page_name, _, anchor = clause.partition("#")
    before = page.url
    clicks(page, f"بند مربوط به «{option}»")
    page.wait_for_url(f"{shop.at.pages}/policies/{page_name}.html#{anchor}")
    heading = page.locator(f"#{anchor}")
    expect(heading).to_be_in_viewport()
    fits(page)
    words = heading.inner_text()
    page.goto(before)
    return words


def reads_accepted_terms(page: Page, *, title: str, says: str) -> None:
    """Open from the order's page the text of a policy page as the order accepted it, and come back."""
    clicks(page, "متنی که پذیرفتید")
    sees_title(page, "شرایطی که این سفارش پذیرفته است")
    page.locator("main").get_by_role("link", name=title, exact=True).click()
    sees_title(page, title)
    expect(page.locator("main .prose")).to_contain_text(says)
    expect(page.locator("main")).to_contain_text("صفحه‌ی امروز فروشگاه هم همین است")
    page.locator("main").get_by_role("link", name="بازگشت به سفارش").click()
    sees_title(page, CODE)


def refused(page: Page, way: str) -> str:
    """Return why an option is refused; it must not be there to choose."""
    option = page.locator(".option--refused", has=page.get_by_text(way, exact=True))
    expect(option.get_by_role("radio")).to_be_disabled()
    return " ".join(option.inner_text().split())


def offered(page: Page, way: str) -> str:
    """Return what an option that may be chosen says of itself."""
    option = page.locator(".option:not(.option--refused)", has=page.get_by_text(way, exact=True))
    expect(option.get_by_role("radio")).to_be_enabled()
    return " ".join(option.inner_text().split())
