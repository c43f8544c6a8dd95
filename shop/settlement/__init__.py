"""A day's sheet: what the banks say of it, what our books say, and what differs."""

from shop.settlement.movement import Difference, Movement, Paired, pair
from shop.settlement.owing import OwedPayment, Why
from shop.settlement.sheet import Known, Sheet, TillSheet
from shop.settlement.totals import Totals, totals_of

__all__ = [
    "Difference",
    "Known",
    "Movement",
    "OwedPayment",
    "Paired",
    "Sheet",
    "TillSheet",
    "Totals",
    "Why",
    "pair",
    "totals_of",
]
