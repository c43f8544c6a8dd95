"""What a measurement came to, beside the figure that was set for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that was set: at least or at most so much."""

    sense: Literal["at least", "at most"]
    value: float

    def met(self, measured: float) -> bool:
        """Whether a measured value keeps to it."""
        return measured >= self.value if self.sense == "at least" else measured <= self.value

    def __str__(self) -> str:
        return f"{self.sense} {self.value:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value: what it is, how it reads, and the figure it should keep to, if one was set."""

    what: str
    value: float
    unit: str = ""
    wanted: Wanted | None = None
    beside: str = ""

    @property
    def met(self) -> bool | None:
        """Whether it keeps to its figure; None where there is none."""
        return self.wanted.met(self.value) if self.wanted else None

    @property
    def shown(self) -> str:
        """The value with its unit, to three digits."""
        return f"{three_digits(self.value)}{' ' if self.unit else ''}{self.unit}"


def at_least(value: float) -> Wanted:
    """Return the figure of at least so much."""
    return Wanted("at least", value)


def at_most(value: float) -> Wanted:
    """Return the figure of at most so much."""
    return Wanted("at most", value)


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """Return the median of the ratios, round by round: a slow minute slows both of its round."""
    return median(one / other for one, other in zip(above, below, strict=True))


def three_digits(value: float) -> str:
    """Return a value to three digits, thousands apart; what is large is told to the unit."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004
