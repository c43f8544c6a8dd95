"""Look through what a bank says that it holds and the shop has not confirmed: whatever was missed is in that list."""

from __future__ import annotations

import logging

from checkout.kinds import ATTEMPTS, UNIQUE_USES
from checkout.ports import Gateway, Ports
from checkout.records import Attempt
from checkout.store import retried
from checkout.use_cases.settle_attempt import settle_one_of_many
from shop.errors import GatewayRefused, GatewayUnavailable

log = logging.getLogger("hojreh.payments")


def cross_check(ports: Ports, only: str | None = None) -> int:
    """BAQ-009: ask about every payment of ours that a bank lists as unverified; return how many.

    The reconciler asks about what the shop thinks is open; here the bank says what it holds. So a payment is found that
    was made after its attempt had failed, and so is one that waits for a person. What staff closed stays closed.
    ``only`` those of one gateway.
    """
    asked = 0
    for name, gateway in ports.gateways.items():
        if only in {None, name} and gateway.terms.lists_unverified:
            for attempt_id in _listed(ports, gateway):
                settle_one_of_many(ports, attempt_id, news=True)
                asked += 1
    return asked


def _listed(ports: Ports, gateway: Gateway) -> list[str]:
    try:
        rows = gateway.unverified()
    except (GatewayUnavailable, GatewayRefused) as error:
        log.warning("the gateway %s does not list what is unverified: %s", gateway.name, error)
        return []
    found = _attempts_of(ports, gateway.name, sorted({row.authority for row in rows}))
    return [one.id for one in found if not one.closed_by]


@retried
def _attempts_of(ports: Ports, gateway: str, authorities: list[str]) -> list[Attempt]:
    """Return the attempts that these authorities were given for; others than ours may share the account."""
    keys = [f"{gateway}:authority:{authority}" for authority in authorities]
    with ports.store.transaction() as tx:
        uses = [use for key in keys if (use := tx.get(UNIQUE_USES, key)) is not None]
        return [attempt for use in uses if (attempt := tx.get(ATTEMPTS, use.attempt)) is not None]
