"""Mozilla's scanner on the headers of pages and checkout as they go out under their real names, whatever the status."""

from __future__ import annotations

import http.client
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypedDict

from checkout.storage.memory import MemoryStore
from scripts.lib.bench.figures import Figure, Wanted, at_least
from scripts.lib.bench.report import Section
from scripts.lib.bench.storefront.host import DOWN, hosted
from scripts.lib.bench.storefront.tools import tools
from scripts.lib.bench.storefront.visit import Visit
from scripts.lib.processes import free_ports
from scripts.lib.shops import ROOT
from tests.checkout.web.browser import Browser
from tests.fakes import DownStore, World

PAGES, CHECKOUT = at_least(130), at_least(135)
_OWN = "https://pay.shop.example"
_SCAN = Path(__file__).with_name("observatory.mjs")
_NOTES = (
    """The scores of `@mdn/mdn-http-observatory` for answers that were taken here: of the pages from nginx with the `_nginx.conf` of a
build under the shop's own HTTPS address, of the checkout from the service as it is behind TLS. A+ begins at 100. The scanner is told
that HTTP leads to HTTPS, which is the host's part.""",
)


class Taken(TypedDict):
    """One answer as the scanner wants it."""

    url: str
    status: int
    headers: Mapping[str, str]
    html: str


@dataclass
class Headers:
    """The answers of all shops' pages, and those of the checkout."""

    pages: list[Taken] = field(default_factory=list)

    def look(self, visit: Visit) -> None:
        """Build a shop under its real name, and take three answers of its host."""
        output = visit.shop.home / "real" / "pages"
        output.parent.mkdir()
        told = {name: value for name, value in os.environ.items() if not name.startswith("HOJREH_")}
        command = [sys.executable, "-m", "scripts.lib.build", str(visit.shop.content), "--output", str(output)]
        subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True)
        port = free_ports(1)
        with hosted(output, port):
            self.pages += [_taken(visit.name, port, path) for path in ("/", "/nothing", DOWN)]

    def section(self) -> Section:
        """Return the least score of each status."""
        figures = [*_figures("pages", self.pages, PAGES), *_figures("checkout", [*_checkout()], CHECKOUT)]
        return Section("headers", "Headers, by Mozilla's scanner", _NOTES, figures)


def _taken(name: str, port: int, path: str) -> Taken:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    asking.request("GET", path)
    answer = asking.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    html = answer.read().decode()
    asking.close()
    return {"url": f"https://{name}.example{path}", "status": answer.status, "headers": headers, "html": html}


def _checkout() -> Iterator[Taken]:
    """Take answers of the service: a page that sets its cookie, one that is not there, and one while the store is down.

    The scanner keeps a cookie, as a browser does, so the first page's stands beside all three.
    """
    sound, down = _secure(MemoryStore()), _secure(DownStore())
    cookie = sound.get("/sign-in").headers["set-cookie"]
    logging.getLogger("hojreh").setLevel(logging.CRITICAL)  # that it is down is no news here
    for browser, path in ((sound, "/contact"), (sound, "/nothing"), (down, "/cart")):
        page = browser.get(path)
        headers = {**page.headers, "set-cookie": cookie}
        yield {"url": f"{_OWN}{path}", "status": page.status, "headers": headers, "html": page.text}


def _secure(store: MemoryStore | DownStore) -> Browser:
    world = World(MemoryStore(), checkout_url=_OWN)
    world.ports = replace(world.ports, store=store, site_url="https://shop.example")
    return Browser(world, secure=True)


def _figures(what: str, answers: list[Taken], wanted: Wanted) -> Iterator[Figure]:
    scores = scored(answers)
    for status in sorted({answer["status"] for answer in answers}):
        of_it = [score for answer, score in zip(answers, scores, strict=True) if answer["status"] == status]
        least = min(of_it, key=lambda score: score["score"])
        yield Figure(f"{what}, {status}", least["score"], "", wanted, f"{least['grade']}; {', '.join(least['why'])}")


class Score(TypedDict):
    """What the scanner makes of an answer, and for which reasons."""

    score: int
    grade: str
    why: list[str]


def scored(answers: list[Taken]) -> list[Score]:
    """Return the scanner's score of each answer."""
    command = [str(tools().node), str(_SCAN), str(tools().scanner)]
    done = subprocess.run(command, input=json.dumps(answers), stdout=subprocess.PIPE, text=True, check=True)
    scores: list[Score] = json.loads(done.stdout)
    return scores
