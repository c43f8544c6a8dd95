"""The ways a bank misbehaves: one table, applied to every call of every protocol in one place (``calls``).

A fault of the wire spoils the answer, whatever it says. A fault of the book shows the protocol another payment than the
book holds; the book itself stays right, so that what was really paid can be seen afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from checkout.sandbox.ledger import Payment

Call = Literal["request", "verify", "inquiry", "unverified", "reverse", "fee"]
Wire = Literal[
    "sound",
    "silent_before",
    "silent_after",
    "reset_before",
    "reset_after",
    "cut",
    "error",
    "html",
    "blank",
    "half",
    "slow",
]
"""What becomes of an answer; ``before`` and ``after`` say whether what was asked is done all the same."""

_STRANGERS = 120
_REUSED_RECEIPT = 77_777_777_777


def _as_it_is(payment: Payment) -> Payment:
    return payment


def _rows_as_they_are(rows: list[Payment]) -> list[Payment]:
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to misbehave: at which calls, how the answer is spoiled, and what the protocol is shown.

    ``refusal`` makes the protocol say one of its own noes, by a name that every protocol has a code for.
    """

    name: str
    label: str
    calls: frozenset[Call]
    wire: Wire = "sound"
    shown: Callable[[Payment], Payment] = _as_it_is
    rows: Callable[[list[Payment]], list[Payment]] = _rows_as_they_are
    names_an_earlier: bool = False
    refusal: Literal["", "too_many", "terminal", "unknown"] = ""


_ALL: frozenset[Call] = frozenset({"request", "verify", "inquiry", "unverified", "reverse", "fee"})
_ASKING: frozenset[Call] = frozenset({"verify", "inquiry"})


def _wire(name: str, label: str, wire: Wire) -> Fault:
    return Fault(name=name, label=label, calls=_ALL, wire=wire)


def _book(name: str, label: str, shown: Callable[[Payment], Payment]) -> Fault:
    return Fault(name=name, label=label, calls=_ASKING, shown=shown)


def _listed(name: str, label: str, rows: Callable[[list[Payment]], list[Payment]]) -> Fault:
    return Fault(name=name, label=label, calls=frozenset({"unverified"}), rows=rows)


def _verified_before(payment: Payment) -> Payment:
    return replace(payment, state="verified") if payment.state == "paid" else payment


def _crowded(rows: list[Payment]) -> list[Payment]:
    """Push the shop's own rows out with newer ones of payments it never asked for."""
    if not rows:
        return rows
    newest = rows[0]
    later = newest.paid_at or newest.requested_at
    return [
        replace(
            newest,
            authority=f"{newest.authority[0]}{n:0{len(newest.authority) - 1}d}",
            paid_at=later + timedelta(seconds=n),
        )
        for n in range(_STRANGERS, 0, -1)
    ] + rows


SOUND = Fault(name="sound", label="درست", calls=_ALL)
FAULTS = {
    fault.name: fault
    for fault in (
        _wire("timeout_before", "پاسخ نمی‌دهد و کاری نمی‌کند", "silent_before"),
        _wire("timeout_after", "کار را می‌کند و پاسخ نمی‌دهد", "silent_after"),
        _wire("reset_before", "ارتباط را می‌بُرد و کاری نمی‌کند", "reset_before"),
        _wire("reset_after", "کار را می‌کند و ارتباط را می‌بُرد", "reset_after"),
        _wire("cut", "کار را می‌کند و پاسخ را نیمه‌کاره رها می‌کند", "cut"),
        _wire("error_500", "کار را می‌کند و خطای ۵۰۰ می‌دهد", "error"),
        _wire("html", "کار را می‌کند و به جای JSON صفحه می‌دهد", "html"),
        _wire("empty", "کار را می‌کند و پاسخ خالی می‌دهد", "blank"),
        _wire("garbage", "کار را می‌کند و نیمی از پاسخ را می‌دهد", "half"),
        _wire("slow", "۳۰ ثانیه دیر پاسخ می‌دهد", "slow"),
        Fault(name="rate_limit", label="می‌گوید بیش از اندازه پرسیده‌اید", calls=_ALL, refusal="too_many"),
        Fault(name="terminal", label="پایانه را نمی‌پذیرد", calls=_ALL, refusal="terminal"),
        Fault(name="unknown", label="پرداخت را نمی‌شناسد", calls=_ASKING, refusal="unknown"),
        Fault(
            name="repeated_authority",
            label="شناسه‌ی پرداخت پیشین را دوباره می‌دهد",
            calls=frozenset({"request"}),
            names_an_earlier=True,
        ),
        _book("wrong_amount", "مبلغی یک واحد کمتر می‌گوید", lambda one: replace(one, amount=one.amount - 1)),
        _book("in_toman", "مبلغ را به تومان می‌گوید", lambda one: replace(one, amount=one.amount // 10)),
        _book("verified_before", "بار نخست می‌گوید پیش‌تر تأیید شده است", _verified_before),
        _book("reused_receipt", "کد پیگیریِ یک پرداخت دیگر را می‌دهد", lambda one: replace(one, ref_id=_REUSED_RECEIPT)),
        _book("reversed", "می‌گوید پول برگشته است", lambda one: replace(one, state="reversed")),
        _book("in_bank", "می‌گوید هنوز پرداخت نشده است", lambda one: replace(one, state="in_bank")),
        _listed("crowded", "بیش از صد پرداخت تازه‌تر در فهرست است", _crowded),
        _listed("no_rows", "فهرست تأییدنشده‌ها خالی است", lambda _: []),
        _listed("doubled_rows", "هر پرداخت دو بار در فهرست است", lambda rows: [row for row in rows for _ in range(2)]),
    )
}
"""Every fault by its name."""
