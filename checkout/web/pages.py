"""Render the checkout's pages with the shop's own look, from the same macros as the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from checkout.ports import Ports
from checkout.store import OutcomeUnknown, StoreUnavailable, is_one_transaction
from checkout.use_cases.declare_force_majeure import force_majeure_now
from checkout.web.forms import Form
from checkout.web.guards import check_own_post, csrf_token, origin_of
from checkout.web.threads import Crews, Threads
from checkout.web.visitors import Visitor, set_visitor, visitor_of
from shop.money import Unit
from shop.release import Release
from shop.rules.force_majeure import ForceMajeure

P = ParamSpec("P")
T = TypeVar("T")

_VISITOR = "hojreh.visitor"
MOST_AT_ONCE = 64
"""As many use cases that may ask a bank run at once; each bank holds a part of them at most."""

_THREADS = Threads(MOST_AT_ONCE)
CREWS = Crews()
"""For what asks the store alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What every page needs: the ports, the templates, and whether browsers come over TLS."""

    ports: Ports
    templates: Environment
    secure: bool

    @property
    def unit(self) -> Unit:
        """The unit in which the shop shows and takes amounts."""
        return self.ports.releases.current()[1].shop.price_unit

    @property
    def own_origin(self) -> str:
        """The checkout's own origin."""
        return origin_of(self.ports.checkout_url)

    @property
    def site_origin(self) -> str:
        """The origin of the shop's static pages."""
        return origin_of(self.ports.site_url)


def front(request: Request) -> Front:
    """Return the front that serves this request."""
    found: Front = request.app.state.front
    return found


def visitor(request: Request) -> Visitor:
    """Return who is visiting: the same one as often as it is asked for a request."""
    known: Visitor | None = request.scope.get(_VISITOR)
    if known is None:
        known = request.scope[_VISITOR] = visitor_of(request, secure=front(request).secure)
    return known


async def call(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a use case in a thread: it may wait for the disk or the bank."""
    threads = CREWS if is_one_transaction(function) else _THREADS
    return await threads.run(partial(function, *args, **kwargs))


def guard(request: Request, form: Form, purpose: str, holder: str = "") -> None:
    """Check that one of our own pages posted this form, for this purpose, in this visitor's session.

    Raises:
        Forbidden: it did not.
    """
    site = front(request)
    check_own_post(
        request,
        form,
        secret=site.ports.secret,
        own=site.own_origin,
        visitor=holder or visitor(request).token,
        purpose=purpose,
    )


def see(path: str) -> Response:
    """Answer a post: look there now (303)."""
    return RedirectResponse(path, status_code=303)


async def render(
    request: Request, template: str, context: Mapping[str, object], *, status: int = 200, holder: str = ""
) -> Response:
    """Return a page. A visitor without a cookie gets one with it, since its forms are bound to it.

    ``holder`` binds the forms to another session than the visitor's: the desk's. A ``force_majeure`` in the context
    spares the store the question.
    """
    site = front(request)
    who = visitor(request)
    _, release = site.ports.releases.current()
    given = {
        **_about(site, release),
        "force_majeure": None
        if "force_majeure" in context or release.shop.force_majeure is None
        else await call(_declared_now, site.ports),
        # An order's page shows the terms it was placed under; what is declared is told by the terms of today.
        "force_majeure_clause": release.shop.force_majeure.clause if release.shop.force_majeure else None,
        "csrf": lambda purpose: csrf_token(site.ports.secret, holder or who.token, purpose),
        **context,
    }
    html = site.templates.get_template(template).render(given)
    page = HTMLResponse(html, status_code=status)
    if who.fresh and not holder and status < 400 and 'name="csrf"' in html:  # noqa: PLR2004
        set_visitor(page, who.token, secure=site.secure)
    return page


def _declared_now(ports: Ports) -> ForceMajeure | None:
    """BAK-130: the period that every page tells of; the page that says the store is down does without."""
    try:
        return force_majeure_now(ports)
    except (StoreUnavailable, OutcomeUnknown):
        return None


def _about(site: Front, release: Release) -> dict[str, object]:
    return {
        "shop": release.shop,
        "has_statements": bool(release.shop.statement),
        "site_url": site.ports.site_url,
        "checkout_url": site.ports.checkout_url,
        "css_url": "/theme/site.css",
        "font_url": "/theme/fonts/vazirmatn.woff2",
    }
