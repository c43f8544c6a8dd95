"""The small mistakes that ``scripts/mutate-rules`` makes, and the tests it tries them against."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.lib.mutants import mutants
from scripts.lib.mutation import bearing, copy_tree, ids_of, tried_by

SOURCE = '''
LIMIT = 3

def may(amount, limit, others):
    """BAK-054, PAY-022..023: up to the limit."""
    if {expression}:
        return True
    return False
'''


def slips(expression: str) -> set[str]:
    """Return what may stand in the condition's place by mistake."""
    made = mutants(SOURCE.replace("{expression}", expression))
    return {line.strip()[3:-1] for one in made for line in one.source.splitlines() if line.strip().startswith("if ")}


@pytest.mark.parametrize(
    ("expression", "mistakes"),
    [
        ("amount < limit", {"amount <= limit", "amount >= limit"}),
        ("amount <= limit", {"amount < limit", "amount > limit"}),
        ("amount > limit", {"amount >= limit", "amount <= limit"}),
        ("amount >= limit", {"amount > limit", "amount < limit"}),
        ("amount == limit", {"amount != limit"}),
        ("amount is not limit", {"amount is limit"}),
        ("amount in others", {"amount not in others"}),
        ("not amount", {"amount"}),
        ("amount and limit", {"amount or limit"}),
        ("amount or limit", {"amount and limit"}),
        ("amount + limit", {"amount - limit"}),
        ("amount & limit", {"amount | limit"}),
        ("any(others)", {"all(others)"}),
        ("max(others)", {"min(others)"}),
        ("may(amount, 7)", {"may(amount, 8)", "may(amount, 6)"}),
        (
            "1 < amount < limit",
            {"2 < amount < limit", "0 < amount < limit", "1 <= amount < limit", "1 >= amount < limit"},
        ),
    ],
)
def test_a_condition_is_changed_in_one_place_at_a_time(expression: str, mistakes: set[str]) -> None:
    made = slips(expression)

    assert mistakes <= made
    assert {"True", "False"} <= made


def test_only_what_stands_in_a_function_is_changed_and_each_change_is_told() -> None:
    made = list(mutants(SOURCE.replace("{expression}", "amount > limit")))

    assert {one.function for one in made} == {"may"}
    assert all("LIMIT = 3" in one.source and "BAK-054" in one.source for one in made)
    assert (made[0].line, made[0].was, made[0].now) == (6, "if amount > limit:", "if True:")
    assert [(one.was, one.now) for one in made if one.was == "True"] == [("True", "False")]


def test_methods_are_changed_too() -> None:
    (one,) = mutants("class Cart:\n    @property\n    def full(self):\n        return not self.lines\n")

    assert (one.function, one.was, one.now) == ("Cart.full", "not self.lines", "self.lines")


def test_a_function_is_tried_against_its_own_rules_or_else_against_all_of_its_modules() -> None:
    source = (
        SOURCE.replace("{expression}", "amount") + '\ndef helped():\n    return 1\n\ndef other():\n    """CHI-008."""\n'
    )

    assert ids_of(source) == {
        "may": {"BAK-054", "PAY-022", "PAY-023"},
        "helped": {"BAK-054", "PAY-022", "PAY-023", "CHI-008"},
        "other": {"CHI-008"},
    }


def test_the_tests_are_those_that_the_register_names_and_those_of_the_module_the_quickest_first() -> None:
    tests = tried_by("shop/rules/ending.py", {"CHI-018"})

    assert "tests/shop/rules/test_ending.py" in tests
    assert tests[0].startswith("tests/shop/rules/")
    assert [test for test in tests if "::" in test and "test_ending.py" in test] == []
    assert any("::test_CHI_018" in test or "CHI_018" in test for test in tests)


def test_the_copy_has_all_that_runs_and_only_links_to_the_rest(tmp_path: Path) -> None:
    copy_tree(tmp_path / "copy")

    assert (tmp_path / "copy" / "shop" / "rules" / "ending.py").is_file()
    assert not (tmp_path / "copy" / "shop").is_symlink()
    assert (tmp_path / "copy" / "content").is_symlink()


def test_what_those_do_not_notice_is_tried_against_every_use_case_that_bears_the_rule() -> None:
    tests = bearing({"CHI-017"})

    assert tests
    assert all(test.startswith("tests/checkout/use_cases/") and "CHI_017" in test for test in tests)
