"""Price bands: round ends from the shelf's own prices, every price in one of them, no band empty."""

from __future__ import annotations

import random

import pytest

from catalog.shelves.bands import Band, bands, show_band
from shop.money import Rials, Unit, units_of


def of(*prices: int, unit: Unit = "toman") -> list[tuple[int, int]]:
    """Return the bands of prices in rials."""
    return [(band.low, band.high) for band in bands([Rials(price) for price in prices], unit)]


@pytest.mark.parametrize(
    ("prices", "found"),
    [
        pytest.param((), [], id="nothing"),
        pytest.param((500_000,), [], id="one"),
        pytest.param((500_000,) * 9, [], id="all the same"),
        pytest.param((1_000_000, 1_100_000, 1_200_000, 1_400_000), [], id="no round figure between them"),
        pytest.param((400_000, 900_000, 2_300_000, 2_900_000), [(0, 200_000), (200_000, 0)], id="two"),
        pytest.param((90, 190, 290), [(0, 15), (15, 0)], id="tiny"),
        pytest.param(
            tuple(range(1_000_000, 16_000_000, 1_000_000)),
            [(0, 400_000), (400_000, 700_000), (700_000, 1_000_000), (1_000_000, 0)],
            id="many",
        ),
    ],
)
def test_bands_have_round_ends_between_the_prices(prices: tuple[int, ...], found: list[tuple[int, int]]) -> None:
    assert of(*prices) == found


def test_a_price_at_an_end_is_in_the_dearer_band() -> None:
    low, high = Band(0, 200_000), Band(200_000, 0)

    assert [low.holds(price) for price in (0, 199_999, 200_000)] == [True, True, False]
    assert [high.holds(price) for price in (199_999, 200_000, 10**12)] == [False, True, True]


def test_a_shop_that_counts_in_rials_has_round_rials() -> None:
    assert of(4_000_000, 9_000_000, 23_000_000, 29_000_000, unit="rial") == [(0, 20_000_000), (20_000_000, 0)]


@pytest.mark.parametrize("seed", range(30))
def test_every_price_is_in_exactly_one_band_and_no_band_is_empty(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - any prices will do
    prices = [Rials(chance.randrange(1, 10 ** chance.randrange(2, 11))) for _ in range(chance.randrange(60))]

    found = bands(prices, "toman")

    assert all(any(band.holds(units_of(price, "toman")) for price in prices) for band in found)
    for price in prices:
        assert sum(band.holds(units_of(price, "toman")) for band in found) == (1 if found else 0)
    assert len(found) in {0, 2, 3, 4, 5}
    assert len({band.key for band in found}) == len(found)


@pytest.mark.parametrize(
    ("band", "unit", "words", "key"),
    [
        (Band(0, 500_000), "toman", "زیر ۵۰۰ هزار تومان", "under-500000"),
        (Band(500_000, 1_500_000), "toman", "۵۰۰ هزار تا ۱٫۵ میلیون تومان", "from-500000-1500000"),
        (Band(2_000_000_000, 0), "rial", "۲ میلیارد ریال و بیشتر", "from-2000000000"),
        (Band(2_000_000, 4_000_000), "toman", "۲ تا ۴ میلیون تومان", "from-2000000-4000000"),
        (Band(0, 900), "toman", "زیر ۹۰۰ تومان", "under-900"),
    ],
)
def test_a_band_says_exactly_what_it_holds(band: Band, unit: Unit, words: str, key: str) -> None:
    assert (show_band(band, unit), band.key) == (words, key)
