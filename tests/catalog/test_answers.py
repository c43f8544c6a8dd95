"""What pages answer at a glance, by the rules of all five shops: places, days, fees, charges, claims."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from catalog.answers import ALL_CITIES, Right, Way, answers_for, answers_of, show_days, show_places
from catalog.shelf_offer import ShelfOffer
from catalog.shown_picture import Picture
from catalog.site import CategoryName, Product
from shop.money import Rials
from shop.places import Zone
from shop.release import Sku
from shop.terms import Shop
from shop.verdict import Clause
from tests.builders import SHOPS, a_shop
from tests.catalog.builders import ROOT, build, page, sold_pages

PICTURE = Picture(
    src="", avif="", webp="", width=1, height=1, small="", large="", large_width=1, large_height=1, alt=""
)


def a_thing(shop: Shop, product_class: str, *weights: int, seller: str = "", lead_days: int = 0) -> Product:
    """Return a product of one offer for each weight in grams."""
    offers = [ShelfOffer(sku=Sku(f"A-{w}"), label="", price=Rials(10), stock=1, weight=w) for w in weights or (500,)]
    return Product(
        slug="a",
        title="چیزی",
        summary="",
        body=Markup(),
        category=CategoryName("قفسه", "shelf", "/categories/shelf.html"),
        product_class=product_class,
        date=date(2026, 11, 1),
        seller=seller or shop.name,
        is_own=not seller,
        lead_days=lead_days,
        maximum=1,
        offers=tuple(offers),
        picture=PICTURE,
    )


def ways(shop: Shop, product_class: str, *weights: int) -> list[tuple[str, str, str, str]]:
    """Return the ways of delivery a product's page names."""
    found = answers_for(shop, a_thing(shop, product_class, *weights)).ways
    return [(way.places, way.days, way.name, way.fee) for way in found]


def rights(name: str, product_class: str) -> list[str]:
    """Return what a product's page of a shop says of goods that do not fit."""
    shop = a_shop(name)
    return [right.words for right in answers_for(shop, a_thing(shop, product_class)).rights]


def test_BAQ_003_BAQ_004_free_fixed_and_collect_each_to_its_cities() -> None:
    """BAQ-003, BAQ-004."""
    assert ways(a_shop("baqiyat"), "food") == [
        ("قم و پردیسان", "۱ تا ۲ روز کاری", "پیک رایگان", ""),
        ("شهرهای دیگر", "۳ تا ۵ روز کاری", "پیک بین‌شهری", "۹۵٬۰۰۰\u00a0تومان"),
        ("شهرهای دیگر", "۴ تا ۷ روز کاری", "باربری", "کرایه هنگام تحویل"),
    ]


def test_PAY_020_a_free_way_says_so_unless_its_name_does() -> None:
    """PAY-020."""
    assert ways(a_shop("payatel"), "cable") == [
        ("تهران", "۱ تا ۲ روز کاری", "پیک تهران", "رایگان"),
        ("تهران", "۱ روز کاری", "سرویس ویژه‌ی تهران", "۶۰٬۰۰۰\u00a0تومان"),
        ("شهرهای دیگر", "۳ تا ۶ روز کاری", "باربری", "کرایه هنگام تحویل"),
    ]


def test_BAK_120_what_is_charged_beside_the_carriage_is_told_with_it() -> None:
    """BAK-120."""
    assert ways(a_shop("bakala"), "home", 4000) == [
        ("تهران", "۱ تا ۲ روز کاری", "تحویل سریع", "رایگان"),
        (ALL_CITIES, "۲ تا ۴ روز کاری", "باربری راه‌آور", "۳۷۰٬۰۰۰\u00a0ریال با بسته‌بندی و بیمه‌ی حمل"),
        (ALL_CITIES, "۳ تا ۶ روز کاری", "باربری کویر", "از ۳۲۰٬۰۰۰\u00a0ریال با بسته‌بندی و بیمه‌ی حمل"),
    ]


@pytest.mark.parametrize(
    ("grams", "fee"), [(5000, "از ۳۲۰٬۰۰۰"), (5001, "از ۵۲۰٬۰۰۰"), (60000, "از ۹۷۰٬۰۰۰"), (60001, "")]
)
def test_a_table_is_read_at_the_weight_of_one_piece_and_beyond_it_the_way_is_not_named(grams: int, fee: str) -> None:
    kavir = [way for way in ways(a_shop("bakala"), "home", grams) if way[2] == "باربری کویر"]

    assert [way[3].partition("\u00a0")[0] for way in kavir] == ([fee] if fee else [])


def test_ATR_015_the_lightest_variant_and_the_cheapest_zone_make_the_from() -> None:
    """ATR-015."""
    post = ways(a_shop("atrebeheshti"), "gram", 900, 1900)[0]
    assert post == (ALL_CITIES, "۲ تا ۵ روز کاری", "پست پیشتاز", "از ۱۲٬۰۰۰\u00a0تومان")
    assert ways(a_shop("atrebeheshti"), "gram", 60, 900)[0][3] == "از ۸٬۰۰۰\u00a0تومان"


def test_CHI_021_CHI_022_heavy_goods_alone_have_their_way_by_floor() -> None:
    """CHI-021, CHI-022."""
    carrier = (ALL_CITIES, "۲ تا ۵ روز کاری", "شرکت حمل", "کرایه هنگام تحویل")
    home = (ALL_CITIES, "۳ تا ۶ روز کاری", "حمل ویژه‌ی کالای سنگین", "از ۱٬۵۰۰٬۰۰۰\u00a0ریال، بسته به طبقه")
    assert ways(a_shop("chistatech"), "mobile") == [carrier]
    assert ways(a_shop("chistatech"), "heavy") == [carrier, home]


def test_a_way_that_a_class_is_barred_from_is_not_named() -> None:
    post = {"id": "post", "name": "پست", "fee": {"kind": "free"}, "working_days": [2, 5], "clause": "delivery#courier"}
    shop = a_shop("baqiyat", delivery=[{**post, "except_classes": ["food"]}])

    assert ways(shop, "food") == []
    assert ways(shop, "home") == [(ALL_CITIES, "۲ تا ۵ روز کاری", "پست", "رایگان")]


def test_every_way_leads_to_the_clause_of_its_rule() -> None:
    for name in SHOPS:
        shop = a_shop(name)
        for one in shop.classes:
            found = answers_for(shop, a_thing(shop, one.id))
            clauses = {delivery.name: delivery.clause for delivery in shop.delivery}
            assert found.ways
            assert all(way.clause == clauses[way.name] for way in found.ways)


def test_ATR_026_a_page_says_from_which_value_carriage_is_free() -> None:
    """ATR-026."""
    shop = a_shop("atrebeheshti")
    words = "از ۳٬۰۰۰٬۰۰۰\u00a0تومان خرید به بالا، ارسال رایگان"

    assert answers_for(shop, a_thing(shop, "gram")).free_from == Right(words=words, clause=Clause("shipping#free"))
    assert answers_of(shop).free_from == Right(words=words, clause=Clause("shipping#free"))
    assert answers_of(a_shop("payatel")).free_from is None


@pytest.mark.parametrize(
    ("shop", "product_class", "words"),
    [
        ("baqiyat", "food", ["کالای معیوب یا نادرست: تا ۷ روز"]),
        ("payatel", "cable", ["پول سفارش لغوشده تا ۴۸ ساعت کاری برمی‌گردد"]),
        ("bakala", "home", ["آسیب در حمل: تا ۲۴ ساعت کاری", "مهلت آزمون هفت‌روزه: تا ۷ روز"]),
        (
            "chistatech",
            "mobile",
            [
                "آسیب هنگام تحویل، با نپذیرفتن بسته: تا ۲۴ ساعت",
                "ایراد ظاهری: تا ۲ ساعت",
                "ایراد فنی (ضمانت هفت‌روزه): تا ۷ روز کاری",
            ],
        ),
        ("atrebeheshti", "gram", ["ضمانت رایحه و ماندگاری", "انصراف قانونی، با پلمب سالم: تا ۷ روز کاری"]),
        (
            "atrebeheshti",
            "branded",
            ["بازگرداندن ادکلن برند: تا ۴۸ ساعت", "انصراف قانونی، با پلمب سالم: تا ۷ روز کاری"],
        ),
        ("atrebeheshti", "blend", ["این رده از کالا بازگرداندن ندارد"]),
    ],
)
def test_the_claims_that_fit_a_class_stand_with_their_windows(shop: str, product_class: str, words: list[str]) -> None:
    assert rights(shop, product_class) == words


def test_a_claim_leads_to_its_own_clause_and_no_claim_to_that_of_the_refund() -> None:
    shop = a_shop("atrebeheshti")

    assert [right.clause for right in answers_for(shop, a_thing(shop, "gram")).rights] == [
        "returns#gram",
        "returns#withdrawal",
    ]
    assert [right.clause for right in answers_for(shop, a_thing(shop, "blend")).rights] == ["returns#refund"]


@pytest.mark.parametrize(
    ("lead_days", "told", "days"), [(0, 1, ["۲ تا ۳", "۳ تا ۵", "۴ تا ۷"]), (3, 3, ["۴ تا ۵", "۵ تا ۷", "۶ تا ۹"])]
)
def test_BAK_013_BAK_015_a_sellers_goods_take_the_sellers_days_longer(
    lead_days: int, told: int, days: list[str]
) -> None:
    """BAK-013, BAK-015."""
    shop = a_shop("bakala")
    found = answers_for(shop, a_thing(shop, "home", seller="راه‌وند", lead_days=lead_days))

    assert found.lead_days == told
    assert [way.days for way in found.ways] == [f"{span} روز کاری" for span in days]
    assert answers_for(shop, a_thing(shop, "home")).lead_days == 0


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("baqiyat", ["قم و پردیسان", "شهرهای دیگر"]),
        ("payatel", ["تهران", "شهرهای دیگر"]),
        ("bakala", ["تهران", ALL_CITIES]),
        ("chistatech", [ALL_CITIES]),
        ("atrebeheshti", [ALL_CITIES]),
    ],
)
def test_the_front_page_names_the_first_way_to_each_place(name: str, places: list[str]) -> None:
    shop = a_shop(name)
    found = answers_of(shop)

    assert [way.places for way in found.ways] == places
    assert found.ways[0].name == shop.delivery[0].name
    assert len(found.rights) == max(1, len(shop.claim))


def test_the_front_page_names_no_way_for_some_classes_alone() -> None:
    heavy = {"id": "heavy-home", "name": "حمل سنگین", "fee": {"kind": "free"}, "working_days": [3, 6]}
    rest = {"only_classes": ["heavy"], "clause": "rules#heavy-goods"}
    post = {"id": "post", "name": "پست", "fee": {"kind": "free"}, "working_days": [2, 2], "clause": "rules#delivery"}

    assert answers_of(a_shop("chistatech", delivery=[{**heavy, **rest}, post])).ways == (
        Way(places=ALL_CITIES, days="۲ روز کاری", name="پست", fee="رایگان", clause=Clause("rules#delivery")),
    )


def test_zones_are_named_by_their_cities() -> None:
    shop = a_shop("baqiyat")

    assert show_places(shop, ()) == ALL_CITIES
    assert show_places(shop, (Zone("qom"),)) == "قم و پردیسان"
    assert show_places(shop, (Zone("elsewhere"),)) == "شهرهای دیگر"
    assert show_places(shop, (Zone("elsewhere"), Zone("qom"))) == ALL_CITIES
    assert show_days((1, 1)) == "۱ روز کاری"
    assert show_days((10, 12)) == "۱۰ تا ۱۲ روز کاری"


@pytest.mark.parametrize("name", SHOPS)
def test_every_product_of_every_shop_says_how_it_comes_and_what_if_it_does_not_fit(name: str, tmp_path: Path) -> None:
    build(ROOT / "content" / name, tmp_path / "out")
    pages = sold_pages(tmp_path / "out")

    for file, html in pages.items():
        answers = html.partition('<ul class="answers">')[2].partition("</ul>")[0]
        assert " روز کاری، <a href=" in answers, file
        assert "<b>اگر مناسب نبود:</b> <a href=" in answers, file
    assert len(pages) >= 24
    home = page(tmp_path / "out", "index.html")
    for way in answers_of(a_shop(name)).ways:
        assert f"<small>{way.places}: {way.name}، {way.days}" in home
