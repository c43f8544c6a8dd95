"""Every rule of a shop as a page states it: ``{rule:NAME}`` in a text is one of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from catalog.rule_sentences import (
    changes,
    delivery,
    ending,
    goods,
    hand_over,
    money_back,
    ordering,
    payment,
    who,
    working,
)
from catalog.rule_sentences.rule_text import RuleText
from shop.terms import Shop

Texts = Callable[[Shop], Iterator[tuple[str, RuleText | str]]]

_KINDS: tuple[Texts, ...] = (
    working.texts,
    ordering.texts,
    who.texts,
    goods.texts,
    changes.texts,
    ending.texts,
    delivery.texts,
    hand_over.texts,
    payment.texts,
    money_back.texts,
)


def rule_texts(shop: Shop) -> Mapping[str, RuleText]:
    """Return what is to be said of each rule, by the names of ``rules_in_force``.

    Also there: what a shop states without a clause of its own, and ``payment.freight``, how freight orders are paid.
    """
    found = chain.from_iterable(texts(shop) for texts in _KINDS)
    return {name: RuleText(text) if isinstance(text, str) else text for name, text in found}
