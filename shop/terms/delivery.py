"""How orders are sent, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from shop.places import Zone
from shop.term_types import Amount, ClauseName, DaySpan, Flag, Named, Positive, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Carriage costs the buyer nothing."""

    kind: Literal["free"] = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """Carriage costs the same for every order, paid with it."""

    kind: Literal["fixed"] = "fixed"
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect:
    """Carriage is paid to the carrier at the door (freight collect)."""

    kind: Literal["collect"] = "collect"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRow:
    """The carriage of a parcel of up to so many grams to some zones (none named: all)."""

    zones: tuple[Zone, ...] = ()
    up_to_grams: Positive
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class ByWeight:
    """Carriage by a table: the first row that fits zone and weight counts; a parcel that fits none is not sent so."""

    kind: Literal["weight"] = "weight"
    rows: Annotated[tuple[WeightRow, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByFloor:
    """Carriage into the home by floor, the first floor's amount first; more than ``stairs`` steps count as the second."""

    kind: Literal["floors"] = "floors"
    stairs: Positive
    amounts: Annotated[tuple[Amount, ...], Field(min_length=1)]


Fee = Annotated[Free | Fixed | Collect | ByWeight | ByFloor, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One way of sending an order: where (no zone named: everywhere), for what goods, for how much, how fast.

    ``working_days`` count from the day the order is taken up. With ``tracking`` it leaves only with a code or waybill.
    """

    id: Named
    name: Text
    note: str = ""
    hand_over: str = ""
    zones: tuple[Zone, ...] = ()
    only_classes: tuple[Named, ...] = ()
    except_classes: tuple[Named, ...] = ()
    fee: Fee
    by_freight: Flag = False
    working_days: DaySpan
    tracking: Flag = True
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A cost beside the carriage, on a line of its own: for some deliveries or classes (none named: all)."""

    id: Named
    name: Text
    amount: Amount
    deliveries: tuple[Named, ...] = ()
    classes: tuple[Named, ...] = ()
    clause: ClauseName


def _some(deliveries: tuple[str, ...]) -> tuple[str, ...]:
    if not deliveries:
        raise ValueError("none_named")
    return deliveries


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeShipping:
    """From this value of the goods carriage is free, and the shop itself chooses among ``deliveries``."""

    name: Text
    minimum: Amount
    deliveries: Annotated[tuple[Named, ...], AfterValidator(_some)]
    clause: ClauseName
