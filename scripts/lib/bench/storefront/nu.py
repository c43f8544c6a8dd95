"""The Nu HTML checker on every static page and on every kind of page of the checkout, as the wire carries them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Response

from scripts.lib.bench.figures import Figure, at_most
from scripts.lib.bench.report import Section
from scripts.lib.bench.storefront.tools import tools
from scripts.lib.bench.storefront.visit import Visit

_NOTES = (
    """Errors, warnings and notes all count. The checker does not miss `dir`, so that is looked for on its own: every page says
`<html lang=fa dir=rtl>`.""",
)
_PERSIAN = re.compile(r"<!doctype html>\s*<html lang=\"?fa\"? dir=\"?rtl\"?[\s>]", re.IGNORECASE)


@dataclass
class Nu:
    """What the checker said of how many pages, and which of them are not said to be Persian."""

    found: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    pages: int = 0

    def look(self, visit: Visit) -> None:
        """Check a shop's pages."""
        place = visit.shop.home / "told"
        place.mkdir()
        for kind, html in _told(visit):
            (place / f"{kind}.html").write_text(html, encoding="utf-8")
        files = [*sorted(visit.pages.rglob("*.html")), *sorted(place.glob("*.html"))]
        self.pages += len(files)
        self.unsaid += [f"{visit.name}: {file.name}" for file in files if not _PERSIAN.match(file.read_text("utf-8"))]
        self.found += [f"{visit.name}: {line}" for line in checked([visit.pages, place])]

    def section(self) -> Section:
        """Tell how many were found; they are printed in full."""
        print(*self.found, *self.unsaid, sep="\n")
        figures = [
            Figure("findings of the Nu HTML checker", len(self.found), "", at_most(0), f"{self.pages} pages"),
            Figure("pages that do not say they are Persian", len(self.unsaid), "", at_most(0)),
        ]
        return Section("html", "The Nu HTML checker", _NOTES, figures)


def _told(visit: Visit) -> Iterator[tuple[str, str]]:
    """Return the checkout's pages as they came: what a browser makes of them is well-formed in any case."""
    for kind in visit.gallery.addresses:
        if visit.is_static(kind):
            continue
        page, came = visit.gallery.who_sees(kind), list[Response]()

        def note(response: Response, came: list[Response] = came) -> None:
            if response.request.resource_type == "document":
                came.append(response)

        page.on("response", note)
        visit.gallery.opens(kind)
        page.remove_listener("response", note)
        yield kind, came[-1].text()


def checked(places: list[Path]) -> Iterator[str]:
    """Return what the checker says of all HTML files in folders."""
    command = ["java", "-Xss8m", "-jar", str(tools().checker), "--format", "json", "--stdout", "--skip-non-html"]
    done = subprocess.run([*command, *map(str, places)], stdout=subprocess.PIPE, text=True, check=False)
    for one in json.loads(done.stdout)["messages"]:
        kind = one.get("subType", one["type"])
        yield f"{Path(one.get('url', '')).name}:{one.get('lastLine', '')} {kind}: {one['message']} {one.get('extract', '')!r}"
