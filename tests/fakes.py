"""Real implementations of the ports for tests: a clock that is set, a bank and a messenger that do as told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from argon2 import PasswordHasher

from checkout.kinds import ATTEMPTS, KINDS, ORDERS, OUTBOX, SESSIONS, Document
from checkout.ports import (
    BankStatus,
    Gateway,
    GatewayTerms,
    MessengerUnavailable,
    NotPaid,
    Paid,
    Ports,
    Return,
    Started,
    Unverified,
)
from checkout.records import Attempt, Message
from checkout.store import Store, StoreUnavailable, Transaction
from checkout.use_cases.hold_stock import count_stock
from shop.errors import GatewayRefused, GatewayUnavailable, ShopError
from shop.money import Rials
from shop.order import Order, OrderCode
from shop.release import Release, ReleaseId, Sku, encode, release_id
from shop.search.listing import Listing
from shop.terms import Shop
from tests.builders import PLACED_AT, a_release

OWN = "http://127.0.0.1:8001"
SITE = "http://127.0.0.1:8000"
PASSWORD = "انار-و-بِه-۱۴۰۵"
STAFF_HASH = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


@dataclass
class FrozenClock:
    """Stands still until it is told to go on."""

    now: datetime = PLACED_AT

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class BankPayment:
    """One payment as the bank sees it."""

    amount: Rials
    status: BankStatus = "in_bank"
    reference: str = ""
    trouble: ShopError | None = None


@dataclass
class FakeGateway:
    """The Gateway port over a dict. Each payment stands as the test says; ``looking`` sees every request first."""

    name: str = "zarinpal"
    terms: GatewayTerms = GatewayTerms(
        unit="rial",
        pay_within=timedelta(minutes=30),
        verify_within=timedelta(minutes=30),
        reverse_within=timedelta(minutes=30),
    )
    payments: dict[str, BankPayment] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    trouble: ShopError | None = None
    repeated_authority: str = ""
    looking: Callable[[str], None] = lambda _: None
    before_verify: Callable[[str], None] = lambda _: None
    reversals: list[str] = field(default_factory=list)
    refuses_reversal: str = ""
    after_reversal: Callable[[str], None] = lambda _: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        self.looking(callback_url)
        with self.lock:
            self.requests.append(f"{order} {mobile} {description}")
            if self.trouble:
                raise self.trouble
            authority = self.repeated_authority or f"A{len(self.requests):035d}"
            self.payments.setdefault(authority, BankPayment(amount))
            return Started(authority=authority, pay_url=f"https://bank.test/StartPay/{authority}?x=1&y=2")

    def read_return(self, returned: Mapping[str, str]) -> Return:
        return Return(authority=returned.get("Authority", ""))

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        del claim
        self.before_verify(authority)
        with self.lock:
            self.asked.append(authority)
            payment = self._known(authority)
            if payment.status not in {"paid", "verified"}:
                return NotPaid(bank_code="-51")
            if payment.amount != amount:
                raise GatewayRefused("-50")
            repeated = payment.status == "verified"
            payment.status = "verified"
            return Paid(reference=payment.reference, card="603799******1234", repeated=repeated)

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        del claim
        with self.lock:
            return self._known(authority).status

    def unverified(self) -> list[Unverified]:
        if self.trouble:
            raise self.trouble
        return [Unverified(authority=a, amount=p.amount) for a, p in self.payments.items() if p.status == "paid"]

    def reverse(self, *, authority: str, claim: str = "") -> None:
        del claim
        with self.lock:
            self.reversals.append(authority)
            payment = self._known(authority)
            if payment.status not in {"paid", "verified"}:
                raise GatewayRefused("-61")
            if self.refuses_reversal:
                raise GatewayRefused(self.refuses_reversal)
            payment.status = "reversed"
        self.after_reversal(authority)

    def close(self) -> None:
        """Nothing is open."""

    def pay(self, authority: str, reference: str = "") -> None:
        """Let the buyer pay at the bank."""
        payment = self.payments[authority]
        payment.status, payment.reference = "paid", reference or f"R{authority[-6:]}"

    def cancel(self, authority: str) -> None:
        """Let the buyer give up at the bank."""
        self.payments[authority].status = "failed"

    def _known(self, authority: str) -> BankPayment:
        payment = self.payments.get(authority)
        if payment is None:
            raise GatewayRefused("-54")
        if payment.trouble:
            raise payment.trouble
        return payment


@dataclass
class FakeMessenger:
    """Keeps what it is given, once an id; ``refuses`` says which messages it does not take."""

    taken: dict[str, Message] = field(default_factory=dict)
    offered: list[str] = field(default_factory=list)
    refuses: Callable[[Message], bool] = lambda _: False

    def send(self, message: Message) -> None:
        self.offered.append(message.id)
        if self.refuses(message):
            raise MessengerUnavailable
        self.taken[message.id] = message


class FixedReleases:
    """Serves the release it was given last."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._served = (ReleaseId(""), a_release())
        self._terms: dict[ReleaseId, Shop] = {}
        self.texts: dict[str, str] = {}
        self.listings: dict[str, Listing] = {}

    def current(self) -> tuple[ReleaseId, Release]:
        return self._served

    def terms(self, release_id: ReleaseId) -> Shop | None:
        return self._terms.get(release_id)

    def text(self, text_hash: str) -> str | None:
        return self.texts.get(text_hash)

    def listing(self, name: str) -> Listing | None:
        return self.listings.get(name)

    def serve(self, release: Release) -> None:
        with self._store.transaction() as tx:
            count_stock(tx, release, self._clock())
        self._served = (release_id(encode(release)), release)
        self._terms[self._served[0]] = release.shop


class DownStore:
    """A store whose disk has gone."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        raise StoreUnavailable("/var/lib/hojreh", "Input/output error")
        yield

    def leads(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class World:
    """A shop at work: every port, and short ways to look at what is kept."""

    store: Store
    clock: FrozenClock = field(default_factory=FrozenClock)
    gateway: FakeGateway = field(default_factory=FakeGateway)
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    checkout_url: str = OWN

    def __post_init__(self) -> None:
        self.releases = FixedReleases(self.store, self.clock)
        gateways: dict[str, Gateway] = {self.gateway.name: self.gateway}
        self.ports = Ports(
            store=self.store,
            releases=self.releases,
            gateways=gateways,
            messenger=self.messenger,
            clock=self.clock,
            secret=b"a secret of at least thirty-two bytes",
            staff={"sara": STAFF_HASH, "ali": STAFF_HASH},
            checkout_url=self.checkout_url,
            site_url=SITE,
        )
        self.releases.serve(a_release())

    def with_staff(self, staff: Mapping[str, str]) -> Ports:
        """Return the same ports with other staff."""
        return replace(self.ports, staff=staff)

    def order(self, code: str) -> Order:
        with self.store.transaction() as tx:
            found = tx.get(ORDERS, code)
        assert found is not None
        return found

    def orders(self) -> list[Order]:
        with self.store.transaction() as tx:
            return tx.every(ORDERS)

    def keep_order(self, order: Order) -> Order:
        with self.store.transaction() as tx:
            tx.put(ORDERS, order)
        return order

    def attempts(self, code: OrderCode) -> list[Attempt]:
        with self.store.transaction() as tx:
            return sorted(tx.find(ATTEMPTS, "order", code), key=lambda attempt: (attempt.created_at, attempt.authority))

    def attempt(self, attempt_id: str) -> Attempt:
        with self.store.transaction() as tx:
            found = tx.get(ATTEMPTS, attempt_id)
        assert found is not None
        return found

    def outbox(self, start: str = "") -> list[Message]:
        with self.store.transaction() as tx:
            messages = [message for message in tx.every(OUTBOX) if message.id.startswith(start)]
        return sorted(messages, key=lambda message: message.written_at)

    def texts(self, order: Order) -> list[str]:
        """Return the bodies of an order's SMSs, the oldest first."""
        own = [message for message in self.outbox(f"{order.code}:") if message.channel == "sms"]
        return [message.body for message in sorted(own, key=lambda message: int(message.id.split(":")[1]))]

    def last_code(self, mobile: str) -> str:
        """Return the one-time code in the newest SMS to a mobile."""
        bodies = [message.body for message in self.outbox("code:") if message.to == mobile]
        return bodies[-1].rsplit("#", 1)[1]

    def stock(self, sku: Sku) -> int:
        with self.store.transaction() as tx:
            return tx.stock(sku)

    def forget_sessions(self) -> None:
        """Lose every visitor's session, as a long absence does."""
        with self.store.transaction() as tx:
            for session in tx.every(SESSIONS):
                tx.delete(SESSIONS, session.id)

    def everything(self) -> dict[str, list[Document]]:
        """Return all that is kept, to compare before and after."""
        with self.store.transaction() as tx:
            return {kind.name: [kind.encode(record) for record in tx.every(kind)] for kind in KINDS}


def unavailable() -> GatewayUnavailable:
    return GatewayUnavailable("no usable answer")


def in_threads(count: int, work: Callable[[int], object]) -> list[object]:
    """Return what ``work`` returned or raised in each of ``count`` threads that started together."""
    start = threading.Barrier(count)
    came: list[object] = [None] * count

    def begin(number: int) -> None:
        start.wait(timeout=60)
        try:
            came[number] = work(number)
        except ShopError as error:
            came[number] = error

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came
