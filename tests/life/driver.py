"""Lets an act happen to the shop and to the book, in good weather and bad, and compares the two."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from checkout.kinds import ATTEMPTS, ORDERS
from checkout.store import OutcomeUnknown
from shop.errors import (
    CartChanged,
    CartEmpty,
    Conflict,
    OutOfStock,
    SalesStopped,
    SessionExpired,
    ShopError,
    TooManyUnpaid,
)
from tests.life.book import Book
from tests.life.house import Act, House
from tests.life.look import agree, check_what_always_holds, view_of_book, view_of_shop
from tests.life.running import Job
from tests.life.weather import Crashed, Kind, Weather

_NAMED = (CartChanged, CartEmpty, Conflict, OutOfStock, SalesStopped, SessionExpired, TooManyUnpaid)
_HALF_DONE = ("crashed", "unknown")


@dataclass
class Driver:
    """One shop's life: ``house.book`` is what the shop must be by now."""

    house: House
    weather: Weather

    def perform(self, act: Act, kind: Kind = "calm", due: int = 0) -> str:
        """Let somebody do something, while this befalls the transaction of that number; return what was answered."""
        after, told, stages = foretold(act, self.house.book)
        self.weather.set(kind, due)
        answer = self._do(act)
        self.weather.clear()
        if answer == "crashed":
            self.weather.reopen()
        if answer not in _HALF_DONE:
            self._turn_to(after, told, answer, f"{act}")
        elif act.repeats:
            again = self._do(act)
            self._turn_to(self._as_given_up(act, after), told, again, f"{act}, done again")
        else:
            self._find_stage(act, stages)
        check_what_always_holds(self.house.world)
        return answer

    def race(self, first: Act, second: Act, due: int) -> None:
        """Let two people act at once: the first comes in at the second one's transaction of that number."""
        answers: list[str] = []
        self.weather.set("rival", due, lambda: answers.append(self._do(first)))
        second_answer = self._do(second)
        self.weather.clear()
        if not answers:  # the second one had fewer transactions, or was refused before its end
            answers.append(self._do(first))
        self._find_order((first, answers[0]), (second, second_answer))
        check_what_always_holds(self.house.world)

    def restart(self) -> None:
        """Close the service and start it again; nothing may be lost."""
        self.weather.reopen()
        agree(view_of_shop(self.house.world), view_of_book(self.house.book), "after a restart")
        check_what_always_holds(self.house.world)

    def _do(self, act: Act) -> str:
        try:
            given = act.do(self.house)
        except Crashed:
            return "crashed"
        except OutcomeUnknown:
            return "unknown"
        except _NAMED as error:
            return type(error).__name__
        except ShopError:
            return "refused"
        return f"order {given}" if isinstance(given, str) else "done"

    def _find_stage(self, act: Act, stages: list[Book]) -> None:
        """After a crash the shop stands at one of the stages that the act goes through."""
        possible = stages[1:] if self.weather.kept and len(stages) > 1 else stages
        shop = view_of_shop(self.house.world)
        for stage in possible:
            if shop == view_of_book(self._learnt(stage)):
                self.house.book = stage
                return
        agree(shop, [view_of_book(stage) for stage in possible], f"{act}: half done")

    def _as_given_up(self, act: Act, after: Book) -> Book:
        """A reconciler that died after it had asked about an old attempt gives it up when it asks the next time."""
        if isinstance(act, Job) and act.name == "reconcile":
            with self.house.world.store.transaction() as tx:
                still_open = {one.id for one in tx.every(ATTEMPTS) if one.state == "open"}
            for attempt in after.attempts:
                if attempt.state == "needs_person" and attempt.id in still_open and attempt.checked_at == after.now:
                    attempt.state = "open"
        return after

    def _find_order(self, first: tuple[Act, str], second: tuple[Act, str]) -> None:
        """What two did at once is what they do one after the other, in some order."""
        shop, said = view_of_shop(self.house.world), []
        for (one, its), (other, others) in ((first, second), (second, first)):
            between, told, _ = foretold(one, self.house.book)
            after, told_then, _ = foretold(other, between)
            view = view_of_book(self._learnt(after))
            if view == shop and _fits(after, told, its) and _fits(after, told_then, others):
                self.house.book = after
                return
            said.append((view, told, told_then))
        agree((shop, first[1], second[1]), said, f"{first[0]} at once with {second[0]}")

    def _turn_to(self, book: Book, told: str, answer: str, what: str) -> None:
        self.house.book = self._learnt(book)
        agree((answer, view_of_shop(self.house.world)), (_named(book, told), view_of_book(book)), what)

    def _learnt(self, book: Book) -> Book:
        with self.house.world.store.transaction() as tx:
            orders, attempts = tx.every(ORDERS), tx.every(ATTEMPTS)
        book.bind([order.code for order in orders], [(one.id, one.order, one.authority) for one in attempts])
        return book


def foretold(act: Act, book: Book) -> tuple[Book, str, list[Book]]:
    """Return the book after an act, its answer, and the book at each stage where the act may be interrupted."""
    after, stages = deepcopy(book), [deepcopy(book)]
    answer = act.foretell(after, lambda: stages.append(deepcopy(after)))
    return after, answer, stages


def _named(book: Book, answer: str) -> str:
    """Return a foretold answer with the code of an order that it counts."""
    word, _, number = answer.partition(" ")
    return f"{word} {book.papers[int(number)].code}" if number else answer


def _fits(book: Book, told: str, given: str) -> bool:
    """Whether an answer is the foretold one; an emptied shelf is told in one way or the other."""
    return _named(book, told) == given or {told, given} == {"CartChanged", "OutOfStock"}
