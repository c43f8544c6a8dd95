"""What a form of the desk is made of: one field of it, and what all of them depend on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shop.order import Order
from shop.release import Release
from shop.terms import Shop

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing a move is told: a line of text, a box to tick, a choice; a line may suggest what to write."""

    name: str
    label: str
    kind: Literal["line", "tick", "choice"] = "line"
    hint: str = ""
    ltr: bool = False
    choices: Choices = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDesk:
    """What the forms of one order depend on. ``staff``: the names of whoever may use the desk."""

    release: Release
    order: Order
    at: datetime
    staff: tuple[str, ...] = ()

    @property
    def shop(self) -> Shop:
        """The terms that decide what is asked."""
        return self.release.shop


NOTE = Field(name="note", label="یادداشت")
