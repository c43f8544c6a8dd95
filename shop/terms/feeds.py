"""Which sites that compare prices are told of the shop's goods."""

from __future__ import annotations

from dataclasses import dataclass

from shop.term_types import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTerms:
    """``emalls``: the build writes a list for Emalls; ``torob``: the checkout answers Torob, once it has Torob's key."""

    emalls: Flag = False
    torob: Flag = False
