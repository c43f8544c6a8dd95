"""The cap on all codes of a day, at the store that counts quickest."""

from __future__ import annotations

import pytest

from checkout.storage.memory import MemoryStore
from checkout.use_cases.limits import count
from checkout.use_cases.sign_in import DAILY_CODES, send_code
from shop.errors import TooManyRequests
from shop.order import Mobile
from tests.fakes import World


def test_a_day_has_only_so_many_codes_for_the_whole_shop() -> None:
    world = World(MemoryStore())
    with world.store.transaction() as tx:
        for _ in range(DAILY_CODES.most):
            count(tx, DAILY_CODES, "all", world.clock())
    with pytest.raises(TooManyRequests) as refused:
        send_code(world.ports, Mobile("09121234567"), "sign_in", "a")
    assert (refused.value.limit, refused.value.retry_after) == ("code_day", 24 * 3600)
    world.clock.go_on(days=1)
    send_code(world.ports, Mobile("09121234567"), "sign_in", "a")


def test_those_who_come_at_once_do_not_all_count_in_one_record() -> None:
    world = World(MemoryStore())
    for _ in range(500):
        with world.store.transaction() as tx:
            count(tx, DAILY_CODES, "all", world.clock())
    tallies = world.everything()["tallies"]
    assert len(tallies) == DAILY_CODES.parts
    assert sum(int(tally["count"]) for tally in tallies) == 500
    assert max(int(tally["count"]) for tally in tallies) < 100
