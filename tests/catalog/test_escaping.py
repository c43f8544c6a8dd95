"""No text of an editor becomes markup: pages, structured data and feed hold it as words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jinja2 import Undefined
from markupsafe import Markup, escape

from catalog.lean_output import put
from catalog.templates import environment
from catalog.workshop import Hosts, Workshop
from tests.catalog.builders import CATEGORY, POLICY, ROOT, SHOP, a_folder, a_product, build, json_ld, page

ATOM = "{http://www.w3.org/2005/Atom}"
AWKWARD = 'A <b>& "کوزه" </script>'
ATTACK = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'>"


def test_texts_are_escaped_everywhere(tmp_path: Path) -> None:
    product = a_product({"Title": AWKWARD, "Summary": AWKWARD, "Seller": AWKWARD})
    folder = a_folder(tmp_path / "site", {"products/goldan.md": product})

    build(folder, tmp_path / "out")

    for name in ("index.html", "products/goldan.html", "categories/home.html"):
        html = page(tmp_path / "out", name)
        assert "A <b>" not in html
        assert "A &lt;b&gt;&amp;" in html
        json.loads(json_ld(html))
    assert json.loads(json_ld(page(tmp_path / "out", "products/goldan.html")))[0]["name"] == AWKWARD
    feed = ET.fromstring(page(tmp_path / "out", "feed.atom.xml"))  # noqa: S314 - our own feed
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == AWKWARD


class Tags(HTMLParser):
    """Gathers the scripts, event handlers and words of a page, as a browser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.handlers: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag == "script":
            told = dict(attrs)
            is_ours = re.fullmatch(r"/js/[a-z-]+\.[0-9a-f]{12}\.js", told.get("src") or "")
            self.scripts.append("ours" if is_ours else told.get("type"))

    def handle_data(self, data: str) -> None:
        self.words += data


def attacked(key: str) -> Mapping[str, str]:
    """Return the standard folder with an attack in one place."""
    toml = ATTACK.replace('"', '\\"')
    if key == "Variant":
        variant = {"Variant": f"A-1 | {ATTACK} | 250000 | 3 | 500\nVariant: A-2 | بزرگ | 350000 | 3 | 500"}
        return {"products/goldan.md": a_product(variant, ["Sku", "Price", "Stock", "Weight"])}
    return {
        "category": {"categories/home.md": CATEGORY.replace("خانه\n", f"{ATTACK}\n")},
        "policy": {"policies/rules.md": POLICY.replace("قاعده‌ها\n", f"{ATTACK}\n")},
        "name": {"shop.toml": SHOP.replace('name = "گلخانه"', f'name = "{toml}"')},
        "address": {"shop.toml": SHOP.replace('address = "', f'address = "{toml}')},
        "payment": {"shop.toml": SHOP.replace('name = "درگاه', f'name = "{toml}')},
    }.get(key) or {"products/goldan.md": a_product({key: ATTACK})}


@pytest.mark.parametrize(
    "key", ["Title", "Summary", "Seller", "Variant", "category", "policy", "name", "address", "payment"]
)
def test_a_script_in_any_field_stays_words(key: str, tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site", attacked(key)), tmp_path / "out")

    pages = {file: Tags(file.read_text(encoding="utf-8")) for file in (tmp_path / "out").rglob("*.html")}
    for tags in pages.values():
        assert set(tags.scripts) <= {"application/ld+json", "ours"}
        assert tags.handlers == []
    assert [file for file in pages if "<script>alert" in file.read_text(encoding="utf-8")] == []
    assert key == "Summary" or any("<script>alert" in tags.words for tags in pages.values())
    ET.fromstring(page(tmp_path / "out", "feed.atom.xml"))  # noqa: S314 - our own feed


def test_every_template_escapes_by_itself(tmp_path: Path) -> None:
    templates = environment(Workshop(Hosts("", ""), ROOT / "theme", tmp_path))

    assert templates.autoescape is True
    assert templates.from_string("{{ words }}").render(words="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"


@pytest.mark.parametrize("mark", ["&", "<", ">", '"', "'"])
def test_a_single_mark_of_html_is_escaped(mark: str) -> None:
    assert put(f"گل{mark}دان") == str(escape(f"گل{mark}دان")) != f"گل{mark}دان"


def test_what_is_put_out_is_what_jinja_would_write() -> None:
    class Words(str):
        __slots__ = ()

    for value in ("گلدان", "", 7, Decimal("1.50"), Words("<i>"), Markup("<i>"), Undefined()):
        assert put(value) == str(escape(value))
    assert put(None) == ""
