"""The gateways under test. A new one is a row here, and everything in this folder is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import httpx2

from checkout.gateways.sep import Sep
from checkout.gateways.zarinpal import Zarinpal
from checkout.gateways.zibal import Zibal
from checkout.ports import Gateway
from checkout.sandbox.ledger import FaceName
from shop.terms.payment import GatewayName


class Opening(Protocol):
    """How an adapter is opened; every adapter's class is one of these."""

    def __call__(
        self,
        *,
        account: str,
        base_url: str,
        timeout: float,
        sandbox: bool = False,
        transport: httpx2.BaseTransport | None = None,
    ) -> Gateway: ...


@dataclass(frozen=True)
class Half:
    """A gateway's adapter with its half of the sandbox, and two accounts there."""

    name: GatewayName
    face: FaceName
    adapter: Opening
    account: str
    another_account: str
    strange_authority: str

    def open(self, url: str, *, account: str = "", timeout: float = 10) -> Gateway:
        return self.adapter(account=account or self.account, base_url=url, timeout=timeout, sandbox=True)


HALVES = (
    Half(
        name="zarinpal",
        face="zarinpal",
        adapter=Zarinpal,
        account="1344b5d4-0048-11e8-94db-005056a205be",
        another_account="2b2b2b2b-0048-11e8-94db-005056a205be",
        strange_authority="S" + "0" * 35,
    ),
    Half(
        name="zibal",
        face="zibal",
        adapter=Zibal,
        account="zibal",
        another_account="another-shop",
        strange_authority="1596644223331",
    ),
    Half(
        name="sep",
        face="sep",
        adapter=Sep,
        account="21012345",
        another_account="21054321",
        strange_authority="0" * 32,
    ),
)
