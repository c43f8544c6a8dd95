"""Turn the pages of a long list: where it goes on, and the way back to its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from checkout.use_cases.in_pages import Page

_AFTER = "after"
_LONGEST_MARK = 100


@dataclass(frozen=True, slots=True)
class Turning:
    """Paths of this list: of the next page, '' on the last, and of the first, '' on itself; and what each leads to."""

    further: str
    first: str
    oldest_first: bool


def seen(request: Request) -> str:
    """Return the mark after which this page begins, '' for the first. Who made one up sees another part of the list."""
    mark = request.query_params.get(_AFTER, "")[:_LONGEST_MARK]
    return mark if mark.isascii() and mark.isprintable() else ""


def turning(request: Request, page: Page[Any]) -> Turning:
    """Return where the list of this request goes on."""
    path = request.scope["path"]
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != _AFTER]
    return Turning(
        further=f"{path}?{urlencode([*asked, (_AFTER, page.further)])}" if page.further else "",
        first=(f"{path}?{urlencode(asked)}" if asked else path) if seen(request) else "",
        oldest_first=page.oldest_first,
    )
