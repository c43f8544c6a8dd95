"""``scripts/build SHOP [--output DIR]``: build a shop's pages and its release."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

from scripts.lib.ordered import ordered_in
from scripts.lib.shops import ROOT, OneLineParser, find_shop, home_of

ABOUT = """
Build a shop's pages and its release. Pages go to var/SHOP/pages and releases to var/SHOP/releases; with --output
to DIR and DIR.release. The last good pages stay until the new ones are whole; content with problems stops with all
of them and exit status 1, warnings stop nothing.
"""


def main() -> int:
    """Build one shop; return the exit status."""
    start = monotonic()
    gc.disable()  # it lives for seconds and makes no rings of garbage; to look for them takes a seventh of the time
    from catalog.publish import NotOurs, publish  # noqa: PLC0415 - imports make garbage too, and an edit is mostly imports

    parser = OneLineParser(prog="scripts/build", description=ABOUT)
    parser.add_argument("shop", metavar="SHOP", help="a folder in content/, or a path")
    parser.add_argument("--output", metavar="DIR", type=Path, help="instead of var/SHOP/pages")
    told = parser.parse_args()

    shop = find_shop(told.shop, parser)
    pages = told.output.absolute() if told.output else home_of(shop) / "pages"
    releases = pages.with_name(f"{pages.name}.release") if told.output else home_of(shop) / "releases"
    try:
        publish(ROOT / "pelicanconf.py", shop, pages, releases, ordered_in(shop))
    except NotOurs:
        parser.error(f"{pages} holds something that no build wrote; name an empty or new folder")
    release = (releases / "current").read_text().strip()
    counts = f"{_pages(pages, 'products')} products, {_pages(pages, 'categories')} categories, {_pages(pages, 'policies')} policy pages"
    print(f"Built {shop.name} in {monotonic() - start:.1f} s: {counts}; {pages}, release {release[:12]}")
    return 0


def _pages(pages: Path, kind: str) -> int:
    with suppress(FileNotFoundError):
        return sum(name.endswith(".html") for name in os.listdir(pages / kind))  # noqa: PTH208 - of ten thousand
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # to take ten thousand products apart, one by one, would take longer than many an edit
