"""A browser as far as a shop without JavaScript needs one: cookies, forms, an Origin, and no redirect unseen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import cast

import httpx2
from jinja2.bccache import Bucket, BytecodeCache
from starlette.applications import Starlette
from starlette.testclient import TestClient

from checkout.web.front import web_app
from checkout.web.headers import SecurityHeaders
from checkout.web.straight import Straight
from shop.order import Order
from shop.release import Sku
from tests.builders import HONEY, ROOT
from tests.checkout.shopper import MOBILE
from tests.fakes import PASSWORD, SITE, World

ADDRESS = {
    "name": "زهرا احمدی",
    "recipient_mobile": "۰۹۱۲۱۲۳۴۵۶۷",
    "landline": "۰۲۵۳۷۰۰۰۰۰۰",
    "province": "قم",
    "city": "قم",
    "address": "خیابان صفائیه، کوچه‌ی ۱۲",
    "plate": "۱۲",
    "postal_code": "۳۷۱۳۱۰۰۰۰۱",
}


@dataclass
class PageForm:
    """A form on a page, with what it would send untouched."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._select = self._area = ""
        self._written = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(given.get("action", ""), given.get("method", "get")))
        elif self.forms and given.get("name"):
            self._take(tag, given)
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1].fields[self._select] = given.get("value", "")

    def _take(self, tag: str, given: dict[str, str]) -> None:
        form, name, value = self.forms[-1], given["name"], given.get("value", "")
        if tag == "input" and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
            form.fields[name] = value
        elif tag == "button":
            form.buttons.append((name, value))
        elif tag == "select":
            self._select = name
            form.fields[name] = ""
        elif tag == "textarea":
            self._area, self._written = name, ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._written += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.forms[-1].fields[self._area] = self._written
            self._area = ""
        elif tag == "select":
            self._select = ""


_SUGGESTIONS = re.compile(r"<datalist.*?</datalist>", re.DOTALL)
"""What a browser offers beside a field and never sends: four hundred cities, on every page that asks for an address."""


@dataclass(frozen=True)
class Page:
    """An answer as the browser shows it."""

    answer: httpx2.Response

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def text(self) -> str:
        return self.answer.text

    @property
    def copied(self) -> str:
        """The page as it is when copied: a number set in fours is one piece."""
        return re.sub(r'<span class="four">(\w+)</span><wbr>', r"\1", self.text)

    @property
    def headers(self) -> Mapping[str, str]:
        return self.answer.headers

    @property
    def to(self) -> str:
        """Where a redirect leads."""
        return self.answer.headers.get("location", "")

    def forms(self) -> list[PageForm]:
        parser = _Forms()
        parser.feed(_SUGGESTIONS.sub("", self.text))
        return parser.forms

    def form(self, action: str) -> PageForm:
        return next(form for form in self.forms() if form.action == action)


class _InMemory(BytecodeCache):
    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _InMemory()
OPEN: list[TestClient] = []
"""The clients of a test, to be closed at its end."""


class Browser:
    """One browser of one visitor."""

    def __init__(self, world: World, *, secure: bool = False) -> None:
        self.world = world
        self.own = world.checkout_url
        app = web_app(world.ports, theme=ROOT / "theme", secure=secure)
        assert isinstance(app, SecurityHeaders)
        straight = cast("Straight", app._app)  # noqa: SLF001 - to compile each template once, not once a test
        cast("Starlette", straight.app).state.front.templates.bytecode_cache = _COMPILED
        self.client = TestClient(app, base_url=self.own, follow_redirects=False, raise_server_exceptions=False)
        self.client.__enter__()
        OPEN.append(self.client)

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self.client.cookies)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Page:
        return Page(self.client.get(path, headers=dict(headers or {})))

    def follow(self, page: Page) -> Page:
        assert page.status == 303, page.text
        return self.get(page.to)

    def post(
        self,
        path: str,
        fields: Mapping[str, str] | None = None,
        *,
        origin: str | None = "",
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """Post a form; ``origin`` is our own unless another is given, and left out with None."""
        sent = dict(headers or {})
        if origin is not None:
            sent["origin"] = origin or self.own
        return Page(self.client.post(path, data=dict(fields or {}), headers=sent))

    def post_bytes(self, path: str, body: bytes, content_type: str) -> Page:
        headers = {"origin": self.own, "content-type": content_type}
        return Page(self.client.post(path, content=body, headers=headers))

    def send_file(self, path: str, fields: Mapping[str, str], name: str, content: bytes, called: str = "x.jpg") -> Page:
        """Post a form with a file chosen in one of its fields."""
        typed = {field: value for field, value in fields.items() if field != name}
        files = {name: (called, content, "application/octet-stream")}
        return Page(self.client.post(path, data=typed, files=files, headers={"origin": self.own}))

    def submit(self, page: Page, action: str, **typed: str) -> Page:
        """Fill in a form of a page and press its button."""
        return self.post(action, {**page.form(action).fields, **typed})

    def add(self, sku: Sku = HONEY, quantity: str = "1") -> Page:
        """Press «add» on a page of the shop."""
        return self.post("/cart/items", {"sku": sku, "quantity": quantity}, origin=SITE)

    def sign_in(self, mobile: str = MOBILE) -> Page:
        page = self.follow(self.submit(self.get("/sign-in"), "/sign-in", mobile=mobile))
        return self.submit(page, "/sign-in/code", code=self.world.last_code(mobile))

    def address(self, **other: str) -> Page:
        return self.submit(self.get("/checkout/delivery"), "/checkout/delivery", **{**ADDRESS, **other})

    def send_by(self, delivery: str = "free-courier") -> Page:
        return self.submit(self.get("/checkout/delivery/method"), "/checkout/delivery/method", delivery=delivery)

    def review(self) -> Page:
        """Go all the way to the review."""
        self.add()
        self.sign_in()
        self.address()
        return self.follow(self.send_by())

    def order(self) -> Order:
        """Place an order; return it."""
        page = self.submit(self.review(), "/checkout/review")
        link = page.to.split("/")[2]
        return next(order for order in self.world.orders() if order.link == link)

    def pay_by(self, order: Order, method: str) -> Page:
        path = f"/orders/{order.link}/pay"
        return self.submit(self.get(path), path, method=method)

    def staff_in(self, name: str = "sara") -> Page:
        return self.submit(self.get("/desk/sign-in"), "/desk/sign-in", staff=name, password=PASSWORD)

    def move(self, code: str, move: str, **typed: str) -> Page:
        """Press one move's button on an order's desk page."""
        path = f"/desk/orders/{code}"
        forms = [form for form in self.get(path).forms() if form.fields.get("move") == move]
        return self.post(path, {**forms[0].fields, **typed})


def unchanged(world: World, work: Callable[[], Page]) -> Page:
    """Return what ``work`` came to, after checking that it changed nothing in the store."""
    before = world.everything()
    page = work()
    assert world.everything() == before
    return page
