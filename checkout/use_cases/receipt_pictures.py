"""Pictures of receipts that buyers sent with their reports of transfers: kept in the store, for staff alone."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

from checkout.kinds import PICTURES
from checkout.ports import Ports
from checkout.records import Picture
from checkout.secrets import new_token
from checkout.store import Transaction, retried
from checkout.use_cases.limits import Limit, count
from shop.errors import BadInput, NotFound
from shop.order import Order, OrderCode

MOST_PICTURES = 5
"""How many pictures one order may have."""
_TRIES = Limit("pictures", 20, timedelta(hours=1))


@retried
def count_try(ports: Ports, code: OrderCode) -> None:
    """Count that a picture came for an order: each costs time to draw, whatever becomes of it.

    Raises:
        TooManyRequests: too many came in this hour.
    """
    with ports.store.transaction() as tx:
        count(tx, _TRIES, code, ports.clock())


def keep_picture(tx: Transaction, order: Order, jpeg: bytes, at: datetime) -> str:
    """Keep a picture of an order under a name that nobody can guess; return the name.

    Raises:
        BadInput: ``too_many_pictures``.
    """
    if sum("picture" in event.facts for event in order.events) >= MOST_PICTURES:
        raise BadInput("picture", "too_many_pictures", most=MOST_PICTURES)
    picture = Picture(id=new_token(), order=order.code, jpeg=base64.b64encode(jpeg).decode("ascii"), at=at)
    tx.insert(PICTURES, picture)
    return picture.id


def jpeg_in(tx: Transaction, name: str) -> bytes:
    """Return the picture of that name, b'' if there is none."""
    picture = tx.get(PICTURES, name)
    return b"" if picture is None else base64.b64decode(picture.jpeg)


@retried
def picture_of(ports: Ports, code: OrderCode, name: str) -> bytes:
    """Return a picture of an order, a JPEG.

    Raises:
        NotFound: the order has none of that name.
    """
    with ports.store.transaction() as tx:
        picture = tx.get(PICTURES, name)
    if picture is None or picture.order != code:
        raise NotFound(name)
    return base64.b64decode(picture.jpeg)
