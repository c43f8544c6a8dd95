"""The desk's page «شرایط ناگزیر», and the banner that everybody sees while a declared period lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from tests.builders import a_shop, in_tehran
from tests.checkout.life import an_order_at, ordered, sent
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import move
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.checkout.web.test_headers import BrokenStore
from tests.fakes import DownStore, World

PATH = "/desk/force-majeure"
REASON = "راه‌ها با برف بسته است"
BANNER = "تا پایان دوشنبه ۱۶ آذر ۱۴۰۵"
FIRST, AFTER = in_tehran("1405/09/14", "00:00"), in_tehran("1405/09/17", "00:00")
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def desk(world: World) -> Browser:
    opened(world, "bakala")
    staff = Browser(world)
    staff.staff_in()
    return staff


def press(desk: Browser, move: str = "declare", **typed: str) -> Page:
    form = next(form for form in desk.get(PATH).forms() if form.fields.get("move") == move)
    return desk.post(PATH, {**form.fields, **typed})


def declare(desk: Browser, first: str = "۱۴۰۵/۰۹/۱۴", last: str = "1405-9-16", reason: str = REASON) -> Page:
    return press(desk, first_day=first, last_day=last, reason=reason)


def test_BAK_130_every_page_of_the_checkout_and_the_desk_tells_of_it_while_it_lasts(
    browser: Browser, desk: Browser, world: World
) -> None:
    order = an_order_at(world, "bakala", pays="")
    pages = ("/cart", "/sign-in", "/track", f"/orders/{order.link}", f"/orders/{order.link}/pay", "/nothing")
    at_desk = ("/desk", "/desk/due", "/desk/sales", PATH, f"/desk/orders/{order.code}")

    def told() -> set[bool]:
        desk.staff_in()
        shown = [*(browser.get(path) for path in pages), *(desk.get(path) for path in at_desk)]
        return {BANNER in page.text and REASON in page.text for page in shown}

    assert declare(desk).to == PATH
    world.clock.now = FIRST - MICROSECOND
    assert "notice warn" not in browser.get("/cart").text
    world.clock.now = FIRST
    assert told() == {True}
    cart = browser.get("/cart").text
    assert f"{REASON}. {BANNER}" in cart
    assert "/policies/terms.html#force-majeure" in cart
    world.clock.now = AFTER - MICROSECOND
    assert told() == {True}
    world.clock.now = AFTER
    assert BANNER not in browser.get("/cart").text


def test_BAK_130_an_order_of_an_older_release_is_told_of_it_too(browser: Browser, desk: Browser, world: World) -> None:
    opened(world, "bakala", force_majeure=None)
    order = an_order_at(world, "bakala")
    opened(world, "bakala")
    declare(desk)
    world.clock.now = FIRST
    desk.staff_in()
    assert BANNER in browser.get(f"/orders/{order.link}").text
    page = desk.get(f"/desk/orders/{order.code}").text
    assert BANNER in page
    assert f'href="{PATH}"' in page


def test_BAK_130_nothing_is_marked_late_and_refunds_stay_on_the_list(
    browser: Browser, desk: Browser, world: World
) -> None:
    late = sent(world, an_order_at(world, "bakala"))
    owed = ordered(world, "bakala", an_item(a_shop("bakala"), 2_400_000), mobile="09350000001")
    move(world, owed, "cancelled", why="stock")
    declare(desk)
    world.clock.now = AFTER - MICROSECOND
    desk.staff_in()
    due = desk.get("/desk/due").text
    assert (owed.code in due, late.code in due, "class=late" in due) == (True, False, False)
    assert "گذشته" not in desk.get(f"/desk/orders/{late.code}").text
    assert "دیر شده است" not in browser.get(f"/orders/{late.link}").text
    assert "این مهلت گذشته است" not in browser.get(f"/orders/{owed.link}").text

    world.clock.now = AFTER
    due = desk.get("/desk/due").text
    assert (owed.code in due, late.code in due, due.count("class=late")) == (True, True, 2)
    assert "گذشته" in desk.get(f"/desk/orders/{late.code}").text
    assert "دیر شده است" in browser.get(f"/orders/{late.link}").text
    assert "این مهلت گذشته است" in browser.get(f"/orders/{owed.link}").text


def test_BAK_130_a_buyer_pays_on_the_order_page_in_the_time_that_came_back(browser: Browser, world: World) -> None:
    world.clock.now = in_tehran("1405/09/13", "12:00")
    opened(world, "baqiyat", force_majeure={"clause": "terms#force-majeure"})
    order = browser.order()
    staff = Browser(world)
    staff.staff_in()
    declare(staff)
    world.clock.now = in_tehran("1405/09/17", "12:00")
    page = browser.get(f"/orders/{order.link}").text
    assert "تا سه‌شنبه ۱۷ آذر ۱۴۰۵، ساعت ۱۲:۰۰" in page
    assert f"/orders/{order.link}/pay" in page
    assert "۱۷ آذر" in browser.get(f"/orders/{order.link}/pay").text
    staff.staff_in()
    assert "سه‌شنبه ۱۷ آذر ۱۴۰۵، ساعت ۱۲:۰۰" in staff.get(f"/desk/orders/{order.code}").text
    world.clock.go_on(seconds=1)
    assert f'href="/orders/{order.link}/pay"' not in browser.get(f"/orders/{order.link}").text


def test_BAK_130_only_staff_declare_or_end_a_period(browser: Browser, desk: Browser, world: World) -> None:
    declare(desk)
    fields = {"move": "declare", "first_day": "1405/10/01", "last_day": "1405/10/02", "reason": "x"}
    period = str(world.everything()["force_majeure"][0]["id"])
    assert browser.get(PATH).to == "/desk/sign-in"
    for sent_by in (fields, {"move": "end", "period": period}):
        assert unchanged(world, partial(browser.post, PATH, sent_by)).to == "/desk/sign-in"
    browser.sign_in()
    assert unchanged(world, lambda: browser.post(PATH, fields)).to == "/desk/sign-in"


def test_BAK_130_a_press_from_elsewhere_or_of_no_known_move_changes_nothing(desk: Browser, world: World) -> None:
    fields = {
        **next(form.fields for form in desk.get(PATH).forms() if form.fields.get("move") == "declare"),
        "first_day": "1405/09/14",
        "last_day": "1405/09/16",
        "reason": REASON,
    }
    sales = next(form.fields["csrf"] for form in desk.get("/desk/sales").forms() if form.fields.get("move") == "stop")
    assert unchanged(world, lambda: desk.post(PATH, fields, origin="https://evil.example")).status == 403
    for token in ("x", sales):
        assert unchanged(world, partial(desk.post, PATH, {**fields, "csrf": token})).status == 403
    assert unchanged(world, lambda: desk.post(PATH, {**fields, "move": "burn"})).status == 404
    assert unchanged(world, lambda: desk.post(PATH, {**fields, "move": "end", "period": "none"})).status == 404
    assert desk.post(PATH, fields).to == PATH


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param(("۱۴۰۵/۰۹/۱۶", "۱۴۰۵/۰۹/۱۴", REASON), "روز پایان پیش از روز آغاز است", id="backwards"),
        pytest.param(("1405/09/01", "1405/09/10", REASON), "این دوره گذشته است", id="all past"),
        pytest.param(("1405/09/31", "1405/10/02", REASON), "روز آغاز را به شکل ۱۴۰۵/۰۶/۱۴", id="no such day"),
        pytest.param(("فردا", "1405/10/02", REASON), "روز آغاز را به شکل ۱۴۰۵/۰۶/۱۴", id="no date"),
        pytest.param(("1405/09/12", "", REASON), "روز پایان را بنویسید", id="no end"),
        pytest.param(("1405/09/12", "1405/09/13", " "), "علت را بنویسید", id="no reason"),
        pytest.param(("1405/09/12", "1405/09/13", "ب" * 201), "علت بلندتر از اندازه است", id="too long a reason"),
        pytest.param(
            ("۱۴۰۵/۰۹/۲۲", "۱۴۰۵/۰۹/۲۵", REASON), "از ۲۰ آذر ۱۴۰۵ تا ۲۲ آذر ۱۴۰۵ پیش‌تر اعلام شده است", id="overlap"
        ),
    ],
)
def test_BAK_130_bad_days_are_told_beside_their_fields_and_keep_what_was_typed(
    desk: Browser, world: World, typed: tuple[str, str, str], said: str
) -> None:
    declare(desk, "1405/09/20", "1405/09/22", "سیل")
    page = unchanged(world, lambda: declare(desk, *typed))
    assert (page.status, said in page.text, "mistakes" in page.text) == (422, True, True)
    form = next(form for form in page.forms() if form.fields.get("move") == "declare")
    assert (form.fields["first_day"], form.fields["last_day"], form.fields["reason"]) == typed


def test_BAK_130_the_page_shows_who_declared_what_and_ends_it_early(browser: Browser, desk: Browser) -> None:
    declare(desk, "۱۴۰۵/۰۹/۱۱", "٢٠٢٦-١٢-٠٤", "<b>سیل</b>")
    page = desk.get(PATH).text
    assert "۱۱ آذر ۱۴۰۵ تا پایان ۱۳ آذر ۱۴۰۵: &lt;b&gt;سیل&lt;/b&gt;" in page
    assert "اعلام چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۱۰:۰۰، sara" in page
    assert "در جریان" in page
    assert "&lt;b&gt;سیل" in browser.get("/cart").text
    assert press(desk, "end").to == PATH
    ended = desk.get(PATH)
    assert "پایان پیش از موعد چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۱۰:۰۰، sara" in ended.text
    assert not [form for form in ended.forms() if form.fields.get("move") == "end"]
    assert "سیل" not in browser.get("/cart").text


@pytest.mark.parametrize("name", ["baqiyat", "payatel", "chistatech", "atrebeheshti"])
def test_BAK_130_a_shop_without_the_rule_has_no_such_page(browser: Browser, world: World, name: str) -> None:
    opened(world, name)
    browser.staff_in()
    assert browser.get(PATH).status == 404
    assert PATH not in browser.get("/desk").text
    token = next(form.fields["csrf"] for form in browser.get("/desk/sales").forms() if "csrf" in form.fields)
    assert unchanged(world, lambda: browser.post(PATH, {"csrf": token, "move": "declare"})).status == 403


@pytest.mark.parametrize(("store", "status"), [(DownStore(), 503), (BrokenStore(), 500)])
def test_BAK_130_when_the_store_does_not_answer_the_page_that_says_so_does_without_the_banner(
    world: World, store: DownStore | BrokenStore, status: int
) -> None:
    opened(world, "bakala")
    world.ports = replace(world.ports, store=store)
    browser = Browser(world)
    page = browser.get("/cart")
    assert (page.status, "<h1>" in page.text, "شرایط ناگزیر" in page.text) == (status, True, False)
