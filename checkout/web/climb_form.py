"""Read how high heavy goods are carried: the floor, and the steps up to the home."""

from __future__ import annotations

from checkout.web.forms import Form
from shop.cart import read_quantity
from shop.order import Climb
from shop.terms import ByFloor, Shop
from shop.text import search_form

_GROUND = search_form("همکف")


def read_climb(form: Form, shop: Shop, chosen: str) -> Climb:
    """CHI-021, CHI-022: return what stands beside the chosen delivery; other deliveries ask nothing of it.

    The fields bear the delivery's id, since more than one may ask.
    """
    way = next((delivery for delivery in shop.delivery if delivery.id == chosen), None)
    if way is None or not isinstance(way.fee, ByFloor):
        return Climb()
    return Climb(floor=form.read(f"floor-{chosen}", _floor, 1), stairs=form.read(f"stairs-{chosen}", _stairs, 0))


def _floor(typed: str) -> int:
    """Return a floor from 1; the ground floor is reached like the first."""
    return 1 if search_form(typed) == _GROUND else max(1, read_quantity(typed, "floor"))


def _stairs(typed: str) -> int:
    return read_quantity(typed, "stairs")
