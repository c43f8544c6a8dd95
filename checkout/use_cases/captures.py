"""What a gateway confirmed to us, kept as its own statement would have it: the bank's side of a day's sheet."""

from __future__ import annotations

from checkout.records import Attempt, Capture


def captured(attempt: Attempt) -> Capture:
    """Return what a gateway confirmed of an attempt, whatever became of its order."""
    return Capture(
        gateway=attempt.gateway,
        reference=attempt.bank_reference,
        amount=attempt.amount,
        at=attempt.checked_at,
        order=attempt.order,
        attempt=attempt.id,
    )
