"""What people type comes out as text, on every page of the buyer, the desk and the errors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.kinds import ATTEMPTS
from shop.order import InvoiceChoice, OrderCode
from shop.order_chain import happened
from tests.builders import a_legal_entity, a_policy, a_recipient, a_release, a_shop, an_offer, an_order
from tests.checkout.web.browser import ADDRESS, Browser
from tests.fakes import SITE, World

EVIL = """<script>alert(1)</script>"'><img src=x onerror=alert(1)>{{7*7}}{% raw %}"""
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"


def harmless(text: str) -> None:
    assert "<script" not in text
    assert "<img src=x" not in text
    assert "onerror=alert(1)>" not in text.replace("onerror=alert(1)&gt;", "")
    assert "alert(1)&gt;49" not in text


def test_what_a_buyer_typed_is_text_on_their_own_pages(browser: Browser, world: World) -> None:
    browser.add()
    browser.sign_in()
    short = "<script>x</script>\"'>"
    typed = {"name": EVIL[:80], "address": EVIL, "note": EVIL, "plate": short[:20], "city": "ناکجا<b>"}
    page = browser.submit(browser.get("/checkout/delivery"), "/checkout/delivery", **{**ADDRESS, **typed})
    assert page.status == 422
    harmless(page.text)
    assert page.form("/checkout/delivery").fields["address"] == EVIL
    assert browser.submit(page, "/checkout/delivery").to == "/checkout/delivery/method"
    harmless(browser.get("/checkout/delivery/method").text)
    review = browser.follow(browser.send_by("courier"))
    harmless(review.text)
    browser.submit(review, "/checkout/review")
    (order,) = world.orders()
    pages = [browser.get(f"/orders/{order.link}"), browser.get(f"/orders/{order.link}/pay")]
    assert SHOWN in pages[0].text
    for shown in pages:
        harmless(shown.text)


def test_what_anybody_typed_is_text_on_the_desk(browser: Browser, world: World) -> None:
    legal = replace(a_legal_entity(), name=EVIL, national_id=EVIL)
    order = an_order(email=f"{EVIL}@x.ir", invoice=InvoiceChoice(legal=legal))
    order = replace(order, events=(), recipient=a_recipient(name=EVIL, address=EVIL, plate=EVIL, note=EVIL))
    order = happened(order, "registered", at=order.placed_at, by="buyer")
    order = happened(order, "transfer_promised", at=order.placed_at, by="buyer", facts={"method": "transfer"})
    facts = {"reported": "5", "reference": EVIL, "tracking": EVIL}
    world.keep_order(happened(order, "transfer_reported", at=order.placed_at, by="buyer", note=EVIL, facts=facts))
    browser.staff_in()
    for path in ("/desk?state=awaiting_transfer", f"/desk/orders/{order.code}", "/desk/find?code=" + EVIL):
        page = browser.get(path)
        assert page.status == 200
        harmless(page.text)
    told = browser.move(order.code, "cancelled", note="")
    assert told.status == 422
    told = browser.move(order.code, "transfer_confirmed", reference=EVIL, note=EVIL)
    assert told.status == 422
    harmless(told.text)


def test_what_an_owner_or_a_bank_wrote_is_text_too(browser: Browser, world: World) -> None:
    shop = replace(a_shop(), name=EVIL, tagline=EVIL)
    offer = an_offer(title=EVIL, variant=EVIL, seller=EVIL, slug="x", picture="/x.webp")
    world.releases.serve(a_release(offer, shop=shop, policies={"delivery": a_policy(EVIL)}))
    harmless(browser.post("/cart/items", {"sku": offer.sku}, origin=None).text)
    order = browser.order()
    for path in ("/cart", "/nothing", f"/orders/{order.link}", f"/orders/{order.link}/pay", "/desk/sign-in"):
        harmless(browser.get(path).text)
    browser.pay_by(order, "gateway")
    (attempt,) = world.attempts(order.code)
    evil = replace(attempt, state="needs_person", reason=EVIL, authority=EVIL, bank_reference=EVIL)
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, evil)
    harmless(browser.get(f"/payments/{attempt.id}/result").text)
    browser.staff_in()
    harmless(browser.get(f"/desk/orders/{order.code}").text)
    with world.store.transaction() as tx:
        tx.put(ATTEMPTS, replace(evil, state="open", pay_url=EVIL))
    harmless(browser.get(f"/payments/{attempt.id}/go").text)


def test_latin_names_keep_their_direction_from_the_cart_to_the_order(browser: Browser, world: World) -> None:
    modem = an_offer(title="مودم ADSL2+", variant="با USB-C", slug="modem", picture="/modem.webp")
    world.releases.serve(a_release(modem))
    shown = ("مودم <bdi>ADSL2+</bdi>", 'با <bdi><span class="nowrap">USB-C</span></bdi>')

    browser.add(modem.sku)
    cart = browser.get("/cart").text
    browser.sign_in()
    browser.address()
    review = browser.follow(browser.send_by())
    browser.submit(review, "/checkout/review")
    (order,) = world.orders()

    for text in (cart, review.text, browser.get(f"/orders/{order.link}").text):
        assert [words in text for words in shown] == [True, True]


@pytest.mark.parametrize("path", ["/sign-in", "/track"])
def test_a_number_shown_again_is_text(browser: Browser, path: str) -> None:
    page = browser.submit(browser.get(path), path, mobile=EVIL)
    harmless(page.text)
    assert page.form(path).fields["mobile"] == EVIL


def test_names_in_addresses_and_fields_are_text(browser: Browser) -> None:
    for path in (f"/{EVIL}", f"/orders/{EVIL}", f"/payments/{EVIL}/go", f"/cart?x={EVIL}", f"/desk?state={EVIL}"):
        harmless(browser.get(path).text)
    harmless(browser.post("/cart/items", {"sku": EVIL}, origin=SITE).text)
    harmless(browser.post("/cart/items", {"sku": EVIL}, origin=None).text)
    assert OrderCode(EVIL) not in browser.get("/desk").text
