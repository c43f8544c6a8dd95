"""What the service keeps besides orders."""

from checkout.records.letters import Message, Ticket
from checkout.records.payments import (
    GIVEN_BACK,
    NO_RETURN,
    NOT_PAID,
    ORDER_LOST,
    Attempt,
    AttemptState,
    Capture,
    Picture,
    UniqueUse,
)
from checkout.records.staff import OLD_ORDERS_BOOKED, Chore, StaffSession
from checkout.records.stock import EVERYTHING, CountedStock, Grant, Movement, SaleSwitch
from checkout.records.visitors import Link, OneTimeCode, Session, Submission, Tally

__all__ = [
    "EVERYTHING",
    "GIVEN_BACK",
    "NOT_PAID",
    "NO_RETURN",
    "OLD_ORDERS_BOOKED",
    "ORDER_LOST",
    "Attempt",
    "AttemptState",
    "Capture",
    "Chore",
    "CountedStock",
    "Grant",
    "Link",
    "Message",
    "Movement",
    "OneTimeCode",
    "Picture",
    "SaleSwitch",
    "Session",
    "StaffSession",
    "Submission",
    "Tally",
    "Ticket",
    "UniqueUse",
]
