"""The static pages while the checkout does not answer."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.journeys.conftest import on_one_store
from tests.journeys.letters import wait_for_letters
from tests.journeys.running_shop import RunningShop

PICTURE = """() => {
  const room = document.querySelector('.count').getBoundingClientRect()
  const picture = document.querySelector('.count img').getBoundingClientRect()
  return {room: [room.left, room.width, room.height], seen: picture.width * picture.height > 0}
}"""


@on_one_store
def test_BAK_132_a_cart_that_cannot_be_counted_leaves_no_broken_picture_and_moves_nothing(
    shop: RunningShop, browser: Browser
) -> None:
    for width in (360, 1280):
        page = browser.new_page(viewport={"width": width, "height": 780})
        page.goto(f"{shop.at.pages}/", wait_until="load")
        wait_for_letters(page)
        counted = page.evaluate(PICTURE)
        page.route("**/cart/count.svg", lambda route: route.abort())
        page.reload(wait_until="load")
        wait_for_letters(page)
        uncounted = page.evaluate(PICTURE)
        page.close()

        assert counted["seen"]
        assert uncounted == {"room": counted["room"], "seen": False}
