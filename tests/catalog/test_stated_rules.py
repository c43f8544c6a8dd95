"""A rule in force stands in its clause's section, by name; a figure that a rule holds is not typed there."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.content import Hosts, read_content
from tests.catalog.builders import POLICY, SHOP, a_folder

PAGE = "policies/rules.md"
COD = """
[[payment]]
kind = "cash_on_delivery"
name = "پرداخت هنگام تحویل"
for_freight = false
maximum = "3000000 toman"
clause = "rules#door"
freight_clause = "rules#freight"
"""
DOOR = "\n## هنگام تحویل {#door}\n\n{rule:payment.cash_on_delivery}\n"
FREIGHT = "\n## باربری {#freight}\n\n{rule:payment.freight}\n"


def line_of(text: str, needle: str) -> int:
    """Return the line of a policy page on which something stands."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if needle in line)


def noted(place: Path, text: str, toml: str = SHOP) -> list[tuple[str, int, int, str, str]]:
    """Return what reading a folder with this policy page notes of its rules: code, line, column, value, what to write."""
    content = read_content(a_folder(place / "site", {PAGE: text, "shop.toml": toml}), place / "cache", Hosts())
    return [
        (problem.code, problem.spot.line, problem.spot.column, problem.facts["value"], problem.facts.get("example", ""))
        for problem in (*content.problems, *content.warnings)
        if problem.spot.path == PAGE
    ]


def test_a_page_that_states_every_rule_is_told_nothing(tmp_path: Path) -> None:
    assert noted(tmp_path, POLICY + DOOR + FREIGHT, SHOP + COD) == []


@pytest.mark.parametrize(
    ("rule", "written", "anchor"),
    [
        ("refund", "در {shop:refund.within}.", "refund"),
        ("acceptance", "- {rule:acceptance}\n", "order"),
        ("identity", "- {rule:identity}\n", "delivery"),
        ("payment.gateway", "{rule:payment.gateway}\n", "payment"),
        ("delivery.courier", "{shop:delivery.courier.fee}", "delivery"),
        ("finalise", "{shop:finalise.within}", "order"),
    ],
)
def test_a_rule_that_its_section_does_not_name_stops_the_build(
    rule: str, written: str, anchor: str, tmp_path: Path
) -> None:
    text = POLICY.replace(written, "متن. ")

    heading = line_of(text, f"{{#{anchor}}}")
    assert noted(tmp_path, text) == [("SH210", heading, 0, rule, f"{{rule:{rule}}}")]


def test_a_rule_named_in_a_comment_or_another_section_is_not_stated(tmp_path: Path) -> None:
    text = POLICY.replace("در {shop:refund.within}.", "متن. <!-- {rule:refund} -->") + "\n{rule:refund}\n"

    assert [(code, value) for code, _, _, value, _ in noted(tmp_path, text)] == [("SH210", "refund")]


def test_a_rule_named_below_a_smaller_heading_is_stated(tmp_path: Path) -> None:
    text = POLICY.replace("در {shop:refund.within}.", "### مهلت {#until}\n\nدر {shop:refund.within}.")

    assert noted(tmp_path, text) == []


def test_a_figure_of_a_rule_within_does_not_state_the_rule_around_it(tmp_path: Path) -> None:
    toml = SHOP.replace(
        "[report]\n", '[identity.documents]\nabove = "9000000 toman"\nclause = "rules#order"\n\n[report]\n'
    )
    text = POLICY.replace("- {rule:identity}", "- {shop:identity.documents.above}").replace(
        "- {rule:cancel}", "- {rule:cancel}\n- {rule:identity.documents}"
    )

    assert [(code, value) for code, _, _, value, _ in noted(tmp_path, text, toml)] == [("SH210", "identity")]


def test_the_clause_of_freight_states_how_freight_is_paid(tmp_path: Path) -> None:
    text = POLICY + DOOR + FREIGHT.replace("{rule:payment.freight}", "متن.")

    heading = line_of(text, "{#freight}")
    assert noted(tmp_path / "a", text, SHOP + COD) == [
        ("SH210", heading, 0, "payment.freight", "{rule:payment.freight}")
    ]
    assert noted(tmp_path / "b", text.replace("متن.\n", "{rule:payment.cash_on_delivery}\n"), SHOP + COD) == []


@pytest.mark.parametrize(
    ("written", "column", "meant"),
    [
        ("{rule:refnd}", 4, "{rule:refund}"),
        ("{rule: paymnt.gateway }", 4, "{rule:payment.gateway}"),
        ("{rule:xyz}", 4, ""),
    ],
)
def test_an_unknown_rule_stops_the_build_with_the_nearest_name(
    written: str, column: int, meant: str, tmp_path: Path
) -> None:
    text = f"{POLICY}\nدر {written}.\n"
    content = read_content(a_folder(tmp_path / "site", {PAGE: text}), tmp_path / "cache", Hosts())

    (problem,) = content.problems
    assert (problem.code, problem.spot.line, problem.spot.column) == ("SH209", line_of(text, written), column)
    assert problem.facts == {"value": written, "meant": meant}


def test_an_unknown_rule_stops_the_build_on_any_page(tmp_path: Path) -> None:
    category = "Title: خانه\nSlug: home\nOrder: 1\n\n{rule:door_cancel}\n"
    content = read_content(a_folder(tmp_path / "site", {"categories/home.md": category}), tmp_path / "cache", Hosts())

    assert [(problem.code, problem.spot.path) for problem in content.problems] == [("SH209", "categories/home.md")]


@pytest.mark.parametrize(
    ("typed", "write"),
    [
        ("۴۸ ساعت کاری", "{shop:refund.within}"),
        ("48 ساعت کاری", "{shop:refund.within}"),
        ("۴۸ ساعت", "{shop:refund.within}"),
    ],
)
def test_a_typed_span_is_named_with_what_to_write(typed: str, write: str, tmp_path: Path) -> None:
    text = POLICY.replace("در {shop:refund.within}.", f"در {{shop:refund.within}}.\n\nنمونه: تا {typed} صبر کنید.")

    assert noted(tmp_path, text) == [("SH507", line_of(text, "نمونه"), 11, typed, write)]


@pytest.mark.parametrize("typed", ["۳٬۰۰۰٬۰۰۰ تومان", "3,000,000 تومان", "۳۰٬۰۰۰٬۰۰۰ ریال", "۳ میلیون تومان"])
def test_a_typed_amount_is_compared_in_both_units(typed: str, tmp_path: Path) -> None:
    text = f"{POLICY}{FREIGHT}{DOOR}\nسقف {typed} است.\n"

    assert noted(tmp_path, text, SHOP + COD) == [
        ("SH507", line_of(text, "سقف "), 5, typed, "{shop:payment.cash_on_delivery.maximum}")
    ]


@pytest.mark.parametrize("typed", ["۴۷ ساعت کاری", "۴۸ روز", "۴۸ کالا", "{shop:quantity.maximum} عدد", "۴۸", "۲۴ ساعت"])
def test_another_figure_is_the_editors_own(typed: str, tmp_path: Path) -> None:
    text = POLICY.replace("در {shop:refund.within}.", f"در {{shop:refund.within}}. نمونه: {typed}")

    assert noted(tmp_path, text) == []


def test_figures_of_tables_are_named_by_their_rule(tmp_path: Path) -> None:
    fee = 'fee = { kind = "weight", rows = [{ up_to_grams = 500, amount = "8000 toman" }] }'
    toml = SHOP.replace('fee = { kind = "fixed", amount = "95000 toman" }', fee)
    text = POLICY.replace("- {rule:form}", "- {rule:form}\n- نیم‌کیلو، ۵۰۰ گرم، ۸٬۰۰۰ تومان\n- تا ۲ روز کاری")

    line = line_of(text, "نیم‌کیلو")
    assert [(code, at, write) for code, at, _, _, write in noted(tmp_path, text, toml)] == [
        ("SH507", line, "{rule:delivery.courier}"),
        ("SH507", line, "{rule:delivery.courier}"),
        ("SH507", line + 1, "{shop:delivery.courier.working_days}"),
    ]


def test_a_figure_of_another_sections_rule_is_not_looked_for(tmp_path: Path) -> None:
    text = POLICY.replace("در {shop:refund.within}.", "در {shop:refund.within}. از هر کالا ۵ عدد.")

    assert noted(tmp_path, text) == []


@pytest.mark.parametrize("typed", ["۴۸ ساعت کاری", "۹۵٬۰۰۰ تومان", "۹۵۰٬۰۰۰ ریال"])
def test_an_amount_or_working_hours_of_a_rule_are_found_on_any_policy_page(typed: str, tmp_path: Path) -> None:
    faq = f"Title: پرسش‌ها\nSlug: faq\nOrder: 2\n\nمعرفی.\n\n## پول {{#money}}\n\nحداکثر {typed} است.\n"
    content = read_content(a_folder(tmp_path / "site", {"policies/faq.md": faq}), tmp_path / "cache", Hosts())

    (problem,) = content.warnings
    assert (problem.code, problem.spot.path, problem.spot.line, problem.spot.column) == (
        "SH507",
        "policies/faq.md",
        9,
        8,
    )
    assert problem.facts["value"] == typed


@pytest.mark.parametrize("typed", ["۴۸ ساعت", "۵ عدد", "۷ روز", "نمونه: تا ۴۸ ساعت کاری", "- نمونه:\nتا ۴۸ ساعت کاری"])
def test_elsewhere_such_a_figure_may_be_anything(typed: str, tmp_path: Path) -> None:
    faq = f"Title: پرسش‌ها\nSlug: faq\nOrder: 2\n\n{typed}\n"
    content = read_content(a_folder(tmp_path / "site", {"policies/faq.md": faq}), tmp_path / "cache", Hosts())

    assert (content.problems, content.warnings) == ((), ())


def test_a_summary_is_looked_at_like_its_page(tmp_path: Path) -> None:
    text = POLICY.replace("Summary: آنچه", "Summary: در ۴۸ ساعت کاری؛ آنچه")

    assert noted(tmp_path, text) == [("SH507", 4, 0, "۴۸ ساعت کاری", "{shop:refund.within}")]


def test_an_unknown_datum_in_a_summary_stops_the_build(tmp_path: Path) -> None:
    text = POLICY.replace("Summary: آنچه", "Summary: در {shop:refund.withn}؛ آنچه")
    content = read_content(a_folder(tmp_path / "site", {PAGE: text}), tmp_path / "cache", Hosts())

    assert [(problem.code, problem.spot.line) for problem in content.problems] == [("SH206", 4)]
