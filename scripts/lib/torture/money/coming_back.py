"""The ways in which a buyer comes back from the bank, over HTTP: once or often, by GET or POST, with more or with another's."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from scripts.lib.load.wire import get, post
from scripts.lib.torture.money.cells import OFTEN, Callback
from scripts.lib.torture.money.crowd import Crowd
from scripts.lib.torture.money.floor import Floor
from tests.contracts.gateway.bank import Back
from tests.contracts.gateway.registry import Half


def bring(floor: Floor, half: Half, door: Crowd, back: Back, way: Callback) -> None:
    """Bring back what the bank gave a buyer, in that way."""
    if way == "anothers_first":
        another = floor.attempt(half)
        _send(door, Back("GET", back.path, floor.pays(another).fields))
        _send(door, Back("GET", f"/payments/{another.id}/return", back.fields))
    if way == "by_post":
        back = Back("POST", back.path, back.fields)
    if way == "with_more":
        back = Back("GET", back.path, {"utm": "نشان", **back.fields, "x": "1"})
    for _ in range({"twice": 2, "often": OFTEN}.get(way, 1)):
        _send(door, back)
    if way == "no_after_yes":
        _send(door, Back("GET", back.path, _no(floor, half, back)))


def way_of(back: Back) -> bytes:
    """Return a buyer's return as the bytes of its request."""
    if back.method == "GET":
        return get(f"{back.path}?{urlencode(back.fields)}")
    return post(back.path, back.fields, origin="null")


def _no(floor: Floor, half: Half, back: Back) -> Mapping[str, str]:
    """Return what a buyer who cancelled brings, with the authority of this return."""
    left = floor.attempt(half)
    own = floor.gateways[half.name].read_return(back.fields).authority
    cancelled = floor.pays(left, "cancel").fields
    return {name: own if value == left.authority else value for name, value in cancelled.items()}


def _send(door: Crowd, back: Back) -> None:
    door.at_once([way_of(back)])
