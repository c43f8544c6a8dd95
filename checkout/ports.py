"""What the use cases need from the world, as plain nouns; ``checkout.app`` alone names who fulfils them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from checkout.records import Message
from checkout.store import Store
from shop.money import Rials
from shop.release import Release, ReleaseId
from shop.search.listing import Listing
from shop.terms import Shop


class Releases(Protocol):
    """The releases the service holds."""

    def current(self) -> tuple[ReleaseId, Release]:
        """Return the release that is served now."""

    def terms(self, release_id: ReleaseId) -> Shop | None:
        """Return the terms of the release of that id, None if it is not kept any more or cannot be read."""

    def text(self, text_hash: str) -> str | None:
        """Return the policy text of that SHA-256 as it was published, as HTML; None if it is not kept or was changed."""

    def listing(self, name: str) -> Listing | None:
        """Return the listing of that SHA-256, by which goods are found; None if it is not kept or was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A payment the bank agreed to take: its authority, and where the buyer goes to pay.

    ``pay_form`` holds the fields that a form has to post to ``pay_url``; empty where a link is enough.
    """

    authority: str
    pay_url: str
    pay_form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What a buyer's return from the bank says. It proves nothing.

    ``claim`` is what ``verify`` needs of it, '' at a bank that needs nothing. ``refusal`` is the bank's code for a
    payment that did not happen, told only by a bank that can be asked nothing else.
    """

    authority: str = ""
    claim: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """The bank confirmed the money. ``card`` is masked; ``repeated`` says it had confirmed before."""

    reference: str
    card: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPaid:
    """The bank says that this authority was not paid."""

    bank_code: str


BankStatus = Literal["paid", "verified", "in_bank", "failed", "reversed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """A payment the bank took and the shop has not confirmed; ``amount`` in rials."""

    authority: str
    amount: Rials


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayTerms:
    """What a bank's protocol fixes, for those who must keep to it.

    ``unit`` is the unit of amounts on the wire. A buyer can pay until ``pay_within`` after the request. What is not
    verified ``verify_within`` after it was paid goes back to the payer. ``reverse_within`` is how long after it was
    paid a payment can be given back, None where it cannot. ``can_be_asked`` is False where nothing but the buyer's
    return tells which payment to verify.
    """

    unit: Literal["rial", "toman"]
    pay_within: timedelta
    verify_within: timedelta
    reverse_within: timedelta | None
    can_be_asked: bool = True
    lists_unverified: bool = False


class Gateway(Protocol):
    """A bank gateway. Amounts are rials here; the adapter speaks the bank's own unit.

    ``claim`` is the claim of the buyer's return, '' before there was one. Every method raises GatewayUnavailable when
    no usable answer came (what happened is then unknown) and GatewayRefused when the bank said no.
    """

    name: str
    terms: GatewayTerms

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        """Ask the bank to take a payment; ``order`` names it to people."""

    def read_return(self, returned: Mapping[str, str]) -> Return:
        """Return what the buyer's return says; its authority is '' where it names none."""

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        """Ask the bank, server to server, whether exactly this amount was paid; safe to repeat."""

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        """Ask where a payment stands; never a proof of payment."""

    def unverified(self) -> list[Unverified]:
        """Return the newest paid payments that were not verified yet (a bank lists at most so many)."""

    def reverse(self, *, authority: str, claim: str = "") -> None:
        """Give a fresh payment back to the payer, the whole of it.

        Safe to repeat: a payment goes back once. After GatewayUnavailable nobody knows, and after GatewayRefused it may
        have gone back before; ``inquire`` says which.
        """

    def close(self) -> None:
        """Let go of the connections to the bank."""


class Messenger(Protocol):
    """Whoever carries messages to buyers."""

    def send(self, message: Message) -> None:
        """Hand over one message; the same ``id`` may come twice and is delivered once. Raises MessengerUnavailable."""


class MessengerUnavailable(Exception):
    """The messenger did not take the message; try again later."""


Clock = Callable[[], datetime]
"""Returns now, aware, in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything a use case may need, in one frozen bundle.

    ``secret`` signs and hashes what leaves the service; ``staff`` maps names to argon2id password hashes; ``torob_key`` is
    Torob's public key, b"" where it was not given.
    """

    store: Store
    releases: Releases
    gateways: Mapping[str, Gateway]
    messenger: Messenger
    clock: Clock
    secret: bytes
    staff: Mapping[str, str]
    checkout_url: str
    site_url: str
    torob_key: bytes = b""
