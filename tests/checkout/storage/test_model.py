"""Each store against the one of plain dicts: any sequence of transactions leaves both with the same records."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from checkout.kinds import ATTEMPTS, MOVEMENTS
from checkout.records import AttemptState
from checkout.storage.embedded import open_embedded
from checkout.storage.memory import MemoryStore
from checkout.storage.postgres.store import open_postgres
from checkout.store import Store, Transaction
from shop.errors import Conflict, OutOfStock
from shop.release import Sku
from tests.contracts.samples import an_attempt, counted
from tests.postgres import Databases

Step = Callable[[Transaction], object]
KEYS = st.sampled_from(["a", "b", "ب"])
SKUS = st.sampled_from([Sku("honey"), Sku("saffron")])
STATES: st.SearchStrategy[AttemptState] = st.sampled_from(["open", "paid"])


def putting(key: str, state: AttemptState, order: str) -> Step:
    return lambda transaction: transaction.put(ATTEMPTS, an_attempt(key, state=state, order=order))


def inserting(key: str, state: AttemptState) -> Step:
    return lambda transaction: transaction.insert(ATTEMPTS, an_attempt(key, state=state))


def deleting(key: str) -> Step:
    return lambda transaction: transaction.delete(ATTEMPTS, key)


def moving(key: str, sku: Sku, quantity: int) -> Step:
    return lambda transaction: transaction.move(counted(quantity, key, sku))


def recounting(key: str, sku: Sku, quantity: int) -> Step:
    return lambda transaction: transaction.put(MOVEMENTS, counted(quantity, key, sku))


def uncounting(key: str) -> Step:
    return lambda transaction: transaction.delete(MOVEMENTS, key)


QUANTITIES = st.integers(-4, 4)
STEPS = st.one_of(
    st.builds(putting, KEYS, STATES, KEYS),
    st.builds(inserting, KEYS, STATES),
    st.builds(deleting, KEYS),
    st.builds(moving, st.sampled_from("klmnop"), SKUS, QUANTITIES),
    st.builds(recounting, st.sampled_from("klmnop"), SKUS, QUANTITIES),
    st.builds(uncounting, st.sampled_from("klmnop")),
)


def everything(transaction: Transaction) -> list[object]:
    """Ask all a store can be asked."""
    found = [transaction.find(ATTEMPTS, "state", state) for state in ("open", "paid")]
    found += [transaction.newest(ATTEMPTS, "state", "open", 2, before=before) for before in ("", " b")]
    found += [transaction.find(ATTEMPTS, "state", "open", most=most) for most in (0, 1, 2)]
    found += [transaction.find(ATTEMPTS, "state", "open", after=after, most=2) for after in (" a", " b", "z")]
    found += [transaction.find(ATTEMPTS, "order", order) for order in ("a", "b", "ب", "B-1")]
    stock = [transaction.stock(Sku(sku)) for sku in ("honey", "saffron", "none")]
    counts = [transaction.count(ATTEMPTS, "state", "open", most) for most in (1, 9)]
    parts = [transaction.every(ATTEMPTS, after=after, most=2) for after in ("", "a", "z")]
    got = [transaction.get(ATTEMPTS, key) for key in ("a", "b", "ب")]
    return [found, stock, counts, parts, got, transaction.every(ATTEMPTS), transaction.every(MOVEMENTS)]


class Forgotten(Exception):
    """Leaves a transaction on purpose."""


def take(transaction: Transaction, steps: list[Step]) -> Iterator[object]:
    """Take each step, and yield what it and a look at everything gave."""
    for step in steps:
        try:
            step(transaction)
        except (Conflict, OutOfStock) as refusal:
            yield str(refusal)
        yield everything(transaction)


def outcome_of(store: Store, steps: list[Step], *, keep: bool) -> list[object]:
    """Run a transaction and keep or forget it; return what it saw."""
    seen: list[object] = []
    try:
        with suppress(Forgotten), store.transaction() as transaction:
            seen += take(transaction, steps)
            if not keep:
                raise Forgotten
    except OutOfStock as refusal:
        seen.append(str(refusal))
    return seen


class TwoStores(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.ends = ExitStack()
        self.memory = MemoryStore()
        self.place = self.a_place()
        self.store = self.opened()

    def a_place(self) -> str:
        """Where the store that is tried shall be."""
        return self.ends.enter_context(tempfile.TemporaryDirectory())

    def opened(self) -> Store:
        """Open the store that is tried."""
        return open_embedded(Path(self.place))

    @rule(steps=st.lists(STEPS, min_size=1, max_size=5), keep=st.booleans())
    def transact(self, steps: list[Step], keep: bool) -> None:
        assert outcome_of(self.store, steps, keep=keep) == outcome_of(self.memory, steps, keep=keep)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = self.opened()

    @invariant()
    def both_hold_the_same(self) -> None:
        with self.store.transaction() as tried, self.memory.transaction() as memory:
            assert everything(tried) == everything(memory)

    def teardown(self) -> None:
        self.store.close()
        self.ends.close()


TwoStores.TestCase.settings = settings(max_examples=40, stateful_step_count=20)
test_the_embedded_store_agrees_with_memory_on_everything = TwoStores.TestCase


def test_postgresql_agrees_with_memory_on_everything(databases: Databases) -> None:
    class WithPostgres(TwoStores):
        def a_place(self) -> str:
            return self.ends.enter_context(databases.fresh())

        def opened(self) -> Store:
            return open_postgres(self.place)

    fewer = settings(max_examples=15, stateful_step_count=10)
    run_state_machine_as_test(WithPostgres, settings=fewer)
