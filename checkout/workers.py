"""Several processes that serve, forked from one that has loaded all they need: to load it takes each of them a second."""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver

import uvicorn._subprocess

_LOADED = ["checkout.worker", "checkout.web.front", "checkout.use_cases.jobs", "checkout.storage.postgres.store"]


def prepare_workers() -> None:
    """Begin to load what workers need, beside whatever else is to be done first; uvicorn then forks them from there.

    Nothing but modules is loaded there: no connection, no thread and no secret that two workers would share.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    forkserver.ensure_running()
    # uvicorn has no setting for it; its own way is to start an interpreter for each.
    vars(uvicorn._subprocess)["spawn"] = context  # noqa: SLF001
