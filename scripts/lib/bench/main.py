"""``scripts/bench store|build``: measure the project on this machine, and write the figures to docs/speed.md."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence

from scripts.lib.bench.building.rows import building
from scripts.lib.bench.floor import floor
from scripts.lib.bench.history import history
from scripts.lib.bench.orders import orders
from scripts.lib.bench.pages import pages
from scripts.lib.bench.peer import peer
from scripts.lib.bench.report import Section, measured_on, put_in, table
from scripts.lib.bench.stage import ADAPTERS, Stage, stage
from scripts.lib.bench.workers import workers
from scripts.lib.shops import ROOT, OneLineParser

ABOUT = """
Measure what the store can do on this machine, on both adapters, or how long a large shop takes to build beside Hugo, and
write each group of figures to docs/speed.md beside the figure that was set for it. Nothing else should run meanwhile. --quick takes short rounds and writes nothing.
What pages weigh and what checkers say of them measures scripts/bench pages.
Exit status 0 when every figure is met, 1 when one is not.
"""
PAGE = ROOT / "docs" / "speed.md"

ROWS: Mapping[str, Callable[[Stage], Section]] = {
    "orders": orders,
    "floor": floor,
    "history": history,
    "pages": pages,
    "workers": workers,
    "peer": peer,
}


def main(words: Sequence[str] | None = None) -> int:
    """Measure the rows that are named, or all."""
    parser = OneLineParser(prog="scripts/bench", description=ABOUT)
    parser.add_argument("what", choices=["store", "build"], help="what to measure")
    parser.add_argument("rows", metavar="ROW", nargs="*", help=f"some of: {', '.join(ROWS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="a fast look")
    parser.add_argument("--adapter", choices=ADAPTERS, help="this one alone (writes nothing)")
    told = parser.parse_args(words)
    if told.what == "build":
        return 0 if _build(quick=told.quick) else 1
    unknown = [row for row in told.rows if row not in ROWS]
    if unknown:
        parser.error(f"no row «{unknown[0]}»; there are: {', '.join(ROWS)}")
    adapters, kept = [told.adapter] if told.adapter else ADAPTERS, True
    with stage(adapters, quick=told.quick) as place:
        for row in told.rows or ROWS:
            about = measured_on(f"scripts/bench store {row}", os.getloadavg())
            section = ROWS[row](place)
            print(f"\n{section.title}\n{about}\n", *table(section.figures), sep="\n", flush=True)
            kept = kept and all(figure.met is not False for figure in section.figures)
            if not told.quick and not told.adapter:
                put_in(PAGE, "bench store", section, about)
    return 0 if kept else 1


def _build(*, quick: bool) -> bool:
    about = measured_on("scripts/bench build", os.getloadavg())
    section = building(quick=quick)
    print(f"\n{section.title}\n{about}\n", *table(section.figures), sep="\n", flush=True)
    if not quick:
        put_in(PAGE, "bench build", section, about)
    return all(figure.met is not False for figure in section.figures)


if __name__ == "__main__":
    sys.exit(main())
