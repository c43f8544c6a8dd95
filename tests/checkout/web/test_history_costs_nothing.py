"""No page, post or job reads more records because the shop has sold more before."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from checkout.kinds import ORDERS
from checkout.storage.embedded import open_embedded
from checkout.use_cases.jobs import JOBS, book_old_orders
from checkout.use_cases.sign_in import send_code
from checkout.use_cases.track_order import send_links
from shop.lifecycle import OVER
from shop.order import Mobile, Order
from tests.checkout.long_history import with_past_orders
from tests.checkout.shopper import MOBILE
from tests.checkout.web.browser import Browser
from tests.fake_stores import CountingStore
from tests.fakes import World

FEW, MANY = 600, 900
"""At the fewer, every list that is read in pages has more than one: of ten that are over, one expired, one was cancelled."""


class Shop:
    """A shop that counts what it reads; its usual buyer, Zahra, has ordered every second time."""

    def __init__(self, path: Path, past: int) -> None:
        self.world = World(open_embedded(path))
        self.oldest = with_past_orders(self.world, past)[-1]
        with self.world.store.transaction() as tx:
            for order in tx.every(ORDERS)[::2]:
                tx.put(ORDERS, replace(order, member=Mobile(MOBILE)) if order.state in OVER else order)
        book_old_orders(self.world.ports)  # which it does once in a store's life
        self.counting = CountingStore(self.world.store)
        self.world.ports = replace(self.world.ports, store=self.counting)
        self.browser = Browser(self.world)

    def reads(self, work: Callable[[], object]) -> int:
        """Return how many records some work reads."""
        before = self.counting.records
        work()
        return self.counting.records - before

    def all_orders(self) -> list[Order]:
        """Read all orders of the usual buyer, as no page does."""
        with self.counting.transaction() as tx:
            return tx.find(ORDERS, "member", MOBILE)


def what_is_done(shop: Shop) -> dict[str, int]:
    """Return how many records each thing done in a shop reads, in the order of a day."""
    browser, world = shop.browser, shop.world
    random.seed(1405)  # a limit that all share is counted in a part drawn by chance: in two shops, in the same ones
    reads = {"a purchase": shop.reads(browser.order)}
    order = max(world.orders(), key=lambda order: (order.placed_at, order.member == MOBILE))
    reads["paying"] = shop.reads(partial(browser.pay_by, order, "gateway"))
    for path in (
        "/stock.json",
        "/search?q=عسل",
        "/cart",
        "/my-orders",
        f"/orders/{order.link}",
        f"/orders/{order.link}/pay",
    ):
        reads[path.replace(order.link, "LINK")] = shop.reads(partial(browser.get, path))
    world.clock.go_on(minutes=2)
    send_code(world.ports, order.member, "links", "client")
    reads["links"] = shop.reads(partial(send_links, world.ports, order.member, world.last_code(order.member)))
    browser.staff_in()
    lists = [
        *(f"?state={state}" for state in sorted(OVER)),
        "?state=queued",
        "/due",
        "/payments",
        f"/find?code={MOBILE}",
    ]
    for path in (*lists, "/sales", "/settlement", f"/orders/{order.code}", f"/orders/{shop.oldest}"):
        shown = path.replace(order.code, "NEW").replace(shop.oldest, "OLD")
        reads[f"/desk{shown}"] = shop.reads(partial(browser.get, f"/desk{path}"))
    return reads | {name: shop.reads(partial(job, world.ports)) for name, (job, _) in JOBS.items()}


def test_nothing_reads_more_records_after_more_orders(tmp_path: Path) -> None:
    few, many = Shop(tmp_path / "few", FEW), Shop(tmp_path / "many", MANY)
    done = what_is_done(few)
    assert what_is_done(many) == done
    assert max(count for what, count in done.items() if what != "/desk/settlement") < 200, "and a day its own orders"
    assert many.reads(many.all_orders) > few.reads(few.all_orders) > FEW / 3, "the control: a list read whole is seen"
