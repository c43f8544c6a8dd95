"""Staff let one buyer order more of an item than consumer use allows."""

from __future__ import annotations

from checkout.kinds import GRANTS
from checkout.ports import Ports
from checkout.records import Grant
from checkout.store import retried
from shop.errors import BadInput
from shop.order import Mobile
from shop.release import Sku


@retried
def grant_quantity(ports: Ports, member: Mobile, sku: Sku, most: int, staff: str) -> None:
    """BAQ-081, BAQ-038: let this buyer order up to ``most`` of a SKU; what goes above its own maximum is bulk.

    Raises:
        BadInput: ``unknown_sku``, or ``none_asked`` for 0.
    """
    _, release = ports.releases.current()
    if sku not in release.offers:
        raise BadInput("sku", "unknown_sku", sku)
    if most == 0:
        raise BadInput("most", "none_asked", "0")
    with ports.store.transaction() as tx:
        tx.put(GRANTS, Grant(member=member, sku=sku, most=most, by=staff, at=ports.clock()))


@retried
def take_grant_back(ports: Ports, member: Mobile, sku: Sku) -> None:
    """End a grant; orders placed under it stand."""
    with ports.store.transaction() as tx:
        tx.delete(GRANTS, f"{member}:{sku}")
