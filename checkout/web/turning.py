"""Turn the pages of a long list: where the older ones are, and the way back to the newest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from checkout.use_cases.in_pages import Page

_BEFORE = "before"
_LONGEST_MARK = 100


@dataclass(frozen=True, slots=True)
class Turning:
    """Paths of this list: of the next page, '' on the last, and of the newest, '' on the first."""

    older: str
    newest: str


def seen(request: Request) -> str:
    """Return the mark after which this page begins, '' for the newest. Who made one up sees another part of the list."""
    mark = request.query_params.get(_BEFORE, "")[:_LONGEST_MARK]
    return mark if mark.isascii() and mark.isprintable() else ""


def turning(request: Request, page: Page[Any]) -> Turning:
    """Return where the list of this request goes on."""
    path = request.scope["path"]
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != _BEFORE]
    return Turning(
        older=f"{path}?{urlencode([*asked, (_BEFORE, page.further)])}" if page.further else "",
        newest=(f"{path}?{urlencode(asked)}" if asked else path) if seen(request) else "",
    )
