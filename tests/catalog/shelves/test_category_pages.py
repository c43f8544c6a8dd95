"""A category's built pages: every choice is a link that leads somewhere, and what pages say of themselves is true."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from shop.text import persian_digits
from tests.catalog.builders import CATEGORY, a_folder, a_product, build, page
from tests.catalog.test_problems_of_folders import report_of

SITE = "https://golkhaneh.example"
MAIN = "/categories/home.html"
GOODS = 30
"""Two pages; every sixth is sold out, every third is a plant."""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes | None] = {"products/goldan.md": None}
    for at in range(GOODS):
        changes = {
            "Slug": f"goods-{at:02}",
            "Sku": f"GOODS-{at}",
            "Title": f"کالای {at}",
            "Price": str(100_000 + 10_000 * at),
            "Stock": "0" if at % 6 == 0 else "5",
            "Class": "plant" if at % 3 == 0 else "home",
        }
        body = f"## مشخصات\n\n| ویژگی | مقدار |\n| --- | --- |\n| رنگ | {'سبز و سرخ' if at % 2 else 'سرخ'} |\n"
        files[f"products/goods-{at:02}.md"] = a_product(changes, body=body)
    files["categories/home.md"] = CATEGORY.replace("Order: 1\n", "Order: 1\nFilter: رنگ\n")
    place = tmp_path_factory.mktemp("shelf")
    build(a_folder(place / "site", files), place / "out")
    return place / "out"


def pages(output: Path) -> dict[str, str]:
    """Return the category's pages by their path."""
    files = [output / MAIN[1:], *(output / "categories/home").rglob("*.html")]
    return {f"/{file.relative_to(output).as_posix()}": file.read_text(encoding="utf-8") for file in files}


def goods(html: str) -> list[str]:
    return re.findall(r'card__title"><a href="/products/(.*?)\.html"', html)


def told(html: str) -> str:
    """Return how many goods a page says it shows."""
    found = re.search(r'<p class="shelf__count"[^>]*>(.*?)</p>', html, re.DOTALL)
    assert found
    return found[1].strip()


def links(html: str, kind: str) -> dict[str, str]:
    """Return the links of a kind of choice, ``only`` or ``order``: its words, and where it leads."""
    found = re.findall(rf'<a href="([^"]*)" data-{kind}="[^"]*"[^>]*>(.*?)</a>', html)
    return {unescape(re.sub(r"\s*<small>.*|</?span>", "", words)): address for address, words in found}


def test_every_choice_leads_to_a_page_that_shows_what_it_counts(output: Path) -> None:
    html = page(output, MAIN[1:])
    counted = re.findall(r'<a href="([^"]*)" data-only="[^"]*"><span>[^<]*</span> <small>(.*?)</small></a>', html)

    assert set(links(html, "only")) == {
        "زیر ۱۵۰ هزار تومان", "۱۵۰ تا ۲۰۰ هزار تومان", "۲۰۰ تا ۳۰۰ هزار تومان", "۳۰۰ هزار تومان و بیشتر",
        "فقط موجود", "گیاه", "خانه", "سبز",
    }  # fmt: skip
    for address, count in counted:
        every = [one for path, one in pages(output).items() if path == address or path.startswith(f"{address[:-5]}/")]
        assert persian_digits(sum(len(goods(one)) for one in every)) == count, address


def test_every_order_goes_through_all_goods_once(output: Path) -> None:
    every = [f"goods-{at:02}" for at in range(GOODS)]
    for name, address in links(page(output, MAIN[1:]), "order").items():
        shown = goods(pages(output)[address]) + goods(pages(output)[address.replace(".html", "/2.html")])
        assert sorted(shown) == every, name
        assert {int(one[-2:]) % 6 for one in shown[-5:]} == {0}
    cheapest = goods(pages(output)["/categories/home/cheapest.html"])
    assert cheapest == sorted(cheapest)


def test_every_address_of_a_shelf_leads_to_a_page(output: Path) -> None:
    for path, html in pages(output).items():
        led = set(re.findall(r'(?:href|data-all|data-main)="(/categories/[^"]*)"', html))
        assert [address for address in led if not (output / address[1:]).is_file()] == [], path


@pytest.mark.parametrize(
    ("path", "count", "canonical"),
    [
        (MAIN, "۱ تا ۲۴ از ۳۰ کالا", MAIN),
        ("/categories/home/2.html", "۲۵ تا ۳۰ از ۳۰ کالا", "/categories/home/2.html"),
        ("/categories/home/cheapest/2.html", "۲۵ تا ۳۰ از ۳۰ کالا", MAIN),
        ("/categories/home/all.html", "۳۰ کالا", MAIN),
        ("/categories/home/available.html", "۱ تا ۲۴ از ۲۵ کالا", "/categories/home/available.html"),
        ("/categories/home/under-150000.html", "۵ کالا از ۳۰", "/categories/home/under-150000.html"),
    ],
)
def test_a_page_says_how_much_it_shows_and_what_it_stands_for(
    output: Path, path: str, count: str, canonical: str
) -> None:
    html = page(output, path[1:])

    assert told(html) == count
    assert re.findall(r'<link rel="canonical" href="(.*?)">', html) == [SITE + canonical]


def test_pages_name_the_one_before_and_after(output: Path) -> None:
    def named(path: str) -> list[tuple[str, str]]:
        return re.findall(r'<a class="paging__step" rel="(\w+)" href="(.*?)">', page(output, path))

    assert named("categories/home.html") == [("next", "/categories/home/2.html")]
    assert named("categories/home/2.html") == [("prev", MAIN)]
    assert 'aria-current=page><span class="hidden">صفحه‌ی </span>۲</a>' in page(output, "categories/home/2.html")


def test_a_filtered_page_shows_its_filter_and_the_way_out_of_it(output: Path) -> None:
    html = page(output, "categories/home/under-150000.html")

    chips = re.findall(r'<ul class="chips".*?</ul>', html, re.DOTALL)
    assert len(chips) == 1
    assert re.findall(r'<a href="(.*?)"><span class="hidden">برداشتن: </span><span>(.*?)</span>', chips[0]) == [
        (MAIN, "زیر ۱۵۰ هزار تومان")
    ]
    assert f'<a href="{MAIN}" data-only="under-150000" aria-current=true>' in html


def test_every_page_says_that_an_order_and_a_filter_go_together_by_a_script_alone(output: Path) -> None:
    told = "<noscript><p>هر بار یا یک ترتیب برگزینید یا یک پالایش.</p></noscript>"

    assert [path for path, html in pages(output).items() if html.count(told) != 1] == []


def test_only_the_page_of_all_goods_tells_browsers_what_to_sort_by(output: Path) -> None:
    assert [path for path, html in pages(output).items() if "data-marks=" in html] == ["/categories/home/all.html"]
    marks = re.findall('data-marks="(.*?)"', page(output, "categories/home/all.html"))[0].split(";")
    assert len(marks) == GOODS


def test_the_first_pictures_are_loaded_at_once_and_all_others_when_they_are_near(output: Path) -> None:
    html = page(output, MAIN[1:]).partition("<main")[2]

    shown = re.findall(r"<img [^>]*>", html)
    assert ['fetchpriority="high"' in one for one in shown] == [True] * 4 + [False] * 20
    assert ['loading="lazy"' in one for one in shown] == [False] * 4 + [True] * 20


def test_a_filter_that_no_product_has_is_warned_of_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    category = CATEGORY.replace("Order: 1\n", "Order: 1\nFilter: رنک\n")
    body = "متن.\n\n| ویژگی | مقدار |\n| --- | --- |\n| رنگ | سبز |\n"
    files = {"categories/home.md": category, "products/goldan.md": a_product(body=body)}

    build(a_folder(tmp_path / "site", files), tmp_path / "out")

    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        "categories/home.md:4: SH535 هشدار: هیچ کالای این دسته در جدول مشخصات ردیف «رنک» ندارد."
        " منظورتان «رنگ» است؟ نام ردیف را همان‌گونه که در جدول‌هاست بنویسید."
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Filter: رنگ\nFilter: رنگ", "5: SH004 کلید Filter: رنگ دو بار آمده است؛ بار اول در خط 4. یکی را پاک کنید."),
        ("Filter: رنگ\nFilter: رَنگ", "5: SH004 کلید Filter: رَنگ دو بار آمده است؛ بار اول در خط 4. یکی را پاک کنید."),
        ("Filter:", "4: SH006 کلید Filter خالی است. بنویسید: Filter: جنس"),
    ],
    ids=["twice", "twice in two spellings", "empty"],
)
def test_a_filter_names_one_row_once(lines: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    category = CATEGORY.replace("Order: 1\n", f"Order: 1\n{lines}\n")
    body = "متن.\n\n| ویژگی | مقدار |\n| --- | --- |\n| رنگ | سبز |\n"
    folder = a_folder(tmp_path / "site", {"categories/home.md": category, "products/goldan.md": a_product(body=body)})

    assert report_of(folder, capsys) == [f"categories/home.md:{told}"]
