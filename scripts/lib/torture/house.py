"""A shop under torture: its service as a real process on a store of its own, and hands to kill either."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checkout.app import open_store
from checkout.ports import Ports
from checkout.store import Store
from scripts.lib.load.read_back import Kept, read_back
from scripts.lib.load.service import Service
from scripts.lib.load.stocked_shop import PLENTY, StockedShop, stocked_shop
from scripts.lib.load.within import ports_over
from scripts.lib.postgres import Cluster, start
from scripts.lib.postgres_programs import program
from scripts.lib.torture.guardless import NAME
from scripts.lib.torture.result import EMBEDDED, Asked
from scripts.lib.torture.stock_tinydb import STOCK, StockTinyStore
from shop.release import Sku

_WORD = re.compile(r"\w+")
_numbers = itertools.count(1)


@dataclass
class House:
    """A shop's service on a fresh store. ``control`` names the guard it goes without, '' when it has all.

    ``told`` is what the service is told by its environment beside the rest; ``launcher`` is what runs it instead
    of the checkout itself.
    """

    shop: StockedShop
    folder: Path
    where: str
    control: str = ""
    workers: int = 1
    cluster: Cluster | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    launcher: str = ""
    service: Service = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.service = Service(
            self.shop,
            self.where,
            self.folder / "checkout.log",
            workers=self.workers,
            module=self.launcher or ("scripts.lib.torture.launcher" if self.control else "checkout"),
            told=self._told(),
        )

    @contextmanager
    def ports(self) -> Iterator[Ports]:
        """Give the use cases over the store while the service does not run."""
        store = self.open()
        try:
            yield ports_over(self.shop, store, self.service.url)
        finally:
            store.close()

    @contextmanager
    def running(self) -> Iterator[Service]:
        """Run the service, and end it however this ends."""
        self.service.start()
        try:
            yield self.service
        finally:
            self.service.kill()

    def open(self, where: str = "") -> Store:
        """Open the store, or a copy of it, while no service runs on that; errors as ``checkout.store`` says."""
        place = where or self.where
        return StockTinyStore(Path(place)) if self.control == STOCK else open_store(place)

    def kill_server(self) -> None:
        """Kill every process of the database's server."""
        if self.cluster is not None:
            self.cluster.kill()

    def start_server(self) -> None:
        """Start the database's server again, and wait until it answers."""
        if self.cluster is not None:
            self.cluster.run()

    def mend(self) -> None:
        """Start the database's server again if it does not answer, as whatever watches over it would."""
        if self.cluster is not None and not is_up(self.cluster):
            self.cluster.kill()
            self.cluster.run()

    def kept(self, where: str = "") -> Kept:
        """Read the whole store, or a copy of it, while no service runs on that."""
        store = self.open(where)
        try:
            return read_back(store)
        finally:
            store.close()

    def _told(self) -> Mapping[str, str]:
        return {**self.told, NAME: self.control} if self.control else self.told


@contextmanager
def housed(
    asked: Asked,
    adapter: str,
    name: str,
    *,
    shop: StockedShop | None = None,
    control: str = "",
    workers: int = 1,
    settings: Mapping[str, str] | None = None,
    segment_mib: int = 16,
    told: Mapping[str, str] | None = None,
    launcher: str = "",
) -> Iterator[House]:
    """Give a shop on a fresh store of an adapter; workers, settings and segments are for PostgreSQL only."""
    folder = folder_for(asked, f"{adapter} {name} {control}")
    with store_for(asked, adapter, folder, settings=settings, segment_mib=segment_mib) as (where, cluster):
        alone = 1 if adapter == EMBEDDED else workers
        yield House(shop or stocked_shop(), folder, where, control, alone, cluster, told or {}, launcher)


def folder_for(asked: Asked, name: str) -> Path:
    """Make a folder for one part of a row."""
    folder = asked.folder / "-".join(_WORD.findall(name))
    folder.mkdir(parents=True)
    return folder


@contextmanager
def store_for(
    asked: Asked,
    adapter: str,
    folder: Path,
    *,
    settings: Mapping[str, str] | None = None,
    segment_mib: int = 16,
) -> Iterator[tuple[str, Cluster | None]]:
    """Give where a fresh store of an adapter is, and the server that holds it, if one does."""
    if adapter == EMBEDDED:
        yield str(folder / "store"), None
        return
    if asked.cluster is not None:
        yield asked.cluster.create(f"torture_{next(_numbers)}"), asked.cluster
        return
    cluster = start(folder / "cluster", settings=settings, segment_mib=segment_mib)
    try:
        yield cluster.create("hojreh"), cluster
    finally:
        cluster.kill()


def is_up(cluster: Cluster) -> bool:
    """Whether a server answers now."""
    ask = [program("pg_isready"), "--quiet", "--host", "127.0.0.1", "--port", str(cluster.port)]
    return subprocess.run(ask, check=False).returncode == 0


def miscounted(kept: Kept, start: int = PLENTY) -> list[Sku]:
    """Return the SKUs of which what is left and what orders hold is not what there was."""
    held: Counter[Sku] = Counter()
    for order in kept.orders.values():
        if order.state != "cancelled":
            held.update({line.sku: line.quantity for line in order.lines})
    return [sku for sku, left in kept.stock.items() if left + held[sku] != start]
