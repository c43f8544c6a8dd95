"""Group commit: transactions share an fsync, and none is answered before it, however it ends."""

from __future__ import annotations

import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from checkout.kinds import ATTEMPTS, MOVEMENTS, UNIQUE_USES
from checkout.storage.batches import Batch
from checkout.storage.embedded import EmbeddedStore, open_embedded
from checkout.store import OutcomeUnknown, StoreDamaged, StoreUnavailable
from checkout.together import Ahead, begins_with
from checkout.together import together as run_together
from shop.errors import Conflict
from shop.release import Sku
from tests.contracts.samples import HONEY, a_use, an_attempt, counted


class Commits:
    """Stands before the store's connection: counts commits, holds them up, or makes them fail."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.count = 0
        self.code: int | None = None
        self.interrupted = False
        self.refuses = ""
        self.go_on = threading.Event()
        self.go_on.set()

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:  # noqa: ANN401 - as SQLite takes them
        if self.refuses and self.refuses in sql:
            error = sqlite3.OperationalError("made to fail")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
            raise error
        if sql == "COMMIT":
            self.count += 1
            assert self.go_on.wait(60)
            if self.code is not None:
                error = sqlite3.OperationalError("made to fail")
                error.sqlite_errorcode = self.code
                raise error
        answer = self._connection.execute(sql, parameters)
        if sql == "COMMIT" and self.interrupted:
            self.interrupted = False
            raise KeyboardInterrupt  # Python raises it when SQLite has returned
        return answer

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the connection has
        return getattr(self._connection, name)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    store = open_embedded(tmp_path)
    yield store
    store.close()


@pytest.fixture
def commits(store: EmbeddedStore) -> Commits:
    stand_in = Commits(store.database.connection)
    store.database.connection = stand_in  # type: ignore[assignment] # it has all that is asked of one
    return stand_in


def put(store: EmbeddedStore, key: str) -> str:
    with store.transaction() as transaction:
        transaction.insert(UNIQUE_USES, a_use(key))
    return key


def keys(store: EmbeddedStore) -> list[str]:
    with store.transaction() as transaction:
        return [use.key for use in transaction.every(UNIQUE_USES)]


def sleeps(thread: int) -> bool:
    """Whether a thread of this process sleeps, and goes on sleeping though it might run; not one that is kept waiting."""

    def is_asleep() -> bool:
        time.sleep(0.001)
        return Path(f"/proc/self/task/{thread}/stat").read_text().rpartition(")")[2].split()[0] == "S"

    return all(is_asleep() for _ in range(5))


def together(store: EmbeddedStore, *works: Callable[[], object]) -> list[Future[object]]:
    """Let works queue up behind an open transaction in this order, then end that one, and wait for all."""
    waiting = store._turns._waiting  # noqa: SLF001 - nothing but the store knows who has come to its door
    at_work: list[int] = []

    def begin(work: Callable[[], object]) -> object:
        at_work.append(threading.get_native_id())
        return work()

    with ThreadPoolExecutor(len(works)) as threads, store.transaction():
        started = []
        for work in works:
            already = len(waiting)
            started.append(threads.submit(begin, work))
            while len(waiting) == already or not sleeps(at_work[-1]):
                time.sleep(0.001)
    return started


def test_those_who_wait_share_one_commit(store: EmbeddedStore, commits: Commits) -> None:
    for future in together(store, *(lambda key=key: put(store, key) for key in "abcdefgh")):
        future.result()
    assert keys(store) == list("abcdefgh")
    assert commits.count == 1


def test_work_of_one_thread_shares_one_commit_and_is_told_after_it(store: EmbeddedStore, commits: Commits) -> None:
    seen: list[tuple[list[str], int]] = []

    def read() -> None:
        seen.append((keys(store), commits.count))

    outcomes = run_together(
        [partial(one) for one in (lambda: put(store, "a"), lambda: put(store, "b"), read, lambda: put(store, "a"))]
    )

    assert [outcome.result for outcome in outcomes] == ["a", "b", None, None]
    assert isinstance(outcomes[3].error, Conflict)
    assert seen == [(["a", "b"], 0)]  # the transactions before it in this commit are seen, and not safe yet
    assert commits.count == 1


def test_a_commit_of_work_of_one_thread_that_fails_is_nobodys(store: EmbeddedStore, commits: Commits) -> None:
    put(store, "before")
    commits.code = sqlite3.SQLITE_FULL
    outcomes = run_together(
        [partial(one) for one in (lambda: put(store, "a"), lambda: keys(store), lambda: put(store, "a"))]
    )
    assert [type(outcome.error) for outcome in outcomes] == [StoreUnavailable] * 3
    commits.code = None
    assert keys(store) == ["before"]
    assert put(store, "a") == "a"


def test_who_waits_while_another_thread_runs_its_work_commits_for_all(store: EmbeddedStore, commits: Commits) -> None:
    def beside() -> str:
        with ThreadPoolExecutor(1) as threads:
            return threads.submit(put, store, "b").result(timeout=10)

    outcomes = run_together([partial(one) for one in (lambda: put(store, "a"), beside)])

    assert [outcome.result for outcome in outcomes] == ["a", "b"]
    assert keys(store) == ["a", "b"]
    assert commits.count == 1


def test_a_damaged_document_stops_nobody_but_who_needs_it(store: EmbeddedStore) -> None:
    """All of them are read at once first, and the damaged one among them; and a read that failed leaves nothing behind."""
    for key in "abc":
        put(store, key)
    with store.transaction():
        store.database.do("UPDATE records SET crc = crc + 1 WHERE key = 'b'")

    @begins_with(lambda _, key: iter([Ahead(records=[(UNIQUE_USES, key)])]))
    def use(key: str) -> str:
        with store.transaction() as transaction:
            found = transaction.get(UNIQUE_USES, key)
            transaction.put(UNIQUE_USES, a_use(f"{key} again"))
            return found.key if found else ""

    first, damaged, last = run_together([partial(use, key) for key in "abc"])
    assert (first.result, last.result) == ("a", "c")
    assert isinstance(damaged.error, StoreDamaged)


def test_a_level_that_could_not_be_read_is_not_taken_for_none(store: EmbeddedStore, commits: Commits) -> None:
    with store.transaction() as transaction:
        transaction.move(counted(5))

    def read() -> int:
        with store.transaction() as transaction:
            return transaction.stock(HONEY)

    def fail() -> None:
        with store.transaction() as transaction:
            transaction.move(replace(counted(1), id="count:other:1", sku=Sku("other")))
        commits.refuses = "FROM stock"
        try:
            read()
        finally:
            commits.refuses = ""

    failed, level = run_together([partial(fail), partial(read)])
    assert isinstance(failed.error, StoreUnavailable)
    assert level.result == 5


def test_who_only_reads_causes_no_commit(store: EmbeddedStore, commits: Commits) -> None:
    assert keys(store) == []
    assert commits.count == 0


def test_nobody_is_answered_before_the_commit_readers_and_refused_included(
    store: EmbeddedStore, commits: Commits
) -> None:
    answers: list[str] = []

    def conflict() -> None:
        with pytest.raises(Conflict):
            put(store, "a")
        answers.append("refused")

    commits.go_on.clear()
    with ThreadPoolExecutor(1) as threads:
        done = threads.submit(
            together,
            store,
            lambda: answers.append(put(store, "a")),
            lambda: answers.extend(keys(store)),
            conflict,
        )
        while commits.count == 0:
            time.sleep(0.001)
        time.sleep(0.1)  # for an answer that would come too early
        assert (answers, commits.count) == ([], 1)
        commits.go_on.set()
        for future in done.result():
            future.result()
    assert sorted(answers) == ["a", "a", "refused"]


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE])
def test_a_commit_that_fails_is_nobodys(store: EmbeddedStore, commits: Commits, code: int) -> None:
    """The reader too saw what is gone, and so did who was refused for it."""
    put(store, "before")
    commits.code = code
    ended = together(store, lambda: put(store, "a"), lambda: keys(store), lambda: put(store, "a"))
    for future in ended:
        with pytest.raises(StoreUnavailable, match="cannot write"):
            future.result()
    commits.code = None
    assert keys(store) == ["before"]
    assert put(store, "a") == "a"


def test_after_a_failed_fsync_nothing_is_acknowledged_until_reopened(store: EmbeddedStore, commits: Commits) -> None:
    put(store, "before")
    commits.code = sqlite3.SQLITE_IOERR_FSYNC
    for future in together(store, lambda: put(store, "a"), lambda: put(store, "b")):
        with pytest.raises(OutcomeUnknown, match="cannot fsync"):
            future.result()
    commits.code = None
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="must be opened again"):
            put(store, "later")
        with pytest.raises(StoreUnavailable, match="must be opened again"):
            keys(store)


def test_who_fails_takes_nobody_along(store: EmbeddedStore, commits: Commits) -> None:
    def fail(error: BaseException) -> None:
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use("failed"))
            transaction.every(UNIQUE_USES)  # so that it is written already
            raise error

    works = [lambda: put(store, "a"), lambda: fail(KeyError("x")), lambda: put(store, "b"), lambda: fail(SystemExit())]
    ended = together(store, *works)
    assert [type(future.exception()) for future in ended] == [type(None), KeyError, type(None), SystemExit]
    assert keys(store) == ["a", "b"]
    assert commits.count == 1


def test_who_is_left_alone_by_the_last_one_commits_for_itself(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that was waiting for its turn may be interrupted, and never come."""
    monkeypatch.setattr(type(store._turns), "awaited", True)  # noqa: SLF001 - as if one waited for ever
    assert put(store, "a") == "a"
    monkeypatch.undo()
    assert keys(store) == ["a"]


def test_who_waits_for_a_commit_that_was_interrupted_is_not_told_that_it_failed(
    store: EmbeddedStore, commits: Commits, tmp_path: Path
) -> None:
    commits.interrupted = True
    waiting, interrupted = together(store, lambda: put(store, "a"), lambda: put(store, "b"))
    assert isinstance(interrupted.exception(), KeyboardInterrupt)
    with pytest.raises(OutcomeUnknown, match="interrupted"):
        waiting.result()
    store.close()
    reopened = open_embedded(tmp_path)
    assert keys(reopened) == ["a", "b"]
    reopened.close()


def test_who_waits_while_the_store_is_closed_is_told_what_became_of_it(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who was to commit never comes; closing does it, just before who waits looks after itself."""
    look, looks = Batch.is_settled, list[float]()

    def close_first(batch: Batch, timeout: float = 0) -> bool:
        settled = look(batch, timeout)
        looks.append(timeout)
        if len(looks) == 1:
            store.close()
        return settled

    monkeypatch.setattr(type(store._turns), "awaited", True)  # noqa: SLF001 - as if one waited for ever
    monkeypatch.setattr(Batch, "is_settled", close_first)
    assert put(store, "a") == "a"


def interrupt_at(call: int) -> Callable[[FrameType, str, object], None]:
    """Return a profiler that interrupts the storage package at its ``call``-th call from now, as Ctrl-C might."""
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call" and "checkout/storage/" in frame.f_code.co_filename
        if calls == call:
            raise KeyboardInterrupt

    return count


def was_interrupted(store: EmbeddedStore, call: int) -> bool:
    try:
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use("interrupted"))
            transaction.put(ATTEMPTS, an_attempt("interrupted"))
            transaction.move(counted(1))
            sys.setprofile(interrupt_at(call))
    except KeyboardInterrupt:
        return True
    finally:
        sys.setprofile(None)
    return False


def everything(store: EmbeddedStore) -> list[object]:
    with store.transaction() as transaction:
        attempts = transaction.find(ATTEMPTS, "state", "open")
        return [transaction.every(UNIQUE_USES), attempts, transaction.stock(HONEY), transaction.every(MOVEMENTS)]


def test_an_interrupt_anywhere_in_a_commit_leaves_a_store_that_is_right_or_refuses(tmp_path: Path) -> None:
    """Whether that transaction is kept may be unknown then, so nothing may build on either answer."""
    nothing: list[object] = [[], [], 0, []]
    interrupted, call, refused = True, 0, 0
    while interrupted:
        call += 1
        store = open_embedded(tmp_path / str(call))
        interrupted = was_interrupted(store, call)
        try:
            shown = everything(store)
        except (StoreUnavailable, OutcomeUnknown):
            refused += 1
            shown = []
        store.close()
        store = open_embedded(tmp_path / str(call))
        kept = everything(store)
        assert shown in ([], kept), call
        assert kept == nothing or all(kept), call
        store.close()
    assert call > 40
    assert 0 < refused < call / 2
