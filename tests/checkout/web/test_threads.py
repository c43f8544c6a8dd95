"""Use cases run in threads of their own, and what they return or raise comes back to whoever asked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from functools import partial

import pytest

from checkout.together import Outcome, wait, waits_later
from checkout.web.threads import Crews, Threads, _settle_all


def test_what_the_work_returns_comes_back_from_another_thread() -> None:
    assert asyncio.run(Threads(1).run(lambda: threading.current_thread().name)) == "use case 0"


def test_what_the_work_raises_is_raised_and_the_thread_goes_on() -> None:
    threads = Threads(1)

    def wrong() -> None:
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        asyncio.run(threads.run(wrong))
    assert asyncio.run(threads.run(lambda: "still there")) == "still there"


def test_an_iterator_that_ran_out_leaves_nobody_waiting() -> None:
    empty: list[int] = []

    async def ask() -> int:
        return await asyncio.wait_for(Threads(1).run(lambda: next(iter(empty))), timeout=60)

    with pytest.raises(RuntimeError, match="StopIteration"):
        asyncio.run(ask())


def test_as_many_as_there_are_threads_run_at_once() -> None:
    threads = Threads(3)
    together = threading.Barrier(3)

    async def ask() -> list[int]:
        return await asyncio.gather(*(threads.run(lambda: together.wait(timeout=60)) for _ in range(3)))

    assert sorted(asyncio.run(ask())) == [0, 1, 2]


def test_what_nobody_waits_for_any_more_is_done_all_the_same() -> None:
    threads = Threads(1)
    go_on = threading.Event()

    async def ask_give_up_and_ask_again() -> bool:
        asked = asyncio.create_task(threads.run(lambda: go_on.wait(timeout=60)))
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        next_one = asyncio.create_task(threads.run(go_on.is_set))
        go_on.set()
        return await next_one

    assert asyncio.run(ask_give_up_and_ask_again())


def test_a_thread_outlives_the_event_loop_it_worked_for() -> None:
    threads = Threads(1)
    go_on = threading.Event()

    async def ask_and_leave() -> None:
        asked = asyncio.create_task(threads.run(lambda: go_on.wait(timeout=60)))
        await asyncio.sleep(0)
        asked.cancel()

    asyncio.run(ask_and_leave())
    go_on.set()

    assert asyncio.run(threads.run(lambda: "next")) == "next"


def test_what_waits_runs_together_in_one_thread_and_is_answered_when_all_of_it_is_safe() -> None:
    thread, go_on, told = Crews(), threading.Event(), list[str]()

    def work(name: str) -> str:
        assert waits_later()
        wait(lambda: told.append(f"{name} safe"))
        told.append(name)
        return threading.current_thread().name

    async def ask() -> list[str]:
        first = asyncio.create_task(thread.run(partial(lambda: str(go_on.wait(timeout=60)))))
        await asyncio.sleep(0)
        rest = [asyncio.create_task(thread.run(partial(work, name))) for name in "ab"]
        await asyncio.sleep(0)
        go_on.set()
        return await asyncio.gather(first, *rest)

    assert asyncio.run(ask()) == ["True", "crew 1", "crew 1"]
    assert told == ["a", "b", "a safe", "b safe"]


def test_what_one_of_them_raises_is_raised_there_alone() -> None:
    thread = Crews()

    def wrong() -> None:
        raise KeyError("gone")

    async def ask() -> tuple[object, object]:
        return await asyncio.gather(thread.run(partial(wrong)), thread.run(partial(int, 1)), return_exceptions=True)

    refused, kept = asyncio.run(ask())
    assert (repr(refused), kept) == ("KeyError('gone')", 1)


def test_as_many_lanes_as_are_opened_run_at_once() -> None:
    crews, together = Crews(), threading.Barrier(2)
    crews.open(2)
    crews.open(1)

    async def ask() -> list[int]:
        reached = asyncio.Event()
        loop = asyncio.get_running_loop()

        def meet(told: bool) -> int:
            if told:
                loop.call_soon_threadsafe(reached.set)
            return together.wait(timeout=60)

        first = asyncio.create_task(crews.run(partial(meet, True)))
        await reached.wait()
        return [await crews.run(partial(meet, False)), await first]

    assert sorted(asyncio.run(ask())) == [0, 1]


def test_a_lane_goes_on_after_what_nobody_should_have_raised() -> None:
    crews = Crews()

    class Stop(BaseException):
        """Not an Exception: work that waits together does not catch it."""

    def stop() -> None:
        raise Stop

    async def ask() -> list[object]:
        with pytest.raises(Stop):
            await crews.run(partial(wait, stop))
        return [await crews.run(partial(int, 1))]

    assert asyncio.run(ask()) == [1]


def test_what_comes_in_one_round_of_the_loop_is_parted_among_the_crews() -> None:
    crews, together = Crews(), threading.Barrier(2)
    crews.open(2)

    async def ask() -> list[int]:
        # Each thread waits for the other in its last piece of work: neither may have more than its half.
        works = [partial(together.wait, timeout=60) if number % 8 == 7 else partial(int, 7) for number in range(16)]
        return await asyncio.gather(*(crews.run(work) for work in works))

    assert sorted(asyncio.run(ask())) == [0, 1, *[7] * 14]


def test_what_comes_in_rounds_that_follow_each_other_is_handed_over_together() -> None:
    assert asyncio.run(_handed_over([1, 1, 1, 0, 0, 1])) == [3, 1]


def test_as_many_as_a_crew_takes_wait_for_nobody_more() -> None:
    assert asyncio.run(_handed_over([16, 1, 1])) == [16, 2]


async def _handed_over(rounds: Sequence[int]) -> list[int]:
    """Let so many come in each round of the loop; return how many were handed over at a time."""
    crews, asked = _CrewsThatNeverCome(), []
    for coming in rounds:
        asked += [asyncio.create_task(crews.run(partial(int, 1))) for _ in range(coming)]
        await asyncio.sleep(0)
    for _ in range(4):
        await asyncio.sleep(0)
    for one in asked:
        one.cancel()
    return crews.handed_over()


class _CrewsThatNeverCome(Crews):
    """What is handed over stays where it is."""

    def open(self, crews: int) -> None:
        self._crews = crews

    def handed_over(self) -> list[int]:
        return [len(self._jobs.get_nowait()) for _ in range(self._jobs.qsize())]


def test_a_crew_may_go_on_when_those_it_answered_have_been_told_and_not_before() -> None:
    async def settle() -> list[bool]:
        loop, told = asyncio.get_running_loop(), threading.Event()
        done: asyncio.Future[int] = loop.create_future()

        async def answer() -> bool:
            await done
            return told.is_set()

        answering = asyncio.create_task(answer())
        await asyncio.sleep(0)
        loop.call_soon_threadsafe(_settle_all, loop, [(done, Outcome(result=1))], told)
        seen = [await answering]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return [*seen, told.is_set()]

    assert asyncio.run(settle()) == [False, True]


def test_a_crew_goes_on_without_a_loop_that_has_stopped() -> None:
    crews, go_on = Crews(), threading.Event()
    stopped = asyncio.new_event_loop()
    left = stopped.create_task(crews.run(partial(go_on.wait, timeout=60)))
    for _ in range(3):
        stopped.run_until_complete(asyncio.sleep(0))
    go_on.set()

    assert asyncio.run(crews.run(partial(int, 1))) == 1
    assert stopped.run_until_complete(left) is True
    stopped.close()


def test_an_iterator_that_ran_out_leaves_none_of_those_beside_it_waiting() -> None:
    crews, go_on, empty = Crews(), threading.Event(), iter(())

    async def ask() -> list[int | BaseException]:
        first = asyncio.create_task(crews.run(partial(go_on.wait, timeout=60)))
        await asyncio.sleep(0)
        rest = [crews.run(partial(next, empty)), crews.run(partial(int, 1))]
        asked = asyncio.gather(first, *rest, return_exceptions=True)
        await asyncio.sleep(0)
        go_on.set()
        return await asyncio.wait_for(asked, timeout=60)

    opened, refused, kept = asyncio.run(ask())
    assert (opened, repr(refused), kept) == (True, "RuntimeError('StopIteration()')", 1)
