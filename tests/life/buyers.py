"""What buyers do: alone, twice, and at once."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.life.asking import AskToCancel, CancelOwn, Tell
from tests.life.buying import Change, Fill, Look, Place, Prepare
from tests.life.drawn import buyers, counts, finals, prices, skus, turns, units, ways, weather, which
from tests.life.house import BUYERS
from tests.life.papers import UNPAID, Cart
from tests.life.paying import AtTheBank, Choose, ComeBack
from tests.life.shops import SHOPS, SKUS
from tests.life.stage import Stage
from tests.life.weather import Kind


class Buyers(Stage):
    """Carts, orders, and what their buyers want of them."""

    @initialize(shop=st.sampled_from(sorted(SHOPS)), counts=counts, prices=prices, first=st.lists(finals, max_size=3))
    def open(self, shop: str, counts: dict[str, int], prices: dict[str, int], first: list[str]) -> None:
        """Open one of the shops, and let the first buyers come."""
        self.open_shop(SHOPS[shop], counts, prices)
        for n, way in enumerate(first):
            self.make_final(BUYERS[n], SKUS[n % 2], n + 1, way)

    @rule(buyer=buyers, sku=skus, units=units, kind=weather)
    def fill(self, buyer: str, sku: str, units: int, kind: Kind) -> None:
        self.perform(Fill(buyer, sku, units), kind)

    @rule(buyer=buyers, sku=skus, units=st.integers(0, 3))
    def change(self, buyer: str, sku: str, units: int) -> None:
        self.perform(Change(buyer, sku, units))

    @rule(buyer=buyers)
    def look(self, buyer: str) -> None:
        self.perform(Look(buyer))

    @precondition(lambda self: self.book.carts)
    @rule(buyer=buyers, key=st.sampled_from(["key-1", "key-2"]), kind=weather)
    def press(self, buyer: str, key: str, kind: Kind) -> None:
        """Finish what is on the screen: once more, or with another cart, or by an old key."""
        self.perform(self.placing(buyer, key), kind)

    @rule(buyer=buyers, sku=skus, units=units, kind=weather, again=weather, way=ways)
    def buy(  # noqa: PLR0917 - Hypothesis gives each by name
        self, buyer: str, sku: str, units: int, kind: Kind, again: Kind, way: str
    ) -> None:
        """Go all the way, and press twice; then choose how to pay."""
        key = self.go_to_the_review(buyer, sku, units)
        before = len(self.book.papers)
        self.perform(self.placing(buyer, key), kind)
        self.perform(self.placing(buyer, key), again)
        if len(self.book.papers) > before:
            self.perform(Choose(before, way))

    @rule(buyer=buyers, sku=skus, units=units, way=finals)
    def make_final(self, buyer: str, sku: str, units: int, way: str) -> None:
        """Buy, and make the order final."""
        before = len(self.book.papers)
        self.buy(buyer, sku, units, "calm", "calm", way)
        if len(self.book.papers) > before and way == "gateway" and self.book.at_the_bank(before):
            attempt = len(self.book.attempts) - 1
            self.perform(AtTheBank(attempt, pays=True))
            self.perform(ComeBack(attempt, "own", attempt))
        elif len(self.book.papers) > before and way == "card_to_card":
            self.perform(Tell(before, self.reference(used=False), self.book.papers[before].due))

    @rule(two=st.permutations(BUYERS), sku=skus, units=units, due=turns)
    def buy_at_once(self, two: list[str], sku: str, units: int, due: int) -> None:
        """Two buyers want the same units, or the last one."""
        first, second = (self.placing(buyer, self.go_to_the_review(buyer, sku, units)) for buyer in two[:2])
        self.driver.race(first, second, due)

    @rule(buyer=buyers, sku=skus, units=units, due=turns)
    def press_at_once(self, buyer: str, sku: str, units: int, due: int) -> None:
        """One buyer presses twice at the same moment."""
        act = self.placing(buyer, self.go_to_the_review(buyer, sku, units))
        self.driver.race(act, act, due)

    @precondition(lambda self: self.book.papers)
    @rule(n=which, way=ways, kind=weather, due=turns)
    def choose(self, n: int, way: str, kind: Kind, due: int) -> None:
        waiting = self.papers_in(*UNPAID)
        paper = waiting[n % len(waiting)] if waiting and n else self.paper(n)
        self.perform(Choose(paper, way), kind, due)

    @precondition(lambda self: self.book.papers)
    @rule(n=which, right=st.sampled_from([True, True, False]), used=st.booleans(), kind=weather)
    def tell(self, n: int, *, right: bool, used: bool, kind: Kind) -> None:
        waiting = self.papers_in("awaiting_transfer")
        paper = waiting[n % len(waiting)] if waiting and n else self.paper(n)
        amount = self.book.papers[paper].due + (0 if right else 7)
        self.perform(Tell(paper, self.reference(used=used), amount), kind)

    @precondition(lambda self: self.book.papers)
    @rule(n=which, asks=st.booleans(), kind=weather)
    def give_up(self, n: int, *, asks: bool, kind: Kind) -> None:
        paper = self.paper(n)
        self.perform(AskToCancel(paper) if asks else CancelOwn(paper), kind)

    def go_to_the_review(self, buyer: str, sku: str, units: int) -> str:
        """Fill the cart, sign in, look; return a key that no form had before."""
        self.perform(Fill(buyer, sku, units))
        cart = self.book.carts.get(buyer, Cart())
        for held in list(cart.lines) if self.book.is_blocked(cart) else []:
            sold = self.book.shelf[held] if self.book.is_sold(held) else 0
            self.perform(Change(buyer, held, min(units, sold)))
        self.perform(Prepare(buyer))
        self.perform(Look(buyer))
        return f"own-{self.driver.house.number()}"

    def placing(self, buyer: str, key: str) -> Place:
        visitor = self.driver.house.visitors[buyer]
        return Place(buyer, key, visitor.session, visitor.seen, visitor.meant)
