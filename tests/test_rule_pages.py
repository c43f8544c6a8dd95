"""Every clause of the policy pages says which rules it states, and every rule stands on a page of its shop."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders import BAQIYAT, ROOT, SHOPS, a_shop
from tests.catalog.builders import build
from tests.rule_kinds import IDS, PREFIXES
from tests.rule_pages import clauses, policies

TENSIONS = {"baqiyat": 28, "bakala": 26, "payatel": 14, "chistatech": 18, "atrebeheshti": 22}
"""How many contradictions are known of each shop's own texts."""


@pytest.mark.parametrize("shop", SHOPS)
def test_a_clause_states_known_rules_of_its_shop_each_once(shop: str) -> None:
    for clause, stated in clauses(shop).items():
        assert stated, f"{clause} says of no rule that it states it"
        assert [name for name in stated if name not in IDS[shop]] == [], clause
        assert len(set(stated)) == len(stated), clause


@pytest.mark.parametrize("page", [page for shop in SHOPS for page in policies(shop)], ids=str)
def test_every_comment_and_every_heading_of_a_page_is_read(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    shop = page.parents[1].name
    stated = re.findall(rf"(?m)^##+ .*\n<!-- states: {PREFIXES[shop]}-", text)

    assert text.count("<!--") == len(stated)
    assert len(re.findall("(?m)^##+ ", text)) == sum(clause.startswith(f"{page.name}#") for clause in clauses(shop))


@pytest.mark.parametrize("shop", SHOPS)
def test_every_rule_stands_on_a_page(shop: str) -> None:
    assert sorted({name for names in clauses(shop).values() for name in names}) == IDS[shop]


@pytest.mark.parametrize("shop", SHOPS)
def test_every_clause_is_on_a_page_of_the_shop(shop: str) -> None:
    assert {clause.partition("#")[0] for clause in clauses(shop)} == {page.name for page in policies(shop)}


def test_BAQ_121_the_faq_answers_five_questions_on_accounts_and_eleven_on_orders() -> None:
    """BAQ-121."""
    faq = (BAQIYAT / "policies" / "faq.md").read_text(encoding="utf-8")
    _, accounts, orders = re.split("(?m)^## ", faq)

    assert [accounts.splitlines()[0], orders.splitlines()[0]] == [
        "حساب کاربری {#account}",
        "ثبت و پیگیری سفارش {#orders}",
    ]
    assert [len(re.findall(r"(?m)^### .+؟ \{#[a-z-]+\}$", part)) for part in (accounts, orders)] == [5, 11]


@pytest.mark.parametrize("shop", SHOPS)
def test_every_tension_of_a_shop_has_its_reading(shop: str) -> None:
    prefix = f"T-{PREFIXES[shop]}-"
    own = [reading.tension for reading in a_shop(shop).reading if (reading.tension or "").startswith(prefix)]

    assert sorted(own, key=str) == [f"{prefix}{number:02}" for number in range(1, TENSIONS[shop] + 1)]


@pytest.mark.parametrize("shop", SHOPS)
def test_BAQ_002_the_header_of_every_page_leads_to_the_sign_in(shop: str, tmp_path: Path) -> None:
    """BAQ-002, BAQ-120: the sign-in link at the top, the about page in the footer."""
    build(ROOT / "content" / shop, tmp_path / "out")
    pages = sorted((tmp_path / "out").rglob("*.html"))

    assert len(pages) > 35
    for page in pages:
        html = page.read_text(encoding="utf-8")
        header, footer = html.partition("</header>")[0], html.partition("<footer")[2]
        assert f'href="https://pay.{shop}.example/sign-in"' in header, page.name
        assert "about.html" in footer, page.name
