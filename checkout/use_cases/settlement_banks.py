"""What each bank says of a day, held against our books: a gateway by its captures, an account by its statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from checkout.kinds import CAPTURES, LEDGER, STATEMENT_LINES, moment
from checkout.records import Capture
from checkout.store import Transaction
from checkout.use_cases.bank_references import used_by
from shop.calendar import TEHRAN, local_day
from shop.identifiers import bank_reference
from shop.money import Rials
from shop.settlement import Movement, TillSheet, pair
from shop.settlement.movement import given_back, movements_of
from shop.settlement.sheet import Known, Sides, compared, recorded
from shop.statement import StatementLine
from shop.tills import Till, account_of, gateway_of, gateway_till

GIVEN_BACK = frozenset({"reversed", "failed"})
"""What a bank says of a payment that it confirmed and that is not with the shop any more."""
_LATE = timedelta(days=4)
"""Within how many days a transfer of ours stands in the account's statement: PAYA waits for working days."""


def gateway_sheet(
    tx: Transaction, till: Till, day: date, ours: Sequence[Movement], bank: Sequence[Capture]
) -> TillSheet:
    """Return a gateway's day. It tells what it took and whether it gave that back, not what its panel paid to cards."""
    told = [movement for one in bank for movement in _captured(one)]
    today = pair(ours, told)
    keys = [f"{gateway_of(till)}:{one.reference}" for one in today.ours if one.reference]
    elsewhere = [one for key in keys if (one := tx.get(CAPTURES, key)) is not None and local_day(one.at) != day]
    sides = Sides(
        ours=ours,
        bank=told,
        ours_elsewhere=_booked_elsewhere(tx, till, day, today.bank),
        bank_elsewhere=[movement for one in elsewhere for movement in _captured(one)],
    )
    return compared(till, sides, known="told", untold=lambda one: one.amount < 0, is_ours_alone=True, aside=Rials(0))


def account_sheet(tx: Transaction, till: Till, day: date, ours: Sequence[Movement]) -> TillSheet:
    """Return an account's day by its statement; of a day that no import told of, only what our books say."""
    account, lines = account_of(till), _lines(tx, account_of(till), day)
    known, told_until = _known(tx, account, day, told_here=bool(lines))
    if known == "untold":
        return recorded(till, ours, "untold")
    told = [_of_line(till, line) for line in lines if not line.aside]
    today = pair(ours, told)
    sides = Sides(
        ours=ours,
        bank=told,
        ours_elsewhere=_booked_elsewhere(tx, till, day, today.bank),
        bank_elsewhere=list(_told_elsewhere(tx, till, day, today.ours)),
    )
    still_to_come = known == "partly" or told_until is None or told_until <= day + _LATE
    return compared(
        till,
        sides,
        known="partly" if known == "partly" else "told",
        untold=lambda one: known == "partly" or (one.amount < 0 and still_to_come),
        is_ours_alone=False,
        aside=Rials(sum(line.amount for line in lines if line.aside)),
    )


def _captured(one: Capture) -> Iterator[Movement]:
    movement = Movement(
        till=gateway_till(one.gateway), amount=one.amount, reference=one.reference, order=one.order, at=one.at
    )
    yield movement
    if one.status in GIVEN_BACK:
        yield given_back(movement)


def _of_line(till: Till, line: StatementLine) -> Movement:
    return Movement(till=till, amount=Rials(line.amount), reference=line.reference, order=line.order, at=line.at)


def _lines(tx: Transaction, account: str, day: date) -> list[StatementLine]:
    return tx.find(STATEMENT_LINES, "day", f"{account}:{day}")


def _known(tx: Transaction, account: str, day: date, *, told_here: bool) -> tuple[Known, date | None]:
    """Return what is known of a day, and the newest day of which anything is."""
    newest = tx.newest(STATEMENT_LINES, "account", account, 1)
    until = newest[0].day if newest else None
    if until is None or until < day:
        return "untold", until
    if until == day:
        return "partly", until
    begins = moment(datetime.combine(day, time.min, TEHRAN))
    # A day without a line was a quiet one only if the statement goes further back.
    told = told_here or bool(tx.newest(STATEMENT_LINES, "account", account, 1, before=f"{begins} "))
    return ("told" if told else "untold"), until


def _booked_elsewhere(tx: Transaction, till: Till, day: date, bank: Iterable[Movement]) -> list[Movement]:
    """Return what our books have on other days at this till, of the orders that the bank's movements may be of."""
    orders = {one.order or (used_by(tx, one.reference) if one.reference else "") for one in bank}
    return [
        movement
        for order in sorted(orders - {""})
        for entry in tx.find(LEDGER, "order", order)
        if local_day(entry.at) != day
        for movement in movements_of(entry)
        if movement.till == till
    ]


def _told_elsewhere(tx: Transaction, till: Till, day: date, ours: Sequence[Movement]) -> Iterator[Movement]:
    """Yield what an account's statement has on other days of movements of ours: in by reference, out in the days around."""
    account = account_of(till)
    for one in ours:
        if one.amount > 0 and one.reference:
            # A deposit without a number was confirmed by the name of its line.
            named = tx.get(STATEMENT_LINES, one.reference)
            found = [named] if named else tx.find(STATEMENT_LINES, "reference", bank_reference(one.reference))
            yield from (_of_line(till, line) for line in found if line.account == account and line.day != day)
    if any(one.amount < 0 for one in ours):
        for days in range(-1, _LATE.days + 1):
            if days:
                lines = _lines(tx, account, day + timedelta(days=days))
                yield from (_of_line(till, line) for line in lines if line.amount < 0)
