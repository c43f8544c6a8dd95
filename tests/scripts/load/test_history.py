"""A history made of models is one that the shop itself could have had."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from checkout.kinds import ATTEMPTS, MOVEMENTS, OUTBOX, UNIQUE_USES
from checkout.use_cases.track_order import track
from scripts.lib.load.history import LIVE, fill, name_of
from scripts.lib.load.lives import lived
from scripts.lib.load.read_back import read_back
from scripts.lib.load.stocked_shop import StockedShop
from scripts.lib.load.within import ports_over
from shop.order_chain import check_chain
from shop.release import encode, release_id
from tests.builders import a_release, an_offer
from tests.fakes import STAFF_HASH, World

NEWEST = datetime(2026, 12, 2, 6, 30, tzinfo=UTC)
URL = "http://127.0.0.1:8001"


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> StockedShop:
    releases = tmp_path_factory.mktemp("releases")
    encoded = encode(a_release(an_offer(stock=10_000)))
    named = release_id(encoded)
    (releases / f"{named}.json").write_bytes(encoded)
    (releases / "current").write_text(named)
    return StockedShop(releases, "s" * 40, "", STAFF_HASH)


def test_past_orders_have_whole_lives_of_their_own(world: World, shop: StockedShop) -> None:
    ports = ports_over(shop, world.store, URL)

    names = fill(world.ports.store, lived(shop, URL), NEWEST, first=0, count=LIVE + 20)

    kept = read_back(world.ports.store)
    assert set(kept.orders) == {name.code for name in names}
    assert Counter(order.state for order in kept.orders.values()) == {
        "queued": 10,
        "preparing": 10,
        "dispatched": 10,
        "registered": 10,
        "delivered": 16,
        "expired": 2,
        "cancelled": 2,
    }
    assert (kept.lost(name.link for name in names), kept.doubled(3), kept.oversold(), kept.unheld()) == ([], [], [], [])
    for name in names:
        order, attempts = track(ports, name.link)
        check_chain(order)
        assert (order.code, order.member, order.placed_at) == (name.code, name.member, name.placed_at)
        assert [attempt.order for attempt in attempts] == [name.code] * len(attempts)


def test_filling_on_adds_and_changes_nothing(world: World, shop: StockedShop) -> None:
    models = lived(shop, URL)
    ports_over(shop, world.store, URL)
    fill(world.ports.store, models, NEWEST, first=0, count=50)
    before = read_back(world.ports.store)

    names = fill(world.ports.store, models, NEWEST, first=50, count=5)

    after = read_back(world.ports.store)
    assert {code: after.orders[code] for code in before.orders} == before.orders
    assert set(after.orders) - set(before.orders) == {name.code for name in names}


def test_names_never_come_twice() -> None:
    names = [name_of(number, "BQ", NEWEST) for number in range(30_000)]

    assert len({name.code for name in names}) == len({name.link for name in names}) == 30_000


def test_nothing_of_the_models_shows_in_what_is_kept(world: World, shop: StockedShop) -> None:
    models = lived(shop, URL)
    ports_over(shop, world.store, URL)

    fill(world.ports.store, models, NEWEST, first=0, count=LIVE + 10)

    everything = world.everything()
    shown = repr([everything[kind.name] for kind in (ATTEMPTS, UNIQUE_USES, OUTBOX, MOVEMENTS)])
    for life in (*models.over, *models.live):
        assert life.order.code not in shown
        assert life.order.link not in shown
        assert life.order.member not in shown
