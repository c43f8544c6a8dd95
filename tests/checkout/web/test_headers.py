"""Every answer carries the headers, whatever its status, and every refusal is a page in Persian."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import replace

import pytest

from checkout.storage.memory import MemoryStore
from checkout.store import Transaction
from checkout.web.forms import MOST_BYTES
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import DownStore, World

ALWAYS = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "geolocation=(), camera=(), microphone=(), payment=()",
    "referrer-policy": "strict-origin",
    "x-robots-tag": "noindex",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' http://127.0.0.1:8000; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
}
URLENCODED = "application/x-www-form-urlencoded"


class BrokenStore:
    """A store with a fault that nobody foresaw."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        raise RuntimeError("nobody foresaw this")
        yield

    def leads(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing is open."""


def check(page: Page, status: int, cached: str = "no-store") -> None:
    assert page.status == status
    assert {name: page.headers[name] for name in ALWAYS} == ALWAYS
    assert page.headers["cache-control"] == cached
    assert "server" not in page.headers
    if status >= 400 and page.text:
        assert '<html lang="fa" dir="rtl"' in page.text
        assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    "path",
    ["/cart", "/sign-in", "/track", "/desk/sign-in", "/health", "/robots.txt"],
)
def test_pages_are_never_kept_by_caches(browser: Browser, path: str) -> None:
    check(browser.get(path), 200)


@pytest.mark.parametrize(
    "path", ["/checkout", "/checkout/delivery", "/checkout/review", "/sign-in/code", "/desk", "/desk/orders/BQ-1"]
)
def test_redirects_carry_them_too(browser: Browser, path: str) -> None:
    check(browser.get(path), 303)


def test_BAQ_054_robots_are_kept_out(browser: Browser) -> None:
    """BAK-030."""
    assert browser.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_the_front_leads_to_the_shop(browser: Browser) -> None:
    page = browser.get("/")
    assert (page.status, page.to) == (307, "http://127.0.0.1:8000/")


def test_theme_files_are_kept_and_missing_ones_are_not(browser: Browser) -> None:
    check(browser.get("/theme/site.css"), 200, "public, max-age=300")
    check(browser.get("/theme/fonts/vazirmatn.woff2"), 200, "public, max-age=3600")
    check(browser.get("/theme/fonts/nothing.woff2"), 404)
    check(browser.get("/theme/fonts/..%2f..%2f..%2fpyproject.toml"), 404)


@pytest.mark.parametrize("path", ["/nothing", "/cart/", "/orders", "/orders/", "/orders/x/y/z", "/desk/", "//cart"])
def test_what_is_not_there_is_a_page_of_its_own(browser: Browser, path: str) -> None:
    check(Page(browser.client.request("GET", f"{browser.own}{path}")), 404)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8001@evil.example", "evil.example:8001", ""])
@pytest.mark.parametrize("path", ["/cart/", "/sign-in/", "/checkout/delivery/", "/desk/", "/theme/fonts"])
def test_no_redirect_goes_to_a_host_that_the_request_names(browser: Browser, path: str, host: str) -> None:
    page = browser.get(path, {"host": host})
    assert "evil" not in page.to
    assert page.status in {303, 404}


def test_a_link_in_a_page_does_not_follow_the_host(browser: Browser) -> None:
    assert "evil.example" not in browser.get("/cart", {"host": "evil.example"}).text
    assert browser.get("/checkout", {"host": "evil.example"}).to == "/cart"


def test_a_method_that_is_not_taken_says_which_are(browser: Browser) -> None:
    page = Page(browser.client.delete("/cart"))
    check(page, 405)
    assert set(page.headers["allow"].split(", ")) == {"GET", "HEAD"}
    check(browser.get("/cart/items"), 405)


@pytest.mark.parametrize("path", ["/cart", "/sign-in", "/health", "/nothing", "/payments/x/return"])
def test_head_answers_like_get_without_a_body(browser: Browser, path: str) -> None:
    got, head = browser.get(path), Page(browser.client.head(path))
    assert head.status == got.status
    check(head, head.status)


@pytest.mark.parametrize(
    "path", ["/cart/items", "/cart/lines", "/sign-in", "/track", "/checkout/review", "/desk/sign-in", "/sign-out"]
)
def test_a_body_declared_too_large_is_refused_before_it_is_read(browser: Browser, path: str) -> None:
    check(browser.post_bytes(path, b"a=" + b"x" * MOST_BYTES, URLENCODED), 413)
    check(browser.post_bytes(path, b"x" * (MOST_BYTES + 1), "multipart/form-data; boundary=b"), 413)


@pytest.mark.parametrize("content_type", [URLENCODED, "multipart/form-data; boundary=b"])
def test_a_body_that_grows_too_large_is_refused_as_it_comes(browser: Browser, content_type: str) -> None:
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        yield b"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n" if "multi" in content_type else b"a="
        for _ in range(1000):
            sent += 1
            yield b"x" * 1024

    headers = {"origin": browser.own, "content-type": content_type}
    check(Page(browser.client.post("/cart/lines", content=chunks(), headers=headers)), 413)


def test_a_body_of_just_the_limit_is_read(browser: Browser) -> None:
    check(browser.post_bytes("/cart/lines", b"a=" + b"x" * (MOST_BYTES - 2), URLENCODED), 403)


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/json", "image/png", "multipart/mixed"])
def test_what_is_no_form_is_refused(browser: Browser, content_type: str) -> None:
    check(browser.post_bytes("/sign-in", b"{}", content_type), 415)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--b",
        b"--b\r\n\r\n",
        b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
        b"--b\r\nContent-Disposition: nonsense\r\n\r\nx\r\n--b--\r\n",
        b"--other\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--other--\r\n",
        b'--b\r\nContent-Disposition: form-data; name="a"; filename="f"\r\n\r\nx\r\n--b--\r\n',
        b"--b\r\n" + b"X-Header: y\r\n" * 2000,
        b"\x00\xff" * 100,
    ],
)
def test_malformed_multipart_and_files_are_refused(browser: Browser, world: World, body: bytes) -> None:
    page = unchanged(world, lambda: browser.post_bytes("/sign-in", body, "multipart/form-data; boundary=b"))
    assert page.status in {400, 403}
    check(page, page.status)


def test_multipart_without_a_boundary_is_refused(browser: Browser) -> None:
    check(browser.post_bytes("/sign-in", b"--b--", "multipart/form-data"), 400)


def test_more_fields_than_any_form_has_are_refused(browser: Browser) -> None:
    check(browser.post_bytes("/sign-in", b"&".join(b"a%d=1" % n for n in range(400)), URLENCODED), 400)


def raw_post(
    browser: Browser, came: list[MutableMapping[str, object]], *headers: tuple[bytes, bytes]
) -> MutableMapping[str, object]:
    """Post to the sign-in what comes from a wire message by message; return how the answer starts."""
    sent: list[MutableMapping[str, object]] = []

    async def receive() -> MutableMapping[str, object]:
        return came.pop(0)

    async def send(message: MutableMapping[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/sign-in",
        "headers": [(b"content-type", URLENCODED.encode()), *headers],
        "query_string": b"",
        "client": ("192.0.2.1", 5),
    }
    asyncio.run(browser.client.app(scope, receive, send))  # type: ignore[arg-type]
    return sent[0]


def test_a_browser_that_leaves_in_the_middle_is_no_fault_of_ours(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    came: list[MutableMapping[str, object]] = [
        {"type": "http.request", "body": b"a=", "more_body": True},
        {"type": "http.disconnect"},
    ]
    assert raw_post(browser, came)["status"] == 400
    assert caplog.records == []


def test_a_body_that_declares_itself_too_large_is_not_waited_for(browser: Browser) -> None:
    never_read: list[MutableMapping[str, object]] = [{"type": "http.request", "body": b"", "more_body": True}]
    start = raw_post(browser, never_read, (b"content-length", b"9" * 30))
    assert start["status"] == 413
    assert len(never_read) == 1


def test_a_store_that_is_down_is_told_as_nothing_kept() -> None:
    browser = Browser(World(MemoryStore()))
    down = _browser_over(browser, DownStore())
    for path in ("/cart", "/checkout", "/orders/x", "/desk", "/payments/x/result", "/sign-in"):
        page = down.get(path)
        if path == "/desk":
            page = down.get(path, {"cookie": "staff=x"})
        check(page, 503)
        assert "چیزی ثبت نشد" in page.text
    check(down.post("/cart/items", {"sku": "BAQ-ASAL-500"}), 503)
    assert down.get("/health").status == 200


def test_what_nobody_foresaw_is_our_fault_without_a_word_of_why(caplog: pytest.LogCaptureFixture) -> None:
    broken = _browser_over(Browser(World(MemoryStore())), BrokenStore())
    with caplog.at_level(logging.ERROR):
        page = broken.get("/cart")
    check(page, 500)
    assert "اشکالی از ما" in page.text
    assert "foresaw" not in page.text


def test_a_broken_history_is_our_fault_and_is_logged(
    browser: Browser, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    order = browser.order()
    world.keep_order(replace(order, email="x@example.ir"))
    page = browser.get(f"/orders/{order.link}")
    check(page, 500)
    assert order.code in caplog.text


def test_over_tls_the_browser_is_told_to_stay_there_and_cookies_are_locked_to_the_host() -> None:
    world = World(MemoryStore(), checkout_url="https://pay.baqiyat.example")
    secure = Browser(world, secure=True)
    page = secure.get("/sign-in")
    assert page.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains; preload"
    assert _cookie(page) == ("__Host-cart", {"Max-Age=31536000", "Path=/", "Secure", "HttpOnly", "SameSite=lax"})
    staff = secure.staff_in()
    assert _cookie(staff) == ("__Host-staff", {"Path=/", "Secure", "HttpOnly", "SameSite=strict"})
    assert secure.get("/desk").status == 200


def test_without_tls_cookies_have_no_prefix_and_the_same_locks(browser: Browser) -> None:
    page = browser.get("/sign-in")
    assert "strict-transport-security" not in page.headers
    assert _cookie(page) == ("cart", {"Max-Age=31536000", "Path=/", "HttpOnly", "SameSite=lax"})
    assert _cookie(browser.staff_in()) == ("staff", {"Path=/", "HttpOnly", "SameSite=strict"})


@pytest.mark.parametrize(("path", "most"), [("/sign-in", 6_000), ("/theme/site.css", 11 * 1024)])
def test_pages_and_their_style_are_sent_small(browser: Browser, path: str, most: int) -> None:
    packed = browser.get(path, {"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert int(packed.headers["content-length"]) <= most
    plain = browser.get(path, {"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert len(plain.text.encode()) > 2 * int(packed.headers["content-length"])


def test_what_is_small_or_packed_already_is_sent_as_it_is(browser: Browser) -> None:
    for path in ("/health", "/theme/fonts/vazirmatn.woff2"):
        assert "content-encoding" not in browser.get(path, {"accept-encoding": "gzip"}).headers


def test_pages_without_a_form_set_no_cookie(browser: Browser) -> None:
    for path in ("/cart", "/health", "/robots.txt", "/nothing", "/theme/site.css"):
        assert "set-cookie" not in browser.get(path).headers


@pytest.mark.parametrize(
    "cookie", ["", "x" * 60_000, "a" * 31, "a" * 33, "../../../etc/passwd0000000000000", "\xff" * 32]
)
def test_a_cookie_of_no_ours_is_a_new_visitor(browser: Browser, cookie: str) -> None:
    answer = browser.client.get("/sign-in", headers={b"cookie": f"cart={cookie}; staff={cookie}".encode("latin-1")})
    assert answer.status_code == 200
    assert answer.headers["set-cookie"].startswith("cart=")
    assert browser.client.get("/desk", headers={b"cookie": f"staff={cookie}".encode("latin-1")}).status_code == 303


def _cookie(page: Page) -> tuple[str, set[str]]:
    pair, *attributes = page.headers["set-cookie"].split("; ")
    return pair.partition("=")[0], set(attributes)


def _browser_over(browser: Browser, store: DownStore | BrokenStore) -> Browser:
    browser.world.ports = replace(browser.world.ports, store=store)
    return Browser(browser.world)
