"""The accepted terms over HTTP: listed with their hashes, and shown inside our own page."""

from __future__ import annotations

from tests.builders import a_policy, a_release
from tests.checkout.web.browser import Browser
from tests.fakes import SITE, World

ONE, TWO = "1" * 64, "2" * 64
TEXT = (
    '<h2 id="price">قیمت</h2><p>نسخه‌ی یکم: <a href="/policies/returns.html#refund">پول</a>، '
    '<a href="/products/asal.html">عسل</a>، <a href="#price">همین‌جا</a>، <a href="https://enamad.ir/">نماد</a>، '
    '<a href="/policies/gone.html">رفته</a></p>'
)


def publish(world: World, version: str, text: str) -> None:
    world.releases.texts[version] = text
    policies = {"ordering": a_policy("سفارش", text_hash=version), "returns": a_policy("بازگرداندن", text_hash="e" * 64)}
    world.releases.serve(a_release(policies=policies))


def test_BAQ_058_BAK_005_the_pages_are_listed_with_the_hash_the_order_accepted(browser: Browser, world: World) -> None:
    publish(world, ONE, TEXT)
    order = browser.order()
    path = f"/orders/{order.link}/terms"
    assert f'href="{path}"' in browser.get(f"/orders/{order.link}").text
    page = browser.get(path)
    assert (page.status, ONE in page.text, "e" * 64 in page.text) == (200, True, True)
    assert "از آن پس تغییر کرده است" not in page.text
    publish(world, TWO, "<p>نسخه‌ی دوم</p>")
    again = browser.get(path)
    assert (ONE in again.text, TWO in again.text) == (True, False)
    assert again.text.count("از آن پس تغییر کرده است") == 1


def test_BAQ_058_BAK_005_the_text_is_shown_word_for_word_after_the_page_changed(browser: Browser, world: World) -> None:
    publish(world, ONE, TEXT)
    order = browser.order()
    publish(world, TWO, "<p>نسخه‌ی دوم</p>")
    page = browser.get(f"/orders/{order.link}/terms/ordering")
    assert page.status == 200
    assert "نسخه‌ی یکم: <a" in page.text
    assert "نسخه‌ی دوم" not in page.text
    assert "برای این سفارش همین متن معتبر است" in page.text
    assert ONE in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_links_in_the_text_lead_to_accepted_pages_and_to_the_shop(browser: Browser, world: World) -> None:
    publish(world, ONE, TEXT)
    order = browser.order()
    page = browser.get(f"/orders/{order.link}/terms/ordering").text
    for href in (
        f"/orders/{order.link}/terms/returns#refund",
        f"{SITE}/products/asal.html",
        f"{SITE}/policies/gone.html",
        "#price",
        "https://enamad.ir/",
    ):
        assert f'href="{href}"' in page


def test_a_text_that_is_not_kept_and_a_page_that_was_not_accepted_are_told_apart(browser: Browser) -> None:
    order = browser.order()
    lost = browser.get(f"/orders/{order.link}/terms/delivery")
    assert (lost.status, "d" * 64 in lost.text, "پیدا نشد" in lost.text) == (404, True, True)
    assert browser.get(f"/orders/{order.link}/terms/nothing").status == 404
    assert browser.get("/orders/unknown/terms").status == 404
    assert browser.get(f"/orders/{order.code}/terms/delivery").status == 404
