"""The preview as a whole: what answers each path of it, from the folder as it stands and from the theme."""

from __future__ import annotations

import mimetypes
import re
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.desk.desk import Desk
from catalog.desk.render import Views, mark_of
from catalog.host_files import page_headers
from catalog.icons import write_icons
from catalog.machine_files import machine_files
from catalog.marks import Marks, marks_of
from catalog.search_listing import listing_of
from catalog.templates import environment
from catalog.whole_site import Look
from shop.search.listing import encode_listing
from shop.terms import Shop

OWN = "/.write/"
LISTING_URL = "/search/now.json"
_STATIC = Path(__file__).parent / "static"
_PICTURE = re.compile(r"/images/[a-z0-9-]+-([0-9]+)\.([0-9a-f]{12})\.(avif|jpg|webp)")
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers."""

    status: int
    kind: str
    body: bytes


class Studio:
    """Answers every path of the preview; readings and renderings come one after the other."""

    def __init__(self, desk: Desk, output: Path) -> None:
        self._desk = desk
        self._output = output
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._look: tuple[Marks, Shop, Look] | None = None
        self._views = self._looked()

    @property
    def theme(self) -> Path:
        """The theme's folder, of which changes show too."""
        return self._desk.workshop.theme

    def refresh(self, saved: Collection[Path] = ()) -> None:
        """Read what has changed, and wake all who wait for it; ``saved`` are the files that one was told of."""
        with self._changed:
            before = self._desk.state
            if not (saved and self._desk.take(saved)):
                self._desk.refresh()
            if self._desk.state is not before or (self._look and self._look[0] != self._theme_now()):
                self._views = self._looked()
                self._changed.notify_all()

    def wait_for_change(self, url: str, at: str, seconds: float) -> str:
        """Wait until a page shows something else than ``at``; return its new name, '' when the time is over."""
        with self._changed:
            if (now := self._mark(url)) == at:
                self._changed.wait(seconds)
                now = self._mark(url)
            return now if now != at else ""

    def answer(self, path: str) -> Answer:
        """Return what stands at a path."""
        if path.startswith(OWN) and not path.endswith(".html"):
            return self._file(_STATIC / path.removeprefix(OWN), _STATIC)
        if found := _PICTURE.fullmatch(path):
            cache = self._desk.workshop.pictures
            return self._file(cache / found[2] / f"{found[1]}.{found[3]}", cache)
        if path.startswith(("/theme/", "/js/")) or path == "/favicon.ico":
            return self._file(self._output / path.removeprefix("/"), self._output)
        with self._lock:
            if machine := self._machine(path):
                return machine
            status, html = self._views.html("/" if path == "/index.html" else path)
            return Answer(status, _HTML, html.encode())

    def headers(self) -> Mapping[str, str]:
        """Return the headers that the pages will be sent with: what they would refuse is refused here too."""
        shop = self._desk.state.good.shop
        return page_headers(shop.site_url, shop.checkout_url) if shop else {}

    def _mark(self, url: str) -> str:
        return mark_of(self._views.html(url)[1])

    def _theme_now(self) -> Marks:
        return marks_of(self.theme)

    def _looked(self) -> Views:
        """Return the pages of the folder as it stands."""
        state, templates = self._desk.state, environment(self._desk.workshop)
        site = state.good.site
        if site is None:
            return Views(state, self._desk.folder, templates, None)
        writer = self._look_of(site.shop).writer(site, templates, self._output)
        return Views(state, self._desk.folder, templates, writer)

    def _look_of(self, shop: Shop) -> Look:
        """Return the look of a shop, its files written anew where the theme or the shop is not as it was."""
        theme, workshop = self._theme_now(), self._desk.workshop
        if self._look and self._look[:2] == (theme, shop):
            return self._look[2]
        look = Look(shop, workshop.theme, LISTING_URL)
        look.files.write(self._output / "theme")
        look.scripts.write(self._output / "js")
        write_icons(look.files.mark, shop.look.paper, workshop.cache / "icons", self._output)
        self._look = theme, shop, look
        return look

    def _machine(self, path: str) -> Answer | None:
        """Return a file for machines, made when somebody asks for it."""
        site = self._desk.state.good.site
        if site is None:
            return None
        if path == LISTING_URL:
            return Answer(200, "application/json", encode_listing(listing_of(site)))
        if not path.endswith((".xml", ".txt", ".json", ".webmanifest")):
            return None
        text = machine_files(site, self._look_of(site.shop).files.icon_url).get(path[1:])
        return Answer(200, _kind(path), text.encode()) if text is not None else None

    def _file(self, file: Path, within: Path) -> Answer:
        try:
            inside = file.resolve().is_relative_to(within.resolve())
            body = file.read_bytes() if inside and file.is_file() else None
        except (OSError, ValueError):  # no file can have such a path
            body = None
        return Answer(404, "text/plain; charset=utf-8", b"") if body is None else Answer(200, _kind(file.name), body)


def _kind(name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return (
        f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")) else kind
    )
