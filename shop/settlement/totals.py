"""What a day's entries come to: paid = kept + refunded + owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shop.ledger import OWED, Entry
from shop.money import Rials
from shop.tills import is_till


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """A day's sums in rials. ``kept`` is by account what more is kept than the day before, ``owed`` what more is owed."""

    paid: Rials
    refunded: Rials
    kept: Mapping[str, Rials]
    owed: Rials

    @property
    def kept_in_all(self) -> Rials:
        """What more is kept than the day before, in rials."""
        return Rials(sum(self.kept.values()))


def totals_of(entries: Iterable[Entry]) -> Totals:
    """Return what entries come to."""
    paid = refunded = owed = 0
    kept: Counter[str] = Counter()
    for entry in entries:
        for posting in entry.postings:
            if posting.account == OWED:
                owed -= posting.amount
            elif not is_till(posting.account):
                kept[posting.account] -= posting.amount
            elif posting.amount > 0:
                paid += posting.amount
            else:
                refunded -= posting.amount
    return Totals(
        paid=Rials(paid),
        refunded=Rials(refunded),
        kept={account: Rials(amount) for account, amount in sorted(kept.items()) if amount},
        owed=Rials(owed),
    )
