"""The register names every rule of the five shops once, and only what is there and shows it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.builders import ROOT, SHOPS
from tests.rule_kinds import DECIDED, IDS, KIND
from tests.rule_pages import clauses
from tests.rule_register import Row, all_rows, borne_by, ids_in, problem_with, rows

TO_COME = frozenset({"sellers' administration", "vouchers", "flash offers", "points", "reviews", "full account"})
"""The features that a rule of the decided kinds may wait for."""

OTHERS_TO_COME = TO_COME | {"returns desk", "invoices", "newsletter", "wish list"}
"""The features that a rule of another kind may wait for."""

MAY_WAIT = 25
"""How many rules of the decided kinds may wait."""

ONLY_STATED = {
    "BAQ-010": "what a bank's own page asks for is never typed at the shop's",
    "BAQ-117": "the shop has no telephone desk that could refuse",
    "BAK-116": "how the owner finds a price is not in the order",
    "CHI-025": "who answers for harm on the way is between carrier, insurer and buyer",
    "ATR-054": "the post answers for visible harm, not the shop",
}
"""Rules of the decided kinds that hold by being stated, each with the reason why code decides nothing."""

ROWS = all_rows()


def clause_in(name: str) -> str:
    return name.removeprefix("policies/")


@pytest.mark.parametrize("shop", SHOPS)
def test_every_rule_has_one_row_in_order(shop: str) -> None:
    assert [row.id for row in rows(shop)] == IDS[shop]


def test_there_are_397_rules() -> None:
    assert len(KIND) == sum(len(ids) for ids in IDS.values()) == 397


def is_tested(row: Row) -> bool:
    return any("::" in name for name in row.shown)


def test_a_row_names_only_what_is_there() -> None:
    for row in ROWS:
        assert row.rule.endswith("."), row.id
        assert row.places or row.waits_for, f"{row.id} holds nowhere, and waits for nothing"
        assert row.shown, f"nothing shows {row.id}"
        found = [problem for name in [*row.places, *row.shown] if (problem := problem_with(name, row.shop))]
        assert found == [], row.id
        assert not [name for name in row.places if "::" in name], row.id
        assert not [name for name in row.shown if "::" not in name and not name.startswith("policies/")], row.id
        assert not re.sub("`[^`]+`", "", row.shown_by).strip(" ,"), row.id


def test_a_test_or_a_clause_that_a_row_names_bears_its_id() -> None:
    for row in ROWS:
        tests = [name for name in row.shown if "::" in name]
        stated = {clause_in(name) for name in [*row.places, *row.shown] if name.startswith("policies/")}
        assert [name for name in tests if row.id not in borne_by(name)] == [], row.id
        assert [clause for clause in stated if row.id not in clauses(row.shop)[clause]] == [], row.id


def test_a_rule_that_holds_in_code_is_shown_by_a_test() -> None:
    decided = [row for row in ROWS if any(".py " in name for name in row.places)]
    assert decided
    assert [row.id for row in decided if not (row.waits_for or is_tested(row))] == []


def test_a_rule_that_is_decided_is_shown_by_a_test_unless_it_waits_or_is_only_stated() -> None:
    decided = [row for row in ROWS if row.kind in DECIDED]
    excused = [row for row in decided if row.waits_for or row.kind == "page" or row.id in ONLY_STATED]
    assert [row.id for row in decided if not is_tested(row) and row not in excused] == []
    assert [row.id for row in decided if is_tested(row) and row.id in ONLY_STATED] == []


def test_a_rule_of_a_page_on_which_the_checkout_acts_is_shown_by_a_test() -> None:
    """A clause shows what is only stated; where code or a template of the checkout does something, a test shows that."""
    acting = [row for row in ROWS if row.kind == "page" and any(name.startswith("checkout/") for name in row.places)]
    assert acting
    assert [row.id for row in acting if not is_tested(row)] == []


def test_a_rule_waits_only_for_a_feature_that_is_to_come() -> None:
    for row in ROWS:
        features = TO_COME if row.kind in DECIDED else OTHERS_TO_COME
        assert row.where.count("later:") <= 1, row.id
        assert ("later:" in row.where) == bool(row.waits_for), row.id
        assert not row.waits_for or row.waits_for in features, row.id
        assert "later:" not in row.shown_by, row.id


def test_few_rules_of_the_decided_kinds_wait() -> None:
    waiting = [row.id for row in ROWS if row.kind in DECIDED and row.waits_for]

    assert len(waiting) <= MAY_WAIT, waiting


def test_the_index_counts_the_rows_of_every_shop_and_what_they_wait_for() -> None:
    """The figures of ``docs/rules.md``: rules, done, partly done, waiting; and how many wait for each feature."""
    index = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    states = {shop: Counter(row.state for row in rows(shop)) for shop in SHOPS}
    counted = [
        f"| [{shop}](rules/{shop}.md) | {len(rows(shop))} | {of['done']} | {of['partly']} | {of['waiting']} |"
        for shop, of in states.items()
    ]
    waiting = Counter(row.waits_for for row in ROWS if row.waits_for)
    decided = Counter(row.waits_for for row in ROWS if row.waits_for and row.kind in DECIDED)
    told = [f"| {feature} | {waiting[feature]} | {decided[feature]} |" for feature in sorted(waiting)]

    assert [line for line in index.splitlines() if line.startswith("| [")] == counted
    assert re.findall(r"(?m)^\| [a-z][a-z' ]+ \| [0-9]+ \| [0-9]+ \|$", index) == told


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("policies/delivery.md#free-courier", ""),
        ("policies/delivery.md#pigeon", "policies/delivery.md#pigeon: no such clause"),
        ("shop/cart.py add", ""),
        ("shop/lifecycle.py TRANSITIONS", ""),
        ("shop/cart.py CheckedLine.blocks", ""),
        ("shop/cart.py CheckedLine.unblocks", "shop/cart.py: no CheckedLine.unblocks in it"),
        ("shop/cart.py subtract", "shop/cart.py: no subtract in it"),
        ("shop/cart.py", "shop/cart.py: what in it?"),
        ("shop/kart.py add", "shop/kart.py: no such file"),
        ("tests/test_register.py::test_there_are_397_rules", ""),
        ("tests/test_register.py::test_nothing", "tests/test_register.py: no test_nothing in it"),
    ],
)
def test_what_is_not_there_is_found(name: str, problem: str) -> None:
    assert problem_with(name, "baqiyat") == problem


def test_a_test_bears_the_ids_of_its_name_and_of_its_words() -> None:
    """CHI-018..020 and BAK-137."""
    own = "tests/test_register.py::test_a_test_bears_the_ids_of_its_name_and_of_its_words"

    assert borne_by(own) == {"CHI-018", "CHI-019", "CHI-020", "BAK-137"}
    assert ids_in("test_BAK_053_BAK_055_freight") == {"BAK-053", "BAK-055"}


def test_every_rule_that_a_test_names_is_a_rule() -> None:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        assert ids_in(path.read_text(encoding="utf-8")) <= set(KIND), path
