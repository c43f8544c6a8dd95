"""Runs a stand-in under uvicorn, quietly and on this machine alone unless told otherwise."""

from __future__ import annotations

from argparse import ArgumentParser

import uvicorn
from starlette.types import ASGIApp


def add_address(parser: ArgumentParser, port: int) -> None:
    """Let a command take ``--host`` and ``--port``."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port)


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Serve until told to stop."""
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False, proxy_headers=False)
