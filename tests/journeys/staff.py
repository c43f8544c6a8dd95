"""What the staff do at the desk, in the shopkeeper's words."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from checkout.web.words import STATES
from scripts.lib.serve import STAFF
from shop.lifecycle import EventKind, State
from tests.journeys.buyer import arrives, goes_on, sees_title, types
from tests.journeys.running_shop import RunningShop


def signs_in_at_the_desk(page: Page, shop: RunningShop) -> None:
    page.goto(f"{shop.at.checkout}/desk")
    arrives(page, "/desk/sign-in")
    types(page, staff=STAFF, password=shop.password)
    goes_on(page)
    sees_title(page, STATES["queued"])


def opens_order(page: Page, *, code: str, among: State) -> None:
    """Go to an order by its state's list."""
    page.locator(".desk-nav a[href='/desk']").click()
    page.locator(f"main a[href='/desk?state={among}']").click()
    sees_title(page, STATES[among])
    page.get_by_role("link", name=code).click()
    sees_title(page, code)


def confirms_transfer(page: Page, reference: str) -> None:
    types(page, **{"transfer_confirmed-reference": reference})
    makes(page, "transfer_confirmed")


def begins_preparing(page: Page) -> None:
    makes(page, "prepared", then="preparing")


def dispatches(page: Page, tracking: str = "") -> None:
    types(page, **{"dispatched-tracking": tracking})
    makes(page, "dispatched", then="dispatched")


def takes_payment_at_the_door(page: Page, toman: str) -> None:
    types(page, **{"door_payment_taken-amount": toman})
    page.locator("#door_payment_taken-taken").select_option("cash")
    makes(page, "door_payment_taken", then="dispatched")


def delivers(page: Page, *, identity_checked: bool = False) -> None:
    if identity_checked:
        page.locator("#delivered-identity_checked").check()
    makes(page, "delivered", then="delivered")


def makes(page: Page, move: EventKind, *, then: State | None = None) -> None:
    """Press the button of a move; one that stands aside is unfolded first."""
    form = page.locator("form", has=page.locator(f"input[name=move][value={move}]"))
    if not form.is_visible():
        page.locator("details", has=form).locator("summary").click()
    form.get_by_role("button").click()
    if then:
        sees_title(page, STATES[then])


def is_refused(page: Page, *words: str) -> None:
    """See that the move was refused, for a reason that has these words in it."""
    for each in words:
        expect(page.get_by_role("alert")).to_contain_text(each)
