"""The sections that anchors name are read as Markdown reads them."""

from __future__ import annotations

from catalog.problems import Spot
from catalog.sections import sections
from catalog.source import Source

TEXT = """\
Intro.

## One {#one}
<!-- states: BAQ-001 -->

First.

### Inside {#inside}

Second.

## Two

Third.

Three {: #three .wide}
-----

Fourth. <!-- a {#comment} -->

# Four {#four} #
"""


def source(text: str) -> Source:
    return Source("policies/rules.md", (), (), text, 6)


def test_a_section_goes_down_to_the_next_heading_of_its_rank() -> None:
    found = sections(source(TEXT))

    assert list(found) == ["one", "inside", "three", "four"]
    assert found["one"].text.split() == ["##", "One", "{#one}", "First.", "###", "Inside", "{#inside}", "Second."]
    assert found["inside"].text.split() == ["###", "Inside", "{#inside}", "Second."]
    assert found["three"].text.split() == ["Three", "{:", "#three", ".wide}", "-----", "Fourth."]


def test_a_section_knows_its_lines_in_the_file() -> None:
    found = sections(source(TEXT))["one"]

    assert found.heading == Spot("policies/rules.md", 8)
    assert found.spot_of(found.text.index("First")) == Spot("policies/rules.md", 11, 1)
    assert found.spot_of(found.text.index("econd")) == Spot("policies/rules.md", 15, 2)


def test_what_a_comment_hides_is_in_no_section() -> None:
    found = sections(source("## One {#one}\n<!--\n## Two {#two}\n{rule:refund}\n-->\n"))

    assert list(found) == ["one"]
    assert "rule" not in found["one"].text
