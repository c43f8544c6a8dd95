"""Run the checkout: ``python -m checkout --port 8001``, told everything else by its environment."""

from __future__ import annotations

import argparse
import os
import sys

import uvicorn

from checkout.app import can_be_shared, try_out
from checkout.prompt import PromptProtocol
from checkout.settings import Settings, read_settings
from checkout.worker import CANNOT_START, App, log_plainly, start, why
from checkout.workers import prepare_workers

_SEVERAL = "checkout.worker:one_of_several"
_HEALTHY_WITHIN_SECONDS = 30
"""How long one of several may take to answer its parent, which else ends it; starting is slow on a busy machine."""


def main() -> int:
    """Serve until told to stop; return the exit status. What stops it from starting is told in one line."""
    parser = argparse.ArgumentParser(prog="checkout", description="The checkout service of one shop.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes; more than one on PostgreSQL only"
    )
    told = parser.parse_args()
    if told.workers < 1:
        parser.error(f"--workers {told.workers}: there must be at least one")
    log_plainly()
    try:
        settings = read_settings(os.environ)
        if told.workers == 1:
            _serve(start(settings), settings, told)
            return 0
        if not can_be_shared(settings.store):
            return _stop(
                f"The orders in {settings.store} belong to one process, so --workers must be 1; "
                "several work on PostgreSQL: HOJREH_STORE=postgresql://…"
            )
        prepare_workers()
        try_out(settings)
    except CANNOT_START as error:
        return _stop(why(error))
    _serve(_SEVERAL, settings, told)
    return 0


def _serve(app: App | str, settings: Settings, told: argparse.Namespace) -> None:
    uvicorn.run(
        app,
        factory=isinstance(app, str),
        workers=told.workers,
        http=PromptProtocol,
        timeout_worker_healthcheck=_HEALTHY_WITHIN_SECONDS,
        host=told.host,
        port=told.port,
        access_log=False,
        # X-Forwarded-For is anyone's to write: it counts only from the one proxy that is named.
        proxy_headers=bool(settings.trusted_proxy),
        forwarded_allow_ips=settings.trusted_proxy,
        server_header=False,
        log_level="error",
    )


def _stop(line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
