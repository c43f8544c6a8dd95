"""What is left of each SKU, as coarsely as shoppers may know it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from checkout.kinds import SWITCHES
from checkout.ports import Ports
from checkout.records import EVERYTHING
from checkout.secrets import keyed
from checkout.store import retried
from shop.release import Offer, Sku


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveStock:
    """Of which SKUs few units are left, and which cannot be bought now; all others can.

    Where nothing can be bought, ``none`` is ``EVERYTHING`` alone.
    """

    few: tuple[Sku, ...]
    none: tuple[Sku, ...]


@retried
def live_stock(ports: Ports, only: Collection[Offer] | None = None) -> LiveStock:
    """BAQ-060, BAQ-062: return what is left of what the release sells: of what no order holds and staff have not ended.

    It reads a number for each SKU, of ``only`` some offers where they are named, and nothing of orders.
    """
    _, release = ports.releases.current()
    offers = release.offers.values() if only is None else only
    with ports.store.transaction() as tx:
        switched_off = {switch.sku for switch in tx.every(SWITCHES)}
        tx.read_ahead(stock=[offer.sku for offer in offers])
        left = {offer.sku: tx.stock(offer.sku) for offer in offers}
    if EVERYTHING in switched_off:
        return LiveStock(few=(), none=(EVERYTHING,))
    none = {sku for sku, units in left.items() if units == 0 or sku in switched_off}
    most = release.shop.stock.few
    doubtful = (offer for offer in offers if offer.sku not in none and left[offer.sku] < 2 * most)
    few = (offer.sku for offer in doubtful if left[offer.sku] <= most_that_are_few(ports.secret, offer, most))
    return LiveStock(few=_in_order(few), none=_in_order(none))


def most_that_are_few(secret: bytes, offer: Offer, few: int) -> int:
    """Return from how many units on a SKU counts as few: ``few`` or more, but less than twice as many.

    Nobody outside can tell which, and the owner's next count chooses anew; so who watches for the moment at which a
    SKU becomes few does not learn how many were left.
    """
    return few + int(keyed(secret, "few", offer.sku, str(offer.stock)), 16) % few


def _in_order(skus: Iterable[Sku]) -> tuple[Sku, ...]:
    return tuple(sorted(skus))
