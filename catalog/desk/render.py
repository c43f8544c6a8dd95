"""The pages of the preview: each as it would be published, or what is wrong with its file; a strip tells of the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from catalog.desk import words
from catalog.desk.drafts import draft_of
from catalog.desk.state import State
from catalog.desk.told import Told, told, urls_of
from catalog.making import Making
from catalog.page_writer import PageWriter
from catalog.pages import NOT_FOUND, making_of
from catalog.problems import Problem
from catalog.source import Source
from catalog.whole_site import head
from shop.text import grouped

PROBLEMS_URL = "/.write/problems.html"
DRAFTS_URL = "/.write/drafts.html"
_HELD = 8
"""So many pages are held as they were rendered: who is told that a page has changed asks for it."""


class Views:
    """The pages of one reading of the folder; ``writer`` is None where there is no site yet to take the look of."""

    def __init__(self, state: State, folder: Path, environment: Environment, writer: PageWriter | None) -> None:
        self._state = state
        self._folder = folder
        self._environment = environment
        self._writer = writer
        self.html = lru_cache(_HELD)(self._html)
        """Returns a page with its status; a path that no file has is not found."""

    def _html(self, url: str) -> tuple[int, str]:
        own = self._problems_at.get(url, [])
        if url == PROBLEMS_URL:
            return 200, self._all_problems()
        if url == DRAFTS_URL:
            return 200, self._all_drafts()
        if url in self._drafts and not own:
            return 200, self._draft(url)
        if any(not problem.code.is_warning for problem in own) or self._writer is None:
            return 200, self._wrong(own)
        site = self._state.good.site
        making = making_of(site, url) if site else None
        if making:
            return 200, self._finished(self._page(making), own=own)
        lost = making_of(site, NOT_FOUND) if site else None
        return 404, self._finished(self._page(lost) if lost else "", own=own)

    @cached_property
    def _problems_at(self) -> Mapping[str, list[Problem]]:
        """The problems of each page's file, those of the terms at the front page."""
        content = self._state.content
        found = (*content.problems, *content.warnings)
        by_url: dict[str, list[Problem]] = {}
        for problem in found:
            by_url.setdefault(self._urls[problem.spot.path], []).append(problem)
        return by_url

    @cached_property
    def _urls(self) -> Mapping[str, str]:
        content = self._state.content
        paths = {problem.spot.path for problem in (*content.problems, *content.warnings)}
        return urls_of(content.reading, paths)

    @cached_property
    def _drafts(self) -> Mapping[str, Source]:
        reading = self._state.content.reading
        sources = {source.path: source for source in chain.from_iterable(reading.drafts.values())}
        return {url: sources[path] for path, url in urls_of(reading, sources).items()}

    def _page(self, making: Making) -> str:
        page, site = making.make(), self._state.good.site
        if self._writer is None or site is None:
            raise ValueError(making.url)
        return self._writer.html(page, head(site, page))

    def _wrong(self, own: Sequence[Problem]) -> str:
        """Return what is wrong with a file above its text as it stands now: not yesterday's page, which looks as if all were well."""
        shown = own or self._state.content.problems
        paths = {problem.spot.path for problem in own}
        bodies = self._state.content.texts.bodies
        text = Markup().join(bodies[path].html for path in sorted(paths & bodies.keys()))
        return self._finished(self._text(words.WRONG_TITLE, shown, text), own=own)

    def _draft(self, url: str) -> str:
        source = self._drafts[url]
        draft = draft_of(source, self._state.content.reading, self._state.good)
        if draft.making and self._writer:
            return self._finished(self._page(draft.making), own=(), is_draft=True)
        html = self._text(words.MISSING_TITLE, draft.missing, draft.html, draft.title)
        return self._finished(html, own=(), is_draft=True)

    def _all_problems(self) -> str:
        content = self._state.content
        found = (*content.problems, *content.warnings)
        text = Markup() if found else Markup("<p>{}</p>").format(words.NOTHING_WRONG)
        return self._finished(self._text(words.ALL_TITLE, found, text), own=found)

    def _all_drafts(self) -> str:
        told_of = [
            {"url": url, "path": source.path, "title": _title(source)} for url, source in sorted(self._drafts.items())
        ]
        listed = Markup(self._environment.from_string(words.DRAFTS).render(drafts=told_of))  # noqa: S704 - a template's
        return self._finished(self._text(words.DRAFTS_TITLE, (), listed, words.DRAFTS_TITLE), own=())

    def _text(self, said: str, problems: Sequence[Problem], text: str, title: str = "") -> str:
        """Return a page in the shop's look that is none of its pages: problems, and below them a text."""
        shown: list[Told] = list(told(problems, self._folder, {} if said != words.ALL_TITLE else self._urls))
        listed = self._environment.from_string(words.PROBLEMS).render(title=said, problems=shown) if shown else ""
        template = self._environment.from_string(words.TEXT if self._writer else words.PLAIN)
        return template.render(
            problems=Markup(listed),  # noqa: S704 - a template's
            text=Markup(text),  # noqa: S704 - as the text's file has it, whose author looks at it
            title=title,
            page_title=said,
            page_description="",
            page_url="",
        )

    def _finished(self, html: str, *, own: Sequence[Problem], is_draft: bool = False) -> str:
        """Return a page with the strip, which tells what is wrong elsewhere."""
        content, shop = self._state.content, self._state.good.shop
        mine = sum(not problem.code.is_warning for problem in own)
        strip = self._environment.from_string(words.STRIP).render(
            own=mine,
            others=len(content.problems) - mine,
            warnings=len(content.warnings),
            drafts=len(self._drafts),
            is_draft=is_draft,
            checkout=shop.checkout_url if shop else "",
            problems_url=PROBLEMS_URL,
            drafts_url=DRAFTS_URL,
            grouped=grouped,
        )
        whole = html.replace("</body>", f"{strip}</body>", 1)
        at = hashlib.sha256(whole.encode()).hexdigest()[:16]
        return whole.replace("</head>", words.HEAD.format(at=at), 1)


def _title(source: Source) -> str:
    field = source.field("Title")
    return field.value if field and field.value else source.path


def mark_of(html: str) -> str:
    """Return the name of what a page shows, as the page itself tells its script."""
    return html.partition('data-at="')[2].partition('"')[0]
