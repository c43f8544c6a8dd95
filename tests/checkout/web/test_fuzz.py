"""No input gives a 5xx: every route, its own fields filled with anything, with the right token and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkout.storage.memory import MemoryStore
from checkout.web import cart, desk, desk_payment, desk_sign_in, orders, payments, search, sign_in, steps, stock, track
from checkout.web.guards import csrf_token
from shop.release import Sku
from tests.builders import HONEY, SAFFRON, a_release, an_offer
from tests.checkout.web.browser import ADDRESS, OPEN, Browser, Page
from tests.fakes import World

ROUTES = [
    (method, route.path)
    for module in (cart, sign_in, steps, orders, payments, track, stock, search, desk, desk_payment, desk_sign_in)
    for route in module.ROUTES
    for method in sorted((route.methods or set()) & {"GET", "POST"})
]
FIELDS = [
    *ADDRESS, "sku", "quantity", f"quantity:{HONEY}", "quantity:", "remove", "next", "signature", "csrf", "mobile",
    "code", "city_seen", "place_kind", "email", "note", "legal", "legal_name", "national_id", "economic_number",
    "registration_number", "invoice_in_parcel", "delivery", "key", "reviewed", "method", "amount", "reference",
    "staff", "password", "move", "tracking", "taken", "identity_checked", "Authority", "Status", "state", "outcome", "looked", "",
]  # fmt: skip
ODD = [
    "", " ", "0", "-1", "1.5", "۲", "٢", "1e9", "9" * 20, "9" * 5000, "NaN", "yes", "card", "gateway", "transfer",
    "cash_on_delivery", "card_to_card", "free-courier", "courier", "freight", "قم", "تهران", HONEY, SAFFRON, "هتل",
    "09121234567", "۰۹۱۲۱۲۳۴۵۶۷", "+98", "a@b.ir", "<script>", "{{7*7}}", "%s", "{0}", "{field}", "'\"", "\x00",
    "\x1b", "\u202e", "\u200c", "\ufeff", "\ufffd", "\U0001f600", "a\u0301", "ﷺ" * 300, "../../etc/passwd", "prepared",
    "dispatched", "delivered", "cancelled", "refunded", "transfer_confirmed", "door_payment_taken", "paid", "\r\nX: y",
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=60), st.text("۰۱۲۳۴۵۶۷۸۹٠١٢0123456789٬,.-+ ", max_size=30))
FORMS = st.dictionaries(st.one_of(st.sampled_from(FIELDS), st.text(max_size=10)), TEXTS, max_size=12)


@dataclass
class Scene:
    """A shop in the middle of its day: a buyer with a cart, an order on its way, staff at the desk."""

    browser: Browser
    link: str
    code: str
    attempt: str

    def path(self, template: str, odd: str) -> str:
        known = {"link": self.link, "code": self.code, "attempt": self.attempt}
        return re.sub("{([a-z]+)}", lambda found: quote(odd or known[found[1]], safe=""), template)

    def token(self, template: str) -> str:
        """Return the token that the form of this route carries."""
        purposes = {
            "/cart/lines": "cart",
            "/sign-in": "sign-in",
            "/sign-in/code": "sign-in",
            "/checkout/delivery": "delivery",
            "/checkout/delivery/method": "delivery",
            "/checkout/review": "review",
            "/track": "track",
            "/track/code": "track",
            "/desk/sign-in": "staff-sign-in",
            "/desk/orders/{code}": f"desk:{self.code}",
        }
        purpose = purposes.get(template, f"order:{self.code}")
        holder = self.browser.cookies["staff" if "desk:" in purpose else "cart"]
        return csrf_token(self.browser.world.ports.secret, holder, purpose)


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    world = World(MemoryStore())
    many = [an_offer(stock=9000, maximum=9000), an_offer(SAFFRON, stock=9000, maximum=9000)]
    world.releases.serve(a_release(*many))
    browser = Browser(world)
    OPEN.remove(browser.client)
    browser.staff_in()
    order = browser.order()
    browser.pay_by(order, "gateway")
    browser.pay_by(order, "transfer")
    browser.add(Sku(SAFFRON))
    (attempt,) = world.attempts(order.code)
    yield Scene(browser, order.link, order.code, attempt.id)
    browser.client.__exit__()


def told(page: Page) -> None:
    assert page.status < 500, page.text
    assert page.status in {200, 303, 307, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429}
    assert page.headers["x-frame-options"] == "DENY"


@settings(max_examples=300, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    route=st.sampled_from(ROUTES), fields=FORMS, trusted=st.booleans(), odd=st.sampled_from(["", "", "", "x", "\x00"])
)
def test_no_form_gives_a_5xx(
    scene: Scene, route: tuple[str, str], fields: dict[str, str], *, trusted: bool, odd: str
) -> None:
    method, template = route
    path, browser = scene.path(template, odd), scene.browser
    # Codes and passwords are limited by the hour; and nobody here may sign the two people out for good.
    browser.world.clock.go_on(seconds=1)
    if template in {"/sign-out", "/desk/sign-out"}:
        trusted = False
    if method == "GET":
        told(Page(browser.client.get(path, params=fields)))
        return
    if trusted:
        fields = {**fields, "csrf": scene.token(template)}
    told(browser.post(path, fields))


@settings(max_examples=100, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    route=st.sampled_from([path for method, path in ROUTES if method == "POST"]),
    body=st.binary(max_size=300),
    kind=st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]),
    part=st.sampled_from(
        [b"", b"--b\r\nContent-Disposition: form-data; name=csrf\r\n\r\n", b"--b\r\n", b"sku=", b"csrf="]
    ),
)
def test_no_bytes_give_a_5xx(scene: Scene, route: str, body: bytes, kind: str, part: bytes) -> None:
    told(scene.browser.post_bytes(scene.path(route, ""), part + body, kind))


def test_every_step_survived(scene: Scene) -> None:
    """The people of the scene are still who they were: the fuzz went through their forms, not past them."""
    assert scene.browser.get(f"/orders/{scene.link}").status == 200
    assert scene.browser.get(f"/desk/orders/{scene.code}").status == 200
