"""What the clock does, and how often. Each job is safe to run any time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial

from checkout.ports import Ports
from checkout.use_cases.book_old_orders import book_old_orders
from checkout.use_cases.cross_check import cross_check
from checkout.use_cases.end_holds import end_holds
from checkout.use_cases.expire_orders import expire_orders
from checkout.use_cases.reconcile import reconcile
from checkout.use_cases.reprice_orders import reprice_orders
from checkout.use_cases.reverse_payments import reverse_payments
from checkout.use_cases.send_messages import send_messages
from checkout.use_cases.settle_transfers import settle_transfers
from checkout.use_cases.tell_delays import tell_delays
from checkout.use_cases.tidy_up import tidy_up

__all__ = [
    "JOBS",
    "book_old_orders",
    "cross_check",
    "end_holds",
    "expire_orders",
    "lanes",
    "reconcile",
    "reprice_orders",
    "reverse_payments",
    "send_messages",
    "settle_transfers",
    "tell_delays",
    "tidy_up",
]

Jobs = Mapping[str, tuple[Callable[[Ports], int], timedelta]]

JOBS: Jobs = {
    "send_messages": (send_messages, timedelta(seconds=1)),
    "reconcile": (reconcile, timedelta(seconds=5)),
    "cross_check": (cross_check, timedelta(minutes=5)),
    "reverse_payments": (reverse_payments, timedelta(seconds=5)),
    "expire_orders": (expire_orders, timedelta(seconds=20)),
    "reprice_orders": (reprice_orders, timedelta(minutes=10)),
    "end_holds": (end_holds, timedelta(minutes=1)),
    "tell_delays": (tell_delays, timedelta(minutes=5)),
    "settle_transfers": (settle_transfers, timedelta(minutes=1)),
    "book_old_orders": (book_old_orders, timedelta(hours=1)),
    "tidy_up": (tidy_up, timedelta(hours=1)),
}
"""Every job with how often it runs; a new release, from which alone prices fall, makes all of them due at once."""


def lanes(gateways: Iterable[str]) -> Mapping[str, Jobs]:
    """Return which jobs take turns with each other: those of the shop, those of the messenger, those of each bank.

    A bank that hangs keeps neither another bank's payments, nor a message, nor an expiry waiting.
    """
    asking: Mapping[str, Callable[..., int]] = {
        "reconcile": reconcile,
        "cross_check": cross_check,
        "reverse_payments": reverse_payments,
    }
    outside = {"send_messages", *asking}
    at_no_bank = (partial(reconcile, only=""), JOBS["reconcile"][1])
    banks = {
        f"bank {gateway}": {name: (partial(job, only=gateway), JOBS[name][1]) for name, job in asking.items()}
        for gateway in gateways
    }
    return {
        "shop": {**{name: job for name, job in JOBS.items() if name not in outside}, "reconcile": at_no_bank},
        "messages": {"send_messages": JOBS["send_messages"]},
        **banks,
    }
