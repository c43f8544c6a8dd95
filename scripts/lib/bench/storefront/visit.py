"""Opening shops one after the other: built, running, walked through by people with real browsers."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, expect, sync_playwright

from scripts.lib.bench.storefront.host import hosted
from scripts.lib.shops import ROOT
from tests.journeys.gallery import Gallery, gallery
from tests.journeys.running_shop import RunningShop

PHONE = 360
_PATIENCE_MS = 60_000
_SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-proxy-server"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One shop that runs, a browser, and the pages of all kinds; ``quick`` asks for a look."""

    name: str
    shop: RunningShop
    browser: Browser
    gallery: Gallery
    quick: bool

    @property
    def pages(self) -> Path:
        """Return the folder of the shop's static pages."""
        return self.shop.home / "pages"

    def is_static(self, kind: str) -> bool:
        """Say whether a kind of page comes from the build, not from the checkout."""
        return self.gallery.addresses[kind].startswith(self.shop.at.pages)


def visits(names: Sequence[str], *, quick: bool) -> Iterator[Visit]:
    """Open the shops that are named, each until the next is asked for."""
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        program = shutil.which("chromium-headless-shell")
        browser = playwright.chromium.launch(executable_path=program, args=_SWITCHES)
        for name in names:
            print(f"scripts/bench: walking through {name}", file=sys.stderr)
            with _open(name) as shop, gallery(shop, browser) as pages:
                yield Visit(name, shop, browser, pages, quick)
        browser.close()


@contextmanager
def _open(name: str) -> Iterator[RunningShop]:
    """Build a shop and run it, its pages on a real host.

    Raises:
        ValueError: its content has problems, which the build has printed.
    """
    with TemporaryDirectory(prefix="hojreh-pages-", dir=ROOT / ".cache") as folder:
        shop = RunningShop(Path(folder), name)
        if not shop.build():
            raise ValueError(f"{name} cannot be built; see scripts/check-content {name}")
        try:
            shop.start("bank", "checkout")
            with hosted(shop.home / "pages", shop.at.base):
                yield shop
        finally:
            shop.stop()
