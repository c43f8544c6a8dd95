"""The cells of the fault matrix, and the lives drawn for each: one thing is given, whatever else goes wrong is chance."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from checkout.sandbox.faults import FAULTS as _ALL
from checkout.sandbox.faults import Call
from tests.contracts.gateway.rig import NEVER_ANSWERING

Buyer = Literal["comes_back", "closes_the_tab", "two_tabs", "back_button", "after_expiry", "pays_twice"]
Callback = Literal[
    "once", "twice", "often", "no_after_yes", "anothers_first", "by_post", "with_more", "two_hours_late", "never"
]
Bank = Literal["keeps_it", "gives_it_back_before", "gives_it_back_after", "undecided_for_an_hour"]

_CALLS: tuple[Call, ...] = ("request", "verify", "inquiry", "unverified")
_NO_CELLS = frozenset({"sound", "reversed at inquiry"})
"""What is no fault, and one that is left to the bank: with a verification gone wrong it is the bank's word for the end."""
FAULTS: Mapping[Call, tuple[str, ...]] = {
    call: tuple(
        name for name, fault in _ALL.items() if call in fault.calls and not {name, f"{name} at {call}"} & _NO_CELLS
    )
    for call in _CALLS
}
"""Every fault of the sandbox bank, by the call that it happens at."""
_MOST_TIMES = 4
_ONCE = frozenset({*NEVER_ANSWERING, "reversed"})
"""Faults that happen once: those that cost real seconds, and the one that would make a bank lie as often as it is asked."""
OFTEN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What goes wrong in one life: at each call a fault and how often it happens, and what buyer and bank do."""

    faults: Mapping[Call, tuple[str, int]]
    buyer: Buyer = "comes_back"
    callback: Callback = "once"
    bank: Bank = "keeps_it"

    @property
    def is_slow(self) -> bool:
        """Whether a fault in it means silence."""
        return any(fault in NEVER_ANSWERING for fault, _ in self.faults.values())

    def __str__(self) -> str:
        wrong = ", ".join(f"{call}: {fault} x {times}" for call, (fault, times) in self.faults.items())
        return f"[{wrong}] {self.buyer}, {self.callback}, {self.bank}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: of that column (a call, or ``buyer``, ``callback``, ``bank``), what happens there."""

    column: str
    happens: str

    def life(self, dice: random.Random) -> Life:
        """Draw a life in which this happens."""
        given: dict[str, Any] = {} if self.column in FAULTS else {self.column: self.happens}
        drawn: dict[str, Any] = {"buyer": dice.choice(get_args(Buyer)), "callback": dice.choice(get_args(Callback))}
        faults = {call: self._fault(call, dice) for call in FAULTS if self._is_faulty(call, dice)}
        life = Life(faults=faults, **{**drawn, **given})
        # A bank that decides otherwise than it says is looked at alone: faults on top would make it say the opposite.
        return replace(life, faults={}) if life.bank != "keeps_it" else life

    def _is_faulty(self, call: Call, dice: random.Random) -> bool:
        return call == self.column or dice.randrange(4) == 0

    def _fault(self, call: Call, dice: random.Random) -> tuple[str, int]:
        fault = self.happens if call == self.column else dice.choice(FAULTS[call])
        return fault, 1 if fault in _ONCE else dice.randint(1, _MOST_TIMES)


def cells() -> list[Cell]:
    """Return every cell."""
    return [
        *[Cell(call, fault) for call, faults in FAULTS.items() for fault in faults],
        *[Cell("buyer", way) for way in get_args(Buyer)],
        *[Cell("callback", way) for way in get_args(Callback)],
        *[Cell("bank", way) for way in get_args(Bank)],
    ]
