"""``scripts/write [SHOP] [--port N]``: show a shop's pages in the browser while its folder is written, each save at once."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import webbrowser
from pathlib import Path
from tempfile import TemporaryDirectory

from watchfiles import watch

from catalog.desk.desk import Desk
from catalog.desk.studio import Studio
from catalog.workshop import Hosts, Workshop
from scripts.lib.processes import busy
from scripts.lib.shops import ROOT, OneLineParser, find_shop, home_of
from scripts.lib.write_host import WriteHost

ABOUT = """
Show a shop's pages in the browser while its folder is written: each save is on the open page at once, what is wrong
with a file stands on its page, and drafts can be seen. Publishes nothing; needs no Internet. Ctrl-C ends it.
"""
_STEP, _LONGEST, _LOOK_AGAIN = 10, 100, 2000
"""Milliseconds: how long it is quiet after a save, how long several saves are waited for, and how often the folder is
looked at without being told of a change."""


def main() -> int:
    """Serve until Ctrl-C (status 0)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    parser = OneLineParser(prog="scripts/write", description=ABOUT)
    parser.add_argument("shop", metavar="SHOP", nargs="?", default="baqiyat", help="a folder in content/, or a path")
    parser.add_argument("--port", metavar="N", type=int, default=8010, help="the pages' port (default: 8010)")
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    told = parser.parse_args()
    folder = find_shop(told.shop, parser)
    if not 1 <= told.port <= _LAST_PORT:
        parser.error(f"--port {told.port} is no port; name one from 1 to {_LAST_PORT}")
    if busy(told.port):
        parser.error(f"port {told.port} is busy; end what uses it, or name a free one: --port N")
    try:
        with TemporaryDirectory(prefix="hojreh-write-") as output:
            _serve(folder, told.port, Path(output), opens=not told.no_browser)
    except KeyboardInterrupt:
        return 0
    return 0


_LAST_PORT = 65535


def _serve(folder: Path, port: int, output: Path, *, opens: bool) -> None:
    address = f"http://127.0.0.1:{port}"
    hosts = Hosts(address, os.environ.get("HOJREH_CHECKOUT_URL", ""))
    desk = Desk(folder, Workshop(hosts, ROOT / "theme", ROOT / ".cache"), home_of(folder) / "releases")
    studio = Studio(desk, output)
    gc.freeze()  # what stands here stays; to walk through it again and again takes longer than a reading
    with WriteHost(port, studio) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        print(f"Ready: {address}/", flush=True)
        if opens:
            webbrowser.open(f"{address}/")
        for changes in watch(
            folder,
            studio.theme,
            watch_filter=None,
            step=_STEP,
            debounce=_LONGEST,
            rust_timeout=_LOOK_AGAIN,
            yield_on_timeout=True,
        ):
            studio.refresh({Path(path) for _, path in changes})


if __name__ == "__main__":
    sys.exit(main())
