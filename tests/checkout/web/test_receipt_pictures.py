"""A buyer sends a picture of the receipt with the report; staff alone see it, and it is nothing but a picture."""

from __future__ import annotations

import base64
import io
import tempfile
from collections.abc import Iterator

import pytest
from PIL import Image

from checkout.kinds import PICTURES
from checkout.pictures import MOST_BYTES, MOST_KEPT
from checkout.records import Picture
from checkout.use_cases.receipt_pictures import MOST_PICTURES
from shop.order import Order
from tests.checkout.life import an_order_at
from tests.checkout.staff import move
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World
from tests.pictures import HTML, NO_PICTURES, PLACE, a_receipt, a_vast_png, with_particulars

PRICE = 1_800_000
TYPED = {"amount": "۱۸۰٬۰۰۰", "reference": "123456"}


@pytest.fixture
def order(world: World) -> Order:
    return an_order_at(world, "baqiyat", price=PRICE, pays="card_to_card")


def path(order: Order) -> str:
    return f"/orders/{order.link}/transfer"


def send(browser: Browser, order: Order, picture: bytes, called: str = "x.jpg", **typed: str) -> Page:
    form = browser.get(f"/orders/{order.link}").form(path(order))
    return browser.send_file(path(order), {**form.fields, **TYPED, **typed}, "picture", picture, called)


def pictures(world: World) -> list[Picture]:
    with world.store.transaction() as tx:
        return tx.every(PICTURES)


def test_BAQ_013_a_report_comes_with_its_picture_in_one_act(browser: Browser, world: World, order: Order) -> None:
    assert send(browser, order, a_receipt()).status == 303
    (kept,) = pictures(world)
    told = world.order(order.code).events[-1]
    assert told.facts == {"reported": "1800000", "reference": "123456", "picture": kept.id}
    assert (kept.order, len(kept.id)) == (order.code, 32)
    assert Image.open(io.BytesIO(base64.b64decode(kept.jpeg))).size == (600, 900)


def test_a_report_needs_no_picture(browser: Browser, world: World, order: Order) -> None:
    assert send(browser, order, b"", "").status == 303
    assert pictures(world) == []
    assert "picture" not in world.order(order.code).events[-1].facts


@pytest.mark.parametrize("called", ["../../etc/passwd", "x.html", 'x.jpg" onload=alert(1)', "رسید.svg", "x" * 255])
def test_neither_name_nor_type_of_the_file_is_believed_or_kept(
    browser: Browser, world: World, order: Order, called: str
) -> None:
    assert send(browser, order, a_receipt("PNG"), called).status == 303
    assert called not in str(world.everything())
    assert base64.b64decode(pictures(world)[0].jpeg)[:3] == b"\xff\xd8\xff"


@pytest.mark.parametrize("data", [*NO_PICTURES.values(), a_vast_png(50_000)], ids=[*NO_PICTURES, "a pixel bomb"])
def test_what_is_no_picture_is_refused_beside_its_field_and_what_was_typed_stays(
    browser: Browser, world: World, order: Order, data: bytes
) -> None:
    page = unchanged_but_tries(world, lambda: send(browser, order, data))
    assert (page.status, 'href="#picture"' in page.text) == (422, True)
    fields = page.form(path(order)).fields
    assert {name: fields[name] for name in TYPED} == TYPED


def unchanged_but_tries(world: World, work: object) -> Page:
    """Check that nothing but the count of tries changed."""
    before = world.everything() | {"tallies": []}
    page = work()  # type: ignore[operator]
    assert world.everything() | {"tallies": []} == before
    assert isinstance(page, Page)
    return page


def test_a_mistake_elsewhere_keeps_no_picture_and_says_to_choose_it_again(
    browser: Browser, world: World, order: Order
) -> None:
    page = unchanged(world, lambda: send(browser, order, a_receipt(), amount="1"))
    assert page.status == 422
    assert "عکس رسید را دوباره انتخاب کنید" in page.text


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 2 * MOST_BYTES])
def test_too_large_a_picture_is_told_beside_its_field_and_what_was_typed_stays(
    browser: Browser, world: World, order: Order, size: int
) -> None:
    page = unchanged(world, lambda: send(browser, order, b"\xff\xd8\xff" + bytes(size - 3)))
    assert (page.status, "عکس رسید از ۸ مگابایت بزرگ‌تر است" in page.text) == (413, True)
    fields = page.form(path(order)).fields
    assert {name: fields[name] for name in TYPED} == TYPED


def body_of(token: str, size: int) -> Iterator[bytes]:
    for name, value in {"csrf": token, **TYPED}.items():
        yield f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    yield b'--b\r\nContent-Disposition: form-data; name="picture"; filename="x"\r\n\r\n'
    for _ in range(size // 65536):
        yield bytes(65536)


def test_a_body_without_end_is_not_read_to_its_end(browser: Browser, world: World, order: Order) -> None:
    token = browser.get(f"/orders/{order.link}").form(path(order)).fields["csrf"]
    parts = body_of(token, 10 * MOST_BYTES)
    headers = {"origin": browser.own, "content-type": "multipart/form-data; boundary=b"}
    page = unchanged(world, lambda: Page(browser.client.post(path(order), content=parts, headers=headers)))
    assert page.status == 413


def test_a_body_that_says_it_is_far_too_large_is_not_read(browser: Browser, order: Order) -> None:
    headers = {"origin": browser.own, "content-type": "multipart/form-data; boundary=b", "content-length": str(10**9)}
    assert browser.client.post(path(order), content=b"x", headers=headers).status_code == 413


def test_what_is_typed_beside_a_picture_is_bounded_too(browser: Browser, world: World, order: Order) -> None:
    assert unchanged(world, lambda: send(browser, order, a_receipt(), holder="x" * 70_000)).status == 413


def test_a_link_of_no_order_is_answered_before_the_body_is_read(browser: Browser) -> None:
    headers = {"origin": browser.own, "content-type": "multipart/form-data; boundary=b"}
    nobody = browser.client.post("/orders/none/transfer", content=never(), headers=headers)
    assert nobody.status_code == 404


def never() -> Iterator[bytes]:
    yield b"--b\r\n"
    raise AssertionError("the body was read")


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("multipart/form-data", 400),
        ("multipart/form-data; boundary=b; charset=utf-7", 415),
        ("multipart/mixed; boundary=b", 415),
    ],
)
def test_what_is_no_form_is_refused(browser: Browser, order: Order, content_type: str, status: int) -> None:
    assert browser.post_bytes(path(order), b"--b\r\n", content_type).status == status


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_stranger_sends_nothing(browser: Browser, world: World, order: Order, origin: str) -> None:
    fields = browser.get(f"/orders/{order.link}").form(path(order)).fields
    sent = {**{name: value for name, value in fields.items() if name != "picture"}, **TYPED}
    for data, own in ((sent, origin), ({**sent, "csrf": "x"}, browser.own)):
        page = unchanged(
            world,
            lambda data=data, own=own: Page(  # type: ignore[misc]
                browser.client.post(path(order), data=data, files={"picture": a_receipt()}, headers={"origin": own})
            ),
        )
        assert page.status == 403


def test_two_files_in_one_form_are_no_form_of_ours(browser: Browser, world: World, order: Order) -> None:
    fields = browser.get(f"/orders/{order.link}").form(path(order)).fields
    files = [("picture", a_receipt()), ("picture", a_receipt())]
    sent = {**{name: value for name, value in fields.items() if name != "picture"}, **TYPED}
    page = unchanged(
        world, lambda: Page(browser.client.post(path(order), data=sent, files=files, headers={"origin": browser.own}))
    )
    assert page.status == 400


def test_what_is_pressed_twice_is_one_report_with_one_picture(browser: Browser, world: World, order: Order) -> None:
    assert send(browser, order, a_receipt()).status == 303
    for again in (a_receipt(), b""):
        assert unchanged_but_tries(world, lambda again=again: send(browser, order, again)).status == 303
    assert send(browser, order, a_receipt("JPEG", (60, 90))).status == 303
    assert (len(pictures(world)), world.order(order.code).count("transfer_reported")) == (2, 2)


def test_an_order_has_so_many_pictures_and_no_more(browser: Browser, world: World, order: Order) -> None:
    for number in range(MOST_PICTURES):
        assert send(browser, order, a_receipt("JPEG", (60, 90 + number))).status == 303
    page = unchanged_but_tries(world, lambda: send(browser, order, a_receipt("JPEG", (60, 60))))
    assert (page.status, "برای این سفارش ۵ عکس رسیده است" in page.text) == (422, True)
    assert send(browser, order, b"", "").status == 303


def test_pictures_that_fail_are_counted_too(browser: Browser, world: World, order: Order) -> None:
    statuses = [send(browser, order, HTML).status for _ in range(21)]
    assert statuses == [422] * 20 + [429]
    world.clock.go_on(hours=1)
    assert send(browser, order, a_receipt()).status == 303


def test_a_full_disk_is_told_and_nothing_is_lost(
    browser: Browser, world: World, order: Order, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", f"{tmp_path}/gone")
    large = a_receipt("PNG", (900, 900)) + bytes(200_000)
    page = unchanged(world, lambda: send(browser, order, large))
    assert (page.status, "چیزی ثبت نشد" in page.text) == (503, True)


def where(browser: Browser, order: Order) -> str:
    """Return where the desk shows the order's picture."""
    text = browser.get(f"/desk/orders/{order.code}").text
    return text.partition('class="receipt" src="')[2].partition('"')[0]


def test_CHI_016_staff_see_the_picture_beside_the_report(browser: Browser, world: World, order: Order) -> None:
    send(browser, order, with_particulars("JPEG"))
    browser.staff_in()
    shown = browser.get(where(browser, order))
    assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.headers["content-disposition"] == f'inline; filename="receipt-{order.code}.jpg"'
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["content-security-policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["cross-origin-resource-policy"] == "same-origin"
    assert shown.answer.content == base64.b64decode(pictures(world)[0].jpeg)
    assert PLACE not in shown.answer.content
    assert len(shown.answer.content) <= MOST_KEPT
    move(world, order, "transfer_confirmed", reference="123456")
    assert browser.get(where(browser, order)).status == 200


def test_nobody_else_sees_it(browser: Browser, world: World, order: Order) -> None:
    send(browser, order, a_receipt())
    (kept,) = pictures(world)
    picture = f"/desk/orders/{order.code}/pictures/{kept.id}"
    assert kept.id not in browser.get(f"/orders/{order.link}").text
    assert "عکس رسید: فرستاده شد" in browser.get(f"/orders/{order.link}").text
    assert browser.get(picture).to == "/desk/sign-in"
    assert Browser(world).get(picture).to == "/desk/sign-in"
    browser.staff_in()
    other = an_order_at(world, "baqiyat", price=PRICE, pays="card_to_card", mobile="09350000001")
    for wrong in (f"/desk/orders/{other.code}/pictures/{kept.id}", picture[:-1], f"{picture}/../x"):
        assert browser.get(wrong).status == 404
