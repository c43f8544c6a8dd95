"""Goods of cooperating sellers: their page says who answers for them, and the release what time they need."""

from __future__ import annotations

from pathlib import Path

from tests.catalog.builders import POLICY, SHOP, a_folder, a_policy, a_product, build, page, release_in

SELLERS = SHOP.replace("[zones]", '[sellers]\ncutoff = "16:00"\nlead_days = 1\nclause = "rules#order"\n\n[zones]')
HERE = "products/goldan.md"
DUTY = "کیفیت، قیمت، محتوا و خدمات پس از فروش آن بر عهده‌ی اوست"
LINK = '<a href="/policies/rules.html#order">کالای فروشندگان همکار</a>'


def built(place: Path, terms: str, **changes: str) -> str:
    """Return the page of a product in a shop of these terms."""
    policy = a_policy("sellers") if "[sellers]" in terms else POLICY
    folder = a_folder(place / "site", {"shop.toml": terms, HERE: a_product(changes), "policies/rules.md": policy})
    build(folder, place / "out")
    return page(place / "out", "products/goldan.html")


def lead_in(place: Path) -> list[int]:
    """Return the lead days of every offer in the release."""
    return [offer.lead_days for offer in release_in(place / "out.release").offers.values()]


def test_BAK_010_BAQ_068_a_sellers_page_says_who_answers_for_it_and_where_that_stands(tmp_path: Path) -> None:
    html = built(tmp_path, SELLERS, Seller="کارگاه لالجین")

    assert f"فروشنده‌ی این کالا <b>کارگاه لالجین</b> است و {DUTY}." in html
    assert LINK in html
    assert [offer.seller for offer in release_in(tmp_path / "out.release").offers.values()] == ["کارگاه لالجین"]


def test_BAQ_068_a_shop_without_terms_for_sellers_links_nowhere(tmp_path: Path) -> None:
    html = built(tmp_path, SHOP, Seller="کارگاه لالجین")

    assert DUTY in html
    assert "کالای فروشندگان همکار" not in html


def test_BAQ_068_BAK_008_the_shop_answers_for_its_own_goods(tmp_path: Path) -> None:
    html = built(tmp_path, SELLERS)

    assert "فروشنده و مسئول این کالا گلخانه است." in html
    assert DUTY not in html
    assert LINK not in html
    assert "<b>قم:</b> ۱ تا ۲ روز کاری" in html
    assert lead_in(tmp_path) == [0]


def test_BAK_015_the_default_lead_is_the_shops_and_counts_in_every_promise(tmp_path: Path) -> None:
    html = built(tmp_path, SELLERS, Seller="کارگاه لالجین")

    assert "او تا ۱ روز کاری کالا را به ما می‌رساند" in html
    assert "<b>قم:</b> ۲ تا ۳ روز کاری" in html
    assert lead_in(tmp_path) == [0], "the release leaves the shop's default to the shop's terms"


def test_BAK_015_a_product_may_need_longer(tmp_path: Path) -> None:
    html = built(tmp_path, SELLERS, Seller="کارگاه لالجین", Lead="۳")

    assert "او تا ۳ روز کاری کالا را به ما می‌رساند" in html
    assert "<b>قم:</b> ۴ تا ۵ روز کاری" in html
    assert lead_in(tmp_path) == [3]


def test_BAK_013_the_longest_lead_is_sixty_working_days(tmp_path: Path) -> None:
    built(tmp_path, SHOP, Seller="کارگاه لالجین", Lead="60")

    assert lead_in(tmp_path) == [60]
