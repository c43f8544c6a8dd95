"""The delivery step over HTTP, as each of the five shops asks it."""

from __future__ import annotations

import re

import pytest

from checkout.kinds import SESSIONS
from shop.order import Climb
from tests.builders import a_shop, in_tehran
from tests.checkout.shops import an_item, opened
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World

TEHRAN = {"province": "تهران", "city": "تهران", "email": "zahra@example.ir", "landline": "02137000000"}


def labels(page: Page) -> dict[str, str]:
    """Return each field's label, by its id."""
    return {
        id_: re.sub("<[^>]*>", "", text).strip()
        for id_, text in re.findall(r'<label for="([^"]+)">(.*?)</label>', page.text)
    }


def at_address(browser: Browser) -> Page:
    browser.add()
    browser.sign_in()
    return browser.get("/checkout/delivery")


def at_method(browser: Browser, **other: str) -> Page:
    at_address(browser)
    return browser.follow(browser.address(**{**TEHRAN, **other}))


@pytest.mark.parametrize("name", ["bakala", "payatel"])
@pytest.mark.parametrize("field", ["email", "landline", "plate", "postal_code"])
def test_BAK_045_BAK_057_PAY_012_PAY_026_an_empty_field_is_named_beside_it(
    browser: Browser, world: World, name: str, field: str
) -> None:
    opened(world, name)
    at_address(browser)
    page = unchanged(world, lambda: browser.address(**{**TEHRAN, field: " "}))
    assert page.status == 422
    assert f'href="#{field}"' in page.text
    assert page.form("/checkout/delivery").fields["name"] == "زهرا احمدی"
    assert browser.address(**TEHRAN).to == "/checkout/delivery/method"


@pytest.mark.parametrize("name", ["bakala", "payatel", "baqiyat", "chistatech", "atrebeheshti"])
def test_BAQ_083_BAK_057_PAY_026_a_postal_code_of_nine_digits_is_refused(
    browser: Browser, world: World, name: str
) -> None:
    opened(world, name)
    at_address(browser)
    page = unchanged(world, lambda: browser.address(**TEHRAN, postal_code="۱۴۱۳۱۰۰۰۰"))
    assert (page.status, 'href="#postal_code"' in page.text) == (422, True)


@pytest.mark.parametrize(
    ("name", "optional"),
    [
        ("baqiyat", {"email", "note"}),
        ("bakala", {"note"}),
        ("payatel", {"note"}),
        ("chistatech", {"landline", "email", "note"}),
        ("atrebeheshti", {"landline", "email", "note"}),
    ],
)
def test_fields_that_a_shop_does_not_require_are_shown_as_optional_and_may_be_empty(
    browser: Browser, world: World, name: str, optional: set[str]
) -> None:
    opened(world, name)
    page = at_address(browser)
    assert {id_ for id_, label in labels(page).items() if "اختیاری" in label} == optional
    assert browser.address(**{**TEHRAN, **dict.fromkeys(optional, "")}).to == "/checkout/delivery/method"


@pytest.mark.parametrize(
    ("name", "kinds", "legal", "parcel"),
    [
        ("baqiyat", True, True, True),
        ("bakala", True, True, False),
        ("payatel", True, True, False),
        ("chistatech", False, False, False),
        ("atrebeheshti", False, False, False),
    ],
)
def test_ATR_002_BAK_056_PAY_025_only_what_a_shop_offers_is_asked(  # noqa: PLR0917
    browser: Browser,
    world: World,
    name: str,
    kinds: bool,
    legal: bool,
    parcel: bool,
) -> None:
    opened(world, name)
    asked = labels(at_address(browser))
    assert ("place_kind" in asked, "legal" in asked, "invoice_in_parcel" in asked) == (kinds, legal, parcel)
    assert ("legal_name" in asked) == legal


def test_what_was_filled_in_is_shown_again_in_persian_digits_and_read_as_before(browser: Browser, world: World) -> None:
    legal = {
        "legal_name": "شرکت",
        "national_id": "10380284790",
        "economic_number": "41111111111",
        "registration_number": "42",
    }
    assert at_address(browser).form("/checkout/delivery").fields["recipient_mobile"] == "۰۹۱۲۱۲۳۴۵۶۷"
    browser.address(recipient_mobile="09129876543", plate="7", postal_code="3713100001", legal="yes", **legal)
    with world.store.transaction() as tx:
        kept = [session.recipient for session in tx.every(SESSIONS)]

    page = browser.get("/checkout/delivery")

    shown = page.form("/checkout/delivery").fields
    assert [shown[name] for name in ("recipient_mobile", "landline", "plate", "postal_code")] == [
        "۰۹۱۲۹۸۷۶۵۴۳", "۰۲۵۳۷۰۰۰۰۰۰", "۷", "۳۷۱۳۱۰۰۰۰۱",
    ]  # fmt: skip
    assert [shown[name] for name in legal] == ["شرکت", "۱۰۳۸۰۲۸۴۷۹۰", "۴۱۱۱۱۱۱۱۱۱۱", "۴۲"]
    assert browser.submit(page, "/checkout/delivery").to == "/checkout/delivery/method"
    with world.store.transaction() as tx:
        again = [session.recipient for session in tx.every(SESSIONS)]
    assert [(one.mobile, one.landline, one.postal_code) for one in kept if one] == [
        ("09129876543", "02537000000", "3713100001")
    ]
    assert [(one.mobile, one.landline, one.postal_code) for one in again if one] == [
        ("09129876543", "02537000000", "3713100001")
    ]


def test_ATR_002_an_organisation_posted_all_the_same_is_not_read(browser: Browser, world: World) -> None:
    opened(world, "atrebeheshti")
    at_address(browser)
    assert browser.address(**TEHRAN, legal="yes", legal_name="شرکت").to == "/checkout/delivery/method"
    with world.store.transaction() as tx:
        assert [session.invoice.legal for session in tx.every(SESSIONS)] == [None]


@pytest.mark.parametrize(("name", "kind"), [("bakala", "رستوران"), ("payatel", "کافه"), ("baqiyat", "هتل")])
def test_BAK_056_PAY_025_BAQ_082_a_public_place_is_refused_beside_its_field(
    browser: Browser, world: World, name: str, kind: str
) -> None:
    opened(world, name)
    at_address(browser)
    page = unchanged(world, lambda: browser.address(**TEHRAN, place_kind=kind))
    assert (page.status, 'href="#place_kind"' in page.text, kind in page.text) == (422, True, True)
    assert browser.address(**TEHRAN, place_kind="").status == 303


def test_terms_that_ask_for_more_lead_back_to_the_address(browser: Browser, world: World) -> None:
    opened(world, "bakala", form={"required": ["plate"]})
    at_method(browser, email="")
    browser.send_by("express")
    opened(world, "bakala")
    assert browser.get("/checkout").to == "/checkout/delivery"
    assert browser.get("/checkout/review").to == "/checkout/delivery"


def test_BAK_013_BAK_015_goods_of_a_seller_show_their_first_day_of_dispatch(browser: Browser, world: World) -> None:
    world.clock.now = in_tehran("1405/09/11", "16:00:00")
    opened(world, "bakala", an_item(a_shop("bakala"), 1_000_000, seller="همکار نمونه"))
    assert "زودترین ارسال پنج‌شنبه ۱۲ آذر ۱۴۰۵ است" in at_method(browser).text
    world.clock.go_on(seconds=1)
    assert "زودترین ارسال شنبه ۱۴ آذر ۱۴۰۵ است" in browser.get("/checkout/delivery/method").text
    opened(world, "bakala")
    assert "زودترین ارسال" not in browser.get("/checkout/delivery/method").text


def test_ATR_022_ATR_023_the_nowruz_delay_is_told_with_its_first_day_at_both_steps(
    browser: Browser, world: World
) -> None:
    world.clock.now = in_tehran("1405/12/14", "23:59")
    opened(world, "atrebeheshti")
    assert "شاید دیرتر برسد" not in at_method(browser).text
    world.clock.go_on(minutes=1)
    page = browser.get("/checkout/delivery/method")
    assert "شاید زودتر از شنبه ۱۴ فروردین ۱۴۰۶ نرسد." in page.text
    assert "/policies/shipping.html#nowruz" in page.text
    assert "شاید زودتر از شنبه ۱۴ فروردین ۱۴۰۶ نرسد." in browser.follow(browser.send_by("tipax")).text


def test_CHI_012_busy_days_are_told_at_the_review(browser: Browser, world: World) -> None:
    world.clock.now = in_tehran("1405/12/19", "23:59:59")
    opened(world, "chistatech")
    at_method(browser)
    assert "شاید دیرتر برسد" not in browser.follow(browser.send_by("carrier")).text
    world.clock.go_on(seconds=1)
    assert "شاید دیرتر برسد" in browser.get("/checkout/review").text


def test_a_refused_way_tells_why_what_would_open_it_and_its_clause(browser: Browser, world: World) -> None:
    opened(world, "payatel")
    page = at_method(browser, province="اصفهان", city="اصفهان")
    assert "فقط برای تهران؛ مقصد شما اصفهان است. با نشانی گیرنده در تهران باز می‌شود." in page.text
    assert "/policies/delivery.html#courier" in page.text
    assert "جلوی در اصلی ساختمان، رو به خیابان" in at_hand_over(browser)


def at_hand_over(browser: Browser) -> str:
    return browser.follow(browser.address(**TEHRAN)).text


def test_dates_that_count_on_an_estimated_holiday_are_marked(browser: Browser, world: World) -> None:
    opened(world, "atrebeheshti")
    world.clock.now = in_tehran("1405/01/05")
    seen = set()
    at_method(browser)
    for _ in range(24):
        seen.add("تاریخ تخمینی" in browser.get("/checkout/delivery/method").text)
        world.clock.go_on(days=15)
        browser.add()
    assert seen == {True, False}


def test_CHI_021_CHI_022_floor_and_stairs_are_asked_beside_the_way_that_needs_them(
    browser: Browser, world: World
) -> None:
    opened(world, "chistatech", an_item(a_shop("chistatech"), 20_000_000, "heavy"))
    page = at_method(browser)
    assert {"floor-heavy-home", "stairs-heavy-home"} <= set(labels(page))
    refused = browser.submit(page, "/checkout/delivery/method", **{"delivery": "heavy-home", "floor-heavy-home": ""})
    assert refused.status == 422
    assert {'href="#floor-heavy-home"', 'href="#stairs-heavy-home"'} <= set(re.findall(r'href="#[^"]*"', refused.text))
    too_high = browser.submit(page, "/checkout/delivery/method", **_climb("۵", "۰"))
    assert (too_high.status, "تا طبقه‌ی ۴" in too_high.text) == (422, True)
    assert too_high.form("/checkout/delivery/method").fields["floor-heavy-home"] == "۵"
    done = browser.submit(page, "/checkout/delivery/method", **_climb("همکف", "۷"))
    review = browser.follow(done)
    assert "۲٬۰۰۰٬۰۰۰" in review.text
    assert "حمل تا طبقه‌ی ۱، ۷ پله" in review.text
    with world.store.transaction() as tx:
        assert [session.climb for session in tx.every(SESSIONS)] == [Climb(floor=1, stairs=7)]
    again = browser.get("/checkout/delivery/method").form("/checkout/delivery/method").fields
    assert (again["floor-heavy-home"], again["stairs-heavy-home"]) == ("۱", "۷")


def _climb(floor: str, stairs: str) -> dict[str, str]:
    return {"delivery": "heavy-home", "floor-heavy-home": floor, "stairs-heavy-home": stairs}


def test_CHI_021_other_ways_do_not_ask_for_a_floor(browser: Browser, world: World) -> None:
    opened(world, "chistatech", an_item(a_shop("chistatech"), 20_000_000, "accessory"))
    page = at_method(browser)
    assert "floor-heavy-home" not in labels(page)
    assert "فقط برای لوازم سنگین" in page.text
    assert browser.send_by("carrier").to == "/checkout/review"


def test_ATR_026_free_carriage_shows_no_list_but_the_shops_choice(browser: Browser, world: World) -> None:
    opened(world, "atrebeheshti", price=30_000_000)
    page = at_method(browser)
    assert "به انتخاب فروشگاه" in page.text
    assert 'type="radio"' not in page.text
    review = browser.follow(browser.submit(page, "/checkout/delivery/method"))
    assert (review.status, "رایگان" in review.text) == (200, True)
    assert browser.submit(page, "/checkout/delivery/method", delivery="tipax").status == 422


def test_BAK_120_carriage_and_charges_stand_on_lines_of_their_own_at_every_page(browser: Browser, world: World) -> None:
    opened(world, "bakala", price=1_000_000)
    at_method(browser, province="فارس", city="شیراز")
    review = browser.follow(browser.send_by("carrier-rah"))
    placed = browser.submit(review, "/checkout/review")
    payment = browser.follow(placed)
    order = browser.get(placed.to.removesuffix("/pay"))
    browser.staff_in()
    desk = browser.get(f"/desk/orders/{world.orders()[0].code}")
    for page in (review, payment, order, desk):
        rows = dict(re.findall(r'<th scope="row">([^<]*)</th><td>.*?<bdi>([^<]*)</bdi>', page.text))
        assert (rows["بسته‌بندی"], rows["بیمه‌ی حمل"], rows["قابل پرداخت"]) == ("۵۰٬۰۰۰", "۲۰٬۰۰۰", "۱٬۳۷۰٬۰۰۰")
        assert "۳۰۰٬۰۰۰" in rows.values()


def test_CHI_008_a_large_order_is_asked_for_the_national_code_and_told_why(browser: Browser, world: World) -> None:
    opened(world, "chistatech", price=100_000_001)
    at_method(browser)
    review = browser.follow(browser.send_by("carrier"))
    assert review.to == "/checkout/identity"
    page = browser.follow(review)
    for said in ("۱۰۰٬۰۰۰٬۰۰۱", "۱۰۰٬۰۰۰٬۰۰۰", "rules.html#identity-documents", "فقط همراه همین سفارش"):
        assert said in page.text
    wrong = unchanged(world, lambda: browser.submit(page, "/checkout/identity", national_code="0499370890"))
    assert (wrong.status, 'href="#national_code"' in wrong.text, "0499370890" in wrong.text) == (422, True, True)
    assert browser.submit(page, "/checkout/identity", national_code="۰۴۹۹۳۷۰۸۹۹").to == "/checkout/review"
    review = browser.get("/checkout/review")
    assert "۰۴۹۹۳۷۰۸۹۹" in review.text
    placed = browser.submit(review, "/checkout/review")
    (order,) = world.orders()
    assert order.recipient.national_code == "0499370899"
    assert "0499370899" not in "".join(message.body for message in world.outbox())
    assert "۰۴۹۹۳۷۰۸۹۹" not in browser.get(placed.to.removesuffix("/pay")).text


def test_CHI_008_the_limit_itself_needs_no_national_code(browser: Browser, world: World) -> None:
    opened(world, "chistatech", price=100_000_000)
    at_method(browser)
    review = browser.follow(browser.send_by("carrier"))
    assert review.status == 200
    assert "کد ملی" not in review.text
    assert browser.get("/checkout/identity").to == "/checkout/review"


def test_CHI_008_finishing_a_review_that_grew_past_the_limit_asks_for_the_code(browser: Browser, world: World) -> None:
    opened(
        world,
        "chistatech",
        price=100_000_001,
        identity={"documents": {"above": "200000000 rial", "clause": "rules#identity-documents"}},
    )
    at_method(browser)
    review = browser.follow(browser.send_by("carrier"))
    opened(world, "chistatech", price=100_000_001)
    assert unchanged(world, lambda: browser.submit(review, "/checkout/review")).to == "/checkout/identity"


@pytest.mark.parametrize("path", ["/checkout/identity", "/checkout/review", "/checkout/delivery/method"])
def test_a_step_asked_without_the_ones_before_it_leads_there(browser: Browser, path: str) -> None:
    assert browser.get(path).to == "/cart"


@pytest.mark.parametrize(("before", "now", "lost"), [(30_000_000, 29_999_999, True), (29_999_999, 30_000_000, False)])
def test_ATR_026_free_carriage_lost_or_reached_by_a_rial_leads_back_to_the_choice_and_says_so(
    world: World, browser: Browser, before: int, now: int, *, lost: bool
) -> None:
    """ATR-026: nothing is placed; what was chosen is not on offer, and another way stands chosen in its place."""
    opened(world, "atrebeheshti", price=before)
    browser.add()
    browser.sign_in()
    browser.address()
    page = browser.follow(browser.send_by("by-shop" if lost else "tipax"))
    opened(world, "atrebeheshti", price=now)
    choice = browser.follow(browser.submit(page, "/checkout/review"))

    assert world.orders() == []
    assert ("روشی که انتخاب کرده بودید دیگر برای این سفارش نیست" in choice.text) is lost
    assert choice.form("/checkout/delivery/method").fields["delivery"] == ("priority-post" if lost else "by-shop")
