"""Templates that were put in one piece and lean calls: to the letter what Jinja makes of them as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader, compiler

from catalog.content import read_content
from catalog.filters import FILTERS
from catalog.lean_templates import LeanEnvironment, Macros
from catalog.pages import pages
from catalog.templates import environment
from catalog.whole_site import Look, head
from catalog.workshop import Hosts, Workshop
from tests.catalog.builders import ROOT

SHOPS = sorted(file.parent.name for file in (ROOT / "content").glob("*/shop.toml"))


def nothing_for_none(value: object) -> object:
    """Pelican's settings say so, in ``pelicanconf.py``."""
    return "" if value is None else value


@pytest.mark.parametrize("shop", SHOPS)
def test_every_page_of_a_shop_is_what_jinja_makes_of_it(shop: str, tmp_path: Path) -> None:
    workshop = Workshop(Hosts(), ROOT / "theme", ROOT / ".cache")
    site = read_content(ROOT / "content" / shop, workshop.pictures, workshop.hosts).site
    assert site is not None
    plain = Environment(
        loader=FileSystemLoader(workshop.theme / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=nothing_for_none,
    )
    plain.filters.update(FILTERS)
    look = Look(site.shop, workshop.theme, "/search/listing.json")
    ours, theirs = (look.writer(site, one, tmp_path) for one in (environment(workshop), plain))

    for page in (making.make() for making in pages(site)):
        assert ours.html(page, head(site, page)) == theirs.html(page, head(site, page)), page.url


TEMPLATES = {
    "base": "<{% set here = 'base' %}{{ here }}|{% block top %}[{{ words }}{% block inner %}base{% endblock %}]{% endblock %}"
    "{% block main %}{% endblock %}{{ here }}{% block end %}end{% endblock %}>",
    "page": "{% extends 'base' %}{% from 'macros' import twice, framed, plain %}{% set from_page = 7 %}"
    "{% block inner %}page{% endblock %}{% block top %}a{{ super() }}b{{ super() }}c{% endblock %}"
    "{% block main %}{% set here = 'main' %}{{ here }}{% include 'part' %}{{ here }}{{ from_page }}{{ nothing }}"
    "{{ twice(words, 'x') }}{{ twice('<', by='-') }}{{ twice(plain()) }}{{ twice() }}{{ words.upper() }}{{ none }}"
    "{% call framed('t') %}{{ words }}{% endcall %}{% for one in several %}{{ loop.index }}{{ twice(one) }}{% endfor %}{% endblock %}",
    "part": "({% from 'macros' import plain %}{% set here = 'part' %}{{ here }}{{ words }}{{ plain() }}{% include 'deep' %})",
    "deep": "{{ here }}{% set here = 'deep' %}{{ here }}",
    "macros": "{% macro twice(what='none', by='') %}{{ what }}{{ by }}{{ what }}{% endmacro %}{% macro plain() %}<hr>{% endmacro %}"
    "{% macro framed(title) %}<b>{{ title }}{{ caller() }}</b>{% endmacro %}",
}


def lean(templates: Mapping[str, str]) -> LeanEnvironment:
    made = LeanEnvironment(loader=DictLoader(templates), autoescape=True)
    made.macros = Macros(made)
    return made


@pytest.mark.parametrize("name", ["page", "part", "base"])
def test_names_and_blocks_mean_what_they_mean_to_jinja(name: str) -> None:
    told = {"words": "a & <b>", "several": ["<1>", 2]}
    by_jinja = Environment(loader=DictLoader(TEMPLATES), autoescape=True, finalize=nothing_for_none)

    assert lean(TEMPLATES).get_template(name).render(told) == by_jinja.get_template(name).render(told)


def test_nothing_that_templates_call_asks_for_jinjas_context(tmp_path: Path) -> None:
    made = environment(Workshop(Hosts(), ROOT / "theme", tmp_path))

    assert [name for name, one in made.globals.items() if hasattr(one, "jinja_pass_arg")] == []


def test_a_template_is_compiled_anew_by_another_jinja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made_by() -> str:
        cache = environment(Workshop(Hosts(), ROOT / "theme", tmp_path)).bytecode_cache
        assert cache
        return cache.get_source_checksum("")

    before = made_by()
    assert made_by() == before
    (tmp_path / "compiler.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(compiler, "__file__", str(tmp_path / "compiler.py"))
    assert made_by() != before


def test_a_template_is_compiled_anew_when_one_in_it_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "theme" / "templates"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text("{% include 'part.html' %}", encoding="utf-8")
    for words in ("یک", "دو و سه"):
        (folder / "part.html").write_text(words, encoding="utf-8")
        made = environment(Workshop(Hosts(), tmp_path / "theme", tmp_path / "cache"))
        assert made.get_template("page.html").render() == words
