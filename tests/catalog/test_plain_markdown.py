"""What is converted as plain Markdown is to the letter what Python-Markdown makes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.bodies import Renderer, python_markdown
from catalog.comments import without_comments
from catalog.content import KINDS
from catalog.pictures import Gallery
from catalog.placeholders import Placeholders
from catalog.plain_markdown import convert_plain
from catalog.problems import Problems
from catalog.source import Source, read_sources
from shop.text import ascii_digits
from tests.bench.big_shop import write_shop
from tests.catalog.builders import ROOT

SHOPS = sorted(folder for folder in (ROOT / "content").iterdir() if (folder / "shop.toml").is_file())
SETTINGS = settings(max_examples=150, deadline=None, derandomize=True)
NOT_PLAIN = "\n\n&copy;"
"""A paragraph after which no text is plain; behind it stands what Python-Markdown makes of the rest."""
ENGINE = python_markdown()

PLAIN = {
    "nothing": "",
    "blank lines": "\n\n\nالف\n\n\n\nب\n\n",
    "lines of a paragraph": "الف\nب، پ\n۱. ت",
    "strong words": "**الف** ب **پ ت**، *ث*.",
    "strong words against a mark": "**الف**؛ (ب) **پ**",
    "a link": "[الف](../policies/rules.md#a) و [ب](https://example.ir/?a=1%20).",
    "a link that ends a line": "الف [ب](a.md)\nپ",
    "heads of every rank": "# الف\n## ب\n###پ\n\n#### ت\n\n##### ث\n###### ج",
    "a head above a list": "## الف\n- ب\n- پ",
    "a list of one": "- الف",
    "lists of two kinds": "- الف\n- ب\n\n1. پ\n2. ت",
    "a list again after words": "- الف\n\nب\n\n- پ",
    "Persian numbers": "۱. الف\n۲. ب",
    "a list from five": "5. الف\n6. ب",
    "a table": "| الف | ب |\n| --- | - |\n| پ | ت ث |\n|ج|  **ح** [خ](a.md) |",
    "an empty cell": "| الف | |\n| --- | --- |\n| | ب |",
    "marks that mean nothing": "الف - ب + پ = ت: (ث) ۱) ۵٪! \"ج\" 'چ' ؟ @ | ".rstrip(" |"),
    "letters of elsewhere": "café 😀 中文",
    "tokens of data": "\ue0000\ue001 و **\ue0001\ue001**",
}

LEFT_ALONE = {
    "HTML": "الف <b>ب</b>",
    "an entity": "الف &amp; ب",
    "an ampersand": "الف & ب",
    "an address": "<https://example.ir>",
    "code": "الف `ب`",
    "an escape": r"الف \* ب",
    "underscores": "_الف_",
    "attributes": "## الف {#a}",
    "a tab": "الف\tب",
    "a blank of elsewhere": "\u3000الف",
    "a blank that stays": "الف\n\n\xa0ب",
    "an indented line": "الف\n\n    ب",
    "an indented first line": "    الف",
    "an indented item": "- الف\n    - ب",
    "a broken line": "الف  \nب",
    "a blank at the end": "الف ",
    "a picture": "![الف](a.webp)",
    "a quote": "> الف",
    "a rule": "الف\n\n---\n\nب",
    "a rule of stars": "***",
    "a head by its underline": "الف\n===",
    "a head by dashes": "الف\n---",
    "a head with marks behind": "## الف ##",
    "a head too deep": "####### الف",
    "a head of nothing": "##",
    "a head within lines": "الف\n## ب",
    "a list within lines": "الف\n- ب",
    "a list by stars": "* الف",
    "a list by pluses": "+ الف",
    "a list with room": "- الف\n\n- ب",
    "numbers with room": "1. الف\n\n2. ب",
    "numbers of another script with room": "1. الف\n\n۲. ب",
    "an item of two lines": "- الف\nب",
    "an item that is a head": "- # الف",
    "an item that is a list": "- - الف",
    "an item that is a numbered list": "- 1. الف",
    "an item of nothing": "- ",
    "a number of nothing": "1. ",
    "a number without room": "1.الف",
    "a table by bare pipes": "الف | ب\n--- | ---\nپ | ت",
    "a table that is aligned": "| الف |\n| :-: |\n| ب |",
    "a table without rows": "| الف |\n| --- |",
    "a row too short": "| الف | ب |\n| --- | --- |\n| پ |",
    "a row too long": "| الف |\n| --- |\n| ب | پ |",
    "a row without an end": "| الف |\n| --- |\n| ب",
    "a pipe among words": "الف | ب\n| ---",
    "a reference": "[الف][1]\n\n[1]: a.md",
    "a short reference": "[الف]\n\n[الف]: a.md",
    "a link with a title": '[الف](a.md "ب")',
    "a link with brackets": "[الف [ب]](a.md)",
    "a link in brackets": "[[الف](a.md)]",
    "a link with parentheses": "[الف](a(b).md)",
    "a link to nothing": "[الف]()",
    "strong words in a link": "[**الف**](a.md)",
    "a link in strong words": "**[الف](a.md)**",
    "stars of one word": "ال**ف**",
    "three stars": "***الف***",
    "stars side by side": "*الف***ب**",
    "stars that do not close": "**الف",
    "stars with room": "** الف **",
    "stars across lines": "**الف\nب**",
}


def reference(text: str) -> str:
    """Return what Python-Markdown makes of a text, numbers as pages have them."""
    html = ENGINE.reset().convert(text)
    return re.sub('(?<=<ol start=")[^"]*', lambda number: ascii_digits(number[0]), html)


def same(address: str) -> str:
    return address


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_what_is_plain_is_what_python_markdown_makes_of_it(text: str) -> None:
    assert convert_plain(text, same) == reference(text)


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_means_more_is_left_to_python_markdown(text: str) -> None:
    assert convert_plain(text, same) is None
    assert convert_plain(f"الف\n\n{text}\n\nب", same) is None


def test_links_lead_to_where_they_stand_on_the_site() -> None:
    assert convert_plain("[الف](a.md)", str.upper) == '<p><a href="A.MD">الف</a></p>'


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_every_text_of_a_shop_is_the_same_by_both_ways(shop: Path, tmp_path: Path) -> None:
    sources = [source for kind in KINDS for source in read_sources(shop, kind, Problems())]
    pages = {source.path: f"/{Path(source.path).with_suffix('.html')}" for source in sources}
    renderer = Renderer(pages, Gallery(shop / "images", tmp_path), Placeholders(None, Problems()), Problems())
    for source in sources:
        whole = Source(source.path, source.fields, source.keyless, source.body + NOT_PLAIN, source.body_line)
        assert f"{renderer.render(source).html}\n<p>&copy;</p>".lstrip() == renderer.render(whole).html, source.path


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_every_product_of_a_shop_is_plain(shop: Path) -> None:
    sources = read_sources(shop, "products", Problems())
    assert sources
    assert [one.path for one in sources if convert_plain(without_comments(one.body), same) is None] == []


def test_the_products_that_builds_are_measured_on_are_plain_too(tmp_path: Path) -> None:
    for source in read_sources(write_shop(tmp_path / "big", 5), "products", Problems()):
        assert convert_plain(source.body, same) == reference(source.body)


WORD = st.text("ابپچک گ۱۲3aZ،.:؛!()«»\"'\u200c\ue000\ue001", min_size=1, max_size=8).map(str.strip).filter(bool)
PIECE = WORD | WORD.map("**{}**".format) | WORD.map("*{}*".format) | WORD.map("[{}](../a/b.md#c)".format)
WORDS = st.lists(PIECE, min_size=1, max_size=4).map(" ".join)
CELLS = st.lists(WORDS | st.just(""), min_size=2, max_size=2).map(lambda cells: f"| {' | '.join(cells)} |")
BLOCK = st.one_of(
    st.lists(WORDS, min_size=1, max_size=3).map("\n".join),
    st.tuples(st.integers(1, 6), WORDS).map(lambda head: f"{'#' * head[0]} {head[1]}"),
    st.lists(WORDS.map("- {}".format), min_size=1, max_size=3).map("\n".join),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda items: "\n".join(f"{n}. {w}" for n, w in enumerate(items, 1))),
    st.lists(CELLS, min_size=2, max_size=4).map(lambda rows: "\n".join([rows[0], "| --- | --- |", *rows[1:]])),
)
MARKS = """
ا ب 1 ۲ . : ! ( ) " - + = # * [ ] / | ** *ب* **ب** [ا](b) [ا]: ![ا](b) > ` _ <b> & {#a} \\ 1. ۲. ## --- *** === ---|
"""
BLANKS = (" ", "  ", "    ", "\t", "\n", "\n", "\n\n", "- ", "1. ", "| ", " |", "| - |", "\n- ")
SOUP = st.lists(st.sampled_from([*MARKS.split(), *BLANKS]), max_size=14).map("".join)


@SETTINGS
@given(st.lists(BLOCK, min_size=1, max_size=4), st.sampled_from(["\n\n", "\n\n\n", "\n"]))
def test_any_such_text_is_the_same_by_both_ways_or_left_alone(blocks: list[str], between: str) -> None:
    text = between.join(blocks)
    assert convert_plain(text, same) in {None, reference(text)}


@SETTINGS
@given(SOUP)
def test_no_other_text_is_taken_for_a_plain_one(text: str) -> None:
    assert convert_plain(text, same) in {None, reference(text)}
