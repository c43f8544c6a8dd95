"""Rendering and checking every published text of a folder, the cores of the machine side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog.bodies import Body, Renderer
from catalog.body_check import BodyCheck
from catalog.in_parallel import in_parallel
from catalog.letters import check_letters
from catalog.met import Met
from catalog.pictures import Gallery
from catalog.placeholders import Placeholders
from catalog.problems import Problem, Problems
from catalog.source import Source
from catalog.text_check import check_text
from shop.terms import Shop


class Asked(NamedTuple):
    """What a text was told of other files: each file with its page, '' where it has none, and the pictures it shows."""

    pages: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What came of some texts: each with its HTML, what is wrong, what was met and asked in them, and the pictures they show."""

    bodies: Mapping[str, Body]
    problems: tuple[Problem, ...]
    met: Met
    asked: Mapping[str, Asked]
    pictures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Texts:
    """Each text's body by its path, and what was asked for it; ``check`` knows all links and anchors."""

    bodies: dict[str, Body]
    asked: dict[str, Asked]
    check: BodyCheck


def render_all(
    sources: Sequence[Source], pages: Mapping[str, str], shop: Shop | None, gallery: Gallery, problems: Problems
) -> Texts:
    """Return each text's body, also where its keys are wrong, so that one run shows all problems.

    ``pages`` names each file's page. Whether links lead anywhere is for ``check`` to say, when all anchors are known.
    """

    def render(some: Sequence[Source]) -> _Part:
        noted = Problems()
        made = render_some(some, pages, shop, gallery, noted)
        return _Part(made.bodies, noted.found(), made.check.met, made.asked, gallery.prepared)

    texts = Texts({}, {}, BodyCheck(gallery, problems))
    for part in in_parallel(render, sources):
        gallery.prepare(part.pictures)
        problems.take(part.problems)
        texts.check.met.take(part.met)
        texts.bodies.update(part.bodies)
        texts.asked.update(part.asked)
    return texts


def render_some(
    sources: Sequence[Source], pages: Mapping[str, str], shop: Shop | None, gallery: Gallery, problems: Problems
) -> Texts:
    """Do the same in this process alone."""
    watched, check = _Watched(pages), BodyCheck(gallery, problems, shop.site_url if shop else "")
    renderer = Renderer(watched, gallery, Placeholders(shop, problems), problems)
    texts = Texts({}, {}, check)
    for source in sources:
        check_letters(source, problems)
        gallery.shown.clear()
        texts.bodies[source.path] = body = renderer.render(source)
        texts.asked[source.path] = Asked(watched.taken(), tuple(sorted(gallery.shown)))
        check_text(source, body.html, problems)
        check.take(source, pages.get(source.path, ""), body)
    return texts


class _Watched(Mapping[str, str]):
    """The pages, and a note of which were looked up."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._pages = pages
        self._asked: dict[str, str] = {}

    def taken(self) -> tuple[tuple[str, str], ...]:
        """Return each file that was looked up, with its page or ''; from now on, others are noted."""
        taken = tuple(self._asked.items())
        self._asked.clear()
        return taken

    def __getitem__(self, file: str) -> str:
        self._asked[file] = self._pages.get(file, "")
        return self._pages[file]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
