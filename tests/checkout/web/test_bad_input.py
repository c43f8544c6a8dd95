"""Whatever is typed: the right status, Persian words, what was typed still there, and nothing kept."""

from __future__ import annotations

import encodings.aliases
from collections.abc import Callable

import pytest

from tests.builders import HONEY, a_release, an_offer
from tests.checkout.web.browser import ADDRESS, Browser, Page, unchanged
from tests.fakes import SITE, World

NASTY = {
    "nul": "a\x00b",
    "control": "a\x07b",
    "escape": "\x1b[31m",
    "c1": "a\x9fb",
}
LONG = "ز" * 5000


def shows(page: Page, words: str, status: int = 422) -> None:
    assert page.status == status
    assert words in page.text
    assert "خطا:" in page.text


# Adding to the cart


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"quantity": "1"}, 422, "کالا را بنویسید"),
        ({"sku": "BAQ-NOTHING"}, 404, "برای فروش نیست"),
        ({"sku": "x" * 65}, 422, "کالا بلندتر از اندازه است"),
        ({"sku": "a\x00"}, 422, "چاپ نمی‌شود"),
        ({"sku": HONEY, "quantity": "0"}, 422, "دست‌کم ۱"),
        ({"sku": HONEY, "quantity": "-1"}, 422, "بدون کسر"),
        ({"sku": HONEY, "quantity": "−1"}, 422, "بدون کسر"),
        ({"sku": HONEY, "quantity": "1.5"}, 422, "بدون کسر"),
        ({"sku": HONEY, "quantity": "۱٫۵"}, 422, "بدون کسر"),
        ({"sku": HONEY, "quantity": "1e3"}, 422, "بدون کسر"),
        ({"sku": HONEY, "quantity": "NaN"}, 422, "بدون کسر"),
        ({"sku": HONEY, "quantity": "½"}, 422, "بدون کسر"),
        ({"sku": HONEY, "quantity": "1000000000"}, 422, "عددی کوچک‌تر"),
        ({"sku": HONEY, "quantity": "9" * 50_000}, 422, "عددی کوچک‌تر"),
        ({"sku": HONEY, "quantity": ""}, 422, "تعداد را بنویسید"),
    ],
)
def test_what_cannot_be_added_is_told_and_nothing_is_kept(
    browser: Browser, world: World, fields: dict[str, str], status: int, words: str
) -> None:
    page = unchanged(world, lambda: browser.post("/cart/items", fields, origin=SITE))
    assert page.status == status
    assert words in page.text
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize("quantity", ["2", "۲", "٢", " ۲ ", "\u200f۲\u200f", "02"])
def test_BAQ_107_a_quantity_is_read_in_any_digits(browser: Browser, world: World, quantity: str) -> None:
    assert browser.add(quantity=quantity).to == "/cart"
    assert world.everything()["sessions"][0]["cart"][0]["quantity"] == 2


def test_no_price_that_a_browser_sends_means_anything(browser: Browser, world: World) -> None:
    lies = {"sku": HONEY, "price": "1", "seen_price": "1", "total": "1", "discount": "100", "quantity": "1"}
    browser.post("/cart/items", lies, origin=SITE)
    assert world.everything()["sessions"][0]["cart"][0]["seen_price"] == 2_400_000


def test_the_last_value_of_a_repeated_field_stands(browser: Browser, world: World) -> None:
    body = f"sku=x&sku={HONEY}&quantity=9&quantity=2".encode()
    assert browser.post_bytes("/cart/items", body, "application/x-www-form-urlencoded").to == "/cart"
    assert world.everything()["sessions"][0]["cart"][0]["quantity"] == 2


def test_a_cart_is_full_at_fifty_items_and_says_so(browser: Browser, world: World) -> None:
    world.releases.serve(a_release(*(an_offer(f"SKU-{n}") for n in range(51))))
    for n in range(50):
        assert browser.add(an_offer(f"SKU-{n}").sku).to == "/cart"
    page = unchanged(world, lambda: browser.add(an_offer("SKU-50").sku))
    assert (page.status, "۵۰ کالای گوناگون" in page.text) == (422, True)
    assert browser.get("/cart").status == 200


# Charsets and bytes

CHARSETS = sorted(set(encodings.aliases.aliases) | set(encodings.aliases.aliases.values()))


def test_no_charset_but_utf_8_is_taken(browser: Browser) -> None:
    """Python knows charsets that crash, that make half characters, and that run codecs of their own."""
    odd = ["punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined", "rot13", "nothing", ""]
    body = b"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\\ud800+2AA-\xed\xa0\x80\r\n--b--\r\n"
    spellings = [*CHARSETS, *odd, *(f'"{charset}"' for charset in odd), *(charset.upper() for charset in odd)]
    for charset in spellings:
        kind = f"multipart/form-data; boundary=b; charset={charset}"
        taken = charset in {"utf-8", "utf8"}
        assert browser.post_bytes("/cart/items", body, kind).status == (422 if taken else 415), charset
    for charset in odd:
        kind = f"application/x-www-form-urlencoded; charset={charset}"
        assert browser.post_bytes("/cart/items", b"sku=x", kind).status == 415, charset


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data; boundary=b; charset*=utf-8''utf-7",
        "multipart/form-data; boundary=b; CHARSET=utf-7",
        "multipart/form-data; boundary=b;charset =utf-7",
        "multipart/form-data; boundary=b; charset=utf-8; charset=utf-7",
        'multipart/form-data; boundary=b; x="; charset=utf-7"',
        "multipart/form-data; boundary=b; charset*0=utf-7",
    ],
)
def test_a_charset_is_found_however_it_is_spelt(browser: Browser, content_type: str) -> None:
    body = b"--b\r\nContent-Disposition: form-data; name=sku\r\n\r\n+2AA-\r\n--b--\r\n"
    assert browser.post_bytes("/cart/items", body, content_type).status == 415


@pytest.mark.parametrize("raw", [b"%ED%A0%80", b"%FF%FE", b"%C0%80", b"\xed\xa0\x80", b"\xff", b"%", b"%zz", b"%u0041"])
def test_bytes_that_are_no_utf_8_never_reach_the_store_or_fail(browser: Browser, world: World, raw: bytes) -> None:
    page = unchanged(
        world, lambda: browser.post_bytes("/cart/items", b"sku=" + raw, "application/x-www-form-urlencoded")
    )
    assert page.status in {404, 422}
    body = b"--b\r\nContent-Disposition: form-data; name=sku\r\n\r\n" + raw + b"\r\n--b--\r\n"
    page = unchanged(world, lambda: browser.post_bytes("/cart/items", body, "multipart/form-data; boundary=b"))
    assert page.status in {404, 422}


def test_a_multipart_form_is_read_like_any_other(browser: Browser, world: World) -> None:
    body = "".join(
        f"--b\r\nContent-Disposition: form-data; name={name}\r\n\r\n{value}\r\n"
        for name, value in {"sku": HONEY, "quantity": "۲"}.items()
    )
    page = browser.post_bytes("/cart/items", f"{body}--b--\r\n".encode(), "multipart/form-data; boundary=b")
    assert page.to == "/cart"
    assert world.everything()["sessions"][0]["cart"][0]["quantity"] == 2


# Signing in and tracking


@pytest.mark.parametrize("path", ["/sign-in", "/track"])
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0912345678",
        "9123456789",
        "091234567890",
        "08123456789",
        "نه",
        "+1 202 555 0100",
        "09-",
        "0912١23456x",
        LONG,
        *NASTY.values(),
    ],
)
def test_BAQ_099_what_is_no_iranian_mobile_is_told_and_sends_nothing(
    browser: Browser, world: World, path: str, typed: str
) -> None:
    page = unchanged(world, lambda: browser.submit(browser.get(path), path, mobile=typed))
    shows(page, "شماره‌ی موبایل")
    assert world.outbox() == []


@pytest.mark.parametrize("typed", ["۰۹۱۲۱۲۳۴۵۶۷", "٠٩١٢١٢٣٤٥٦٧", "+98 912 123 4567", "0912-123-4567"])
def test_BAQ_099_a_mobile_is_read_in_any_spelling(browser: Browser, world: World, typed: str) -> None:
    assert browser.submit(browser.get("/sign-in"), "/sign-in", mobile=typed).to == "/sign-in/code"
    assert [message.to for message in world.outbox()] == ["09121234567"]


@pytest.mark.parametrize("typed", ["", "1", "abcdef", "۱۲۳", LONG, *NASTY.values()])
def test_what_is_no_code_is_told(browser: Browser, typed: str) -> None:
    page = browser.follow(browser.submit(browser.get("/sign-in"), "/sign-in", mobile="09121234567"))
    shows(browser.submit(page, "/sign-in/code", code=typed), "کد")


@pytest.mark.parametrize("digits", ["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"])
def test_a_code_is_read_in_any_digits_and_with_blanks(browser: Browser, world: World, digits: str) -> None:
    page = browser.follow(browser.submit(browser.get("/sign-in"), "/sign-in", mobile="09121234567"))
    code = world.last_code("09121234567").translate(str.maketrans("0123456789", digits))
    typed = f" {code[:3]} {code[3:]}\u200f"
    assert browser.submit(page, "/sign-in/code", code=typed).to == "/my-orders"


def test_wrong_codes_use_up_the_tries_and_then_ask_for_a_new_one(browser: Browser, world: World) -> None:
    page = browser.follow(browser.submit(browser.get("/sign-in"), "/sign-in", mobile="09121234567"))
    wrong = "000000" if world.last_code("09121234567") != "000000" else "111111"
    said = [browser.submit(page, "/sign-in/code", code=wrong).text for _ in range(5)]
    assert ["دوباره ببینید" in text for text in said] == [True, True, True, True, False]
    assert "کد تازه‌ای بخواهید" in said[4]
    late = browser.submit(page, "/sign-in/code", code=world.last_code("09121234567"))
    assert late.status == 422


def test_a_second_code_within_a_minute_is_told_to_wait(browser: Browser, world: World) -> None:
    page = browser.get("/sign-in")
    browser.submit(page, "/sign-in", mobile="09121234567")
    again = unchanged(world, lambda: browser.submit(page, "/sign-in", mobile="09121234567"))
    shows(again, "ثانیه", status=429)
    assert again.form("/sign-in").fields["mobile"] == "09121234567"
    track = browser.get("/track")
    browser.submit(track, "/track", mobile="09121234567")
    shows(browser.submit(track, "/track", mobile="09121234567"), "ثانیه", status=429)


def test_the_code_page_without_a_number_leads_to_the_first_step(browser: Browser) -> None:
    assert browser.get("/sign-in/code").to == "/sign-in"
    fields = browser.get("/sign-in").form("/sign-in").fields
    assert browser.post("/sign-in/code", {**fields, "code": "1"}).to == "/sign-in"


# The address


def filled(world: World, **other: str) -> Callable[[], Page]:
    browser = Browser(world)
    browser.add()
    browser.sign_in()
    page = browser.get("/checkout/delivery")
    return lambda: browser.submit(page, "/checkout/delivery", **{**ADDRESS, **other})


LEGAL = {
    "legal": "yes",
    "legal_name": "شرکت",
    "national_id": "10380284790",
    "economic_number": "12345678901",
    "registration_number": "55",
}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "نام و نام خانوادگی گیرنده را بنویسید"),
        ({"name": " \u200c\u200f "}, "نام و نام خانوادگی گیرنده را بنویسید"),
        ({"name": "ز" * 81}, "حداکثر ۸۰ حرف"),
        ({"recipient_mobile": "0912345678"}, "شماره‌ی موبایل گیرنده باید ۱۱ رقم"),
        ({"landline": ""}, "تلفن ثابت را بنویسید"),
        ({"landline": "37000000"}, "با پیش‌شماره"),
        ({"province": ""}, "استان را انتخاب کنید"),
        ({"province": "اطلس"}, "استان را از فهرست"),
        ({"city": ""}, "شهر را بنویسید"),
        ({"city": "قمم"}, "منظورتان «قم» است"),
        ({"city": "شیراز"}, "«شیراز» در استان فارس است"),
        ({"city": "ناکجاآباد"}, "در فهرست استان قم نیست"),
        ({"address": ""}, "نشانی را بنویسید"),
        ({"address": "قم"}, "نشانی را کامل‌تر"),
        ({"address": LONG}, "حداکثر ۴۰۰ حرف"),
        ({"plate": ""}, "پلاک را بنویسید"),
        ({"postal_code": ""}, "کد پستی را بنویسید"),
        ({"postal_code": "371310000"}, "کد پستی باید ۱۰ رقم"),
        ({"postal_code": "۱" * 10}, "کد پستی باید ۱۰ رقم"),
        ({"note": LONG}, "حداکثر ۴۰۰ حرف"),
        ({"email": "zahra"}, "ایمیل باید نشانه‌ی @"),
        ({"email": "زهرا@example.ir"}, "ایمیل باید نشانه‌ی @"),
        ({"email": "a@b\x00.ir"}, "چاپ نمی‌شود"),
        ({"email": "a" * 121 + "@b.ir"}, "حداکثر ۱۲۰ حرف"),
        ({"email": "a@b.ir\nBcc: x@y.ir"}, "ایمیل باید نشانه‌ی @"),
        ({"place_kind": "هتل"}, "تحویل در هتل ممکن نیست"),
        ({**LEGAL, "legal_name": ""}, "نام سازمان را بنویسید"),
        ({**LEGAL, "national_id": "1234567890"}, "شناسه‌ی ملی سازمان درست نیست"),
        ({**LEGAL, "national_id": ""}, "شناسه‌ی ملی سازمان را بنویسید"),
        ({**LEGAL, "economic_number": "1"}, "۱۱ یا ۱۴ رقم"),
        ({**LEGAL, "economic_number": ""}, "شماره‌ی اقتصادی را بنویسید"),
        ({**LEGAL, "registration_number": ""}, "شماره‌ی ثبت را بنویسید"),
        *(({"name": nasty}, "چاپ نمی‌شود") for nasty in NASTY.values()),
        *(({"address": f"خیابان {nasty}"}, "چاپ نمی‌شود") for nasty in NASTY.values()),
    ],
)
def test_BAQ_078_BAQ_083_BAQ_091_a_wrong_field_is_named_and_the_others_stay(
    world: World, typed: dict[str, str], words: str
) -> None:
    page = unchanged(world, filled(world, **typed))
    shows(page, words)
    kept = page.form("/checkout/delivery").fields
    clean = {name: value for name, value in ADDRESS.items() if name not in typed}
    assert {name: kept[name] for name in clean} == clean
    for name, value in typed.items():
        if name in {"name", "city", "email"} and value.isprintable():
            assert kept[name] == value
    assert 'href="#' in page.text


def test_all_that_is_wrong_is_told_at_once(world: World) -> None:
    page = filled(world, **dict.fromkeys(ADDRESS, ""))()
    assert page.text.count('class="field__error"') == len(ADDRESS)


def test_a_form_without_any_field_names_them_all(world: World) -> None:
    browser = Browser(world)
    browser.add()
    browser.sign_in()
    token = browser.get("/checkout/delivery").form("/checkout/delivery").fields["csrf"]
    page = unchanged(world, lambda: browser.post("/checkout/delivery", {"csrf": token}))
    assert page.status == 422


def test_a_village_that_no_list_has_is_accepted_the_second_time(world: World) -> None:
    browser = Browser(world)
    browser.add()
    browser.sign_in()
    first = browser.submit(browser.get("/checkout/delivery"), "/checkout/delivery", **{**ADDRESS, "city": "ناکجاآباد"})
    assert first.status == 422
    assert browser.submit(first, "/checkout/delivery").to == "/checkout/delivery/method"


def test_what_was_typed_in_arabic_letters_and_digits_is_kept_in_one_form(world: World) -> None:
    page = filled(
        world, name="  علي   كريمي\u202e ", city="قم\u200c", postal_code="٣٧١٣١٠٠٠٠١", recipient_mobile="00989121234567"
    )()
    assert page.to == "/checkout/delivery/method"
    recipient = world.everything()["sessions"][0]["recipient"]
    assert (recipient["name"], recipient["place"]["city"]) == ("علی کریمی", "قم")
    assert (recipient["postal_code"], recipient["mobile"]) == ("3713100001", "09121234567")


def test_a_delivery_that_does_not_exist_asks_for_one(browser: Browser, world: World) -> None:
    browser.add()
    browser.sign_in()
    browser.address()
    for typed in ("", "teleport", "free-courier\x00", LONG):
        page = unchanged(world, lambda typed=typed: browser.send_by(typed))  # type: ignore[misc]
        assert (page.status, "روش ارسال را انتخاب کنید" in page.text) == (422, True)


def test_a_review_that_is_made_up_places_nothing(browser: Browser, world: World) -> None:
    review = browser.review()
    for typed in ("", "x", LONG):
        page = unchanged(world, lambda typed=typed: browser.submit(review, "/checkout/review", reviewed=typed))  # type: ignore[misc]
        assert (page.status, "سفارش عوض شده است" in page.text) == (409, True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "", "reference": "1"}, "مبلغ را فقط با رقم"),
        ({"amount": "دویست", "reference": "1"}, "مبلغ را فقط با رقم"),
        ({"amount": "-240000", "reference": "1"}, "مبلغ را فقط با رقم"),
        ({"amount": "9" * 20_000, "reference": "1"}, "مبلغ"),
        ({"amount": "240001", "reference": "1"}, "مبلغ سفارش"),
        ({"amount": "240000", "reference": ""}, "کد پیگیری بانک را بنویسید"),
        ({"amount": "240000", "reference": "1" * 41}, "حداکثر ۴۰ حرف"),
        ({"amount": "240000", "reference": "1\x00"}, "چاپ نمی‌شود"),
    ],
)
def test_BAQ_013_a_wrong_report_is_told_beside_its_field(
    browser: Browser, world: World, typed: dict[str, str], words: str
) -> None:
    order = browser.order()
    browser.pay_by(order, "transfer")
    page = browser.get(f"/orders/{order.link}")
    told = unchanged(world, lambda: browser.submit(page, f"/orders/{order.link}/transfer", **typed))
    shows(told, words)


def test_BAQ_113_an_item_that_ran_out_is_refused_by_name_of_its_reason(browser: Browser, world: World) -> None:
    world.releases.serve(a_release(an_offer(stock=0)))
    page = unchanged(world, browser.add)
    assert page.status == 409
    assert "این کالا تمام شده است" in page.text
