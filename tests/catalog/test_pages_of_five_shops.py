"""What the pages of each of the five shops show, as its rules say they must."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from shop.text import persian_digits
from tests.builders import ROOT, SHOPS, a_shop
from tests.catalog.builders import build

Pages = dict[str, str]
Built = Callable[[str], Pages]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the pages of a shop by their path, built once."""

    @cache
    def pages(name: str) -> Pages:
        output = tmp_path_factory.mktemp(name) / "out"
        build(ROOT / "content" / name, output)
        return {str(page.relative_to(output)): page.read_text(encoding="utf-8") for page in output.rglob("*.html")}

    return pages


def plain(html: str) -> str:
    """Return the words of a page."""
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", html))


def footer(html: str) -> str:
    return html.partition("<footer")[2]


def links(html: str) -> set[str]:
    return set(re.findall(r'href="([^"#]+)', html))


def policy(pages: Pages, slug: str) -> tuple[str, str]:
    """Return the path and the words of a policy page."""
    (path,) = (path for path in pages if Path(path).stem == slug and "product" not in path)
    return path, pages[path]


@pytest.mark.parametrize("name", SHOPS)
def test_every_footer_says_whose_the_content_is(built: Built, name: str) -> None:
    """BAK-115, BAK-029, BAQ-053."""
    shop = a_shop(name)

    assert len(built(name)) > 30
    for path, html in built(name).items():
        assert f"همه‌ی حقوق این سایت از آنِ {shop.name} است." in plain(footer(html)), path


@pytest.mark.parametrize("name", SHOPS)
def test_every_page_leads_to_sign_in_cart_and_contact(built: Built, name: str) -> None:
    """BAQ-002, BAK-132: the cart with its count, the contact page in the footer."""
    shop = a_shop(name)
    contact = policy(built(name), "contact")[0]

    for path, html in built(name).items():
        header = html.partition("</header>")[0]
        assert f'href="{shop.checkout_url}/sign-in"' in header, path
        assert f'href="{shop.checkout_url}/cart"' in header, path
        assert f'src="{shop.checkout_url}/cart/count.svg"' in header, path
        assert f"/{contact}" in links(footer(html)), path


@pytest.mark.parametrize("name", SHOPS)
def test_the_support_number_stands_on_every_page(built: Built, name: str) -> None:
    """ATR-063, ATR-051: as configured, and one that can be called."""
    number = a_shop(name).contact.mobile

    assert re.fullmatch("09[0-9]{9}", number)
    for path, html in built(name).items():
        assert f'href="tel:{number}"' in footer(html), path
        assert persian_digits(number) in plain(footer(html)), path


def test_the_support_number_stands_where_a_return_begins(built: Built) -> None:
    """ATR-063, ATR-051: in the words of the pages on contact and on returns, not in their footers alone."""
    number = a_shop("atrebeheshti").contact.mobile
    for slug in ("contact", "returns"):
        words = plain(policy(built("atrebeheshti"), slug)[1].partition("<footer")[0])
        assert persian_digits(number) in re.sub("[^۰-۹]", "", words), slug


@pytest.mark.parametrize(
    ("name", "page", "parts"),
    [
        pytest.param("chistatech", "rules", ("pricing", "ordering", "transit-damage"), id="CHI-034"),
        pytest.param("atrebeheshti", "rules", ("acceptance",), id="ATR-065"),
        pytest.param("payatel", "ordering", ("two-parts",), id="PAY-039 ordering"),
        pytest.param("payatel", "delivery", ("methods",), id="PAY-039 delivery"),
        pytest.param("bakala", "returns", ("routes",), id="BAK-071"),
    ],
)
def test_a_page_of_rules_has_its_parts_and_is_linked_from_every_footer(
    built: Built, name: str, page: str, parts: tuple[str, ...]
) -> None:
    """CHI-034, ATR-065, PAY-039, BAK-071."""
    path, html = policy(built(name), page)

    assert [part for part in parts if f'id="{part}"' not in html] == []
    assert [other for other, text in built(name).items() if f"/{path}" not in links(footer(text))] == []


@pytest.mark.parametrize(
    ("name", "page"), [("chistatech", "rules"), ("atrebeheshti", "rules"), ("payatel", "ordering")]
)
def test_the_last_step_leads_to_the_page_of_the_rules(name: str, page: str) -> None:
    """CHI-034, ATR-065, PAY-039: the button's own link is this clause."""
    assert a_shop(name).acceptance.clause.partition("#")[0] == page


def test_bakalas_page_of_terms_leads_to_its_page_of_returns(built: Built) -> None:
    """BAK-071."""
    pages = built("bakala")
    returns = policy(pages, "returns")[0]

    assert any(link.endswith(Path(returns).name) for link in links(policy(pages, "terms")[1].partition("<footer")[0]))


@pytest.mark.parametrize(
    ("name", "page", "words"),
    [
        pytest.param("bakala", "delivery", "جلوی در اصلی ساختمان، رو به خیابان", id="BAK-060"),
        pytest.param("payatel", "delivery", "جلوی در اصلی ساختمان، رو به خیابان", id="PAY-029"),
        pytest.param("chistatech", "rules", "تا طبقه‌ی چهارم", id="CHI-021"),
        pytest.param("atrebeheshti", "shipping", "پستچی", id="ATR-020"),
    ],
)
def test_the_page_on_delivery_says_where_and_how_it_is_handed_over(
    built: Built, name: str, page: str, words: str
) -> None:
    """BAK-060, PAY-029, CHI-021, ATR-020."""
    assert words in plain(policy(built(name), page)[1].partition("<footer")[0])
