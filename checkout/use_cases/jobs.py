"""What the clock does, and how often. Each job is safe to run any time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from checkout.ports import Ports
from checkout.use_cases.end_holds import end_holds
from checkout.use_cases.expire_orders import expire_orders
from checkout.use_cases.reconcile import reconcile
from checkout.use_cases.reprice_orders import reprice_orders
from checkout.use_cases.send_messages import send_messages
from checkout.use_cases.tell_delays import tell_delays
from checkout.use_cases.tidy_up import tidy_up

__all__ = [
    "JOBS",
    "end_holds",
    "expire_orders",
    "reconcile",
    "reprice_orders",
    "send_messages",
    "tell_delays",
    "tidy_up",
]


JOBS: Mapping[str, tuple[Callable[[Ports], int], timedelta]] = {
    "send_messages": (send_messages, timedelta(seconds=1)),
    "reconcile": (reconcile, timedelta(seconds=5)),
    "expire_orders": (expire_orders, timedelta(seconds=20)),
    "reprice_orders": (reprice_orders, timedelta(minutes=10)),
    "end_holds": (end_holds, timedelta(minutes=1)),
    "tell_delays": (tell_delays, timedelta(minutes=5)),
    "tidy_up": (tidy_up, timedelta(hours=1)),
}
"""Every job with how often it runs; a new release, from which alone prices fall, makes all of them due at once."""
