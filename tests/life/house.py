"""The shop under test with the people around it: its ports, its visitors' cookies, and what each last saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from checkout.ports import Ports
from checkout.records import Attempt as KeptAttempt
from checkout.secrets import fingerprint, new_token
from checkout.use_cases.settle_attempt import returned
from tests.fakes import World
from tests.life.book import Book, Reviewed, Saved
from tests.life.papers import Attempt

BUYERS = ("09121234567", "09121234568", "09121234569")


@dataclass
class Visitor:
    """A buyer's browser: the session, and the review that is on the screen."""

    session: str = field(default_factory=lambda: fingerprint(new_token()))
    seen: str = ""
    meant: Reviewed = ()
    """The same review as the model has it."""


@dataclass
class House:
    """Everything that acts are done with. ``book`` is the model as it stands before the act."""

    world: World
    book: Book
    returns: Callable[[Ports, str, dict[str, str]], KeptAttempt] = returned
    visitors: dict[str, Visitor] = field(default_factory=lambda: {buyer: Visitor() for buyer in BUYERS})
    numbers: int = 0

    @property
    def ports(self) -> Ports:
        return self.world.ports

    def code(self, paper: int) -> str:
        """Return the code of an order that the model knows."""
        return self.book.papers[paper].code

    def attempt(self, number: int) -> Attempt:
        """Return a try to pay as the model knows it."""
        return self.book.attempts[number]

    def number(self) -> int:
        """Return a number that was not given before."""
        self.numbers += 1
        return self.numbers


class Act(Protocol):
    """Something that somebody does."""

    @property
    def repeats(self) -> bool:
        """Whether it is simply done again after a crash, and then ends as if it had been done once."""

    def do(self, house: House) -> object:
        """Do it to the shop."""

    def foretell(self, book: Book, saved: Saved) -> str:
        """Do it to the book, and return what is answered."""
