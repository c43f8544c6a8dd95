"""Lists that grow for ever are read in pages, without JavaScript, and each page is as long as any other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.kinds import ORDERS, TICKETS
from checkout.records import Ticket
from checkout.use_cases.desk_orders import MOST_COUNTED
from checkout.use_cases.grant_quantity import grant_quantity
from checkout.use_cases.in_pages import PAGE
from shop.order import Mobile, OrderCode
from shop.text import persian_digits
from tests.builders import HONEY, PLACED_AT, an_order, paid
from tests.checkout.long_history import all_of, attempts_in, with_past_orders
from tests.checkout.shopper import MOBILE
from tests.checkout.web.browser import Browser, Page
from tests.fakes import World

COUNT = 200
"""Past orders; 40 of them are under way, and 6 to 8 of every 10 others were delivered."""


def codes(page: Page) -> list[str]:
    """Return the orders that a list shows, in its order."""
    return re.findall(
        r'<(?:th scope="row"|p class="row row--apart")><a href="/[^"]*"><bdi[^>]*>([^<]+)</bdi>', page.text
    )


def older(page: Page) -> str:
    """Return where the next page is, '' on the last."""
    found = re.search(r'rel="next" href="([^"]+)"', page.text)
    return found[1].replace("&amp;", "&") if found else ""


def read_through(browser: Browser, path: str) -> list[list[str]]:
    """Return what each page of a list shows."""
    pages = []
    while path:
        page = browser.get(path)
        assert page.status == 200
        pages.append(codes(page))
        path = older(page)
    return pages


@pytest.fixture
def staff(browser: Browser) -> Browser:
    browser.staff_in()
    return browser


def in_state(world: World, state: str) -> list[str]:
    newest = sorted(world.orders(), key=lambda order: order.placed_at, reverse=True)
    return [order.code for order in newest if order.state == state]


def test_orders_that_are_over_are_listed_fifty_at_a_time_the_newest_first(staff: Browser, world: World) -> None:
    with_past_orders(world, COUNT)
    pages = read_through(staff, "/desk?state=delivered")
    assert [len(page) for page in pages] == [PAGE, PAGE, 28]
    assert [code for page in pages for code in page] == in_state(world, "delivered")


def all_queued(world: World, count: int) -> list[str]:
    """Let so many orders wait in the shop, a minute apart; return their codes, the oldest first."""
    at = [PLACED_AT + timedelta(minutes=n) for n in range(count)]
    orders = [paid(an_order(code=f"BQ-{9000 - n}", placed_at=one)) for n, one in enumerate(at)]
    with world.store.transaction() as tx:
        for order in orders:
            tx.put(ORDERS, order)
    return [order.code for order in orders]


def test_orders_to_work_on_are_listed_fifty_at_a_time_the_oldest_first(staff: Browser, world: World) -> None:
    waiting = all_queued(world, 2 * PAGE + 3)
    pages = read_through(staff, "/desk?state=queued")
    assert [len(page) for page in pages] == [PAGE, PAGE, 3]
    assert [code for page in pages for code in page] == waiting


def test_a_second_page_of_work_leads_to_newer_ones_and_back_to_the_oldest(staff: Browser, world: World) -> None:
    all_queued(world, PAGE + 1)
    first = staff.get("/desk?state=queued")
    assert ("تازه‌ترها" in first.text, "قدیمی‌ترین‌ها" in first.text) == (True, False)
    second = staff.get(older(first))
    assert '<a class="button button--text" href="/desk?state=queued">قدیمی‌ترین‌ها</a>' in second.text


def test_a_second_page_leads_back_to_the_newest_and_keeps_its_state(staff: Browser, world: World) -> None:
    with_past_orders(world, COUNT)
    first = staff.get("/desk?state=delivered")
    assert "تازه‌ترین‌ها" not in first.text
    second = staff.get(older(first))
    assert '<a class="button button--text" href="/desk?state=delivered">تازه‌ترین‌ها</a>' in second.text
    assert "<h1>تحویل" in second.text


def test_what_is_due_is_read_and_shown_up_to_a_bound_and_the_rest_is_told(staff: Browser, world: World) -> None:
    waiting = all_queued(world, MOST_COUNTED + 1)
    world.clock.go_on(days=30)
    staff.staff_in()
    page = staff.get("/desk/due")

    shown = re.findall(r'<a href="/desk/orders/([^"]+)">', page.text)
    assert shown == sorted(waiting[:MOST_COUNTED])[:200]  # all have the same time
    assert "۸۰۰ کار دیگر پس از این‌هاست" in page.text
    assert "در «در صف آماده‌سازی» فقط ۱۰۰۰ سفارش قدیمی‌تر دیده شده است" in page.text


def test_where_all_that_is_due_is_shown_nothing_is_told_of_a_rest(staff: Browser, world: World) -> None:
    all_queued(world, 3)
    world.clock.go_on(days=30)
    staff.staff_in()
    page = staff.get("/desk/due")
    assert ("کار دیگر" in page.text, "دیده شده است" in page.text, page.text.count("/desk/orders/")) == (False, False, 3)


def test_a_buyers_orders_are_found_in_pages_by_their_mobile(staff: Browser, world: World) -> None:
    with_past_orders(world, 130)
    all_of(world, Mobile(MOBILE))
    pages = read_through(staff, f"/desk/find?code={persian_digits(MOBILE)}")
    newest = sorted(world.orders(), key=lambda order: order.placed_at, reverse=True)
    assert [code for page in pages for code in page] == [order.code for order in newest]
    assert [len(page) for page in pages] == [PAGE, PAGE, 30]


def test_a_single_order_on_the_last_page_is_shown_as_a_list(staff: Browser, world: World) -> None:
    with_past_orders(world, PAGE + 1)
    all_of(world, Mobile(MOBILE))
    assert [len(page) for page in read_through(staff, f"/desk/find?code={MOBILE}")] == [PAGE, 1]


def test_BAQ_105_a_buyer_reads_all_their_own_orders_in_pages(browser: Browser, world: World) -> None:
    with_past_orders(world, 130)
    all_of(world, Mobile(MOBILE))
    browser.sign_in()
    pages = read_through(browser, "/my-orders")
    newest = sorted(world.orders(), key=lambda order: order.placed_at, reverse=True)
    assert [code for page in pages for code in page] == [order.code for order in newest]
    assert [len(page) for page in pages] == [PAGE, PAGE, 30]


def test_a_list_that_fits_one_page_turns_nowhere(browser: Browser, world: World) -> None:
    with_past_orders(world, PAGE)
    all_of(world, Mobile(MOBILE))
    browser.sign_in()
    page = browser.get("/my-orders")
    assert (len(codes(page)), older(page)) == (PAGE, "")
    assert "تازه‌ترین‌ها" not in page.text


@pytest.mark.parametrize(
    "mark", ["\x00", "x" * 5000, "%", "سفارش", "' or 1=1 --", "\ud800".encode("utf-8", "replace").decode()]
)
def test_a_mark_that_was_made_up_shows_some_page_and_no_error(staff: Browser, world: World, mark: str) -> None:
    with_past_orders(world, 60)
    for path in ("/desk?state=delivered", "/desk/find?code=09121234567", "/desk/payments"):
        page = Page(staff.client.get(path, params={"state": "delivered", "code": MOBILE, "after": mark}))
        assert page.status == 200


def test_the_desk_counts_up_to_a_thousand(staff: Browser, world: World) -> None:
    with_past_orders(world, 41)
    (over,) = [order for order in world.orders() if order.state == "delivered"]
    with world.store.transaction() as tx:
        for number in range(999):
            tx.put(ORDERS, replace(over, code=OrderCode(f"BQ-{number}")))
    assert "تحویل شد (۱۰۰۰)</a>" in staff.get("/desk").text
    world.keep_order(replace(over, code=OrderCode("BQ-1000")))
    assert "تحویل شد (۱۰۰۰+)</a>" in staff.get("/desk").text


def test_payments_for_a_person_stand_in_pages_of_their_own_and_the_newest_above_the_orders(
    staff: Browser, world: World
) -> None:
    attempts_in(world, "needs_person", 130)
    desk = staff.get("/desk")
    assert desk.text.count('<li><a href="/desk/payments/') == 5
    assert '<a href="/desk/payments">' in desk.text
    pages = read_through(staff, "/desk/payments")
    assert [len(page) for page in pages] == [PAGE, PAGE, 30]


def test_few_payments_for_a_person_need_no_page_of_their_own(staff: Browser, world: World) -> None:
    attempts_in(world, "needs_person", 5)
    assert 'href="/desk/payments"' not in staff.get("/desk").text
    assert "چنین پرداختی نیست" not in staff.get("/desk/payments").text


def test_nothing_for_a_person_is_said_so(staff: Browser) -> None:
    assert "چنین پرداختی نیست" in staff.get("/desk/payments").text


def test_what_was_granted_is_listed_in_pages_the_newest_first(staff: Browser, world: World) -> None:
    mobiles = [Mobile(f"0912{number:07d}") for number in range(130)]
    for mobile in mobiles:
        world.clock.go_on(minutes=1)
        grant_quantity(world.ports, mobile, HONEY, 9, "sara")
    shown, path = [], "/desk/sales"
    while path:
        page = staff.get(path)
        shown.append(re.findall(r'name="mobile" value="(0912\d+)"', page.text))
        path = older(page)
    assert [len(one) for one in shown] == [PAGE, PAGE, 30]
    assert [mobile for one in shown for mobile in one] == list(reversed(mobiles))


def test_payments_for_a_person_are_for_staff_only(browser: Browser) -> None:
    assert browser.get("/desk/payments").to == "/desk/sign-in"


def test_an_order_shows_the_last_fifty_letters_about_it_and_says_where_the_others_are(
    staff: Browser, world: World
) -> None:
    code = with_past_orders(world, 1)[0]
    letter = Ticket(id="", order=code, subject="پیگیری", name="زهرا", reach=MOBILE, text="", at=world.clock())
    with world.store.transaction() as tx:
        for number in range(60):
            world.clock.go_on(minutes=1)
            tx.put(TICKETS, replace(letter, id=f"{number}", text=f"نامه‌ی {number:02d}.", at=world.clock()))
    page = staff.get(f"/desk/orders/{code}")
    assert re.findall(r"نامه‌ی (\d\d)\.", page.text) == [f"{number:02d}" for number in range(10, 60)]
    assert "پیام‌های قدیمی‌تر در ایمیل فروشگاه است" in page.text
