"""What two stores hold that the other does not, found in one walk through both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from checkout.upkeep.content import Row, canonical


@dataclass(frozen=True, slots=True)
class Differences:
    """How many documents of each kind stand only in the first store, only in the second, or otherwise in the second."""

    missing: Counter[str] = field(default_factory=Counter)
    more: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)

    @property
    def foreign(self) -> Counter[str]:
        """What the second store holds that the first does not, by kind."""
        return self.more + self.other

    def __bool__(self) -> bool:
        return bool(self.missing or self.more or self.other)


def differences(first: Iterable[Row], second: Iterable[Row]) -> Differences:
    """Compare the rows of two stores, each by their ``place``."""
    found = Differences()
    left, right = iter(first), iter(second)
    one, two = next(left, None), next(right, None)
    while one is not None or two is not None:
        if two is None or (one is not None and one.place < two.place):
            assert one is not None  # noqa: S101 - the loop goes on only while one of them stands
            found.missing[one.kind] += 1
            one = next(left, None)
        elif one is None or two.place < one.place:
            found.more[two.kind] += 1
            two = next(right, None)
        else:
            if canonical(one) != canonical(two):
                found.other[one.kind] += 1
            one, two = next(left, None), next(right, None)
    return found
