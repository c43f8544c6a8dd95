"""Every key of a TOML text is found on its own line, however the text is laid out."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.toml_lines import TomlLines, leaves
from catalog.toml_scan import Key
from tests.builders import ROOT, SHOPS

TEXT = '''\
# a = 1 [b] { c = 2 }
name = "a # b [x] { y = 1 }"  # ] }
long = """
[no]
key = "none" \\"""
"""
raw = \'\'\'
[[no]]
\'\'\'
after = 5

[week]
weekend = [
  "friday",  # ["thursday"]

  "thursday",
]
hours = ["09:00",
  "17:00"]

[[week.delay]]
from = "12/15"
[[week.delay]]
from = "12/20"

[[delivery]]
id = "a"
fee = { kind = "weight", rows = [
  { up_to_grams = 500, amount = "1 toman" },
  { zones = ["qom",
      "tehran"], up_to_grams = 2000,
  },
  {},
] }
[[delivery]]
id = "b"
"fee".kind = 'free'
[delivery.extra]
x = 1.5
[[delivery.extra.rows]]
y = 1979-05-27 07:32:00
[[delivery.extra.rows]]
y = -1
[[delivery]]
[ delivery . "fee" ]
kind = ""
[last]
empty = []
"نام شهر" = { }
"a\\u0020b" = true
deep = [[1, [2,
 3]], [
4]]
'''


def line_with(*words: str, after: int = 0) -> int:
    """Return the first line that holds all these words."""
    return next(n for n, line in enumerate(TEXT.split("\n"), 1) if n > after and all(word in line for word in words))


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("name",), 2),
        (("long",), 3),
        (("after",), line_with("after")),
        (("week",), line_with("[week]")),
        (("week", "weekend", 0), line_with('"friday",')),
        (("week", "weekend", 1), line_with('"thursday",')),
        (("week", "hours", 0), line_with("hours")),
        (("week", "hours", 1), line_with('"17:00"]')),
        (("week", "delay"), line_with("[[week.delay]]")),
        (("week", "delay", 1, "from"), line_with('"12/20"')),
        (("week", "delay", 1, "to"), line_with('"12/20"') - 1),
        (("delivery", 0, "fee", "kind"), line_with("fee = {")),
        (("delivery", 0, "fee", "rows"), line_with("fee = {")),
        (("delivery", 0, "fee", "rows", 0, "amount"), line_with("= 500")),
        (("delivery", 0, "fee", "rows", 1, "zones", 0), line_with('["qom"')),
        (("delivery", 0, "fee", "rows", 1, "zones", 1), line_with('"tehran"]')),
        (("delivery", 0, "fee", "rows", 1, "up_to_grams"), line_with("= 2000")),
        (("delivery", 0, "fee", "rows", 1, "amount"), line_with('["qom"')),
        (("delivery", 0, "fee", "rows", 2), line_with("{},")),
        (("delivery", 1, "id"), line_with('id = "b"')),
        (("delivery", 1, "fee", "kind"), line_with("'free'")),
        (("delivery", 1, "fee"), line_with("'free'")),
        (("delivery", 1, "extra", "x"), line_with("x = 1.5")),
        (("delivery", 1, "extra", "rows", 0, "y"), line_with("1979")),
        (("delivery", 1, "extra", "rows", 1, "y"), line_with("y = -1")),
        (("delivery", 2, "fee"), line_with('. "fee" ]')),
        (("delivery", 2, "fee", "kind"), line_with('kind = ""')),
        (("delivery", 2, "id"), line_with('. "fee" ]') - 1),
        (("last", "empty"), line_with("empty = []")),
        (("last", "نام شهر"), line_with("نام شهر")),
        (("last", "a b"), line_with("u0020")),
        (("last", "deep", 0, 1, 0), line_with("deep =")),
        (("last", "deep", 0, 1, 1), line_with(" 3]]")),
        (("last", "deep", 1, 0), line_with("4]]")),
        (("nowhere",), 1),
        ((), 1),
    ],
    ids=str,
)
def test_a_key_stands_on_its_line(key: Key, line: int) -> None:
    assert TomlLines(TEXT).line_of(key) == line


@pytest.mark.parametrize("name", SHOPS)
def test_every_value_of_a_shop_stands_on_the_line_that_names_it(name: str) -> None:
    text = (ROOT / "content" / name / "shop.toml").read_text(encoding="utf-8")
    lines = text.split("\n")
    found = TomlLines(text)

    for key, value in leaves(tomllib.loads(text)):
        line = lines[found.line_of(key) - 1]
        assert json.dumps(value, ensure_ascii=False) in line, key
        names = [part for part in key if isinstance(part, str)]
        assert isinstance(key[-1], int) or f"{names[-1]} = " in line, key


@given(st.text(alphabet="[]{}=,.\"'#\\\n ab1-", max_size=60))
@settings(max_examples=300)
def test_the_walk_ends_whatever_the_text(text: str) -> None:
    assert TomlLines(text).line_of(("a",)) >= 1


def test_depth_is_no_matter() -> None:
    assert TomlLines(f"a = {'[' * 900}1{']' * 900}").line_of(("a",)) == 1


def test_the_walk_takes_no_longer_than_the_text_is_long() -> None:
    rows = "".join(f'  {{ up_to_grams = {n}, amount = "1 toman" }},\n' for n in range(5000))

    assert TomlLines(f"rows = [\n{rows}]\n").line_of(("rows", 4999, "amount")) == 5001
