"""Who may post: the matrix of browsers, origins and tokens. What is refused changes nothing and sets no cookie."""

from __future__ import annotations

import pytest

from tests.builders import HONEY
from tests.checkout.web.browser import ADDRESS, Browser, Page, unchanged
from tests.fakes import OWN, SITE, World

ITEM = {"sku": HONEY, "quantity": "2"}
CROSS, SAME_SITE, SAME_ORIGIN = ({"sec-fetch-site": site} for site in ("cross-site", "same-site", "same-origin"))

STRANGERS = [
    "https://evil.example",
    "http://127.0.0.1:8002",
    "http://127.0.0.1",
    "https://127.0.0.1:8000",
    "http://127.0.0.1:8000.evil.example",
    "http://127.0.0.1:8000/",
    "http://127.0.0.1:8000, http://evil.example",
    "HTTP://127.0.0.1:8000",
    "NULL",
    "",
]


def refused(page: Page) -> None:
    assert page.status == 403
    assert "set-cookie" not in page.headers
    assert "چیزی تغییر نکرد" in page.text


@pytest.mark.parametrize(
    ("origin", "headers"),
    [(SITE, {}), (SITE, SAME_SITE), (SITE, CROSS), (OWN, {}), (OWN, SAME_ORIGIN)],
)
def test_a_page_of_the_shop_adds_an_item(browser: Browser, world: World, origin: str, headers: dict[str, str]) -> None:
    page = browser.post("/cart/items", ITEM, origin=origin, headers=headers)
    assert page.to == "/cart"
    assert "set-cookie" in page.headers
    assert len(world.everything()["sessions"]) == 1


@pytest.mark.parametrize("origin", [None, "null"])
@pytest.mark.parametrize("headers", [{}, CROSS, SAME_SITE, SAME_ORIGIN])
def test_an_item_of_unknown_origin_is_asked_about_first_and_stores_nothing(
    browser: Browser, world: World, origin: str | None, headers: dict[str, str]
) -> None:
    page = unchanged(world, lambda: browser.post("/cart/items", ITEM, origin=origin, headers=headers))
    assert page.status == 200
    assert "set-cookie" not in page.headers
    confirmed = browser.submit(page, "/cart/items/confirm")
    assert confirmed.to == "/cart"
    assert world.everything()["sessions"][0]["cart"][0]["quantity"] == 2


@pytest.mark.parametrize("origin", STRANGERS)
@pytest.mark.parametrize("headers", [{}, SAME_SITE])
def test_a_stranger_adds_nothing(browser: Browser, world: World, origin: str, headers: dict[str, str]) -> None:
    sent = {**headers, "origin": origin}
    refused(unchanged(world, lambda: browser.post("/cart/items", ITEM, origin=None, headers=sent)))


@pytest.mark.parametrize("origin", [*STRANGERS, "null", SITE])
def test_nobody_but_our_own_page_confirms_an_item(browser: Browser, world: World, origin: str) -> None:
    asked = browser.post("/cart/items", ITEM, origin=None)
    fields = asked.form("/cart/items/confirm").fields
    refused(
        unchanged(world, lambda: browser.post("/cart/items/confirm", fields, origin=None, headers={"origin": origin}))
    )


def test_a_browser_that_hides_all_confirms_by_the_signature_alone(browser: Browser) -> None:
    asked = browser.post("/cart/items", ITEM, origin=None)
    fields = asked.form("/cart/items/confirm").fields
    assert browser.post("/cart/items/confirm", fields, origin=None).to == "/cart"
    refused(browser.post("/cart/items/confirm", fields, origin=None, headers=CROSS))


@pytest.mark.parametrize("change", [{"quantity": "5"}, {"sku": "BAQ-ZAFERAN-1"}, {"signature": ""}, {"signature": "۰"}])
def test_a_signature_is_good_for_its_own_item_only(browser: Browser, world: World, change: dict[str, str]) -> None:
    fields = browser.post("/cart/items", ITEM, origin=None).form("/cart/items/confirm").fields
    refused(unchanged(world, lambda: browser.post("/cart/items/confirm", {**fields, **change})))


def own_forms(browser: Browser) -> list[tuple[str, dict[str, str]]]:
    """Return every form of the buyer's own pages with its hidden fields, ready to be sent."""
    browser.review()
    return [
        ("/cart/lines", browser.get("/cart").form("/cart/lines").fields),
        ("/sign-in", {**browser.get("/sign-in").form("/sign-in").fields, "mobile": "09350000009"}),
        ("/sign-in/code", {**browser.get("/sign-in").form("/sign-in").fields, "code": "123456"}),
        ("/checkout/delivery", {**browser.get("/checkout/delivery").form("/checkout/delivery").fields, **ADDRESS}),
        (
            "/checkout/delivery/method",
            browser.get("/checkout/delivery/method").form("/checkout/delivery/method").fields,
        ),
        ("/checkout/review", browser.get("/checkout/review").form("/checkout/review").fields),
        ("/track", {**browser.get("/track").form("/track").fields, "mobile": "09350000009"}),
        ("/track/code", {**browser.get("/track").form("/track").fields, "mobile": "09350000009", "code": "123456"}),
        ("/desk/sign-in", {**browser.get("/desk/sign-in").form("/desk/sign-in").fields, "staff": "x", "password": "y"}),
    ]


def order_forms(browser: Browser) -> list[tuple[str, dict[str, str]]]:
    order = browser.order()
    page = f"/orders/{order.link}"
    forms = [(f"{page}/pay", browser.get(f"{page}/pay").form(f"{page}/pay").fields)]
    browser.pay_by(order, "card_to_card")
    told = {"amount": "240000", "reference": "1"}
    return [*forms, *((form.action, {**form.fields, **told}) for form in browser.get(page).forms())]


def desk_forms(browser: Browser) -> list[tuple[str, dict[str, str]]]:
    order = browser.order()
    browser.pay_by(order, "card_to_card")
    browser.staff_in()
    forms = browser.get(f"/desk/orders/{order.code}").forms()
    return [(form.action, {**form.fields, "reference": "1", "note": "x"}) for form in forms]


@pytest.mark.parametrize("pages", ["own", "order", "desk"])
@pytest.mark.parametrize(
    "sent",
    [
        *({"origin": origin} for origin in ["https://evil.example", SITE, "null", "http://127.0.0.1:8002"]),
        {},
        CROSS,
        SAME_SITE,
        {"sec-fetch-site": "none"},
        {"origin": SITE, **SAME_ORIGIN},
    ],
)
def test_no_form_of_ours_is_taken_from_elsewhere(
    browser: Browser, world: World, pages: str, sent: dict[str, str]
) -> None:
    forms = {"own": own_forms, "order": order_forms, "desk": desk_forms}[pages](browser)
    assert len(forms) >= 3
    for path, fields in forms:
        refused(unchanged(world, lambda: browser.post(path, fields, origin=None, headers=sent)))  # noqa: B023


@pytest.mark.parametrize("pages", ["own", "order", "desk"])
def test_no_form_of_ours_is_taken_without_its_own_token(browser: Browser, world: World, pages: str) -> None:
    forms = {"own": own_forms, "order": order_forms, "desk": desk_forms}[pages](browser)
    tokens = {fields["csrf"] for _, fields in forms}
    stranger = Browser(world).get("/sign-in").form("/sign-in").fields["csrf"]
    for path, fields in forms:
        for token in {"", "x", stranger, fields["csrf"][:-1], "ک" * 64} | (tokens - {fields["csrf"]}):
            refused(unchanged(world, lambda: browser.post(path, {**fields, "csrf": token})))  # noqa: B023


def test_a_browser_without_origin_is_believed_by_its_fetch_site(browser: Browser) -> None:
    page = browser.get("/sign-in")
    fields = {**page.form("/sign-in").fields, "mobile": "09121234567"}
    assert browser.post("/sign-in", fields, origin=None, headers=SAME_ORIGIN).to == "/sign-in/code"


def test_a_token_dies_with_the_session_it_was_made_for(browser: Browser, world: World) -> None:
    page = browser.get("/sign-in")
    fields = page.form("/sign-in").fields
    browser.sign_in()
    refused(unchanged(world, lambda: browser.post("/sign-in", {**fields, "mobile": "09350000009"})))


def test_one_orders_token_moves_no_other_order(browser: Browser, world: World) -> None:
    first = browser.order()
    world.clock.go_on(hours=1)
    second = browser.order()
    token = browser.get(f"/orders/{first.link}/pay").form(f"/orders/{first.link}/pay").fields["csrf"]
    for path in ("pay", "cancel", "transfer"):
        refused(
            unchanged(
                world,
                lambda: browser.post(f"/orders/{second.link}/{path}", {"csrf": token, "method": "gateway"}),  # noqa: B023
            )
        )


def test_signing_in_gives_the_browser_another_cookie_and_the_old_one_is_worth_nothing(
    browser: Browser, world: World
) -> None:
    browser.add()
    old = browser.cookies["cart"]
    browser.sign_in()
    assert browser.cookies["cart"] != old
    thief = Browser(world)
    thief.client.cookies.set("cart", old)
    assert thief.get("/checkout").to == "/cart"


def test_BAQ_055_signing_out_takes_the_cookie_and_the_session(browser: Browser, world: World) -> None:
    """BAK-031."""
    browser.add()
    browser.sign_in()
    kept = browser.cookies["cart"]
    page = browser.submit(browser.get("/cart"), "/sign-out")
    assert page.to == "/cart"
    assert browser.cookies.get("cart") != kept
    assert world.everything()["sessions"] == []
