"""Work that waits for the disk together: run one after the other, waited for once, and nobody answered before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from checkout.kinds import SESSIONS, SWITCHES
from checkout.store import StoreUnavailable, TryAgain
from checkout.together import Outcome, begins_with, first_reads, together, wait, waits_later


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


def test_what_all_work_reads_first_is_told_to_whoever_asks_once() -> None:
    told = []

    @begins_with(lambda name: [(SESSIONS, name), (SWITCHES, "*")])
    def work(name: str) -> str:
        told.append(first_reads())
        return name

    assert first_reads() == []
    assert together([partial(work, "a"), partial(work, "b"), partial(first_reads)]) == [
        Outcome(result="a"),
        Outcome(result="b"),
        Outcome(result=[]),
    ]
    assert told == [[(SESSIONS, "a"), (SWITCHES, "*"), (SESSIONS, "b"), (SWITCHES, "*")], []]


def test_what_nobody_asked_for_is_forgotten_with_the_work() -> None:
    @begins_with(lambda name: [(SESSIONS, name)])
    def work(name: str) -> str:
        return name

    assert together([partial(work, "a")]) == [Outcome(result="a")]
    assert together([partial(first_reads)]) == [Outcome(result=[])]


def test_work_whose_first_reads_cannot_be_told_keeps_none_of_the_others_from_running() -> None:
    @begins_with(lambda name: [(SESSIONS, name.encode().decode())])
    def work(name: str) -> bytes:
        return name.encode()

    broken, whole = together([partial(work, "\ud800"), partial(work, "a")])

    assert isinstance(broken.error, UnicodeEncodeError)
    assert whole == Outcome(result=b"a")
