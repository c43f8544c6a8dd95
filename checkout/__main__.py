"""Run the checkout: ``python -m checkout --port 8001``, told everything else by its environment."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys

import uvicorn

from checkout.app import make_app
from checkout.settings import BadSetting, read_settings
from checkout.store import StoreDamaged, StoreLocked, StoreUnavailable
from shop.release import BadRelease


def main() -> int:
    """Serve until told to stop; return the exit status. What stops it from starting is told in one line."""
    parser = argparse.ArgumentParser(prog="checkout", description="The checkout service of one shop.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    told = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # The bank's client would log addresses with the merchant's and the buyers' names in them.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    # Whoever sends garbage must not fill the disk with lines about it.
    for noisy in ("uvicorn.error", "python_multipart"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    try:
        settings = read_settings(os.environ)
        app = make_app(settings)
    except BadSetting as error:
        return _stop(f"The setting {error.name} {error.problem}.")
    except StoreLocked as error:
        return _stop(f"Another process already owns the orders in {error.path}; stop it first.")
    except StoreDamaged as error:
        return _stop(f"The orders in {error.path} cannot be read: {error.detail}. The file is left as it is.")
    except (StoreUnavailable, BadRelease) as error:
        return _stop(f"The checkout cannot start: {error}.")
    # What is loaded now lives as long as the process; the collector need not walk it again.
    gc.freeze()
    uvicorn.run(
        app,
        host=told.host,
        port=told.port,
        access_log=False,
        # X-Forwarded-For is anyone's to write: it counts only from the one proxy that is named.
        proxy_headers=bool(settings.trusted_proxy),
        forwarded_allow_ips=settings.trusted_proxy,
        server_header=False,
        log_level="error",
    )
    return 0


def _stop(line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
