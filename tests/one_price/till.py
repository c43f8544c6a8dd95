"""One product's way through the checkout, and what it costs at each stop; the bank is the sandbox's own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from checkout.storage.memory import MemoryStore
from shop.release import Sku
from shop.search.listing import decode_listing
from tests.catalog.builders import release_in
from tests.checkout.torob import KEY, headers
from tests.checkout.web.browser import Browser, Page
from tests.contracts.gateway.bank import RunningBank
from tests.contracts.gateway.registry import HALVES
from tests.fakes import World
from tests.one_price.goods import Sold, said, shown
from tests.one_price.pages import part

PIECES = 2
NATIONAL_CODE = "0499370899"
_ADDRESS = {"province": "تهران", "city": "تهران", "email": "zahra@example.ir"}
_ZARINPAL = next(half for half in HALVES if half.name == "zarinpal")


def opened(output: Path, bank: RunningBank) -> World:
    """Return a shop at work by what a build wrote, that sends its buyers to this bank."""
    world = World(MemoryStore())
    bank.now = world.clock.now
    world.ports = replace(world.ports, gateways={_ZARINPAL.name: bank.adapter(_ZARINPAL, 20.0)}, torob_key=KEY)
    folder = output.with_name(f"{output.name}.release")
    release = release_in(folder)
    world.releases.serve(release)
    listed = (folder / "listings" / f"{release.listing}.json").read_bytes()
    world.releases.listings[release.listing] = decode_listing(listed, release.listing)
    return world


@dataclass(frozen=True)
class Till:
    """A buyer of two pieces on the way to the bank."""

    world: World
    bank: RunningBank
    sold: Sold
    mobile: str

    def stops(self) -> Mapping[str, int]:
        """Return what one piece costs at each stop; where more is added up, the sums must be those of their parts."""
        browser, cost = Browser(self.world), {"for Torob": self._at_torob()}
        browser.add(Sku(self.sold.sku), str(PIECES))
        cart = browser.get("/cart").text
        cost["in the cart"], cost["of two in the cart"] = _line(cart)
        cost["of the whole cart"] = _sums(cart)[-1] // PIECES
        browser.sign_in(self.mobile)
        browser.address(**_ADDRESS)
        review = self._sent(browser)
        cost["on the review"], cost["of two on the review"] = _line(review.text)
        goods, *rest, payable = _sums(review.text)
        cost["of all goods on the review"] = goods // PIECES
        assert goods + sum(rest) == payable
        return {
            **cost,
            **self._paid(browser, browser.follow(browser.submit(review, "/checkout/review")), rest, payable),
        }

    def searched(self) -> int:
        """Return from what price the product is found."""
        page = Browser(self.world).get(f"/search?q={quote(self.sold.title)}")
        (card,) = [card for card in page.text.split('<li class="card') if f"/products/{self.sold.slug}.html" in card]
        return shown(card)[0]

    def _at_torob(self) -> int:
        ask = json.dumps({"page_uniques": [self.sold.sku]}).encode()
        told = Browser(self.world).client.post("/torob_api/v3/products", content=ask, headers=dict(headers()))
        return int(told.json()["products"][0]["current_price"]) * 10

    def _sent(self, browser: Browser) -> Page:
        """Take the first way there is, and show a card where the shop asks for one."""
        path = "/checkout/delivery/method"
        page = browser.get(path)
        fields = page.form(path).fields
        ways = re.findall('<input type="radio" name="delivery" value="([^"]+)"', page.text)
        climb = {name: "1" for name in fields if name.startswith(("floor-", "stairs-"))}
        sent = browser.submit(page, path, delivery=fields.get("delivery") or ways[0], **climb)
        if sent.to == "/checkout/identity":
            sent = browser.submit(browser.get(sent.to), sent.to, national_code=NATIONAL_CODE)
        return browser.follow(sent)

    def _paid(self, browser: Browser, choosing: Page, rest: list[int], payable: int) -> Mapping[str, int]:
        """Pay at the bank, and return what one piece costs on what states the order before and after."""
        path = next(form.action for form in choosing.forms() if form.action.endswith("/pay"))
        going = browser.follow(browser.submit(choosing, path, method="gateway"))
        (order,) = [order for order in self.world.orders() if order.member == self.mobile]
        (attempt,) = self.world.attempts(order.code)
        asked = self.bank.payment("zarinpal", attempt.authority)
        at_the_counter = said(self.bank.http.get(attempt.pay_url).text)
        assert {payable, asked.rials, *shown(part(going.text, "<main", "</main>")), *at_the_counter} == {payable}
        back = self.bank.choose(attempt, "pay")
        assert back is not None
        result = browser.follow(Page(browser.client.get(back.path, params=dict(back.fields))))
        assert set(said(part(result.text, "<main", "</main>"))) == {payable}

        line, *others, whole = _sums(browser.get(path.removesuffix("/pay")).text)
        (letter,) = [one.body for one in self.world.outbox(order.code) if one.channel == "email"]
        in_letter, *more, whole_in_letter = said(letter)
        assert (sum(others), sum(more), whole, whole_in_letter) == (sum(rest), sum(rest), payable, payable)
        return {
            "at the bank": (asked.rials - sum(rest)) // PIECES,
            "on the order's page, and on paper": line // PIECES,
            "in the proforma": in_letter // PIECES,
        }


def _line(html: str) -> tuple[int, int]:
    """Return what one piece costs in the list of goods, and what it makes of all of them by piece."""
    lines = part(html, '<ul class="lines">', "</ul>")
    (one,), (all_of_them,) = (
        shown(part(lines, '<p class="lines__more">', "</p>")),
        shown(part(lines, '<p class="lines__total">', "</p>")),
    )
    return one, all_of_them // PIECES


def _sums(html: str) -> list[int]:
    """Return the rows of the table of costs, the last of them the whole; what is free or paid at the door is 0."""
    rows = re.findall("(?s)<td>(.*?)</td>", part(html, '<table class="sum">', "</table>"))
    return [sum(shown(row)) for row in rows]
