"""The steps of BAQ-022 between the cart and the bank, in their order. Each asks for the one before."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.records import Session
from checkout.use_cases.sessions import find_session
from checkout.web.pages import call, front, see, visitor
from shop.rules.order_form import missing_fields
from shop.terms import Shop

_ORDER = ("/cart", "/sign-in", "/checkout/delivery", "/checkout/delivery/method", "/checkout/review")


async def session_for(request: Request, step: str) -> Session | None:
    """Return the visitor's session if they may be at this step, else None."""
    session = await call(find_session, front(request).ports, visitor(request).session_id)
    return session if _ORDER.index(_next_step(_shop(request), session)) >= _ORDER.index(step) else None


async def go_on(request: Request) -> Response:
    """Lead the buyer to the first step that is not done."""
    session = await call(find_session, front(request).ports, visitor(request).session_id)
    return see(_next_step(_shop(request), session))


def _shop(request: Request) -> Shop:
    return front(request).ports.releases.current()[1].shop


def _next_step(shop: Shop, session: Session) -> str:
    """BAQ-022: return where this buyer goes on; no step opens before the one ahead of it is done."""
    if not session.cart:
        return "/cart"
    if session.mobile is None:
        return "/sign-in"
    if session.recipient is None or missing_fields(shop, session.recipient, session.email):
        return "/checkout/delivery"
    return "/checkout/review" if session.delivery else "/checkout/delivery/method"


ROUTES = [Route("/checkout", go_on)]
