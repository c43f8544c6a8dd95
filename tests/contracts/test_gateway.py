"""What every gateway promises the use cases, asked of the real adapter talking to the sandbox bank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from checkout.gateways.zarinpal import Zarinpal
from checkout.ports import Gateway, NotPaid, Paid, Started, Unverified
from checkout.sandbox.app import sandbox_app
from shop.errors import GatewayRefused
from shop.money import Rials

PRICE = Rials(29_500_000)
OUR_MERCHANT = "1344b5d4-0048-11e8-94db-005056a205be"
ANOTHER_MERCHANT = "2b2b2b2b-0048-11e8-94db-005056a205be"


@dataclass
class World:
    """The bank, its buyers and its clock."""

    gateway: Gateway
    stranger: Gateway
    browser: TestClient
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 8, 0, tzinfo=UTC))

    def start(self, amount: Rials = PRICE) -> Started:
        return self.gateway.request(
            amount=amount,
            callback_url="https://pay.shop.example/return/7f?step=2",
            description="سفارش ۱۰۰۱",
            mobile="09120000000",
            order="1001",
        )

    def choose(self, started: Started, choice: str) -> dict[str, str]:
        """Let the buyer press a button; return what the browser then brings to the shop."""
        answer = self.browser.post(started.pay_url, data={"choice": choice}, follow_redirects=False)
        assert answer.status_code == 303
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    def paid(self) -> Started:
        started = self.start()
        self.choose(started, "pay")
        return started


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    browser = TestClient(sandbox_app(tmp_path, lambda: a_world.now))
    wire = httpx2.MockTransport(browser.send)
    ours, theirs = (
        Zarinpal(merchant_id=merchant, base_url="http://bank.test", timeout=5, sandbox=True, transport=wire)
        for merchant in (OUR_MERCHANT, ANOTHER_MERCHANT)
    )
    a_world = World(ours, theirs, browser)
    yield a_world
    ours.close()
    theirs.close()
    browser.close()


def test_a_request_names_an_authority_and_the_page_where_the_buyer_pays(world: World) -> None:
    started = world.start()
    assert started.pay_url == f"http://bank.test/pg/StartPay/{started.authority}"
    assert world.browser.get(started.pay_url).status_code == 200


def test_two_requests_never_share_an_authority(world: World) -> None:
    assert len({world.start().authority for _ in range(50)}) == 50


def test_the_return_names_the_authority_and_keeps_the_callbacks_own_query(world: World) -> None:
    started = world.start()
    returned = world.choose(started, "pay")
    assert returned == {"step": "2", "Authority": started.authority, "Status": "OK"}
    assert world.gateway.authority_in(returned) == started.authority


def test_a_paid_payment_verifies_once_and_is_then_repeated_with_the_same_reference(world: World) -> None:
    authority = world.paid().authority
    first = world.gateway.verify(authority=authority, amount=PRICE)
    again = world.gateway.verify(authority=authority, amount=PRICE)
    assert isinstance(first, Paid)
    assert not first.repeated
    assert first.card[6:12] == "******"
    assert again == Paid(reference=first.reference, card=first.card, repeated=True)


def test_two_payments_never_share_a_reference(world: World) -> None:
    results = [world.gateway.verify(authority=world.paid().authority, amount=PRICE) for _ in range(20)]
    assert len({result.reference for result in results if isinstance(result, Paid)}) == 20


def test_another_amount_than_was_paid_is_refused_and_verifies_nothing(world: World) -> None:
    authority = world.paid().authority
    for amount in (Rials(PRICE - 1), Rials(PRICE // 10), Rials(PRICE * 10)):
        with pytest.raises(GatewayRefused) as refused:
            world.gateway.verify(authority=authority, amount=amount)
        assert refused.value.bank_code == "-50"
    assert world.gateway.inquire(authority=authority) == "paid"


def test_a_payment_the_buyer_has_not_made_is_not_paid(world: World) -> None:
    started = world.start()
    assert world.gateway.verify(authority=started.authority, amount=PRICE) == NotPaid(bank_code="-51")


def test_a_cancelled_payment_is_not_paid_whatever_the_return_claims(world: World) -> None:
    started = world.start()
    assert world.choose(started, "cancel")["Status"] == "NOK"
    assert world.gateway.verify(authority=started.authority, amount=PRICE) == NotPaid(bank_code="-51")
    assert world.gateway.inquire(authority=started.authority) == "failed"


def test_another_merchant_can_neither_verify_nor_ask_nor_reverse(world: World) -> None:
    authority = world.paid().authority
    for refused_call in (
        lambda: world.stranger.verify(authority=authority, amount=PRICE),
        lambda: world.stranger.inquire(authority=authority),
        lambda: world.stranger.reverse(authority=authority),
    ):
        with pytest.raises(GatewayRefused) as refused:
            refused_call()
        assert refused.value.bank_code == "-53"
    assert world.stranger.unverified() == []
    assert world.gateway.inquire(authority=authority) == "paid"


def test_an_authority_the_bank_never_named_is_refused(world: World) -> None:
    unknown = "S" + "0" * 35
    with pytest.raises(GatewayRefused) as refused:
        world.gateway.verify(authority=unknown, amount=PRICE)
    assert refused.value.bank_code == "-54"
    with pytest.raises(GatewayRefused) as refused:
        world.gateway.inquire(authority=unknown)
    assert refused.value.bank_code == "-55"


def test_an_inquiry_follows_a_payment_through_its_life(world: World) -> None:
    started = world.start()
    seen = [world.gateway.inquire(authority=started.authority)]
    world.choose(started, "pay")
    seen.append(world.gateway.inquire(authority=started.authority))
    world.gateway.verify(authority=started.authority, amount=PRICE)
    seen.append(world.gateway.inquire(authority=started.authority))
    world.gateway.reverse(authority=started.authority)
    seen.append(world.gateway.inquire(authority=started.authority))
    assert seen == ["in_bank", "paid", "verified", "reversed"]


def test_a_payment_left_at_the_bank_fails_when_its_time_is_up(world: World) -> None:
    started = world.start()
    world.now += timedelta(minutes=29)
    assert world.gateway.inquire(authority=started.authority) == "in_bank"
    world.now += timedelta(minutes=1)
    assert world.gateway.inquire(authority=started.authority) == "failed"
    assert world.gateway.verify(authority=started.authority, amount=PRICE) == NotPaid(bank_code="-51")


def test_a_buyer_who_pays_and_never_returns_is_found_among_the_unverified(world: World) -> None:
    started = world.start()
    assert world.gateway.unverified() == []
    world.choose(started, "pay_and_stay")
    assert world.gateway.unverified() == [Unverified(authority=started.authority, amount=PRICE)]
    world.gateway.verify(authority=started.authority, amount=PRICE)
    assert world.gateway.unverified() == []


def test_the_bank_lists_the_newest_hundred_unverified(world: World) -> None:
    authorities = []
    for _ in range(103):
        world.now += timedelta(seconds=1)
        authorities.append(world.paid().authority)
    listed = [payment.authority for payment in world.gateway.unverified()]
    assert listed == authorities[:2:-1]


def test_a_reversed_payment_is_no_longer_paid_and_cannot_be_reversed_again(world: World) -> None:
    authority = world.paid().authority
    world.gateway.reverse(authority=authority)
    assert world.gateway.verify(authority=authority, amount=PRICE) == NotPaid(bank_code="-51")
    with pytest.raises(GatewayRefused) as refused:
        world.gateway.reverse(authority=authority)
    assert refused.value.bank_code == "-61"


def test_a_payment_is_reversed_only_while_it_is_fresh(world: World) -> None:
    authority = world.paid().authority
    world.now += timedelta(minutes=30, seconds=1)
    with pytest.raises(GatewayRefused) as refused:
        world.gateway.reverse(authority=authority)
    assert refused.value.bank_code == "-63"
    assert world.gateway.inquire(authority=authority) == "paid"


def test_an_amount_outside_the_banks_limits_is_refused(world: World) -> None:
    for amount, code in ((999, "-9"), (1_000_000_001, "-41")):
        with pytest.raises(GatewayRefused) as refused:
            world.start(Rials(amount))
        assert refused.value.bank_code == code
    assert world.start(Rials(1_000)).authority != world.start(Rials(1_000_000_000)).authority
