"""What a way of delivery says of itself where it is chosen: where it hands over, what the buyer has to know."""

from __future__ import annotations

import pytest

from tests.builders import a_shop
from tests.checkout.shops import an_item, opened
from tests.checkout.web.browser import Browser
from tests.fakes import World

TEHRAN = {"province": "تهران", "city": "تهران", "email": "zahra@example.ir", "landline": "02137000000"}
AT_THE_DOOR = "جلوی در اصلی ساختمان، رو به خیابان"
UNKNOWN_HOUR = "ساعت آمدن پستچی روشن نیست؛ در خانه باشید یا به اهل خانه بسپارید"


@pytest.mark.parametrize(
    ("name", "words", "times"),
    [
        pytest.param("bakala", AT_THE_DOOR, 1, id="BAK-060"),
        pytest.param("payatel", AT_THE_DOOR, 1, id="PAY-029"),
        pytest.param("atrebeheshti", UNKNOWN_HOUR, 2, id="ATR-020"),
        pytest.param("chistatech", "تا طبقه‌ی چهارم", 1, id="CHI-021"),
    ],
)
def test_a_way_says_where_it_hands_over_and_what_to_know(
    browser: Browser, world: World, name: str, words: str, times: int
) -> None:
    """BAK-060, PAY-029, ATR-020, CHI-021: the ways that have such words, and no other."""
    opened(world, name, an_item(a_shop(name), 2_400_000, "heavy" if name == "chistatech" else ""))
    browser.add()
    browser.sign_in()
    browser.get("/checkout/delivery")

    assert browser.follow(browser.address(**TEHRAN)).text.count(words) == times
