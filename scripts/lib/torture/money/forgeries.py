"""A grammar of forged callbacks: what somebody may send to the address at which buyers return, and prove nothing by."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from shop.text import persian_digits
from tests.contracts.gateway.registry import Half

Fields = list[tuple[str, str]]

_OWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "zarinpal": ("Authority",),
    "zibal": ("trackId",),
    "sep": ("Token",),
}
_STRANGE_NAMES = ("authority", "AUTHORITY", "TrackId", "trackid", "token", "ResNum", "Authority[]", " Authority", "id")
_CLAIMS: tuple[Fields, ...] = (
    [("Status", "OK")],
    [("Status", "2"), ("State", "OK")],
    [("success", "1"), ("status", "2")],
    [("success", "1"), ("status", "1"), ("Status", "OK"), ("State", "OK")],
    [("Status", "OK"), ("Status", "NOK")],
    [("status", "ok"), ("STATUS", "OK"), ("Success", "true")],
    [("Status", "۲"), ("success", "۱"), ("status", "۲")],
    [("Status", "NOK")],
    [("success", "0"), ("status", "3")],
    [("Status", "2")],
    [],
)
_RECEIPTS = ("GmshtyjwKSu11111111111", "1", "0", "' OR 1=1 --", "../../x", "GmshtyjwKSu", "=" * 100, "۱۲۳")
_BROKEN = ("\x00", "\x00\x00", "\ufeff", "‌", "\u202e", "\n", " ", "%00", "\ud7ff", "{{7*7}}", "<script>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a forger holds: the authorities and receipts of other payments, and the fields of returns that were true.

    None of them was paid for the attempt that is forged upon: the ``receipts`` are used ones, of another amount, or of
    another shop.
    """

    half: Half
    authorities: Sequence[str]
    receipts: Sequence[str]
    returns: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Forgery:
    """A forged request as bytes, and what it is, for people."""

    request: bytes
    about: str


class Forger:
    """Makes forgeries by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - no secret

    def forge(self, attempt: str, own: str, amount: int, material: Material) -> Forgery:
        """Return a forgery upon an attempt of that id, whose own authority and amount these are."""
        place, said = self._place(attempt), self._fields(own, amount, material)
        way = self._dice.choice(_WAYS)
        return Forgery(way(place, said, self._dice), f"{way.__name__} {place[:80]} {said!r:.300}")

    def _place(self, attempt: str) -> str:
        """Return where to knock: mostly at a door that is there."""
        if self._in_ten(9):
            name = attempt
        elif self._in_ten(3):
            name = "".join(self._dice.choices("0123456789abcdefghijklmnopqrstuvwxyz-_", k=22))
        else:
            turned = (attempt.swapcase(), attempt[:-1], f"{attempt}x", f"{attempt}%00", quote(f"../{attempt}", safe=""))
            name = self._dice.choice((*turned, "%D9%A1%D9%A2", "x" * 3000, f"{attempt}/..", f"%20{attempt}"))
        return f"/payments/{name}/return"

    def _fields(self, own: str, amount: int, material: Material) -> Fields:
        roll = self._dice
        said = self._true_return(own, material) if self._in_ten(5) else []
        names = _OWN_NAMES[material.half.name] if self._in_ten(8) else (roll.choice(_STRANGE_NAMES),)
        authority = self._authority(own, material)
        said += [(name, authority) for name in names]
        said += roll.choice(_CLAIMS)
        if self._in_ten(6):
            said.append(("RefNum", roll.choice((*material.receipts, *material.receipts, *_RECEIPTS))))
        if self._in_ten(3):
            said.append(
                (roll.choice(("Amount", "amount", "AffectiveAmount")), roll.choice((str(amount), "1", "-1", "۱")))
            )
        if self._in_ten(3):
            said.append((names[0], self._authority(own, material)))
        if self._in_ten(3):
            roll.shuffle(said)
        return said

    def _true_return(self, own: str, material: Material) -> Fields:
        """Return what another payment's buyer brought, as it was or with the attempt's own authority in it."""
        known = self._dice.choice(material.returns)
        own_instead = self._in_ten(5)
        return [
            (name, own if own_instead and value in material.authorities else value) for name, value in known.items()
        ]

    def _authority(self, own: str, material: Material) -> str:
        roll = self._dice
        if self._in_ten(4):
            return own
        known = roll.choice((*material.authorities, material.half.strange_authority))
        bent: Sequence[Callable[[], str]] = (
            lambda: known,
            lambda: known,
            lambda: known,
            own.swapcase,
            lambda: persian_digits(own),
            lambda: own + roll.choice(_BROKEN),
            lambda: roll.choice(_BROKEN) + own,
            lambda: own[:-1],
            lambda: own * 200,
            lambda: f"{own},{known}",
            lambda: "".join(roll.choices("0123456789ASabcdef", k=36)),
            lambda: "",
        )
        return roll.choice(bent)()

    def _in_ten(self, times: int) -> bool:
        return self._dice.randrange(10) < times


def _get(place: str, said: Fields, _: random.Random) -> bytes:
    return _bytes("GET", f"{place}?{_query(said)}")


def _post(place: str, said: Fields, _: random.Random) -> bytes:
    return _bytes("POST", place, "application/x-www-form-urlencoded", _query(said).encode())


def _both(place: str, said: Fields, dice: random.Random) -> bytes:
    at = dice.randrange(len(said) + 1)
    return _bytes(
        "POST", f"{place}?{_query(said[:at])}", "application/x-www-form-urlencoded", _query(said[at:]).encode()
    )


def _multipart(place: str, said: Fields, _: random.Random) -> bytes:
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in said)
    return _bytes("POST", place, "multipart/form-data; boundary=x", f"{parts}--x--\r\n".encode())


def _as_json(place: str, said: Fields, _: random.Random) -> bytes:
    return _bytes("POST", place, "application/json", json.dumps(dict(said)).encode())


def _latin(place: str, said: Fields, _: random.Random) -> bytes:
    return _bytes("POST", place, "application/x-www-form-urlencoded; charset=utf-7", _query(said).encode())


_WAYS = (_get, _get, _get, _get, _post, _post, _post, _both, _both, _multipart, _as_json, _latin)


def _query(said: Fields) -> str:
    return urlencode(said)


def _bytes(method: str, target: str, kind: str = "", body: bytes = b"") -> bytes:
    told = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1"]
    if kind:
        told += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*told, "", ""]).encode("latin-1") + body
