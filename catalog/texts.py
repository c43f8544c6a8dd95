"""Rendering and checking every published text of a folder, the cores of the machine side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.bodies import Body, Renderer
from catalog.body_check import BodyCheck, Met
from catalog.in_parallel import in_parallel
from catalog.letters import check_letters
from catalog.pictures import Gallery
from catalog.placeholders import Placeholders
from catalog.problems import Problem, Problems
from catalog.source import Source
from shop.terms import Shop


@dataclass(frozen=True, slots=True)
class _Part:
    """What came of some texts: each with its HTML, what is wrong, what was met in them, and the pictures they show."""

    bodies: Mapping[str, Body]
    problems: tuple[Problem, ...]
    met: Met
    pictures: frozenset[str]


def render_all(
    sources: Sequence[Source], pages: Mapping[str, str], shop: Shop | None, gallery: Gallery, problems: Problems
) -> Mapping[str, Body]:
    """Return each text's body by its path, also where its keys are wrong, so that one run shows all problems.

    ``pages`` names each file's page.
    """

    def render(some: Sequence[Source]) -> _Part:
        noted = Problems()
        renderer, check = Renderer(pages, gallery, Placeholders(shop, noted), noted), BodyCheck(gallery, noted)
        bodies = {}
        for source in some:
            check_letters(source, noted)
            bodies[source.path] = renderer.render(source)
            check.take(source, pages.get(source.path, ""), bodies[source.path])
        return _Part(bodies, noted.found(), check.met, gallery.prepared)

    check, bodies = BodyCheck(gallery, problems), dict[str, Body]()
    for part in in_parallel(render, sources):
        gallery.prepare(part.pictures)
        problems.take(part.problems)
        check.met.take(part.met)
        bodies |= part.bodies
    check.finish(pages)
    return bodies
