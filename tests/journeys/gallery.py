"""One walk through a shop that leaves every kind of page behind: where each stands, and who may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.journeys.buyer import (
    IN_ISFAHAN,
    IN_TEHRAN,
    Addressee,
    arrives,
    asks_for_a_code,
    cancels_at_the_bank,
    gives_address,
    goes_on,
    goes_to_the_bank,
    order_code,
    pays_at_the_bank,
    sees_title,
    signs_in,
    takes,
    tracks,
    types,
)
from tests.journeys.running_shop import RunningShop
from tests.journeys.staff import signs_in_at_the_desk
from tests.journeys.static_kinds import static_kinds

TRANSFERS = ("card_to_card", "transfer", "deposit")
NATIONAL_CODE = "۰۰۱۳۵۴۲۴۱۹"
_MOST_STEPS = 5
_GOING = re.compile(r"/payments/[^/]+/go$")
_HASTE = re.compile(r'<meta http-equiv="refresh"[^>]*>')


@dataclass(frozen=True, slots=True)
class Choice:
    """What the walk buys in a shop, to where, and what it leaves in the cart."""

    goods: tuple[str, str]
    who: Addressee
    left: Sequence[tuple[str, str]]


CHOICES: Mapping[str, Choice] = {
    "baqiyat": Choice(
        ("zaferan-qaen", "۲"), Addressee(), [("asal-konar", "۲"), ("berenj-hashemi", "۹"), ("adas-qazvin", "۱")]
    ),
    "payatel": Choice(("zarbezan", "۱"), IN_TEHRAN, [("rak-divari-6u", "۱"), ("modem-vdsl", "۲")]),
    "bakala": Choice(("powerbank-20000", "۱"), IN_ISFAHAN, [("speaker-jibi", "۱"), ("ketri-esteel", "۲")]),
    "chistatech": Choice(("goshi-hirkan-c1", "۱"), replace(IN_TEHRAN, email=""), [("tv-55", "۱"), ("sharjer-65", "۲")]),
    "atrebeheshti": Choice(
        ("narges", "۱"),
        Addressee(province="آذربایجان شرقی", city="تبریز", landline="", postal_code="5156612345"),
        [("gol-mohammadi", "۲"), ("essence-hel", "۱")],
    ),
}
FOR_STAFF = "desk"
FOR_NEWCOMERS = {"code", "cart-empty", "desk-sign-in"}


@dataclass(frozen=True, slots=True)
class Gallery:
    """Where each kind of page stands, and the people who may see it."""

    addresses: Mapping[str, str]
    buyer: Page
    newcomer: Page
    staff: Page

    def who_sees(self, kind: str) -> Page:
        """Return the browser of the one who may see a page."""
        if kind in FOR_NEWCOMERS:
            return self.newcomer
        return self.staff if kind.startswith(FOR_STAFF) else self.buyer

    def opens(self, kind: str) -> Page:
        """Open a page as the one who may see it."""
        page = self.who_sees(kind)
        page.goto(self.addresses[kind])
        if kind == "delivery-mistakes":
            types(page, name="", city="", address="", plate="", postal_code="")
            goes_on(page)
            page.locator("#mistakes").wait_for()
        return page


@contextmanager
def gallery(shop: RunningShop, browser: Browser) -> Iterator[Gallery]:
    """Walk through the shop once, and note every page on the way."""
    choice = CHOICES[shop.content.name]
    buyer, newcomer, staff = (browser.new_context(locale="fa-IR").new_page() for _ in range(3))
    static = static_kinds(shop.home / "pages")
    found = {kind: f"{shop.at.pages}{path}" for kind, path in static.items()}
    found |= _places_orders(buyer, shop, choice)
    found |= _stays_before_the_bank(buyer, shop, choice)
    for slug, quantity in choice.left:
        takes(buyer, shop, slug, quantity)
    newcomer.goto(f"{shop.at.checkout}/sign-in")
    asks_for_a_code(newcomer, "09128880002")
    arrives(newcomer, "/sign-in/code")
    signs_in_at_the_desk(staff, shop)
    found |= _always_there(shop.at.checkout)
    found |= _found_by_searching(shop, choice)
    found |= _found_by_staff(staff, shop.at.checkout)
    yield Gallery(found, buyer, newcomer, staff)
    for page in (buyer, newcomer, staff):
        page.context.close()


def _places_orders(buyer: Page, shop: RunningShop, choice: Choice) -> Mapping[str, str]:
    """Cancel one order at the bank, leave one to be paid by transfer where the shop knows that, and pay the last."""
    found: dict[str, str] = {}
    takes(buyer, shop, *choice.goods)
    signs_in(buyer, shop, "09128880001")
    gives_address(buyer, choice.who)
    found |= _finishes(buyer)
    found["payment"] = buyer.url
    goes_to_the_bank(buyer, shop)
    cancels_at_the_bank(buyer)
    sees_title(buyer, "پرداخت نشد")
    found["result-not-paid"] = buyer.url
    tracks(buyer)
    found["order-unpaid"] = buyer.url

    takes(buyer, shop, *choice.goods)
    found |= _finishes(buyer)
    transfer = buyer.locator(",".join(f"input[value={kind}]:enabled" for kind in TRANSFERS))
    if transfer.count():
        transfer.first.check()
        goes_on(buyer)
        expect(buyer.locator("#amount")).to_be_visible()
        found["order-transfer"] = buyer.url
        takes(buyer, shop, *choice.goods)
        found |= _finishes(buyer)
    goes_to_the_bank(buyer, shop)
    pays_at_the_bank(buyer)
    sees_title(buyer, "پرداخت شد")
    found["result-paid"] = buyer.url
    tracks(buyer)
    found["order-paid"] = buyer.url
    found["terms"] = f"{buyer.url}/terms"
    found["desk-order"] = f"{shop.at.checkout}/desk/orders/{order_code(buyer)}"
    return found


def _stays_before_the_bank(buyer: Page, shop: RunningShop, choice: Choice) -> Mapping[str, str]:
    """Begin to pay once more, and leave the bank. From now on the page that leads there is in no haste, and can be looked at."""
    addresses: list[str] = []

    def note(request: Request) -> None:
        addresses.append(request.url)

    takes(buyer, shop, *choice.goods)
    _finishes(buyer)
    buyer.on("request", note)
    goes_to_the_bank(buyer, shop)
    buyer.remove_listener("request", note)
    buyer.route(_GOING, _without_haste)
    return {"going": next(filter(_GOING.search, addresses))}


def _without_haste(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=_HASTE.sub("", answer.text()))


def _finishes(page: Page) -> Mapping[str, str]:
    """Go on from the cart or from the way of delivery, step by step, to the payment."""
    found: dict[str, str] = {}
    for _ in range(_MOST_STEPS):
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if "/checkout/identity" in page.url:
            found["identity"] = page.url
            types(page, national_code=NATIONAL_CODE)
        if page.url.endswith("/pay"):
            return found
        at = re.compile(f"^{re.escape(page.url)}$")
        goes_on(page)
        expect(page).not_to_have_url(at)
    return found


def _always_there(there: str) -> Mapping[str, str]:
    return {
        "cart": f"{there}/cart",
        "cart-empty": f"{there}/cart",
        "sign-in": f"{there}/sign-in",
        "code": f"{there}/sign-in/code",
        "delivery": f"{there}/checkout/delivery",
        "delivery-mistakes": f"{there}/checkout/delivery",
        "way": f"{there}/checkout/delivery/method",
        "review": f"{there}/checkout/review",
        "track": f"{there}/track",
        "my-orders": f"{there}/my-orders",
        "contact": f"{there}/contact",
        "error": f"{there}/orders/nothing",
        "desk-sign-in": f"{there}/desk/sign-in",
    }


def _found_by_searching(shop: RunningShop, choice: Choice) -> Mapping[str, str]:
    slug, _ = choice.goods
    return {
        "found": f"{shop.at.checkout}/search?q={slug}",
        "found-nothing": f"{shop.at.checkout}/search?q=xqxqxq",
        "search-found": f"{shop.at.pages}/search.html?q={slug}",
        "search-nothing": f"{shop.at.pages}/search.html?q=xqxqxq",
    }


def _found_by_staff(staff: Page, there: str) -> Mapping[str, str]:
    """Return the desk's pages, which its own bar names, and one payment."""
    bar = staff.locator(".desk-nav a")
    paths = [str(link.get_attribute("href")) for link in bar.all()]
    found = {path.removeprefix("/").replace("/", "-"): f"{there}{path}" for path in paths}
    found["desk-payments"] = f"{there}/desk/payments"
    staff.goto(found["desk-payments"])
    payment = staff.locator("main a[href^='/desk/payments/']").first
    return {**found, "desk-payment": f"{there}{payment.get_attribute('href')}"} if payment.count() else found
