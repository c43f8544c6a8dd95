"""A cart: SKUs and quantities. It holds no stock and no price, only the price the buyer last saw."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from shop.errors import BadInput
from shop.money import Rials
from shop.release import Offer, Sku
from shop.text import ascii_digits, normalise

MOST_LINES = 50
"""How many different SKUs one cart takes."""
_MOST_DIGITS = 4
_WHOLE = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CartLine:
    """A SKU in a cart, how many, and the price in rials that the buyer last saw. ``title`` names it should it vanish."""

    sku: Sku
    quantity: int
    seen_price: Rials
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """A cart line beside what can be sold now. ``available`` counts units left; it never leaves the shop.

    ``granted`` is what staff let this buyer order at most, 0 without a grant; ``switched_off`` says that staff ended its
    sale before the next build.
    """

    line: CartLine
    offer: Offer | None
    available: int
    granted: int = 0
    switched_off: bool = False

    @property
    def name(self) -> str:
        """The product's title, for sale or not."""
        return self.offer.title if self.offer else self.line.title or self.line.sku

    @property
    def vanished(self) -> bool:
        """BAQ-062, BAK-042, PAY-009: the SKU is no longer for sale."""
        return self.offer is None or self.switched_off

    @property
    def sold_out(self) -> bool:
        """BAQ-113: nothing is left of it."""
        return self.offer is not None and self.available <= 0

    @property
    def too_few(self) -> bool:
        """BAQ-085: fewer are left than the line asks."""
        return 0 < self.available < self.line.quantity

    @property
    def above_cap(self) -> bool:
        """BAQ-081: the line asks for more than this buyer may order."""
        return self.offer is not None and self.line.quantity > max(self.offer.maximum, self.granted)

    @property
    def bulk(self) -> bool:
        """BAQ-038: the line asks for more than consumer use, which staff have granted."""
        return self.offer is not None and self.line.quantity > self.offer.maximum

    @property
    def price_changed(self) -> bool:
        """BAQ-086: the price is not the one the buyer saw."""
        return self.offer is not None and self.offer.price != self.line.seen_price

    @property
    def blocks(self) -> bool:
        """Whether the line must be changed or dropped before the order can be placed."""
        return self.vanished or self.sold_out or self.too_few or self.above_cap

    @property
    def total(self) -> Rials:
        """The line's price now, in rials; 0 for a line that cannot be sold."""
        sold = self.offer is not None and not self.vanished and not self.sold_out
        return Rials(self.offer.price * self.line.quantity) if self.offer and sold else Rials(0)


def read_quantity(text: str, field: str = "quantity") -> int:
    """Return a whole number of pieces, 0 or more, typed in any digits.

    Raises:
        BadInput: ``missing``, ``not_whole`` (signs, separators, fractions, words) or ``too_many`` digits.
    """
    typed = ascii_digits(normalise(text))
    if not typed:
        raise BadInput(field, "missing")
    if not _WHOLE.fullmatch(typed):
        raise BadInput(field, "not_whole", text)
    if len(typed) > _MOST_DIGITS:
        raise BadInput(field, "too_many", text)
    return int(typed)


def add(cart: tuple[CartLine, ...], offer: Offer, quantity: int) -> tuple[CartLine, ...]:
    """BAQ-107: return the cart with so many more of an offer, in its line if it has one.

    Raises:
        BadInput: ``none_asked`` for 0 pieces, ``cart_full`` past ``MOST_LINES`` different SKUs.
    """
    if quantity == 0:
        raise BadInput("quantity", "none_asked", "0")
    if any(line.sku == offer.sku for line in cart):
        held = next(line.quantity for line in cart if line.sku == offer.sku)
        return change(cart, offer.sku, min(held + quantity, 10**_MOST_DIGITS - 1))
    if len(cart) >= MOST_LINES:
        raise BadInput("sku", "cart_full", offer.sku, longest=MOST_LINES)
    return (*cart, CartLine(sku=offer.sku, quantity=quantity, seen_price=offer.price, title=offer.title))


def change(cart: tuple[CartLine, ...], sku: Sku, quantity: int) -> tuple[CartLine, ...]:
    """BAQ-114: return the cart with this many of a SKU; 0 takes the line out."""
    changed = (replace(line, quantity=quantity) if line.sku == sku else line for line in cart)
    return tuple(line for line in changed if line.quantity)
