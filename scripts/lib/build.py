"""``scripts/build SHOP [--output DIR]``: build a shop's pages and its release."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from catalog.publish import NotOurs, publish
from scripts.lib.shops import ROOT, OneLineParser, find_shop, home_of

ABOUT = """
Build a shop's pages and its release. Pages go to var/SHOP/pages and releases to var/SHOP/releases; with --output
to DIR and DIR.release. The last good pages stay until the new ones are whole; content with problems stops with all
of them and exit status 1.
"""


def main() -> int:
    """Build one shop; return the exit status."""
    parser = OneLineParser(prog="scripts/build", description=ABOUT)
    parser.add_argument("shop", metavar="SHOP", help="a folder in content/, or a path")
    parser.add_argument("--output", metavar="DIR", type=Path, help="instead of var/SHOP/pages")
    told = parser.parse_args()

    shop = find_shop(told.shop, parser)
    pages = told.output.absolute() if told.output else home_of(shop) / "pages"
    releases = pages.with_name(f"{pages.name}.release") if told.output else home_of(shop) / "releases"
    try:
        with redirect_stdout(StringIO()):  # Pelican counts its articles, and a shop has none
            publish(ROOT / "pelicanconf.py", shop, pages, releases)
    except NotOurs:
        parser.error(f"{pages} holds something that no build wrote; name an empty or new folder")
    print(f"{pages}\n{releases / (releases / 'current').read_text().strip()}.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
