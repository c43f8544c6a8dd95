"""The stand-ins' Persian pages: their templates, their one style sheet and the headers they travel with."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from shop.calendar import show_moment
from shop.money import show_amount, show_money
from shop.text import persian_digits

_HERE = Path(__file__).parent

# The bank sends the buyer on to whichever shop asked, and shops send on again: naming one origin here would
# make Chromium stop on the way back without a word.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self' http: https:; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex",
}

_templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {
    "amount": show_amount,
    "money": show_money,
    "moment": show_moment,
    "persian": persian_digits,
    "host": lambda address: urlsplit(address).hostname,
}


def page(template: str, *, status: int = 200, **facts: object) -> HTMLResponse:
    """Return a page; nothing of it may be kept by a browser."""
    body = _templates.get_template(template).render(facts)
    return HTMLResponse(body, status_code=status, headers={"Cache-Control": "no-store"})


def not_found(_request: Request, _error: Exception) -> HTMLResponse:
    """Return the page for an address that leads nowhere."""
    return page("notice.html", status=404, notice="nowhere", payment=None, link="", again="")


def static_files() -> Mount:
    """Return the route of the style sheet and the font."""
    return Mount("/static", StaticFiles(directory=_HERE / "static"))
