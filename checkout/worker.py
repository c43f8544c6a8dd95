"""One process of the checkout, alone or beside others: how it starts, what it writes to its log, why it cannot start."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait

from checkout.app import make_app
from checkout.settings import BadSetting, Settings, read_settings
from checkout.store import StoreDamaged, StoreLocked, StoreUnavailable
from shop.release import BadRelease

App = Callable[..., object]

CANNOT_START = (BadSetting, StoreLocked, StoreDamaged, StoreUnavailable, BadRelease)
_PAUSE_SECONDS = 2.0
_SWITCH_SECONDS = 0.0005
_OBJECTS = 20_000
"""How many new ones the collector waits for. Orders that wait for the disk together hold some thousands, none of them in a
circle; at Python's own 700 it would look through those again and again, a tenth of what an order costs."""


def start(settings: Settings) -> App:
    """Return the service as an ASGI app, ready to serve; raises one of CANNOT_START."""
    app = make_app(settings)
    # What is loaded now lives as long as the process; the collector need not walk it again.
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    # A use case that calculates in its thread keeps all others waiting for so long, the one that answers the browsers
    # among them; Python's own is 5 ms, ten orders' worth.
    sys.setswitchinterval(_SWITCH_SECONDS)
    return app


def one_of_several() -> App:
    """Return the app of a process that another one has started, and will start again when it ends."""
    log_plainly()
    _end_with_parent()
    try:
        return start(read_settings(os.environ))
    except CANNOT_START as error:
        sys.stderr.write(f"{why(error)}\n")
        time.sleep(_PAUSE_SECONDS)  # or it would be tried, in vain, many times a second
        raise SystemExit(1) from error


def why(error: Exception) -> str:
    """Return in one line why the service cannot start."""
    match error:
        case BadSetting():
            return f"The setting {error.name} {error.problem}."
        case StoreLocked():
            return f"Another process already owns the orders in {error.path}; stop it first."
        case StoreDamaged():
            return f"The orders in {error.path} cannot be read: {error.detail}. They are left as they are."
        case _:
            return f"The checkout cannot start: {error}."


def log_plainly() -> None:
    """Write what matters to the log, and nothing that a stranger may write there or that names a buyer."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # The bank's client would log addresses with the merchant's and the buyers' names in them.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    # Whoever sends garbage must not fill the disk with lines about it.
    for noisy in ("uvicorn.error", "python_multipart"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


def _end_with_parent() -> None:
    """End in good order when the process that started this one is gone: else the port would stay taken."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
