"""What a buyer may forge: another order's return, one mended with its facts, and everything else a browser can send."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from tests.contracts.gateway.bank import Back
from tests.contracts.gateway.checks import Checks
from tests.contracts.gateway.rig import Rig

CHECKS = Checks()


@CHECKS.add
def another_orders_return_changes_nothing(rig: Rig) -> None:
    for quantity in (1, 2):
        victim, thief = rig.attempt(quantity), rig.attempt(1)
        back = rig.pays(victim)
        assert rig.comes_back(thief, back).state == "open"
        rig.check_end(thief, "open")
        rig.comes_back(victim, back)
        assert rig.comes_back(thief, back).state == "open"
        rig.check_end(thief, "open")
        rig.check_paid(victim)


@CHECKS.add
def a_return_mended_with_another_orders_facts_pays_one_order_at_most(rig: Rig) -> None:
    """The own authority, and all else of a paid return of the same amount and of another."""
    for quantity, thief_first in itertools.product((1, 2), (False, True)):
        victim, thief = rig.attempt(quantity), rig.attempt(1)
        back = rig.pays(victim)
        mended = Back("GET", "", _with_authority(back.fields, victim.authority, thief.authority))
        for attempt, brought in ((thief, mended), (victim, back)) if thief_first else ((victim, back), (thief, mended)):
            rig.comes_back(attempt, brought)
        rig.check_sound()
        states = (rig.now(victim).state, rig.now(thief).state)
        assert states.count("paid") == 1, states
        if quantity == 2:
            assert states[0] == "paid", states


@CHECKS.add
def forged_returns_pay_nothing_and_spoil_nothing(rig: Rig) -> None:
    paid = rig.attempt()
    back = rig.pays(paid)
    rig.comes_back(paid, back)
    target = rig.attempt()
    for fields in _forged(back.fields, paid.authority, target.authority, rig.half.strange_authority):
        assert rig.comes_back(target, Back("GET", "", fields)).state != "paid", fields
    rig.check_end(target, "open", "failed", "needs_person")
    honest = rig.attempt()
    for fields in _forged({}, paid.authority, honest.authority, rig.half.strange_authority):
        rig.comes_back(honest, Back("GET", "", fields))
    rig.comes_back(honest, rig.pays(honest))
    rig.check_paid(honest)


def _with_authority(fields: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    return {name: new if value == old else value for name, value in fields.items()}


def _forged(said: Mapping[str, str], paid: str, target: str, strange: str) -> Iterator[dict[str, str]]:
    """Yield returns that claim what is not so, in the names of every bank."""
    claims: tuple[dict[str, str], ...] = (
        {"Status": "OK", "success": "1", "status": "2", "State": "OK"},
        {"Status": "2", "success": "1", "status": "1", "State": "OK", "Amount": "1"},
        {"Status": "NOK", "success": "0", "status": "3"},
        {},
    )
    receipts: tuple[dict[str, str], ...] = (
        {},
        {"RefNum": "GmshtyjwKSu11111111111"},
        {"RefNum": "' OR 1=1"},
        {"RefNum": said.get("RefNum", "x")},
    )
    for authority, claim, receipt in itertools.product(
        (target, paid, strange, "", target.swapcase() + "x"), claims, receipts
    ):
        for names in (("Authority", "trackId", "Token"), ("authority", "TrackId", "token")):
            yield {**said, **claim, **receipt, **dict.fromkeys(names, authority)}
