"""Lighthouse on a slow phone: home, category, product and policy of one shop."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from scripts.lib.bench.figures import Figure, Wanted, at_least, at_most
from scripts.lib.bench.report import Section
from scripts.lib.bench.storefront.tools import tools
from scripts.lib.bench.storefront.visit import Visit

Told = Mapping[str, Any]
"""What Lighthouse says of one run: ``categories`` with scores, and ``audits``."""


class NoFigures(Exception):
    """Lighthouse could not measure a page; what it said was printed."""


KINDS = ("home", "category", "product", "policy")
RUNS = 3
_TRIES = 4
_FULL = 100
_SCORES: Mapping[str, Wanted] = {
    "performance": at_least(95),
    "accessibility": at_least(_FULL),
    "best-practices": at_least(_FULL),
    "seo": at_least(_FULL),
}
_TIMES: Mapping[str, tuple[str, str, float, Wanted]] = {
    "largest-contentful-paint": ("LCP", "s", 1000, at_most(2.0)),
    "total-blocking-time": ("TBT", "ms", 1, at_most(50)),
    "cumulative-layout-shift": ("CLS", "", 1, at_most(0.02)),
}
_CHROME = "--headless --no-sandbox --disable-gpu --disable-background-networking --no-proxy-server"
_NOTES = (
    """Lighthouse's own phone: 150 ms there and back, 1.6 Mb/s, a processor four times slower than this machine's; medians of the
runs. It looks at contrast by an axe that reads joined letters. Pages come over HTTP/1.1 from nginx on this machine.""",
)


@dataclass
class Lighthouse:
    """What Lighthouse said of each page of the first shop, run by run."""

    runs: dict[str, list[Told]] = field(default_factory=dict)
    shop: str = ""

    def look(self, visit: Visit) -> None:
        """Run it on the first shop that is visited."""
        if self.shop:
            return
        self.shop = visit.name
        for _ in range(1 if visit.quick else RUNS):
            for kind in KINDS:
                self.runs.setdefault(kind, []).append(_run(visit.gallery.addresses[kind]))

    def section(self) -> Section:
        """Return the medians; what cost a point is printed."""
        for kind, runs in self.runs.items():
            print(*_lost(kind, runs[-1]), sep="\n")
        figures = [figure for kind, runs in self.runs.items() for figure in _figures(kind, runs)]
        return Section("lighthouse", f"Lighthouse, {self.shop}", _NOTES, figures)


def _run(address: str) -> Told:
    """Run it once; where it could not read what the browser recorded, it asks to be run again, and is.

    Raises:
        NoFigures: it never could.
    """
    command = [str(tools().node), str(tools().lighthouse), address, "--quiet", "--output=json"]
    command += [f"--chrome-flags={_CHROME}", f"--only-categories={','.join(_SCORES)}", "--no-enable-error-reporting"]
    environment = {**os.environ, "CHROME_PATH": str(shutil.which("chromium-headless-shell"))}
    for _ in range(_TRIES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            told: Told = json.loads(done.stdout)
            return told
    sys.stderr.write(done.stderr)
    raise NoFigures(address)


def _figures(kind: str, runs: list[Told]) -> Iterator[Figure]:
    for name, wanted in _SCORES.items():
        scores = [_FULL * run["categories"][name]["score"] for run in runs]
        yield Figure(f"{kind}: {name}", median(scores), "", wanted, _range(scores))
    for audit, (name, unit, per, wanted) in _TIMES.items():
        values = [run["audits"][audit]["numericValue"] / per for run in runs]
        yield Figure(f"{kind}: {name}", median(values), unit, wanted, _range(values))


def _range(values: list[float]) -> str:
    low, high = min(values), max(values)
    return f"{low:.3g} to {high:.3g}" if low != high else ""


def _lost(kind: str, run: Told) -> Iterator[str]:
    """Return what Lighthouse holds against a page."""
    for category in run["categories"].values():
        for part in category["auditRefs"]:
            audit = run["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{kind}: {part['id']} {audit['score']}: {audit.get('displayValue', '')}"
