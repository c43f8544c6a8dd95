"""What a buyer is told when something happens to their order: the words of one SMS for each event, or none on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checkout.news import ends, goods, money, talk, way
from checkout.news.told import Words
from shop.lifecycle import EventKind
from shop.order import Order
from shop.terms import Shop

SILENT: frozenset[EventKind] = frozenset(
    {
        "registered",  # has a message of its own, with the code
        "method_chosen",
        "transfer_promised",
        "transfer_reported",
        "method_set",  # the message at dispatch names the way
        "door_payment_taken",
        "answered",
        "substitute_declined",
        "information_given",
        "date_accepted",
        "date_declined",
        "cancel_requested",
        "reverse_asked",  # what comes of it is told
        "reverse_refused",  # the money still comes by its deadline, as was told
    }
)
"""What buyers do themselves and see at once, or stand beside, is not told them again."""

_WORDS: Mapping[EventKind, Words] = MappingProxyType(
    {**money.WORDS, **way.WORDS, **goods.WORDS, **talk.WORDS, **ends.WORDS}
)


def news(shop: Shop, order: Order) -> str:
    """BAQ-112: return what the buyer is told of the order's newest event, '' where nothing is on purpose."""
    kind = order.events[-1].kind
    return "" if kind in SILENT else _WORDS[kind](shop, order).strip()
