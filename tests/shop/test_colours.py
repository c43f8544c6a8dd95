"""The ground of dark pages, as the bar of a browser is told it."""

from __future__ import annotations

import pytest

from shop.colours import dark_ground
from tests.builders import SHOPS, a_shop


@pytest.mark.parametrize(
    ("brand", "ground"),
    [
        ("#1f5b43", "#0f1814"),
        ("#b3261e", "#1d1312"),
        ("#0f5e75", "#0e181b"),
        ("#2a3439", "#0e171c"),
        ("#6b2a4f", "#1c1317"),
        ("#000000", "#161616"),
        ("#ffffff", "#161616"),
    ],
)
def test_it_is_what_chromium_makes_of_the_style_sheets_own_words(brand: str, ground: str) -> None:
    """Read off a canvas that was filled with ``oklch(from BRAND .2 min(c, .016) h)``, Chromium 149."""
    assert dark_ground(brand) == ground


def test_every_shop_tells_its_own() -> None:
    assert len({a_shop(name).look.dark for name in SHOPS}) == len(SHOPS)
