"""A shop and the sandbox bank in this process, over HTTP, with one clock between them that is set by hand."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from checkout.app import open_store
from checkout.ports import Gateway, Ports
from checkout.records import Attempt
from checkout.store import Store
from checkout.use_cases.choose_payment import choose_method
from checkout.web.front import web_app
from scripts.lib.load.served import served
from scripts.lib.postgres import free_port
from scripts.lib.shops import ROOT
from scripts.lib.torture.house import folder_for, store_for
from scripts.lib.torture.result import POSTGRES, Asked
from shop.order import Order
from shop.release import Offer, Release, Sku
from tests.builders import BAQIYAT, HONEY, a_release, a_shop, an_offer
from tests.checkout.shopper import Shopper
from tests.contracts.gateway.bank import Back, RunningBank, running_bank
from tests.contracts.gateway.registry import HALVES, Half
from tests.fakes import World

PLENTY = 10**6
PATIENT_SECONDS = 20.0
IMPATIENT_SECONDS = 0.4
"""How long a gateway waits for the bank, and how long where a fault means silence."""
_MOBILES = itertools.count(9_120_000_000, 10_007)
"""Far apart, or they would share a limit of codes."""

Wrong = Callable[[Gateway], Gateway]
Bare = Callable[[Store, str], Store]


@dataclass
class Floor:
    """Orders, buyers and the bank. ``processes`` are the ports of each that serves the shop, ``doors`` their ports of TCP.

    ``world`` is the first of them. All of them ask the banks through ``gateways``, without the guard that ``wrong`` takes off.
    """

    world: World
    bank: RunningBank
    processes: tuple[Ports, ...]
    gateways: dict[str, Gateway]
    offers: tuple[Offer, ...]
    wrong: Wrong
    doors: list[int] = field(default_factory=list)
    _releases: dict[str, Release] = field(default_factory=dict)
    _halves: dict[str, Half] = field(default_factory=dict)

    @property
    def ports(self) -> Ports:
        """The use cases' world in the first process."""
        return self.processes[0]

    def opens(self, half: Half) -> None:
        """Let the shop sell by one gateway from now on; orders placed before keep theirs."""
        release = self._releases.get(half.name)
        if release is None:
            release = a_release(*self.offers, shop=a_shop(payment=_ways(half)))
            self._releases[half.name] = release
        if self.world.releases.current()[1] is not release:
            self.world.releases.serve(release)

    def shopper(self) -> Shopper:
        """Return a buyer of their own, on whose first page nothing stands yet."""
        return Shopper(self.world).sign_in(f"0{next(_MOBILES)}").live_at()

    def order(self, half: Half, jars: int = 1, sku: Sku = HONEY) -> Order:
        """Let a buyer of their own order so many jars, to be paid at that gateway."""
        self.opens(half)
        return self.comes_from(half, self.shopper().add(sku, jars).send_by("free-courier").order())

    def comes_from(self, half: Half, order: Order) -> Order:
        """Know at which gateway an order is to be paid."""
        self._halves[order.code] = half
        return order

    def starts(self, order: Order) -> Attempt:
        """Let a buyer go to the bank: to that of today, so the shop sells by the order's own now."""
        self.opens(self._halves[order.code])
        attempt = choose_method(self.ports, order.code, "gateway")
        if attempt is None:
            raise ValueError(order.code)
        return attempt

    def attempt(self, half: Half, jars: int = 1) -> Attempt:
        """Let a buyer order, and go to the bank."""
        return self.starts(self.order(half, jars))

    def pays(self, attempt: Attempt, choice: str = "pay") -> Back:
        """Let a buyer pay at the bank; return what the browser then brings to the shop.

        Raises:
            ValueError: it brings nothing.
        """
        back = self.bank.choose(attempt, choice)
        if back is None:
            raise ValueError(attempt.id)
        return back

    def waits(self, half: Half, seconds: float) -> None:
        """Let the shop wait so long for an answer of that bank."""
        self.gateways[half.name] = self.wrong(self.bank.adapter(half, seconds))

    def holds(self, half: Half, attempt: Attempt) -> bool:
        """Whether the bank holds the buyer's money of an attempt."""
        found = self.bank.ledger.find(half.face, attempt.authority)
        return found is not None and found.state in {"paid", "verified"}

    def later(self, **span: float) -> None:
        """Let time pass, for shop and bank."""
        self.world.clock.go_on(**span)
        self.bank.now = self.world.clock.now


@contextmanager
def opened(
    asked: Asked,
    adapter: str,
    name: str,
    *,
    bare: Bare | None = None,
    wrong: Wrong = lambda gateway: gateway,
    offers: tuple[Offer, ...] = (an_offer(stock=PLENTY),),
) -> Iterator[Floor]:
    """Open a shop on a fresh store. ``bare`` takes a guard off its store, ``wrong`` off its gateways.

    Several processes are as many stores on one database: they share no memory that could keep them apart.
    """
    folder = folder_for(asked, f"{adapter} {name} {'bare' if bare else ''}")
    with ExitStack() as closing:
        where, _ = closing.enter_context(store_for(asked, adapter, folder))
        bank = closing.enter_context(running_bank(folder / "bank"))
        stores = [open_store(where) for _ in range(asked.workers if adapter == POSTGRES else 1)]
        for store in (stores := [bare(store, where) if bare else store for store in stores]):
            closing.callback(store.close)
        port = free_port()
        world = World(stores[0], checkout_url=f"http://127.0.0.1:{port}")
        bank.now = world.clock.now
        gateways: dict[str, Gateway] = {}
        processes = tuple(replace(world.ports, store=store, gateways=gateways) for store in stores)
        world.ports = processes[0]
        floor = Floor(world, bank, processes, gateways, offers, wrong)
        for half in HALVES:
            floor.waits(half, PATIENT_SECONDS)
        for number, ports in enumerate(processes):
            app = web_app(ports, theme=Path(ROOT / "theme"), secure=False)
            url = closing.enter_context(served(app, f"door {number}", 0 if number else port))
            floor.doors.append(int(url.rpartition(":")[2]))
        yield floor


def _ways(half: Half) -> list[dict[str, object]]:
    """Return the real shop's ways to pay, at that gateway instead of its own."""
    ways = tomllib.loads((BAQIYAT / "shop.toml").read_text(encoding="utf-8"))["payment"]
    return [{**way, "provider": half.name} if "provider" in way else way for way in ways]
