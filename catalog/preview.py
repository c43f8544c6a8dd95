"""The live preview (``pelican -lr``): a slip shows on the page instead of ending the preview."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, select_autoescape
from pelican import parse_arguments

from catalog.leftovers import OUR_PAGES
from catalog.problem_words import sentence
from catalog.problems import Problem
from shop.text import grouped

_PAGE = """<!doctype html>
<html lang="fa" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>خطا: {{ grouped(problems|length) }} مورد را درست کنید</title>
<style>body { font: 1rem/1.9 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }</style>
</head>
<body>
<h1>این‌ها را درست کنید</h1>
<p>پس از هر ذخیره، همین صفحه را دوباره باز کنید. تا همه درست نشود چیزی منتشر نمی‌شود.</p>
<ul>
{% for problem in problems %}
<li><bdi dir="ltr"><code>{{ problem.spot.path }}:{{ problem.spot.line }}</code></bdi> {{ sentence(problem) }}</li>
{% endfor %}
</ul>
</body>
</html>
"""


def is_preview() -> bool:
    """Is this process Pelican's own command, watching the folder? Its plugins are not told."""
    program = Path(sys.argv[0])
    is_pelican = program.name == "pelican" or program.parts[-2:] == ("pelican", "__main__.py")
    return is_pelican and bool(parse_arguments(sys.argv[1:]).autoreload)


def problem_page(problems: Iterable[Problem]) -> str:
    """Return a page that states every problem."""
    template = Environment(autoescape=select_autoescape(default_for_string=True)).from_string(_PAGE)
    return template.render(problems=tuple(problems), sentence=sentence, grouped=grouped)


def show_problems(problems: Iterable[Problem], output: Path) -> None:
    """Put the problems on every page of the preview; the next build without any writes the pages again."""
    page = problem_page(problems)
    output.mkdir(parents=True, exist_ok=True)
    files = {output / "index.html", *(file for pattern in OUR_PAGES for file in output.glob(pattern))}
    for file in files:
        file.write_text(page, encoding="utf-8")
