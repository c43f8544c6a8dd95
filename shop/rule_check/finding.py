"""One thing an owner would not see, under a name by which it can be acknowledged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FindingKind = Literal[
    "no-way-to-receive",
    "no-way-to-pay",
    "never-reached",
    "only-at-one-amount",
    "two-windows",
    "price-said-twice",
    "card-for-all",
    "no-account-to-refund",
    "over-before-confirmed",
    "over-before-it-starts",
    "held-for-ever",
    "no-deadline",
    "no-complaint",
    "proforma-without-email",
    "unused-zone",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found, about which rule (its name, as pages state it), with the facts its sentence needs, as text."""

    kind: FindingKind
    about: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name under which ``[[reading]]`` acknowledges it: ``only-at-one-amount:payment.cash_on_delivery``."""
        return f"{self.kind}:{self.about}"
