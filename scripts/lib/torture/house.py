"""A shop under torture: its service as a real process on a store of its own, and hands to kill either."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checkout.app import open_store
from checkout.ports import Ports
from checkout.store import Store
from scripts.lib.load.answers import Answer
from scripts.lib.load.final_step import leads_to_payment, link_in
from scripts.lib.load.read_back import Kept, read_back
from scripts.lib.load.service import Service
from scripts.lib.load.stocked_shop import PLENTY, StockedShop, stocked_shop
from scripts.lib.load.wire import ConnectionLost, Wire, get
from scripts.lib.load.within import ports_over
from scripts.lib.postgres import Cluster, start
from scripts.lib.torture.guardless import NAME
from scripts.lib.torture.result import EMBEDDED, Asked
from scripts.lib.torture.stock_tinydb import STOCK, StockTinyStore
from shop.release import Sku

PATIENCE_SECONDS = 60


@dataclass
class House:
    """A shop's service on a fresh store. ``control`` names the guard it goes without, '' when it has all."""

    shop: StockedShop
    folder: Path
    where: str
    control: str = ""
    workers: int = 1
    cluster: Cluster | None = None
    service: Service = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.service = Service(
            self.shop,
            self.where,
            self.folder / "checkout.log",
            workers=self.workers,
            module="scripts.lib.torture.launcher" if self.control else "checkout",
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

    def mend(self) -> None:
        """Start the database's server again if it has ended, as whatever watches over it would."""

    def kept(self, where: str = "") -> Kept:
        """Read the whole store, or a copy of it, while no service runs on that."""
        store = self.open(where)
        try:
            return read_back(store)
        finally:
            store.close()

    def _told(self) -> Mapping[str, str]:
        return {NAME: self.control} if self.control else {}


@contextmanager
def housed(
    asked: Asked, adapter: str, name: str, *, shop: StockedShop | None = None, control: str = "", workers: int = 1
) -> Iterator[House]:
    """Give a shop on a fresh store of an adapter; only PostgreSQL serves more than one worker."""
    folder = asked.folder / f"{adapter} {name} {control}".strip().replace(" ", "-")
    folder.mkdir(parents=True)
    if adapter == EMBEDDED:
        yield House(shop or stocked_shop(), folder, str(folder / "store"), control)
        return
    cluster = start(folder / "cluster")
    try:
        yield House(shop or stocked_shop(), folder, cluster.create("hojreh"), control, workers, cluster)
    finally:
        cluster.kill()


async def first_page(port: int, path: str = "/cart") -> float:
    """Return how many seconds pass until a page is answered with 200.

    Raises:
        TimeoutError: it is not, for a minute.
    """
    start = time.monotonic()
    while time.monotonic() < start + PATIENCE_SECONDS:
        try:
            async with Wire(port) as wire:
                if (await wire.ask(get(path))).status == 200:  # noqa: PLR2004
                    return time.monotonic() - start
        except ConnectionLost:
            pass
        await asyncio.sleep(0.01)
    raise TimeoutError


async def sent(port: int, posts: list[bytes], at_once: int) -> dict[int, Answer]:
    """Send the posts over so many connections; return the answers that came, by the number of the post.

    A connection that is lost sends no more.
    """
    answers: dict[int, Answer] = {}
    pieces = iter(enumerate(posts))

    async def one_connection() -> None:
        async with Wire(port) as wire:
            for number, request in pieces:
                try:
                    answers[number] = await wire.ask(request)
                except ConnectionLost:
                    return

    await asyncio.gather(*(one_connection() for _ in range(at_once)))
    return answers


def link_of(answer: Answer | None) -> str:
    """Return the link of the order that an answer acknowledges, '' when it acknowledges none."""
    return link_in(answer) if answer and leads_to_payment(answer) else ""


def miscounted(kept: Kept, start: int = PLENTY) -> list[Sku]:
    """Return the SKUs of which what is left and what orders hold is not what there was."""
    held: Counter[Sku] = Counter()
    for order in kept.orders.values():
        if order.state != "cancelled":
            held.update({line.sku: line.quantity for line in order.lines})
    return [sku for sku, left in kept.stock.items() if left + held[sku] != start]
