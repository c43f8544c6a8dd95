"""The final step is asked past the app's routing; whatever it raises is told as the app tells everything."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from checkout.web.straight import Straight, raised_again

ASKED = list[str]


class Refused(Exception):
    """What the app has a page for."""


def an_app(asked: ASKED) -> Straight:
    async def order(request: Request) -> Response:
        told = (await request.body()).decode()
        asked.append(f"{request.method} {told} {request.app.state.name}")
        if told == "refuse":
            raise Refused
        if told == "break":
            raise RuntimeError(told)
        return RedirectResponse("/paid", status_code=303)

    async def look(_: Request) -> Response:
        return PlainTextResponse("look")

    async def refused(_: Request, __: Exception) -> Response:
        return PlainTextResponse("refused", status_code=403)

    async def broken(_: Request, __: Exception) -> Response:
        return PlainTextResponse("broken", status_code=500)

    straight = [Route("/order", order, methods=["POST"])]
    app = Starlette(
        routes=[*raised_again(straight), Route("/order", look)],
        exception_handlers={Refused: refused, Exception: broken},
    )
    app.state.name = "the shop"
    return Straight(app, straight)


def test_it_is_asked_once_and_answers() -> None:
    asked = ASKED()
    answer = TestClient(an_app(asked), follow_redirects=False).post("/order", content="three")

    assert (answer.status_code, answer.headers["location"]) == (303, "/paid")
    assert asked == ["POST three the shop"]


@pytest.mark.parametrize(("told", "status"), [("refuse", 403), ("break", 500)])
def test_what_it_raises_is_told_by_the_app_and_it_is_not_asked_again(told: str, status: int) -> None:
    asked = ASKED()
    answer = TestClient(an_app(asked), raise_server_exceptions=False).post("/order", content=told)

    assert answer.status_code == status
    assert asked == [f"POST {told} the shop"]


def test_what_nobody_foresaw_still_reaches_the_servers_log() -> None:
    with pytest.raises(RuntimeError, match="break"):
        TestClient(an_app([])).post("/order", content="break")


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/order", 200), ("PUT", "/order", 405), ("POST", "/order/", 307)]
)
def test_all_else_is_the_apps(method: str, path: str, status: int) -> None:
    asked = ASKED()
    assert TestClient(an_app(asked), follow_redirects=False).request(method, path).status_code == status
    assert asked == []
