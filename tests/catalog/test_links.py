"""Every address in the built shop leads somewhere: pages, pictures, styles, anchors, and the clauses of the terms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from catalog.addresses import clause_url
from catalog.pages import UNLISTED
from catalog.toml_lines import leaves
from shop.release import Release, encode
from tests.catalog.builders import BAQIYAT, build, release_in

ADDRESSES = ("href", "src", "action", "poster")
REACHABLE = {"mailto", "tel"}


class PageReader(HTMLParser):
    """Gathers the addresses and anchors of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ADDRESSES:
                self.addresses.append(value or "")
            elif name == "srcset":
                self.addresses += [size.split()[0] for size in (value or "").split(",")]


class Built:
    """A built site, read back as a browser would."""

    def __init__(self, output: Path, release: Release) -> None:
        self.output = output
        self.release = release
        self.pages = {f"/{file.relative_to(output).as_posix()}": file for file in output.rglob("*.html")}
        self.read = {url: PageReader(file.read_text(encoding="utf-8")) for url, file in self.pages.items()}

    def own(self, base: str, address: str) -> str | None:
        """Return the path, with its anchor, of an address on this site, else nothing."""
        whole = urlsplit(urljoin(self.release.shop.site_url + base, address))
        if f"{whole.scheme}://{whole.netloc}" != self.release.shop.site_url:
            return None
        path = unquote(whole.path) or "/"
        path = "/index.html" if path == "/" else path
        return f"{path}#{whole.fragment}" if whole.fragment else path

    def leads_nowhere(self, own: str) -> bool:
        """Is there no such file, or no such anchor on it?"""
        path, _, anchor = own.partition("#")
        if not (self.output / path.lstrip("/")).is_file():
            return True
        return bool(anchor) and anchor not in self.read[path].ids

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield every address with the page it is on."""
        for url, reader in self.read.items():
            yield from ((url, address) for address in reader.addresses)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    output = tmp_path_factory.mktemp("baqiyat") / "out"
    build(BAQIYAT, output)
    return Built(output, release_in(output.with_name("out.release")))


def test_every_address_on_the_site_leads_somewhere(built: Built) -> None:
    own = {(page, path) for page, address in built.addresses() if (path := built.own(page, address))}

    assert [found for found in sorted(own) if built.leads_nowhere(found[1])] == []
    assert len({path for _, path in own if "#" in path}) > 40
    assert len({path for _, path in own if path.startswith("/images/")}) > 120


def test_no_page_leads_to_a_stranger(built: Built) -> None:
    away = {address for page, address in built.addresses() if built.own(page, address) is None}

    assert {address for address in away if urlsplit(address).scheme not in REACHABLE} == {
        address for address in away if address.startswith(f"{built.release.shop.checkout_url}/")
    }


def test_no_page_has_an_anchor_twice(built: Built) -> None:
    assert {url: sorted(page.ids) for url, page in built.read.items() if len(set(page.ids)) != len(page.ids)} == {}


def test_every_page_can_be_reached_from_the_home_page(built: Built) -> None:
    seen: set[str] = set()
    ahead = ["/index.html"]
    while ahead:
        page = ahead.pop()
        seen.add(page)
        paths = {str(built.own(page, address)).partition("#")[0] for address in built.read[page].addresses}
        ahead += [path for path in paths if path in built.pages and path not in seen]

    assert set(built.pages) - seen == UNLISTED


def test_every_clause_of_the_terms_is_a_heading_with_words(built: Built) -> None:
    document = json.loads(encode(built.release))["shop"]
    clauses = {str(value) for key, value in leaves(document) if key[-1] in {"clause", "freight_clause"} and value}

    assert [clause for clause in sorted(clauses) if built.leads_nowhere(clause_url(clause))] == []
    for clause in clauses:
        page, _, anchor = clause.partition("#")
        assert built.release.policies[page].anchors[anchor]
    assert len(clauses) > 10


def test_pictures_of_the_release_and_fonts_of_the_style_are_there(built: Built) -> None:
    assert [offer.sku for offer in built.release.offers.values() if built.leads_nowhere(offer.picture)] == []
    for sheet in (built.output / "theme").glob("*.css"):
        named = re.findall(r'url\("?([^")]+)"?\)', sheet.read_text(encoding="utf-8"))
        assert named
        assert [name for name in named if not (sheet.parent / name).is_file()] == []


def test_the_site_map_and_the_feed_name_pages_that_are_there(built: Built) -> None:
    main = [page for page in built.pages if not page.startswith("/categories/") or page.count("/") == 2]
    for name, count in (("sitemap.xml", len(main) - len(UNLISTED)), ("feed.atom.xml", 30)):
        text = (built.output / name).read_text(encoding="utf-8")
        named = set(re.findall(r"(?:<loc>|<link [^>]*?href=\")([^<\"]+\.html|[^<\"]+/)(?=[<\"])", text))
        assert [address for address in named if built.leads_nowhere(str(built.own("/", address)))] == []
        assert len(named) >= count
