"""Problems as the preview shows them: with the line that they stand on, and the page of their file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from catalog.desk.drafts import url_of
from catalog.problem_words import sentence
from catalog.problems import Problem, Problems, Spot
from catalog.reading import Reading
from catalog.source import read_text

_LONGEST = 300
_TYPED = re.compile(r"(!?\[[^]]*\]\([^)]*\)|(?:\{[^}]*\}/?|[A-Za-z])[A-Za-z0-9_.:/#-]*(?: [A-Za-z0-9|./-]+)*)")
"""A link of Markdown, a placeholder with the path after it, a key with its value."""
_KEY = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Told:
    """One problem: where, its code, what happened and what to write, the line itself, and the page of its file."""

    at: str
    code: str
    is_warning: bool
    words: Markup
    line: Markup
    url: str


def told(problems: Iterable[Problem], folder: Path, urls: Mapping[str, str]) -> Iterator[Told]:
    """Yield problems as they are shown; ``urls`` has the page of each file."""
    lines: dict[str, list[str]] = {}
    for problem in problems:
        path = problem.spot.path
        if path not in lines:
            lines[path] = (read_text(folder / path, path, Problems()) or "").split("\n")
        yield Told(
            at=f"{path}:{problem.spot.line}",
            code=problem.code,
            is_warning=problem.code.is_warning,
            words=_isolated(sentence(problem)),
            line=_line(lines[path], problem.spot),
            url=urls.get(path, ""),
        )


def _isolated(words: str) -> Markup:
    """Return words in which what is to be typed is read from left to right, as it will be typed."""
    parts = _TYPED.split(words)
    return Markup().join(
        Markup('<bdi dir="ltr">{}</bdi>').format(part) if number % 2 else part for number, part in enumerate(parts)
    )


def _line(lines: list[str], spot: Spot) -> Markup:
    """Return a line of a file: one that begins with its key is read from left to right as it stands."""
    line = lines[spot.line - 1].strip()[:_LONGEST] if spot.line <= len(lines) else ""
    return escape(line) if _KEY.match(line) else _isolated(line)


def urls_of(reading: Reading, paths: Collection[str]) -> Mapping[str, str]:
    """Return the path of the page that each of some files has, or would have: that of the terms is the front page."""
    if not paths:
        return {}
    read = [*reading.texts, *(source for sources in reading.drafts.values() for source in sources)]
    sources = {source.path: source for source in read}
    pages = reading.claims.pages()

    def url(path: str) -> str:
        if path in sources:
            return pages.get(path) or url_of(sources[path])
        return pages.get(path) or ("/" if path == "shop.toml" else f"/{path.removesuffix('.md')}.html")

    return {path: url(path) for path in paths}
