"""The pictures of receipts, for staff alone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checkout.use_cases.receipt_pictures import picture_of
from checkout.web.desk_sign_in import staff_of
from checkout.web.headers import let_nothing_run
from checkout.web.pages import call, front, see
from shop.errors import SessionExpired
from shop.order import OrderCode


async def show_picture(request: Request) -> Response:
    """The picture itself, as what it is and nothing else."""
    try:
        await staff_of(request)
    except SessionExpired:
        return see("/desk/sign-in")
    code = OrderCode(request.path_params["code"])
    jpeg = await call(picture_of, front(request).ports, code, request.path_params["picture"])
    let_nothing_run(request)
    # The code is an order's own, found with the picture: letters, digits and a dash.
    return Response(
        jpeg, media_type="image/jpeg", headers={"content-disposition": f'inline; filename="receipt-{code}.jpg"'}
    )


ROUTES = [Route("/desk/orders/{code}/pictures/{picture}", show_picture)]
