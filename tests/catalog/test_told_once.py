"""One slip is told once: what follows from it alone is not told beside it, and what was meant is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.content import Content, Hosts, read_content
from catalog.last_release import Earlier
from catalog.problem_words import report_line
from catalog.release_writer import release_of
from tests.catalog.builders import CATEGORY, POLICY, ROOT, SHOP, a_folder, a_product

HERE = "products/goldan.md"
CACHE = ROOT / ".cache" / "pictures"


def read(folder: Path, earlier: Earlier | None = None) -> Content:
    return read_content(folder, CACHE, Hosts(), *([earlier] if earlier else []))


def told(content: Content) -> list[str]:
    """Return where each problem and warning is, and its code."""
    found = (*content.problems, *content.warnings)
    return [f"{problem.spot.path}:{problem.spot.line} {problem.code}" for problem in found]


def published_before(place: Path) -> Earlier:
    site = read(a_folder(place)).site
    assert site
    return Earlier(release_of(site, ""))


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        (a_product().replace("Price:", "Pirce:"), "SH003", "Price"),
        (a_product().replace("Price:", "قیمت:"), "SH003", "Price"),
        (a_product().replace("Price:", "**Price**:"), "SH003", "Price"),
        (a_product().replace("Price:", "Price ="), "SH002", "Price: 250000"),
        (a_product().replace("Price:", "Price"), "SH002", "Price: 250000"),
        (a_product().replace("Price:", "قیمت؛"), "SH002", "Price: 250000"),
    ],
    ids=["misspelt", "Persian", "bold", "equals", "no colon", "Persian semicolon"],
)
def test_a_key_that_was_meant_is_not_missing_too(text: str, code: str, meant: str, tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {HERE: text}))

    assert told(content) == [f"{HERE}:4 {code}"]
    assert content.problems[0].facts["meant"] == meant


def test_what_a_misspelt_key_says_is_read_as_it_was_meant(tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {HERE: a_product().replace("Price: 250000", "Pirce: ارزان")}))

    assert told(content) == [f"{HERE}:4 SH003", f"{HERE}:4 SH105"]


@pytest.mark.parametrize("text", ["", "\n\n", "گلدانی زیبا.\n\nاز لالجین.\n"], ids=["empty", "blank", "only a text"])
def test_a_file_without_keys_is_told_once(text: str, tmp_path: Path) -> None:
    assert told(read(a_folder(tmp_path, {"products/x.md": text}))) == ["products/x.md:1 SH013"]


def test_keys_below_a_blank_line_are_told_where_they_stand(tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {HERE: a_product().replace("Stock:", "\nStock:")}))

    assert [report_line(problem) for problem in content.problems] == [
        (
            f"{HERE}:6: SH012 کلید Stock پس از خط خالی آمده و جزو متن شده است. (و ۷ جای دیگر در همین پرونده)"
            " آن را بالای پرونده، میان کلیدهای دیگر و بی خط خالی بنویسید."
        )
    ]


def test_a_key_at_the_end_of_a_text_is_told(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, {HERE: a_product(body="گلدان.\n\nPrice: 300000\n")})

    assert told(read(folder)) == [f"{HERE}:16 SH012"]


def test_words_with_a_colon_in_a_text_are_no_keys(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, {HERE: a_product(body="USB: دارد.\n\n- Price: پنج\n\nقیمت: بپرسید.\n")})

    assert told(read(folder)) == []


def test_two_keys_on_one_line_are_told_once_and_both_read(tmp_path: Path) -> None:
    text = a_product({"Price": "250000، Stock: 12"}, without=["Stock"])

    content = read(a_folder(tmp_path, {HERE: text}))

    assert [report_line(problem) for problem in content.problems] == [
        f"{HERE}:4: SH014 دو کلید در یک خط آمده است. دومی را در خط خودش بنویسید: Stock: 12"
    ]


@pytest.mark.parametrize(
    "text",
    [
        a_product().replace("Price:", "  Price:"),
        a_product().replace("Price:", "\tPrice:"),
        "---\n" + a_product().replace("\n\n", "\n\n---\n"),
        "\ufeff\ufeff" + a_product(),
        a_product().replace("Category: ", "Category:\u00a0"),
    ],
    ids=["indented", "tabbed", "blank before the fence", "two byte order marks", "blank without a break"],
)
def test_a_harmless_habit_is_read_as_it_was_meant(text: str, tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {HERE: text}))

    assert told(content) == []
    assert content.site
    assert [offer.price for product in content.site.products for offer in product.offers] == [2_500_000]


@pytest.mark.parametrize("typed", ["\u200c", "-", "؟", "…"])
def test_a_value_that_says_nothing_is_empty(typed: str, tmp_path: Path) -> None:
    assert told(read(a_folder(tmp_path, {HERE: a_product({"Title": typed})}))) == [f"{HERE}:1 SH006"]


def test_the_same_hidden_letter_many_times_is_told_once(tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {HERE: a_product(body="گلدان\x00\x00\x00\n")}))

    assert [report_line(problem) for problem in content.problems] == [
        (
            f"{HERE}:14:6: SH007 نویسه‌ی نادیدنی U+0000 در این خط است. (و ۲ جای دیگر در همین پرونده)"
            " خط را پاک کنید و از نو بنویسید."
        )
    ]


def test_of_a_policy_that_cannot_be_read_only_that_is_told(tmp_path: Path) -> None:
    earlier = published_before(tmp_path / "before")
    files: dict[str, str | bytes | None] = {
        "policies/rules.md": POLICY.encode() + "كتاب".encode("windows-1256"),
        HERE: a_product(body="[متن](../policies/rules.md#order)\n"),
    }

    assert [line.partition(" ")[2] for line in told(read(a_folder(tmp_path / "now", files), earlier))] == ["SH001"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (a_product().encode("utf-16"), "SH001"),
        (a_product({"Sku": "goldan"}), "SH102"),
        (a_product({"Slug": "گلدان"}), "SH101"),
        (a_product({"Slug": "a" * 81}), "SH101"),
        (a_product({"Sku": "A" * 81}), "SH102"),
    ],
    ids=["encoding", "sku", "slug", "long slug", "long sku"],
)
def test_a_product_with_a_slip_of_its_own_is_not_said_to_be_gone(text: str | bytes, code: str, tmp_path: Path) -> None:
    earlier = published_before(tmp_path / "before")

    content = read(a_folder(tmp_path / "now", {HERE: text}), earlier)

    assert [line.partition(" ")[2] for line in told(content)] == [code]


def test_of_a_folder_that_is_missing_only_that_is_told(tmp_path: Path) -> None:
    earlier = published_before(tmp_path / "before")
    folder = a_folder(tmp_path / "now")
    (folder / "products").rename(folder / "Products")

    content = read(folder, earlier)

    assert told(content) == ["Products/goldan.md:1 SH011", "products:1 SH401"]
    assert content.problems[1].facts["meant"] == "Products"


@pytest.mark.parametrize(
    ("old", "new"), [('id = "courier"', 'id = "freight"'), ('kind = "transfer"', 'kind = "gateway"')]
)
def test_a_name_given_twice_is_told_where_it_stands_and_of_no_page(old: str, new: str, tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {"shop.toml": SHOP.replace(old, new)}))

    assert {problem.spot.path for problem in content.problems} == {"shop.toml"}


def test_a_class_given_twice_is_told_of_no_product(tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {"shop.toml": SHOP.replace('id = "home"', 'id = "plant"')}))

    assert [problem.code for problem in content.problems] == ["SH316"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[refund]", "[refnd]", "SH304"),
        ("keep_days = 30", "keep_dys = 30", "SH304"),
        ('clause = "rules#refund"', 'clause = "rules.md#refund"', "SH305"),
        ('clause = "rules#refund"', 'clause = "rules"', "SH305"),
    ],
    ids=["table", "key", "clause with its ending", "clause without anchor"],
)
def test_a_slip_of_the_terms_is_told_once(old: str, new: str, code: str, tmp_path: Path) -> None:
    content = read(a_folder(tmp_path, {"shop.toml": SHOP.replace(old, new)}))

    assert [problem.code for problem in content.problems] == [code]


def test_terms_without_a_word_are_told_once(tmp_path: Path) -> None:
    assert told(read(a_folder(tmp_path, {"shop.toml": "# هیچ\n"}))) == ["shop.toml:1 SH301"]


def test_a_category_without_goods_is_not_told_of_its_filters(tmp_path: Path) -> None:
    files = {"categories/garden.md": CATEGORY.replace("home", "garden").replace("Order: 1", "Order: 2\nFilter: رنگ")}

    assert told(read(a_folder(tmp_path, files))) == []


def shelf(*values: str) -> dict[str, str]:
    """Return products that state a colour each, on a shelf that is filtered by it."""
    table = "| ویژگی | مقدار |\n| --- | --- |\n| رنگ | {} |\n"
    goods = {
        f"products/g-{at}.md": a_product({"Slug": f"g-{at}", "Sku": f"G-{at}"}, body=table.format(value))
        for at, value in enumerate(values)
    }
    return {**goods, "categories/home.md": CATEGORY.replace("Order: 1", "Order: 1\nFilter: رنگ")}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["سبز", "آبی", "زرد", "سیاه"], ["categories/home.md:4 SH536"]),
        (["سبز", "سبز", "سبز", "سبز", "سبز"], []),
        (["سبز", "سبز", "آبی"], []),
    ],
    ids=["all different", "one has none", "two alike"],
)
def test_a_filter_that_finds_nothing_is_told(values: list[str], found: list[str], tmp_path: Path) -> None:
    assert told(read(a_folder(tmp_path, shelf(*values)))) == found


def test_a_filter_by_what_all_goods_have_alike_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {**shelf("سبز", "سبز", "سبز", "سبز"), HERE: None}

    assert told(read(a_folder(tmp_path, files))) == ["categories/home.md:4 SH536"]
