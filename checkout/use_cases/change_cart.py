"""Put items in the cart, change and look at it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from checkout.kinds import GRANTS, SWITCHES
from checkout.ports import Ports
from checkout.records import Session
from checkout.store import Transaction, retried
from checkout.use_cases.sessions import keep, session_in
from shop import cart
from shop.cart import CartLine, CheckedLine
from shop.errors import NotFound, OutOfStock
from shop.quote import check_lines
from shop.release import Release, Sku


@retried
def add_to_cart(ports: Ports, session_id: str, sku: Sku, quantity: int) -> None:
    """BAQ-107, BAQ-113, BAQ-060: put so many of a SKU in the cart; it holds no stock, and a stop of all sales is no hindrance.

    Raises:
        NotFound: nothing of that SKU is for sale, or staff have ended its sale.
        BadInput: the quantity is 0, or the cart is full.
        OutOfStock: nothing is left of it.
    """
    _, release = ports.releases.current()
    offer = release.offers.get(sku)
    if offer is None:
        raise NotFound(sku)
    with ports.store.transaction() as tx:
        if tx.get(SWITCHES, sku) is not None:
            raise NotFound(sku)
        if tx.stock(sku) <= 0:
            raise OutOfStock(sku, quantity, 0)
        session = session_in(tx, ports, session_id)
        keep(tx, ports, replace(session, cart=cart.add(session.cart, offer, quantity)))


@retried
def change_quantity(ports: Ports, session_id: str, sku: Sku, quantity: int) -> None:
    """BAQ-114: set how many of a SKU the cart asks; 0 takes it out."""
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        keep(tx, ports, replace(session, cart=cart.change(session.cart, sku, quantity)))


@retried
def look_at_cart(ports: Ports, session_id: str) -> tuple[Session, tuple[CheckedLine, ...]]:
    """Return the session with its cart's lines held against the release and what is left."""
    _, release = ports.releases.current()
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        return session, checked(tx, release, session)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the store says of a cart's goods: units left, what staff granted this buyer, and which sales they ended."""

    stock: Mapping[Sku, int]
    granted: Mapping[Sku, int]
    switched_off: Collection[Sku]

    def suffices(self, cart: tuple[CartLine, ...]) -> bool:
        """Whether there is enough of everything, and staff have done nothing about it."""
        return not (self.granted or self.switched_off or any(self.stock[line.sku] < line.quantity for line in cart))


def checked(tx: Transaction, release: Release, session: Session) -> tuple[CheckedLine, ...]:
    """Hold a cart's lines against a release, the stock that this transaction sees, and what staff granted or ended."""
    read_lines_ahead(tx, session)
    there = standing(tx, session)
    return check_lines(session.cart, release, there.stock, granted=there.granted, switched_off=there.switched_off)


def standing(tx: Transaction, session: Session) -> Standing:
    """Return what the store says of a cart's goods, in this transaction, which has read it ahead."""
    skus = [line.sku for line in session.cart]
    grants = tx.find(GRANTS, "member", session.mobile) if session.mobile else []
    return Standing(
        stock={sku: tx.stock(sku) for sku in skus},
        granted={grant.sku: grant.most for grant in grants},
        switched_off=[sku for sku in skus if tx.get(SWITCHES, sku) is not None],
    )


def read_lines_ahead(tx: Transaction, session: Session) -> None:
    """Read at once what ``standing`` asks of the store."""
    skus = [line.sku for line in session.cart]
    grants = [(GRANTS, "member", session.mobile)] if session.mobile else []
    tx.read_ahead(records=[(SWITCHES, sku) for sku in skus], found=grants, stock=skus)
