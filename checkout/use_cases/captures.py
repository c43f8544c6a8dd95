"""What a gateway confirmed to us, kept as its own statement would have it: the bank's side of a day's sheet."""

from __future__ import annotations

from dataclasses import replace

from checkout.kinds import CAPTURES
from checkout.records import Attempt, Capture
from checkout.store import Transaction


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


def note_given_back(tx: Transaction, attempt: Attempt) -> None:
    """Note that what a gateway confirmed of an attempt has gone back, as staff saw in its panel; if it confirmed any."""
    capture = tx.get(CAPTURES, CAPTURES.key(captured(attempt)))
    if capture is not None and capture.attempt == attempt.id:
        tx.put(CAPTURES, replace(capture, status="reversed"))
