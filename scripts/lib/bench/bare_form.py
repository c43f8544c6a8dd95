"""A Starlette app that only reads a form and answers 303: what is left of a second when nothing is kept."""

from __future__ import annotations

import argparse

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route


async def take(request: Request) -> Response:
    """Read the form and lead on."""
    form = await request.form()
    return RedirectResponse(f"/orders/{form['key']}/pay", status_code=303)


async def health(_: Request) -> Response:
    """Answer that it runs."""
    return PlainTextResponse("ok")


app = Starlette(routes=[Route("/checkout/review", take, methods=["POST"]), Route("/health", health)])


def main() -> None:
    """Serve it as ``checkout.__main__`` serves the checkout."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=parser.parse_args().port,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        log_level="error",
    )


if __name__ == "__main__":
    main()
