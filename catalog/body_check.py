"""Checking rendered texts: no scripts, and every link and picture leads somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from html import unescape
from urllib.parse import urlsplit

from catalog.bodies import Body
from catalog.body_tags import TagReader
from catalog.met import Address, Link, Met
from catalog.pictures import Gallery
from catalog.problems import Code, Problems, nearest
from catalog.source import KINDS, Source
from shop.text import ascii_digits

_SCHEMES = frozenset({"https", "http", "mailto", "tel", "sms"})
_OWN_COMPUTER = re.compile(r"localhost|.*\.local|0\.0\.0\.0|::1|(?:127|10|192\.168)(?:\.[0-9]+)+")
"""Hosts that no reader reaches."""
_OWN_FILES = frozenset({"/", "/index.html", "/feed.atom.xml"})


_MAY_HOLD_HTML = re.compile("[<{]")
"""Where a text has neither tags nor attributes of its own, all HTML is what Markdown wrote."""
_ADDRESS = re.compile(r' (href|src|srcset)="([^"]*)"')


class BodyCheck:
    """Gathers links from text after text, and checks them when all pages are known."""

    def __init__(self, gallery: Gallery, problems: Problems, site: str = "") -> None:
        self._site = site
        self._gallery = gallery
        self._problems = problems
        self.met = Met()

    def take(self, source: Source, url: str, body: Body) -> None:
        """Check one text for what no text may hold, and remember its links and anchors."""
        anchors = self.met.anchors.setdefault(url, set())
        for anchor, _ in body.clauses:
            if anchor in anchors:
                self._problems.add(Code.REPEATED_ANCHOR, source.last_line_of(f"#{anchor}"), value=anchor)
            anchors.add(anchor)
        for anchor in body.silent:
            self._problems.add(Code.CLAUSE_WITHOUT_TEXT, source.line_of(f"#{anchor}}}"))
        self.met.links += [
            Link(source, self._whole(address, url), picture) for address, picture in self._addresses(source, body)
        ]

    def _whole(self, address: str, url: str) -> str:
        """Return an address within the site as one counts it from there; ``url`` is that of the text's page."""
        if address.startswith("#"):
            return url + address
        is_own = self._site and f"{address}/".startswith(f"{self._site}/")
        return address.removeprefix(self._site) or "/" if is_own else address

    def take_kept(self, bodies: Mapping[str, Body]) -> None:
        """Remember the anchors of texts that were checked before, by their page."""
        for url, body in bodies.items():
            self.met.anchors.setdefault(url, set()).update(anchor for anchor, _ in body.clauses)

    def _addresses(self, source: Source, body: Body) -> list[Address]:
        """Return every address in a text, and whether it is a picture's; what no text may hold is noted."""
        if not _MAY_HOLD_HTML.search(source.body):
            return addresses_of_markdown(body.html)
        return TagReader(source, self._problems, addresses_in).read(body.html)

    def finish(self, pages: Mapping[str, str]) -> None:
        """Note every link that leads nowhere; ``pages`` names each file's page."""
        known = self._known(pages)
        unread = frozenset(path for kind in KINDS for path in self._problems.errors_below(kind) if path not in pages)
        for link in self.met.links:
            if _file_of(link) not in unread:
                self._check(link, pages, known)

    def lost(self, addresses: Iterable[Address], pages: Mapping[str, str]) -> frozenset[Address]:
        """Return which of some addresses within the site lead nowhere."""
        known = self._known(pages)
        return frozenset(one for one in addresses if not self._leads(one, known))

    def _leads(self, address: Address, known: frozenset[str]) -> bool:
        if address[1]:
            return address[0] in known
        parts = urlsplit(address[0])
        return parts.path in known and (not parts.fragment or parts.fragment in self.met.anchors.get(parts.path, ()))

    def _known(self, pages: Mapping[str, str]) -> frozenset[str]:
        return frozenset({*_OWN_FILES, *pages.values(), *self._gallery.urls()})

    def check_alone(self) -> None:
        """Note every link that is wrong wherever it leads: what there is to lead to is not known yet."""
        for link in self.met.links:
            self._is_within(link)

    def _is_within(self, link: Link) -> bool:
        """Does a link lead to a place of this site? What is wrong with one that leads elsewhere is noted."""
        try:
            parts = urlsplit(link.address)
        except ValueError:
            self._problems.add(Code.FORBIDDEN_ADDRESS, link.spot, value=link.address)
            return False
        if not (parts.scheme or parts.netloc):
            return True
        if link.is_picture:
            self._problems.add(Code.FOREIGN_PICTURE, link.spot, value=link.address)
        elif parts.scheme not in _SCHEMES or _OWN_COMPUTER.fullmatch(parts.hostname or ""):
            scheme = nearest(parts.scheme, _SCHEMES)
            meant = f"{scheme}{link.address[len(parts.scheme) :]}" if scheme and scheme != parts.scheme else ""
            self._problems.add(Code.FORBIDDEN_ADDRESS, link.spot, value=link.address, meant=meant)
        return False

    def _check(self, link: Link, pages: Mapping[str, str], known: frozenset[str]) -> None:
        if not self._is_within(link):
            return
        parts = urlsplit(link.address)
        if link.is_picture:
            self._check_picture(link, known)
        elif parts.path not in known:
            folder = posixpath.dirname(link.source.path)
            files = (posixpath.relpath(file, folder) for file in pages)
            near = nearest(parts.path, files if parts.path.endswith(".md") else pages.values())
            meant = _with_scheme(link.address) or near
            self._problems.add(Code.BROKEN_LINK, link.spot, value=link.address, meant=meant)
        elif parts.fragment and parts.fragment not in self.met.anchors.get(parts.path, ()):
            meant = nearest(parts.fragment, self.met.anchors.get(parts.path, ()))
            at = link.source.line_of(f"#{parts.fragment}")
            self._problems.add(Code.BROKEN_LINK, at, value=link.address, meant=meant and f"#{meant}")

    def _check_picture(self, link: Link, known: frozenset[str]) -> None:
        if link.address in known:
            return
        spot, name = link.spot, link.address.rpartition("/")[2]
        if name not in self._gallery.names:
            meant = nearest(name, self._gallery.names)
            self._problems.add(Code.MISSING_PICTURE, spot, value=name, meant=meant)
        elif refused := self._gallery.prepare([name]):
            self._problems.add(refused[name], spot, value=name)
        else:
            self._problems.add(Code.FORBIDDEN_TAG, spot, value="img")


def _with_scheme(address: str) -> str:
    """Return a site, a mailbox or a phone number as a link names it, '' for anything else."""
    if address.startswith("www."):
        return f"https://{address}"
    if re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", address):
        return f"mailto:{address}"
    number = ascii_digits(re.sub(r"[\s()-]", "", address))
    return f"tel:{number}" if re.fullmatch(r"\+?[0-9]{8,13}", number) else ""


def _file_of(link: Link) -> str:
    """Return the file that an address names, from the owner's folder; nothing else has a name like it."""
    path = link.address.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(link.source.path), path))


def addresses_of_markdown(html: str) -> list[tuple[str, bool]]:
    """Return the addresses in HTML that Markdown alone wrote, and whether each is a picture's; quicker than a parser."""
    found: list[tuple[str, bool]] = []
    for name, value in _ADDRESS.findall(html):
        found += addresses_in(name, unescape(value))
    return found


def addresses_in(name: str, value: str) -> list[tuple[str, bool]]:
    """Return the addresses in one attribute of a tag, and whether each is a picture's."""
    if name == "srcset":
        return [(size.split()[0], True) for size in value.split(",") if size.strip()]
    return [(value, name == "src")] if name in {"href", "src"} else []
