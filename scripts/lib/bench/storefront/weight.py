"""What a phone of 360 px loads for each kind of page, as it comes over the wire, packed, with an empty cache."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Request

from scripts.lib.bench.figures import Figure, at_most
from scripts.lib.bench.report import Section
from scripts.lib.bench.storefront.visit import PHONE, Visit

_NOTES = (
    """In Chromium on a phone of 360 by 780 px with two dots a pixel, so that a picture across it is the one of 720 px; nothing in its
cache. nginx packs by gzip, as the build tells it to; brotli, which most CDNs have, takes less. Each figure is the worst page of that sort in
all shops. Pictures further down load as they come near, and count where Chromium found them near enough; small pictures of what
is in a cart are not counted as requests. The largest page of the checkout is the one that offers all 1,300 towns by name.""",
)
_KB = 1024
_DOTS = 2
_HEIGHT = 780
_SORTS = {"product": "product", "withdrawn": "product", "category": "list", "home": "list", "policy": "policy"}
MOST_HTML = {"product": 15, "list": 25, "policy": 25, "checkout": 15}
MOST_REQUESTS = {"product": 12, "list": 25, "policy": 12, "checkout": 5}


@dataclass(frozen=True, slots=True)
class Load:
    """What one page made a browser load."""

    page: str
    sort: str
    kilobytes: Mapping[str, float]
    first_picture: float
    requests: int
    foreign: int


def load_of(visit: Visit, kind: str) -> Load:
    """Open a page as a phone does that was never here, but may see what the walk left behind."""
    state = visit.gallery.opens(kind).context.storage_state()
    phone = visit.browser.new_context(
        viewport={"width": PHONE, "height": _HEIGHT},
        device_scale_factor=_DOTS,
        is_mobile=True,
        has_touch=True,
        storage_state=state,
    )
    page, asked = phone.new_page(), list[Request]()

    def note(request: Request) -> None:  # playwright wants a function of its own, no method of a list
        asked.append(request)

    page.on("requestfinished", note)
    page.goto(visit.gallery.addresses[kind], wait_until="networkidle")
    load = _load(visit, kind, asked)
    phone.close()
    return load


def _load(visit: Visit, kind: str, asked: list[Request]) -> Load:
    sizes, first = dict.fromkeys(("document", "stylesheet", "script", "font"), 0.0), 0.0
    for request in asked:
        size = request.sizes()["responseBodySize"] / _KB
        if request.resource_type in sizes:
            sizes[request.resource_type] += size
        if request.resource_type == "image" and "/images/" in request.url:
            first = first or size
    ours = {urlsplit(url).netloc for url in (visit.shop.at.pages, visit.shop.at.checkout)}
    foreign = {urlsplit(request.url).netloc for request in asked} - ours
    sort = _SORTS.get(kind.partition("-")[0], "policy") if visit.is_static(kind) else "checkout"
    told = [request for request in asked if sort != "checkout" or request.resource_type != "image"]
    return Load(f"{visit.name}, {kind}", sort, sizes, first, len(told), len(foreign))


@dataclass
class Weight:
    """The figures of all pages that were loaded."""

    loads: list[Load] = field(default_factory=list)

    def look(self, visit: Visit) -> None:
        """Load every kind of page of a shop, but those that lead on by themselves, and the desk's: that is no phone's."""
        left_out = ("desk", "delivery-mistakes", "moved", "going")
        self.loads += [load_of(visit, kind) for kind in visit.gallery.addresses if not kind.startswith(left_out)]

    def section(self) -> Section:
        """Return the worst of each sort."""
        figures = [*self._html(), *self._parts(), *self._requests()]
        return Section("weight", "What pages weigh on a phone", _NOTES, figures)

    def _html(self) -> Iterator[Figure]:
        for sort, most in MOST_HTML.items():
            worst = max(self._of(sort), key=lambda load: load.kilobytes["document"])
            yield Figure(f"HTML, {sort}", worst.kilobytes["document"], "KB", at_most(most), worst.page)

    def _parts(self) -> Iterator[Figure]:
        for what, part, most in (("CSS", "stylesheet", 12), ("JavaScript", "script", 10), ("font", "font", 50)):
            worst = max(self.loads, key=lambda load: load.kilobytes[part])
            yield Figure(f"{what}, any page", worst.kilobytes[part], "KB", at_most(most), worst.page)
        worst = max(self.loads, key=lambda load: load.first_picture)
        yield Figure("first picture, any page", worst.first_picture, "KB", at_most(60), worst.page)

    def _requests(self) -> Iterator[Figure]:
        for sort, most in MOST_REQUESTS.items():
            worst = max(self._of(sort), key=lambda load: load.requests)
            yield Figure(f"requests, {sort}", worst.requests, "", at_most(most), worst.page)
        foreign = [load for load in self.loads if load.foreign]
        yield Figure("pages that ask a foreign host", len(foreign), "", at_most(0), f"of {len(self.loads)} pages")

    def _of(self, sort: str) -> list[Load]:
        return [load for load in self.loads if load.sort == sort]
