"""Every clause of the policy pages says which rules it states, and every rule stands on a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders import BAQIYAT
from tests.catalog.builders import build
from tests.rule_pages import IDS, POLICIES, clauses

PAGE_RULES = {2, 21, 36, 51, 52, 53, 54, 56, 57, 58, 59, 66, 104, 106, 120, 121}
"""The rules that hold by being stated."""


@pytest.mark.parametrize("clause", clauses())
def test_a_clause_states_known_rules_each_once(clause: str) -> None:
    stated = clauses()[clause]

    assert stated, "it says of no rule that it states it"
    assert [name for name in stated if name not in IDS] == []
    assert len(set(stated)) == len(stated)


@pytest.mark.parametrize("page", POLICIES, ids=lambda page: page.name)
def test_every_comment_and_every_heading_of_a_page_is_read(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert text.count("<!--") == len(re.findall(r"(?m)^##+ .*\n<!-- states: BAQ-", text))
    assert len(re.findall("(?m)^##+ ", text)) == sum(clause.startswith(f"{page.name}#") for clause in clauses())


def test_every_rule_that_holds_by_being_stated_stands_on_a_page() -> None:
    stated = {name for names in clauses().values() for name in names}

    assert {f"BAQ-{number:03}" for number in PAGE_RULES} <= stated


def test_every_other_rule_stands_on_a_page_too() -> None:
    stated = {name for names in clauses().values() for name in names}

    assert sorted(stated) == IDS


def test_BAQ_121_the_faq_answers_five_questions_on_accounts_and_eleven_on_orders() -> None:
    """BAQ-121."""
    faq = (BAQIYAT / "policies" / "faq.md").read_text(encoding="utf-8")
    _, accounts, orders = re.split("(?m)^## ", faq)

    assert [accounts.splitlines()[0], orders.splitlines()[0]] == [
        "حساب کاربری {#account}",
        "ثبت و پیگیری سفارش {#orders}",
    ]
    assert [len(re.findall(r"(?m)^### .+؟ \{#[a-z-]+\}$", part)) for part in (accounts, orders)] == [5, 11]


def test_BAQ_002_the_header_of_every_page_leads_to_the_sign_in(tmp_path: Path) -> None:
    """BAQ-002, BAQ-120: the sign-in link at the top, the about page in the footer."""
    build(BAQIYAT, tmp_path / "out")
    pages = sorted((tmp_path / "out").rglob("*.html"))

    assert len(pages) > 50
    for page in pages:
        html = page.read_text(encoding="utf-8")
        header, footer = html.partition("</header>")[0], html.partition("<footer")[2]
        assert 'href="https://pay.baqiyat.example/sign-in"' in header, page.name
        assert "about.html" in footer, page.name
