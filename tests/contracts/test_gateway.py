"""What every gateway promises the use cases, asked of the real adapter talking to the sandbox bank over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from checkout.ports import Gateway, NotPaid, Paid, Started, Unverified
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.money import Rials
from tests.contracts.gateway.bank import START, RunningBank, running_bank
from tests.contracts.gateway.registry import HALVES, Half

PRICE = Rials(29_500_000)
OURS = "https://pay.shop.example/return/7f?step=2"


@dataclass
class World:
    """One gateway, another shop's account at it, and the bank."""

    half: Half
    bank: RunningBank
    gateway: Gateway
    stranger: Gateway

    def start(self, amount: Rials = PRICE) -> Started:
        return self.gateway.request(
            amount=amount, callback_url=OURS, description="سفارش ۱۰۰۱", mobile="09120000000", order="1001"
        )

    def choose(self, started: Started, choice: str) -> dict[str, str]:
        back = self.bank.choose(started, choice)
        assert back is not None
        assert back.path == urlsplit(OURS).path
        return dict(back.fields)

    def paid(self) -> tuple[str, str]:
        """Let a buyer pay; return the authority and the claim of the return."""
        started = self.start()
        said = self.gateway.read_return(self.choose(started, "pay"))
        assert said.authority == started.authority
        return started.authority, said.claim

    def later(self, **span: float) -> None:
        self.bank.now += timedelta(**span)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBank]:
    with running_bank(tmp_path_factory.mktemp("bank")) as bank:
        yield bank


@pytest.fixture(params=HALVES, ids=lambda half: half.name)
def world(request: pytest.FixtureRequest, bank: RunningBank) -> Iterator[World]:
    half: Half = request.param
    bank.now = START
    ours, theirs = half.open(bank.url), half.open(bank.url, account=half.another_account)
    yield World(half, bank, ours, theirs)
    ours.close()
    theirs.close()


def test_a_gateway_states_its_unit_and_its_windows(world: World) -> None:
    terms = world.gateway.terms
    assert world.gateway.name == world.half.name
    assert terms.unit == "rial"
    assert timedelta(minutes=10) <= terms.verify_within <= terms.pay_within + timedelta(minutes=30)


def test_the_bank_takes_exactly_the_amount_in_rials(world: World) -> None:
    started = world.start()
    assert world.bank.payment(world.half.face, started.authority).rials == PRICE


def test_two_requests_never_share_an_authority(world: World) -> None:
    assert len({world.start().authority for _ in range(50)}) == 50


def test_the_return_names_the_authority_and_keeps_the_callbacks_own_query(world: World) -> None:
    started = world.start()
    returned = world.choose(started, "pay")
    assert returned["step"] == dict(parse_qsl(urlsplit(OURS).query))["step"]
    assert world.gateway.read_return(returned).authority == started.authority
    assert world.gateway.read_return({}).authority == ""


def test_a_paid_payment_verifies_once_and_is_then_repeated_with_the_same_reference(world: World) -> None:
    authority, claim = world.paid()
    first = world.gateway.verify(authority=authority, amount=PRICE, claim=claim)
    again = world.gateway.verify(authority=authority, amount=PRICE, claim=claim)
    assert isinstance(first, Paid)
    assert not first.repeated
    assert first.card[6:12] == "******"
    assert again == Paid(reference=first.reference, card=first.card, repeated=True)


def test_two_payments_never_share_a_reference(world: World) -> None:
    paid = [world.paid() for _ in range(20)]
    results = [world.gateway.verify(authority=authority, amount=PRICE, claim=claim) for authority, claim in paid]
    assert len({result.reference for result in results if isinstance(result, Paid)}) == 20


def test_another_amount_than_was_paid_is_refused_and_never_paid(world: World) -> None:
    authority, claim = world.paid()
    for amount in (Rials(PRICE - 1), Rials(PRICE // 10), Rials(PRICE * 10)):
        with pytest.raises(GatewayRefused):
            world.gateway.verify(authority=authority, amount=amount, claim=claim)


def test_a_payment_the_buyer_has_not_made_is_not_paid(world: World) -> None:
    started = world.start()
    if world.gateway.terms.can_be_asked:
        assert isinstance(world.gateway.verify(authority=started.authority, amount=PRICE), NotPaid)
        assert world.gateway.inquire(authority=started.authority) == "in_bank"
    else:
        with pytest.raises(GatewayUnavailable):
            world.gateway.verify(authority=started.authority, amount=PRICE)


def test_a_cancelled_payment_is_not_paid(world: World) -> None:
    started = world.start()
    said = world.gateway.read_return(world.choose(started, "cancel"))
    assert (said.authority, said.claim) == (started.authority, "")
    if world.gateway.terms.can_be_asked:
        assert isinstance(world.gateway.verify(authority=started.authority, amount=PRICE), NotPaid)
        assert world.gateway.inquire(authority=started.authority) == "failed"
        assert said.refusal == ""
    else:
        assert said.refusal


def test_another_shop_can_neither_verify_nor_reverse(world: World) -> None:
    authority, claim = world.paid()
    for call in (
        lambda: world.stranger.verify(authority=authority, amount=PRICE, claim=claim),
        lambda: world.stranger.inquire(authority=authority, claim=claim),
        lambda: world.stranger.reverse(authority=authority, claim=claim),
    ):
        with pytest.raises((GatewayRefused, GatewayUnavailable)):
            call()
    assert world.stranger.unverified() == []
    assert world.bank.payment(world.half.face, authority).state == "paid"


def test_an_authority_the_bank_never_named_is_no_payment(world: World) -> None:
    for strange in (world.half.strange_authority, "", "../../etc", "۱۲۳"):
        with pytest.raises((GatewayRefused, GatewayUnavailable)):
            world.gateway.verify(authority=strange, amount=PRICE)
        with pytest.raises((GatewayRefused, GatewayUnavailable)):
            world.gateway.inquire(authority=strange)


def test_an_inquiry_follows_a_payment_through_its_life(world: World) -> None:
    if not world.gateway.terms.can_be_asked:
        return
    started = world.start()
    seen = [world.gateway.inquire(authority=started.authority)]
    world.choose(started, "pay")
    seen.append(world.gateway.inquire(authority=started.authority))
    world.gateway.verify(authority=started.authority, amount=PRICE)
    seen.append(world.gateway.inquire(authority=started.authority))
    payment = world.bank.payment(world.half.face, started.authority)
    assert world.bank.ledger.move(payment, "reversed", out_of="verified")
    seen.append(world.gateway.inquire(authority=started.authority))
    assert seen == ["in_bank", "paid", "verified", "reversed"]
    assert isinstance(world.gateway.verify(authority=started.authority, amount=PRICE), NotPaid)


def test_a_buyer_who_pays_and_never_returns_is_found_among_the_unverified(world: World) -> None:
    started = world.start()
    before = world.gateway.unverified()
    assert world.bank.choose(started, "pay_and_stay") is None
    found = [one for one in world.gateway.unverified() if one not in before]
    listed = [Unverified(authority=started.authority, amount=PRICE)]
    assert found == (listed if world.gateway.terms.lists_unverified else [])


def test_the_bank_lists_the_newest_hundred_unverified(world: World) -> None:
    if not world.gateway.terms.lists_unverified:
        return
    authorities = []
    for _ in range(103):
        world.later(seconds=1)
        authorities.append(world.paid()[0])
    assert [payment.authority for payment in world.gateway.unverified()] == authorities[:2:-1]


def test_a_payment_is_reversed_once_and_only_while_it_is_fresh(world: World) -> None:
    window = world.gateway.terms.reverse_within
    fresh, stale = world.paid(), world.paid()
    for authority, claim in (fresh, stale):
        world.gateway.verify(authority=authority, amount=PRICE, claim=claim)
    if window is None:
        with pytest.raises(GatewayRefused):
            world.gateway.reverse(authority=fresh[0], claim=fresh[1])
        return
    world.later(seconds=window.total_seconds() - 60)
    world.gateway.reverse(authority=fresh[0], claim=fresh[1])
    assert world.bank.payment(world.half.face, fresh[0]).state == "reversed"
    with pytest.raises(GatewayRefused):
        world.gateway.reverse(authority=fresh[0], claim=fresh[1])
    world.later(seconds=61)
    with pytest.raises(GatewayRefused):
        world.gateway.reverse(authority=stale[0], claim=stale[1])
    assert world.bank.payment(world.half.face, stale[0]).state == "verified"
    assert isinstance(world.gateway.verify(authority=fresh[0], amount=PRICE, claim=fresh[1]), NotPaid)


def test_what_was_not_verified_in_time_is_never_paid_where_the_bank_gives_it_back(world: World) -> None:
    authority, claim = world.paid()
    world.later(seconds=world.gateway.terms.verify_within.total_seconds() * 2 + 1)
    if world.gateway.terms.lists_unverified:
        assert isinstance(world.gateway.verify(authority=authority, amount=PRICE, claim=claim), Paid)
        return
    if world.gateway.terms.can_be_asked:
        assert isinstance(world.gateway.verify(authority=authority, amount=PRICE, claim=claim), NotPaid)
    else:
        with pytest.raises(GatewayRefused):
            world.gateway.verify(authority=authority, amount=PRICE, claim=claim)
    assert world.bank.payment(world.half.face, authority).state == "reversed"


def test_an_amount_outside_the_banks_limits_is_refused(world: World) -> None:
    for amount in (0, -1):
        with pytest.raises(GatewayRefused):
            world.start(Rials(amount))
