"""A transfer is settled: its numbers are used up and its line of the bank's statement belongs to the order.

Where an account's terms leave it to the bank's word, a line that says what a buyer reported settles the report by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from checkout.kinds import STATEMENT_LINES
from checkout.ports import Ports
from checkout.store import Transaction, retried
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.bank_references import use_once, use_up, used_by
from checkout.use_cases.match_transfers import word_of_bank_in, words_of_bank
from checkout.use_cases.order_terms import terms_of
from shop.order import Order, OrderCode
from shop.rules.transfer import may_confirm, transferred
from shop.rules.waiting import open_report
from shop.statement import StatementLine
from shop.tills import TILL, statement_till


def confirmed(tx: Transaction, order: Order, reference: str, line: StatementLine | None) -> dict[str, str]:
    """BAQ-013: let a number, and the line that tells it, settle this order and no other; return the facts of that.

    The number that its buyer reported, if it was another, settles no other order either.

    Raises:
        BadInput: ``already_used``.
    """
    use_once(tx, reference, order.code)
    reported = open_report(order)
    if reported and (theirs := reported.facts.get("reference")):
        use_up(tx, theirs, order.code)
    facts = {"paid": str(transferred(order)), "reference": reference}
    if line is None:
        return facts
    tx.put(STATEMENT_LINES, replace(line, order=order.code))
    # It may have come to another account than the one that the buyer was told.
    return {**facts, TILL: statement_till(line.account)}


def number_of(line: StatementLine, order: Order) -> str:
    """Return the number by which a line settles an order: the bank's, else the buyer's, else the line's own name."""
    reported = open_report(order)
    return line.reference or (reported.facts.get("reference", "") if reported else "") or line.id


def settle_transfers(ports: Ports) -> int:
    """Confirm each report whose very number and amount the bank tells, in accounts that settle by that; return how many.

    CHI-017: where such payments are confirmed on working days only, they wait for one.
    """
    _, release = ports.releases.current()
    accounts = frozenset(one.id for one in release.shop.statement if one.settles)
    if not accounts:
        return 0
    told = [said.order.code for said in words_of_bank(ports) if said.line is not None]
    return sum(_settle(ports, code, accounts) for code in told)


@retried
def _settle(ports: Ports, code: OrderCode, accounts: Collection[str]) -> bool:
    """Return whether the bank's word settles the order: what was listed may have changed."""
    with ports.store.transaction() as tx:
        order = order_in(tx, code)
        said = word_of_bank_in(tx, order)
        if said is None or said.line is None or said.word != "confirms" or said.line.account not in accounts:
            return False
        reference = number_of(said.line, order)
        if used_by(tx, reference) or not may_confirm(terms_of(ports, order), order, ports.clock()).allowed:
            return False
        facts = confirmed(tx, order, reference, said.line)
        advance(tx, ports, order, "transfer_confirmed", by="bank", facts=facts)
        return True
