"""``scripts/bench pages [SHOP…|ROW…] [--quick] [--shots FOLDER]``: measure the pages of shops, or take pictures of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.lib.bench.report import measured_on, put_in, table
from scripts.lib.bench.storefront.rows import ROWS, shots, storefront
from scripts.lib.shops import ROOT, OneLineParser, known_shops

ABOUT = f"""
Build shops, run them, walk through them with a browser, and tell what their pages weigh on a phone, and what Lighthouse, axe,
the Nu HTML checker and Mozilla's scanner say of them; all of these are installed by npm, once. Findings are printed in full.
What was measured of all shops is written to docs/speed.md; not with --quick, which looks at one width and runs Lighthouse once.
Rows: {", ".join(ROWS)}. Exit status 0 when every figure is met, 1 when one is not.
"""
PAGE = ROOT / "docs" / "speed.md"


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is named, or all rows on all shops."""
    parser, all_shops = OneLineParser(prog="scripts/bench pages", description=ABOUT), known_shops()
    parser.add_argument("named", metavar="SHOP|ROW", nargs="*", help="some shops, some rows (default: all)")
    parser.add_argument("--quick", action="store_true", help="a fast look, not written down")
    parser.add_argument(
        "--shots", metavar="FOLDER", type=Path, help="take pictures of every kind of page, and measure nothing"
    )
    told = parser.parse_intermixed_args(words)
    for name in told.named:
        if name not in {*all_shops, *ROWS}:
            parser.error(f"no row and no shop «{name}»; there are: {', '.join([*ROWS, *all_shops])}")
    shops = [name for name in all_shops if name in told.named] or all_shops
    if told.shots:
        shots(shops, told.shots.absolute(), quick=told.quick)
        return 0
    rows = [row for row in ROWS if row in told.named] or [*ROWS]
    return 0 if _measure(shops, rows, quick=told.quick) else 1


def _measure(shops: Sequence[str], rows: Sequence[str], *, quick: bool) -> bool:
    loads, kept = os.getloadavg(), True
    for section in storefront(shops, rows, quick=quick):
        about = measured_on(f"scripts/bench pages {section.name}", loads)
        print(f"\n{section.title}\n{about}\n", *table(section.figures), sep="\n", flush=True)
        kept = kept and all(figure.met is not False for figure in section.figures)
        if not quick and shops == known_shops():
            put_in(PAGE, "bench pages", section, about)
    return kept


if __name__ == "__main__":
    sys.exit(main())
