"""``scripts/serve [SHOP] [--port N] [--store WHERE] [--workers N]``: run a shop on this machine, with a bank and an inbox to try it with."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from scripts.lib.freshness import is_fresh, note_fresh
from scripts.lib.keepsakes import kept_hash, kept_password, kept_secret
from scripts.lib.processes import Child, Ended, Task, busy, start, stop, wait_for_answers, watch
from scripts.lib.shops import ROOT, OneLineParser, find_shop, home_of

ABOUT = """
Build a shop and run it on this machine: its pages on port N, its checkout on N+1, and on N+2 a bank and an inbox to
try it with. Nothing here moves real money or reaches a real phone. What they keep lives in var/SHOP.
"""
STAFF = "staff"
MERCHANT = "00000000-0000-4000-8000-000000000000"  # the sandbox bank serves any merchant
TERMINAL = "21000000"  # and any terminal
_LAST_BASE = 65533


class BuildFailed(Exception):
    """The shop's content has problems; they have been printed."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where the orders are kept, and how many processes of the checkout work on them."""

    store: str
    workers: int


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the three processes stand."""

    base: int

    @property
    def pages(self) -> str:
        """Return the pages' address."""
        return f"http://127.0.0.1:{self.base}"

    @property
    def checkout(self) -> str:
        """Return the checkout's address."""
        return f"http://127.0.0.1:{self.base + 1}"

    @property
    def sandbox(self) -> str:
        """Return the address of the bank and the inbox."""
        return f"http://127.0.0.1:{self.base + 2}"


def main() -> int:
    """Serve until Ctrl-C (status 0) or until one process ends (status 1)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    parser = OneLineParser(prog="scripts/serve", description=ABOUT)
    parser.add_argument("shop", metavar="SHOP", nargs="?", default="baqiyat", help="a folder in content/, or a path")
    parser.add_argument("--port", metavar="N", type=int, default=8000, help="the pages' port (default: 8000)")
    parser.add_argument("--store", metavar="WHERE", help="a folder, or a PostgreSQL database: postgresql://…")
    parser.add_argument("--workers", metavar="N", type=int, default=1, help="processes of the checkout (default: 1)")
    told = parser.parse_args()
    try:
        shop = find_shop(told.shop, parser)
        _refuse_ports(told.port, parser)
        _refuse_workers(told.workers, told.store or "", parser)
        home = home_of(shop)
        with _claim(home, parser):
            _run(shop, home, Addresses(told.port), Keeping(told.store or str(home / "store"), told.workers))
    except BuildFailed:
        return 1
    except Ended as error:
        print(f"scripts/serve: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _refuse_ports(base: int, parser: OneLineParser) -> None:
    if not 1 <= base <= _LAST_BASE:
        parser.error(f"--port {base} is no port; name one from 1 to {_LAST_BASE}")
    for port in range(base, base + 3):
        if busy(port):
            parser.error(f"port {port} is busy; end what uses it, or name three free ports by their first: --port N")


def _refuse_workers(workers: int, store: str, parser: OneLineParser) -> None:
    if workers < 1:
        parser.error(f"--workers {workers} serves nobody; there must be at least one")
    if workers > 1 and "://" not in store:
        parser.error(f"--workers {workers} needs a store that processes can share: --store postgresql://…")


def _claim(home: Path, parser: OneLineParser) -> TextIO:
    """Hold a shop's state; it belongs to one run at a time."""
    home.mkdir(parents=True, exist_ok=True)
    lock = (home / ".serve.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        parser.error(f"{home.name} is being served already, and {home} belongs to that run; end it first")
    return lock


def _run(shop: Path, home: Path, at: Addresses, keeping: Keeping) -> None:
    urls = {"HOJREH_SITE_URL": at.pages, "HOJREH_CHECKOUT_URL": at.checkout}
    if not is_fresh(home, shop, urls):
        _build(shop, urls)
        note_fresh(home, shop, urls)
    password = kept_password(home)
    environment = {**os.environ, **urls, **_settings(home, at, password), "HOJREH_STORE": keeping.store}
    (home / "logs").mkdir(exist_ok=True)
    children: list[Child] = []
    try:
        for task in _tasks(home, at, keeping.workers):
            log = home / "logs" / f"{task.module}.log"
            children.append(start(task, cwd=ROOT, log=log, environment=environment))
        _tell(at, password)
        wait_for_answers(children)
        print(f"Ready: {at.pages}/", flush=True)
        watch(children)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave one of them running
        stop(children)


def _build(shop: Path, urls: Mapping[str, str]) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "scripts.lib.build", str(shop)],
        env={**os.environ, **urls},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    if built.returncode != 0:
        sys.stderr.write(built.stderr)
        raise BuildFailed


def _settings(home: Path, at: Addresses, password: str) -> Mapping[str, str]:
    """Return what the checkout is told by its environment."""
    no_proxy = [name for name in (os.environ.get("no_proxy"), os.environ.get("NO_PROXY"), "127.0.0.1") if name]
    return {
        "HOJREH_SECRET": kept_secret(home),
        "HOJREH_STAFF": f"{STAFF}={kept_hash(home, password)}",
        "HOJREH_RELEASES": str(home / "releases"),
        "HOJREH_ZARINPAL_URL": at.sandbox,
        "HOJREH_ZARINPAL_MERCHANT": MERCHANT,
        "HOJREH_ZIBAL_URL": at.sandbox,
        "HOJREH_ZIBAL_MERCHANT": "zibal",
        "HOJREH_SEP_URL": at.sandbox,
        "HOJREH_SEP_TERMINAL": TERMINAL,
        "HOJREH_INBOX_URL": at.sandbox,
        "NO_PROXY": ",".join(no_proxy),
        "no_proxy": ",".join(no_proxy),
    }


def _tasks(home: Path, at: Addresses, workers: int) -> Sequence[Task]:
    pages = ("--folder", str(home / "pages"))
    several = ("--workers", str(workers)) if workers > 1 else ()
    return [
        Task(
            name="the sandbox bank",
            module="checkout.sandbox",
            arguments=("--state", str(home / "sandbox")),
            port=at.base + 2,
        ),
        Task(name="the checkout", module="checkout", arguments=several, port=at.base + 1, path="/health"),
        Task(name="the pages' host", module="checkout.sandbox.pages", arguments=pages, port=at.base),
    ]


def _tell(at: Addresses, password: str) -> None:
    print(f"Pages       {at.pages}/")
    print(f"Checkout    {at.checkout}/")
    print(f"Bank        {at.sandbox}/")
    print(f"Staff desk  {at.checkout}/desk (name {STAFF}, password {password})")
    print(f"Messages    {at.sandbox}/inbox", flush=True)


if __name__ == "__main__":
    sys.exit(main())
