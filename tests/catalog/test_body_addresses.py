"""The addresses of a text are found without a parser where Markdown alone wrote its HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.body_check import addresses_in, addresses_of_markdown
from catalog.body_tags import TagReader
from catalog.content import Hosts, read_content
from catalog.problems import Code, Problems
from catalog.source import Source
from tests.builders import SHOPS
from tests.catalog.builders import ROOT, a_folder, a_product


def test_addresses_of_plain_texts_are_those_a_parser_reads() -> None:
    """A text without tags or attributes of its own is not parsed; in the five shops both ways find the same."""
    compared = 0
    for shop in SHOPS:
        site = read_content(ROOT / "content" / shop, ROOT / ".cache" / "pictures", Hosts()).site
        assert site
        for html in [*(one.body for one in site.products), *(one.body for one in site.categories)]:
            parsed = TagReader(Source("", (), (), "", 1), Problems(), addresses_in).read(html)
            assert addresses_of_markdown(html) == parsed
            compared += len(parsed)
    assert compared > 20


@pytest.mark.parametrize("body", ["<b onclick=x>گل</b>\n", "گل\n{: onclick=x }\n"])
def test_a_text_with_html_of_its_own_is_parsed(tmp_path: Path, body: str) -> None:
    content = read_content(a_folder(tmp_path, {"products/goldan.md": a_product(body=body)}), tmp_path / "c", Hosts())
    assert [problem.code for problem in content.problems] == [Code.FORBIDDEN_ATTRIBUTE]
