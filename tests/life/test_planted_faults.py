"""The machine finds each planted fault within the share that every run of the tests has: so it would find a real one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from checkout.ports import Ports
from checkout.records import Attempt
from checkout.use_cases.settle_attempt import returned
from tests.life import faults, stores
from tests.life.accounts import BooksDisagree
from tests.life.look import Disagreement
from tests.life.test_life import LIVES, STEPS, a_machine, bounded
from tests.life.weather import Weather

Opened = Callable[[], AbstractContextManager[Weather]]
Returns = Callable[[Ports, str, dict[str, str]], Attempt]


@pytest.mark.parametrize(
    ("opened", "returns"),
    [
        pytest.param(partial(faults.without, faults.ForgetsToGiveBack), returned, id="stock not given back at expiry"),
        pytest.param(stores.in_memory, faults.books_each_return, id="paid booked twice"),
        pytest.param(partial(faults.without, faults.ForgetsSubmissions), returned, id="submission key ignored"),
        pytest.param(partial(stores.overlapping, checks=False), returned, id="version conflicts ignored"),
        pytest.param(partial(faults.without, faults.ForgetsPayments), returned, id="a payment not in the ledger"),
        pytest.param(faults.with_messages_beside, returned, id="message written outside the transaction"),
    ],
)
def test_a_planted_fault_is_found(opened: Opened, returns: Returns) -> None:
    machine = a_machine(opened, returns=staticmethod(returns))
    first_found = settings(bounded(LIVES, STEPS), phases=[Phase.generate], report_multiple_bugs=False, print_blob=False)
    with pytest.raises((Disagreement, BooksDisagree)):
        run_state_machine_as_test(machine, settings=first_found)
