"""What owner and staff decide: a release, what is on sale, force majeure; and whether the messenger works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import ClassVar, Literal

from checkout.records import EVERYTHING
from checkout.store import retried
from checkout.use_cases.declare_force_majeure import declare, declared_periods, end_period
from checkout.use_cases.switch_sales import end_sale, resume, stop_sales
from shop.calendar import TEHRAN, local_day
from shop.release import Sku
from tests.life.book import Book, Period, Saved
from tests.life.house import House
from tests.life.shops import a_stocked


@dataclass(frozen=True)
class Publish:
    """The owner publishes a release with these counts and prices."""

    repeats: ClassVar[bool] = True
    counts: dict[str, int]
    prices: dict[str, int]

    def do(self, house: House) -> object:
        retried(house.world.releases.serve)(a_stocked(house.book.facts, self.counts, self.prices))
        return None

    def foretell(self, book: Book, saved: Saved) -> str:
        book.recount(self.counts, self.prices)
        saved()
        return "done"


@dataclass(frozen=True)
class Switch:
    """Staff stop or resume the sale of one SKU, or of everything."""

    repeats: ClassVar[bool] = False
    sku: Literal["*", "L-1", "L-2"]
    sells: bool

    def do(self, house: House) -> object:
        sku = EVERYTHING if self.sku == "*" else Sku(self.sku)
        if self.sells:
            resume(house.ports, sku)
        elif self.sku == "*":
            stop_sales(house.ports, "sara")
        else:
            end_sale(house.ports, sku, "sara")
        return None

    def foretell(self, book: Book, saved: Saved) -> str:
        if self.sku == "*":
            book.stopped = not self.sells
        elif self.sells:
            book.off.discard(self.sku)
        else:
            book.off.add(self.sku)
        saved()
        return "done"


@dataclass(frozen=True)
class Declare:
    """Staff declare so many days of force majeure, from so many days ahead."""

    repeats: ClassVar[bool] = False
    ahead: int
    days: int

    def do(self, house: House) -> object:
        first = local_day(house.world.clock()) + timedelta(days=self.ahead)
        return declare(house.ports, first, first + timedelta(days=self.days - 1), "برف", "sara")

    def foretell(self, book: Book, saved: Saved) -> str:
        if not book.facts.declares:
            return "refused"
        first = book.now.astimezone(TEHRAN).date() + timedelta(days=self.ahead)
        starts = datetime.combine(first, time.min, TEHRAN).astimezone(UTC)
        over = starts + timedelta(days=self.days)
        if any(one.ended_at is None and starts < one.over and one.starts < over for one in book.periods):
            return "refused"
        book.periods.append(Period(starts, over))
        saved()
        return "done"


@dataclass(frozen=True)
class End:
    """Staff end the declared period that begins then and was not ended yet."""

    repeats: ClassVar[bool] = False
    starts: datetime

    def do(self, house: House) -> object:
        running = [one for one in declared_periods(house.ports) if one.starts == self.starts and one.ended_at is None]
        return end_period(house.ports, running[0].id, "sara")

    def foretell(self, book: Book, saved: Saved) -> str:
        (period,) = [one for one in book.periods if one.starts == self.starts and one.ended_at is None]
        if book.now < period.ends:
            period.ended_at = book.now
        saved()
        return "done"


@dataclass(frozen=True)
class Messenger:
    """The messenger takes nothing, or takes everything again."""

    repeats: ClassVar[bool] = False
    down: bool

    def do(self, house: House) -> object:
        house.world.messenger.refuses = lambda _: self.down
        return None

    def foretell(self, book: Book, saved: Saved) -> str:
        book.messenger_down = self.down
        saved()
        return "done"
