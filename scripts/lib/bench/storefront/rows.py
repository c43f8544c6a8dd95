"""``scripts/bench pages``: what is measured of the pages that shoppers and staff see, in all shops."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from scripts.lib.bench.report import Section
from scripts.lib.bench.storefront.axe import Axe
from scripts.lib.bench.storefront.headers import Headers
from scripts.lib.bench.storefront.lighthouse import Lighthouse
from scripts.lib.bench.storefront.nu import Nu
from scripts.lib.bench.storefront.shots import take
from scripts.lib.bench.storefront.tools import tools
from scripts.lib.bench.storefront.visit import Visit, visits
from scripts.lib.bench.storefront.weight import Weight


class Row(Protocol):
    """One group of figures, gathered shop by shop."""

    def look(self, visit: Visit) -> None:
        """Look at one shop."""

    def section(self) -> Section:
        """Return what all of them came to."""


ROWS: Mapping[str, Callable[[], Row]] = {
    "weight": Weight,
    "lighthouse": Lighthouse,
    "axe": Axe,
    "html": Nu,
    "headers": Headers,
}


def storefront(shops: Sequence[str], rows: Sequence[str], *, quick: bool) -> Iterator[Section]:
    """Measure some rows on some shops."""
    tools()
    measured = [ROWS[row]() for row in rows]
    for visit in visits(shops, quick=quick):
        for row in measured:
            row.look(visit)
    for row in measured:
        yield row.section()


def shots(shops: Sequence[str], folder: Path, *, quick: bool) -> None:
    """Take pictures of some shops, and measure nothing."""
    for visit in visits(shops, quick=quick):
        take(visit, folder)
