"""A browser as far as a shop notices one: it keeps cookies, follows redirects, and fills in the forms of pages."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from scripts.lib.load.answers import Answer
from scripts.lib.load.final_step import Unexpected
from scripts.lib.load.forms import form_with
from scripts.lib.load.wire import Wire, get, post

_OK, _LEADS_ON = 200, (301, 302, 303)
_FARTHEST = 10


class Browser:
    """One visitor over one connection. ``requests`` counts every request, those of redirects too."""

    def __init__(self, wire: Wire, origin: str) -> None:
        self._wire = wire
        self._origin = origin
        self._cookies: dict[str, str] = {}
        self._page = ""
        self.path = "/"
        self.requests = 0

    async def open(self, path: str) -> str:
        """Open a page; return it.

        Raises:
            Unexpected: it leads nowhere, or it is not there.
        """
        return await self._follow(path, await self._ask(get(path, self._cookie)))

    async def send(self, path: str, fields: Mapping[str, str], *, origin: str = "") -> str:
        """Post a form that stands on no page of this visit: a static page's; return the page that it leads to."""
        request = post(path, fields, origin=origin or self._origin, cookies=self._cookie)
        return await self._follow(path, await self._ask(request))

    async def submit(self, field: str, typed: Mapping[str, str]) -> str:
        """Submit the first form of this page that holds a field, with what was typed; return the page that it leads to.

        Raises:
            Unexpected: there is none, or what comes of it is no page.
        """
        form = form_with(self._page, field)
        if form is None:
            raise Unexpected(f"no form with {field} on {self.path}")
        return await self.send(urljoin(self.path, form.action) or self.path, {**form.fields, **typed})

    async def _follow(self, path: str, answer: Answer) -> str:
        for _ in range(_FARTHEST):
            if answer.status not in _LEADS_ON:
                break
            parts = urlsplit(urljoin(path, answer.location))
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            answer = await self._ask(get(path, self._cookie))
        if answer.status != _OK:
            raise Unexpected(f"{path}: {answer.status} {answer.location}")
        self.path, self._page = path, answer.text
        return self._page

    async def _ask(self, request: bytes) -> Answer:
        self.requests += 1
        answer = await self._wire.ask(request)
        for one in answer.cookies:
            name, _, value = one.partition("=")
            self._cookies[name] = value
        return answer

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())
