"""What the staff do at the desk, in the shopkeeper's words."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

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
    makes(page, "transfer_confirmed", reference=reference)


def begins_preparing(page: Page) -> None:
    makes(page, "prepared", then="preparing")


def dispatches(page: Page, tracking: str = "", **told: str | bool) -> None:
    makes(page, "dispatched", then="dispatched", tracking=tracking, **told)


def takes_payment_at_the_door(page: Page, amount: str) -> None:
    makes(page, "door_payment_taken", then="dispatched", amount=amount, taken="cash", collector="رضا محمدی")


def delivers(page: Page, **told: str | bool) -> None:
    makes(page, "delivered", then="delivered", **told)


def makes(page: Page, move: EventKind, *, then: State | None = None, **told: str | bool) -> None:
    """Fill in the form of a move, field by field, and press its button."""
    form = form_of(page, move)
    for name, value in told.items():
        field = page.locator(f"#{move}-{name}")
        if value is True:
            field.check()
        elif field.evaluate("field => field.matches('select')"):
            field.select_option(str(value))
        else:
            field.fill(str(value))
    form.get_by_role("button").click()
    if then:
        sees_title(page, STATES[then])


def may_make(page: Page, move: EventKind) -> bool:
    """Say whether the desk offers a move now."""
    return page.locator(f"input[name=move][value={move}]").count() == 1


def form_of(page: Page, move: EventKind) -> Locator:
    """Return the form of a move; one that is not the next thing to do is folded, and is opened."""
    form = page.locator("form", has=page.locator(f"input[name=move][value={move}]"))
    fold = page.locator("details:not([open])", has=form)
    if fold.count():
        fold.locator("summary").click()
    return form


def is_refused(page: Page, *words: str) -> None:
    """See that the move was refused, for a reason that has these words in it."""
    for each in words:
        expect(page.get_by_role("alert")).to_contain_text(each)


def stops_sales(page: Page) -> None:
    _switches_sales(page, "توقف همه‌ی فروش", then="متوقف")


def resumes_sales(page: Page) -> None:
    _switches_sales(page, "ازسرگیری فروش", then="باز")


def _switches_sales(page: Page, button: str, *, then: str) -> None:
    page.locator(".desk-nav a[href='/desk/sales']").click()
    sees_title(page, "فروش")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text(then)
