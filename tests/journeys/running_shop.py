"""A shop that runs for the journeys: its three real processes, each of which may be killed and started again."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from scripts.lib.keepsakes import kept_hash, kept_password, kept_secret
from scripts.lib.processes import Child, Task, start, stop, wait_for_answers
from scripts.lib.serve import MERCHANT, STAFF, TERMINAL, Addresses
from tests.scripts.conftest import free_base

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"

Part = Literal["bank", "checkout", "pages"]
T = TypeVar("T")

_CODE = re.compile(r"#(\d{6})")
_SOON_SECONDS = 60
"""More than any of it takes on a busy machine: who waits less fails for no fault of the shop's."""
PATIENCE_MS = _SOON_SECONDS * 1000


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as the sandbox inbox shows it."""

    id: str
    channel: str
    subject: str
    body: str


def eventually(look: Callable[[], T | None], within_seconds: float = _SOON_SECONDS) -> T:
    """Look until there is something to see; fail when it takes too long."""
    until = time.monotonic() + within_seconds
    while not (seen := look()):
        assert time.monotonic() < until, f"not within {within_seconds} s"
        time.sleep(0.05)
    return seen


class RunningShop:
    """A shop from a copy of its owner's folder, on free ports, with its state in a folder of its own.

    Its orders are in a database, for several processes of the checkout, where one is named.
    """

    def __init__(self, folder: Path, name: str = "baqiyat", *, database: str = "") -> None:
        self.content = folder / "owner" / name
        shutil.copytree(CONTENT / name, self.content)
        self.home = folder / "var" / name
        self.at = Addresses(free_base())
        self._store = database or str(self.home / "store")
        self._workers = 4 if database else 1
        self.password = kept_password_in(self.home)
        self._environment = {**os.environ, **self._settings(), "HOJREH_VAR": str(self.home.parent)}
        self._children: dict[Part, Child] = {}
        self._read: set[str] = set()

    def build(self) -> bool:
        """Build pages and release as the owner would; say whether the content was sound."""
        built = subprocess.run(
            [sys.executable, "-m", "scripts.lib.build", str(self.content)],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return built.returncode == 0

    def writes(self, file: str, old: str, new: str) -> None:
        """Change words in one of the owner's files, as its owner would; it is not published yet."""
        place = self.content / file
        text = place.read_text(encoding="utf-8")
        assert old in text
        place.write_text(text.replace(old, new), encoding="utf-8")

    def publish(self) -> None:
        """Build sound content, and wait until the checkout has taken up its release by itself."""
        taken = self._takings()
        assert self.build()
        eventually(lambda: self._takings() >= taken + self._workers)

    def start(self, *parts: Part) -> None:
        """Start some of the processes, or all, and wait until they answer."""
        tasks, taken = self._tasks(), self._takings()
        for part in parts or tasks:
            log = self.home / f"{part}.log"
            self._children[part] = start(tasks[part], cwd=ROOT, log=log, environment=self._environment)
        wait_for_answers(list(self._children.values()))
        if "checkout" in (parts or tasks):
            eventually(lambda: self._takings() >= taken + self._workers)

    def kill(self, part: Part) -> None:
        """Kill a process as a power cut would: it gets no chance to say goodbye."""
        child = self._children.pop(part)
        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def runs(self, part: Part) -> bool:
        """Say whether a process runs."""
        return part in self._children

    def stop(self) -> None:
        """End what runs."""
        stop(list(self._children.values()))

    def log(self, part: Part) -> str:
        """Return what a process has written to its log."""
        return (self.home / f"{part}.log").read_text(encoding="utf-8")

    def _takings(self) -> int:
        """Count how often a process of the checkout has taken up a release."""
        log = self.home / "checkout.log"
        return log.read_text(encoding="utf-8").count("serving release") if log.exists() else 0

    def release_named(self) -> str:
        """Return the id of the release that is to be served."""
        return (self.home / "releases" / "current").read_text(encoding="ascii").strip()

    def letters(self, to: str) -> list[Letter]:
        """Return the messages to a number or an address, oldest first."""
        asking = http.client.HTTPConnection("127.0.0.1", self.at.base + 2, timeout=_SOON_SECONDS)
        try:
            asking.request("GET", f"/inbox.json?to={to}")
            found = json.loads(asking.getresponse().read())["messages"]
        finally:
            asking.close()
        return [Letter(one["id"], one["channel"], one["subject"], one["body"]) for one in reversed(found)]

    def next_code(self, mobile: str) -> str:
        """Wait for the next one-time code to a number, and read it."""

        def look() -> str | None:
            for letter in self.letters(mobile):
                code = _CODE.search(letter.body)
                if code and letter.id not in self._read:
                    self._read.add(letter.id)
                    return code[1]
            return None

        return eventually(look)

    def letter_with(self, words: str, *, to: str, within_seconds: float = _SOON_SECONDS) -> Letter:
        """Wait for a message to somebody that says these words."""
        return eventually(
            lambda: next((letter for letter in self.letters(to) if words in letter.body), None), within_seconds
        )

    def _tasks(self) -> Mapping[Part, Task]:
        pages = ("--folder", str(self.home / "pages"))
        bank = ("--state", str(self.home / "sandbox"))
        base, several = self.at.base, ("--workers", str(self._workers))
        return {
            "bank": Task(name="the bank", module="checkout.sandbox", arguments=bank, port=base + 2),
            "checkout": Task(name="the checkout", module="checkout", arguments=several, port=base + 1, path="/health"),
            "pages": Task(name="the pages", module="checkout.sandbox.pages", arguments=pages, port=base),
        }

    def _settings(self) -> Mapping[str, str]:
        return {
            "HOJREH_SITE_URL": self.at.pages,
            "HOJREH_CHECKOUT_URL": self.at.checkout,
            "HOJREH_SECRET": kept_secret(self.home),
            "HOJREH_STAFF": f"{STAFF}={kept_hash(self.home, self.password)}",
            "HOJREH_RELEASES": str(self.home / "releases"),
            "HOJREH_STORE": self._store,
            "HOJREH_ZARINPAL_URL": self.at.sandbox,
            "HOJREH_ZARINPAL_MERCHANT": MERCHANT,
            "HOJREH_ZIBAL_URL": self.at.sandbox,
            "HOJREH_ZIBAL_MERCHANT": "zibal",
            "HOJREH_SEP_URL": self.at.sandbox,
            "HOJREH_SEP_TERMINAL": TERMINAL,
            "HOJREH_INBOX_URL": self.at.sandbox,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }


@contextmanager
def running(shop: RunningShop) -> Iterator[RunningShop]:
    """Build a shop and run all of it; end it afterwards."""
    assert shop.build()
    try:
        shop.start()
        yield shop
    finally:
        shop.stop()


def kept_password_in(home: Path) -> str:
    """Return the staff's password of a shop whose folder may not stand yet."""
    home.mkdir(parents=True, exist_ok=True)
    return kept_password(home)
