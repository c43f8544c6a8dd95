"""Built pages of a shop behind a plain server, for what needs a browser and no checkout."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.catalog.builders import ROOT, build
from tests.journeys.letters import wait_for_letters
from tests.journeys.running_shop import PATIENCE_MS


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A shop's pages: their folder, and the address under which they are served."""

    name: str
    folder: Path
    address: str

    def shows(self, page: Page, path: str) -> None:
        """Open a page, and wait for its letters."""
        page.goto(f"{self.address}{path}")
        wait_for_letters(page)

    def products(self, words: str) -> list[str]:
        """Return the path of every product page that holds some words."""
        pages = sorted((self.folder / "products").glob("*.html"))
        return [f"/products/{page.name}" for page in pages if words in page.read_text(encoding="utf-8")]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base names it
        """Say nothing."""


@contextmanager
def built_site(name: str, place: Path) -> Iterator[BuiltSite]:
    """Build the pages of one of the five shops, and serve them."""
    build(ROOT / "content" / name, place)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(place)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield BuiltSite(name, place, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def a_reader(browser: Browser, *, width: int, height: int, javascript: bool = False) -> Iterator[Page]:
    """Open a browser that asks nothing of any other host: the checkout does not run."""
    person: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=javascript, locale="fa-IR"
    )
    person.set_default_timeout(PATIENCE_MS)
    person.route(lambda url: not url.startswith("http://127.0.0.1:"), lambda route: route.abort())
    try:
        yield person.new_page()
    finally:
        person.close()
