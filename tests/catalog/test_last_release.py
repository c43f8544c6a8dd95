"""What the checker knows of the last release: far prices, SKUs that are gone, pages that moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from catalog.content import Content, Hosts, read_content
from catalog.last_release import Earlier, read_last
from catalog.problem_words import report_line
from shop.release import Sku
from tests.catalog.builders import CATEGORY, POLICY, SHOP, a_folder, a_product, build, page, release_in

GOLDAN = "products/goldan.md"


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A release of the standard product, with the folder it was built from beside it."""
    build(a_folder(tmp_path / "site"), tmp_path / "out")
    return tmp_path


def now(place: Path, files: Mapping[str, str | None], ordered: Mapping[str, int] | None = None) -> Content:
    def count(wanted: Collection[Sku]) -> Mapping[Sku, int]:
        return {sku: (ordered or {})[sku] for sku in wanted if sku in (ordered or {})}

    folder = a_folder(place / "site", files)
    for name, content in files.items():
        if content is None:
            (folder / name).unlink()
    return read_content(folder, place / "cache", Hosts(), Earlier(read_last(place / "out.release"), count))


def said(content: Content) -> list[str]:
    return [report_line(problem).replace("\u00a0", " ") for problem in (*content.problems, *content.warnings)]


@pytest.mark.parametrize(
    ("price", "told"),
    [
        ("2500000", "۲٬۵۰۰٬۰۰۰"),
        ("25000", "۲۵٬۰۰۰"),
        ("2499999", ""),
        ("25001", ""),
    ],
)
def test_a_price_ten_times_the_last_one_is_doubted(before: Path, price: str, told: str) -> None:
    content = now(before, {GOLDAN: a_product({"Price": price, "Was": "1405/06/20 | 250000"})})

    line = f"{GOLDAN}:4: SH510 هشدار: قیمت {told} تومان شد و در آخرین انتشار ۲۵۰٬۰۰۰ تومان بود. اگر یک رقم کم یا زیاد است، درستش کنید."
    assert said(content) == ([line] if told else [])
    assert content.site


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"Price": "260000"}, True),
        ({"Price": "260000", "Was": "1405/06/20 | 240000"}, True),
        ({"Price": "260000", "Was": "1405/06/20 | 250000"}, False),
        ({"Price": "260000", "Was": "1405/06/20 | 250000\nWas: 1405/06/25 | 255000"}, False),
        ({}, False),
    ],
)
def test_a_price_that_changed_without_its_day_is_told(before: Path, changes: dict[str, str], told: bool) -> None:
    content = now(before, {GOLDAN: a_product(changes)})

    since = "۲۰ شهریور ۱۴۰۵" if "Was" in changes else "۱۴ شهریور ۱۴۰۵"
    line = (
        f"{GOLDAN}:4: SH513 هشدار: قیمت از ۲۵۰٬۰۰۰ تومان به ۲۶۰٬۰۰۰ تومان رسیده و Was ندارد؛"
        f" صفحه می‌گوید این قیمت از {since} بوده است. بیفزایید: Was: تاریخ امروز | ۲۵۰٬۰۰۰"
    )
    assert said(content) == ([line] if told else [])
    assert content.site


def test_the_day_of_a_variants_price_is_asked_with_its_sku(tmp_path: Path) -> None:
    own = ("Sku", "Price", "Stock", "Weight")
    lines = "G-1 | کوچک | 100000 | 1 | 1\nVariant: G-2 | بزرگ | {} | 1 | 1"
    build(a_folder(tmp_path / "site", {GOLDAN: a_product({"Variant": lines.format(200000)}, own)}), tmp_path / "out")

    content = now(tmp_path, {GOLDAN: a_product({"Variant": lines.format(210000)}, own)})

    assert [line.rpartition("بیفزایید: ")[2] for line in said(content)] == ["Was: تاریخ امروز | ۲۰۰٬۰۰۰ | G-2"]


def test_the_price_of_a_variant_is_doubted_at_its_line(tmp_path: Path) -> None:
    own = ("Sku", "Price", "Stock", "Weight")
    lines = {"Variant": "G-1 | کوچک | 100000 | 1 | 1\nVariant: G-2 | بزرگ | {} | 1 | 1"}
    first = {"Variant": lines["Variant"].format(200000)}
    build(a_folder(tmp_path / "site", {GOLDAN: a_product(first, own)}), tmp_path / "out")

    content = now(tmp_path, {GOLDAN: a_product({"Variant": lines["Variant"].format(20000)}, own)})

    assert [(one.code, one.spot.line) for one in content.warnings] == [("SH510", 10)]


def test_a_sku_that_is_gone_is_told(before: Path) -> None:
    content = now(before, {GOLDAN: a_product({"Sku": "GOLDAN-2"})})

    assert said(content) == [
        (
            "products/goldan.md:1: SH511 هشدار: Sku «GOLDAN-1» («گلدان سفالی») در آخرین انتشار بود و دیگر نیست؛ صفحه‌اش هم می‌رود."
            " اگر دیگر فروخته نمی‌شود، پرونده را نگه دارید و بنویسید: Status: withdrawn"
        )
    ]


def test_a_sku_that_open_orders_hold_may_not_go(before: Path) -> None:
    content = now(before, {GOLDAN: a_product({"Sku": "GOLDAN-2"})}, {"GOLDAN-1": 3})

    assert said(content)[0] == (
        "products/goldan.md:1: SH128 Sku «GOLDAN-1» («گلدان سفالی») در ۳ سفارش باز است و دیگر در این پوشه نیست."
        " کالا را برگردانید؛ اگر دیگر فروخته نمی‌شود: Status: withdrawn"
    )


@pytest.mark.parametrize("change", [{"Status": "withdrawn"}, {"Price": "گران"}])
def test_a_sku_withdrawn_or_with_a_slip_of_its_own_is_not_gone(before: Path, change: dict[str, str]) -> None:
    content = now(before, {GOLDAN: a_product(change), "products/b.md": a_product({"Slug": "b", "Sku": "B"})})

    assert not {"SH511", "SH128"} & {one.code for one in (*content.problems, *content.warnings)}


def test_a_product_that_became_a_draft_is_told_at_its_own_line(before: Path) -> None:
    content = now(
        before, {GOLDAN: a_product({"Status": "draft"}), "products/b.md": a_product({"Slug": "b", "Sku": "B"})}
    )

    assert [(one.code, one.spot.path, one.spot.line) for one in content.warnings] == [("SH511", GOLDAN, 3)]


def test_a_new_address_needs_the_old_one_beside_it(before: Path) -> None:
    content = now(before, {GOLDAN: a_product({"Slug": "goldan-sofali"})})
    assert said(content) == [
        (
            f"{GOLDAN}:2: SH129 نشانی این کالا «goldan» بود و «goldan-sofali» شد؛ هر پیوندی به نشانی پیشین می‌شکند."
            " زیر این خط بنویسید: Alias: goldan"
        )
    ]

    assert said(now(before, {GOLDAN: a_product({"Slug": "goldan-sofali", "Alias": "goldan"})})) == []


def test_a_withdrawn_product_keeps_its_address_too(before: Path) -> None:
    gone = a_product({"Slug": "goldan-sofali", "Status": "withdrawn"})
    content = now(before, {GOLDAN: gone, "products/b.md": a_product({"Slug": "b", "Sku": "B"})})

    assert [(one.code, one.facts["value"]) for one in content.warnings] == [("SH512", "products/goldan.html")]


def test_pages_that_are_gone_are_told(before: Path) -> None:
    toml = SHOP.replace("rules#", "laws#")
    text = POLICY.replace("Slug: rules", "Slug: laws")
    category = CATEGORY.replace("Slug: home", "Slug: house")
    files = {"shop.toml": toml, "policies/rules.md": text, "categories/home.md": category}
    content = now(before, {**files, GOLDAN: a_product({"Category": "house"})})

    assert said(content) == [
        (
            "categories/home.md:1: SH512 هشدار: صفحه‌ی categories/home.html در آخرین انتشار بود و دیگر نیست."
            " اگر نامش عوض شده، در پرونده‌ی تازه‌اش بنویسید: Alias: home"
        ),
        (
            "policies/rules.md:1: SH512 هشدار: صفحه‌ی policies/rules.html در آخرین انتشار بود و دیگر نیست."
            " اگر نامش عوض شده، در پرونده‌ی تازه‌اش بنویسید: Alias: rules"
        ),
    ]


def test_before_the_first_release_there_is_nothing_to_compare(before: Path) -> None:
    (before / "out.release" / "current").unlink()

    assert said(now(before, {GOLDAN: a_product({"Sku": "GOLDAN-2", "Price": "1", "Slug": "x"})})) == []


def test_the_old_address_leads_on(tmp_path: Path) -> None:
    moved = a_product({"Slug": "goldan-sofali", "Alias": "goldan\nAlias: kuzeh"})
    build(a_folder(tmp_path / "site", {GOLDAN: moved}), tmp_path / "out")

    for old in ("goldan", "kuzeh"):
        html = page(tmp_path / "out", f"products/{old}.html")
        assert '<meta http-equiv="refresh" content="0; url=/products/goldan-sofali.html">' in html
        assert '<link rel="canonical" href="https://golkhaneh.example/products/goldan-sofali.html">' in html
        assert '<a href="/products/goldan-sofali.html">از این‌جا بروید</a>' in html
        assert f"/products/{old}.html" not in page(tmp_path / "out", "sitemap.xml")
    assert [offer.slug for offer in release_in(tmp_path / "out.release").offers.values()] == ["goldan-sofali"]


@pytest.mark.parametrize("taken", ["b", "goldan", "old"])
def test_an_old_address_is_one_pages_alone(tmp_path: Path, taken: str) -> None:
    other = a_product({"Slug": "b", "Sku": "B", "Alias": "old"})
    content = now(tmp_path, {"products/b.md": other, GOLDAN: a_product({"Alias": taken})})

    assert [one.code for one in content.problems] == ["SH118"]
