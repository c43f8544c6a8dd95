"""The cart: items come from the shop's pages or our own, and each line tells what changed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.secrets import same
from checkout.use_cases.change_cart import add_to_cart, change_quantity, look_at_cart
from checkout.use_cases.switch_sales import are_stopped
from checkout.web.forms import Form, read_form
from checkout.web.guards import from_own_page, item_signature, sender_of_item
from checkout.web.pages import call, front, guard, render, see, visitor
from checkout.web.visitors import set_visitor
from checkout.web.words import field_error
from shop.cart import read_quantity
from shop.errors import BadInput, Forbidden, NotFound, OutOfStock
from shop.money import Rials
from shop.release import Sku

_LONGEST_SKU = 64


async def show_cart(request: Request) -> Response:
    """BAQ-086, BAQ-113: the cart with its lines held against the release."""
    return await _cart_page(request, {})


async def add_item(request: Request) -> Response:
    """BAQ-107: add what a page of the shop posted. The body means a SKU and a quantity, nothing more."""
    form = await read_form(request)
    site = front(request)
    sender = sender_of_item(request, own=site.own_origin, site=site.site_origin)
    if sender == "foreign":
        raise Forbidden("origin")
    if sender == "unknown":
        return await _ask_first(request, form)
    return await _add(request, form)


async def confirm_item(request: Request) -> Response:
    """Add an item of unknown origin that the visitor confirmed on a page of ours."""
    form = await read_form(request)
    signature = item_signature(front(request).ports.secret, form.raw("sku"), form.raw("quantity"))
    if not same(form.raw("signature"), signature):
        raise Forbidden("token")
    # A browser or proxy that hides Origin from us hides it here too; a page of a stranger shows itself by either.
    hidden = "origin" not in request.headers and "sec-fetch-site" not in request.headers
    if not hidden and not from_own_page(request, front(request).own_origin):
        raise Forbidden("origin")
    return await _add(request, form)


async def change_lines(request: Request) -> Response:
    """BAQ-114: set each line's quantity; a wrong one is told beside its line and the others are kept."""
    form = await read_form(request)
    guard(request, form, "cart")
    who = visitor(request)
    wrong: dict[str, BadInput] = {}
    for name, typed in form.typed.items():
        field, _, sku = name.partition(":")
        if field == "quantity":
            try:
                wanted = 0 if form.raw("remove") == sku else read_quantity(typed)
            except BadInput as error:
                wrong[sku] = error
            else:
                await call(change_quantity, front(request).ports, who.session_id, Sku(sku), wanted)
    if wrong:
        return await _cart_page(request, wrong, status=422)
    if form.raw("next") == "checkout":
        _, lines = await call(look_at_cart, front(request).ports, who.session_id)
        return see("/cart" if any(line.blocks for line in lines) else "/checkout")
    return see("/cart")


async def _add(request: Request, form: Form) -> Response:
    who, site = visitor(request), front(request)
    sku = form.text("sku", _LONGEST_SKU, needed=True)
    quantity = form.read("quantity", read_quantity, 0) if "quantity" in form.typed else 1
    if form.errors:
        return await _refused_item(request, form.errors[0], status=422)
    try:
        await call(add_to_cart, site.ports, who.session_id, Sku(sku), quantity)
    except NotFound:
        return await _refused_item(request, None, status=404)
    except OutOfStock:
        return await _item_page(request, "این کالا تمام شده است. سبدتان دست‌نخورده است.", status=409)
    except BadInput as error:
        return await _refused_item(request, error, status=422)
    answer = see("/cart")
    set_visitor(answer, who.token, secure=site.secure)
    return answer


async def _refused_item(request: Request, error: BadInput | None, *, status: int) -> Response:
    words = field_error(error) if error else "این کالا اکنون برای فروش نیست. سبدتان دست‌نخورده است."
    return await _item_page(request, words, status=status)


async def _item_page(request: Request, words: str, *, status: int) -> Response:
    return await render(request, "item_refused.html", {"words": words}, status=status)


async def _ask_first(request: Request, form: Form) -> Response:
    """Nothing is stored and no cookie is set: a strange page may have sent this."""
    sku, quantity = form.raw("sku"), form.raw("quantity") or "1"
    _, release = front(request).ports.releases.current()
    offer = release.offers.get(Sku(sku))
    try:
        pieces = read_quantity(quantity)
    except BadInput as error:
        return await _refused_item(request, error, status=422)
    if offer is None:
        return await _refused_item(request, None, status=404)
    context = {
        "offer": offer,
        "quantity": str(pieces),
        "signature": item_signature(front(request).ports.secret, sku, str(pieces)),
    }
    return await render(request, "item_confirm.html", context)


async def _cart_page(request: Request, wrong: dict[str, BadInput], *, status: int = 200) -> Response:
    ports, who = front(request).ports, visitor(request)
    session, lines = await call(look_at_cart, ports, who.session_id)
    context = {
        "lines": lines,
        "total": Rials(sum(line.total for line in lines)),
        "blocked": any(line.blocks for line in lines),
        "wrong": {sku: {"words": field_error(error), "typed": error.value} for sku, error in wrong.items()},
        "signed_in": session.mobile is not None,
        "stopped": await call(are_stopped, ports),
    }
    return await render(request, "cart.html", context, status=status)


ROUTES = [
    Route("/cart", show_cart),
    Route("/cart/items", add_item, methods=["POST"]),
    Route("/cart/items/confirm", confirm_item, methods=["POST"]),
    Route("/cart/lines", change_lines, methods=["POST"]),
]
