"""Work that waits for the disk together: run one after the other, waited for once, and nobody answered before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, cast

from checkout.kinds import GRANTS, LINKS, SESSIONS, Kind
from checkout.store import StoreUnavailable, Transaction, TryAgain
from checkout.together import Ahead, Outcome, begins_with, read_ahead, together, wait, waits_later
from shop.release import Sku
from tests.builders import HONEY


def test_alone_a_transaction_is_waited_for_at_once() -> None:
    told: list[str] = []

    wait(lambda: told.append("safe"))

    assert told == ["safe"]
    assert not waits_later()


def test_all_work_runs_before_any_of_it_is_waited_for() -> None:
    told: list[str] = []

    def work(name: str) -> Callable[[], str]:
        def run() -> str:
            assert waits_later()
            wait(lambda: told.append(f"{name} safe"))
            told.append(name)
            return name

        return run

    assert together([partial(one) for one in (work("a"), work("b"))]) == [Outcome(result="a"), Outcome(result="b")]
    assert told == ["a", "b", "a safe", "b safe"]
    assert not waits_later()


def test_what_a_work_raises_is_its_own_and_is_told_when_what_it_saw_is_safe() -> None:
    told: list[str] = []
    refused = KeyError("refused")

    def refuse() -> None:
        wait(lambda: told.append("safe"))
        raise refused

    assert together([partial(one) for one in (refuse, lambda: 1)]) == [Outcome(error=refused), Outcome(result=1)]
    assert told == ["safe"]


def test_a_commit_that_fails_is_the_outcome_whatever_the_work_returned() -> None:
    full = StoreUnavailable("here", "disk is full")

    def fail() -> None:
        raise full

    def work() -> str:
        wait(fail)
        return "placed"

    assert together([partial(one) for one in (work, lambda: "read")]) == [Outcome(error=full), Outcome(result="read")]


def test_what_another_got_in_the_way_of_runs_again_and_is_then_waited_for_at_once() -> None:
    runs: list[bool] = []

    def contend() -> None:
        if len(runs) == 1:
            raise TryAgain("orders")

    def work() -> int:
        runs.append(waits_later())
        wait(contend)
        return len(runs)

    assert together([partial(one) for one in [work]]) == [Outcome(result=2)]
    assert runs == [True, False]


def test_what_runs_again_does_so_when_all_else_has_been_waited_for() -> None:
    told: list[str] = []

    def contend() -> None:
        told.append("in the way")
        if told.count("in the way") == 1:
            raise TryAgain("orders")

    def work() -> None:
        wait(contend)
        wait(lambda: told.append("its second"))

    together([partial(work), partial(wait, lambda: told.append("another"))])
    assert told == ["in the way", "its second", "another", "in the way", "its second"]


class Asked:
    """A transaction that notes what it is to read ahead."""

    def __init__(self) -> None:
        self.asked: list[Ahead] = []

    def read_ahead(
        self,
        *,
        records: Sequence[tuple[Kind[Any], str]] = (),
        found: Sequence[tuple[Kind[Any], str, str]] = (),
        stock: Sequence[Sku] = (),
    ) -> None:
        self.asked.append(Ahead(records, found, stock))

    @classmethod
    def of_this_work(cls) -> list[Ahead]:
        tx = cls()
        read_ahead(cast("Transaction", tx))
        return tx.asked


def test_what_all_work_asks_for_is_read_step_by_step_for_whoever_asks_once() -> None:
    told = []

    def reads(_: object, name: str, further: int) -> Iterator[Ahead]:
        yield Ahead(records=[(SESSIONS, name)])
        for number in range(further):
            yield Ahead(found=[(GRANTS, "member", f"{name}{number}")], stock=[HONEY])

    @begins_with(reads)
    def work(name: str, further: int) -> str:
        del further
        told.append(Asked.of_this_work())
        return name

    assert Asked.of_this_work() == []
    assert together([partial(work, "a", 2), partial(work, "b", 1), partial(Asked.of_this_work)]) == [
        Outcome(result="a"),
        Outcome(result="b"),
        Outcome(result=[]),
    ]
    assert told == [
        [
            Ahead(records=[(SESSIONS, "a"), (SESSIONS, "b")], found=[], stock=[]),
            Ahead(records=[], found=[(GRANTS, "member", "a0"), (GRANTS, "member", "b0")], stock=[HONEY, HONEY]),
            Ahead(records=[], found=[(GRANTS, "member", "a1")], stock=[HONEY]),
        ],
        [],
    ]


def test_what_nobody_asked_for_is_forgotten_with_the_work() -> None:
    def reads(_: object, name: str) -> Iterator[Ahead]:
        yield Ahead(records=[(SESSIONS, name)])

    @begins_with(reads)
    def work(name: str) -> str:
        return name

    assert together([partial(work, "a")]) == [Outcome(result="a")]
    assert together([partial(Asked.of_this_work)]) == [Outcome(result=[])]


def test_work_whose_reads_cannot_be_told_keeps_none_of_the_others_from_being_read_ahead() -> None:
    def reads(_: object, name: str) -> Iterator[Ahead]:
        yield Ahead(records=[(SESSIONS, name)])
        yield Ahead(records=[(LINKS, name.encode().decode())])

    @begins_with(reads)
    def work(name: str) -> tuple[bytes, list[Ahead]]:
        asked = Asked.of_this_work()
        return name.encode(), asked

    whole, broken = together([partial(work, "a"), partial(work, "\ud800")])

    assert isinstance(broken.error, UnicodeEncodeError)
    assert whole == Outcome(
        result=(
            b"a",
            [
                Ahead(records=[(SESSIONS, "a"), (SESSIONS, "\ud800")], found=[], stock=[]),
                Ahead(records=[(LINKS, "a")], found=[], stock=[]),
            ],
        )
    )
