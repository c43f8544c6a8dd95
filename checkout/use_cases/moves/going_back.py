"""Moves of money that goes back: to which account, what was paid there, what a bank would not give back."""

from __future__ import annotations

from checkout.use_cases.bank_references import use_once
from checkout.use_cases.moves.acting import Acting, Facts, needed, told
from shop.errors import BadInput
from shop.identifiers import masked
from shop.lifecycle import EventKind
from shop.money import Rials
from shop.order import Order
from shop.rules.refund import Refund, refund_of
from shop.rules.refund_account import (
    Account,
    Asked,
    account_problems,
    asked_account,
    destination,
    may_refund,
    read_number,
)
from shop.rules.refund_parts import parts_of
from shop.rules.reversal import open_reversal
from shop.rules.sources import sources
from shop.terms import Shop
from shop.tills import TILL, gateway_till

FROM_BANK = "bank"
"""Money that left by the shop's own bank account; else the name of the gateway in whose panel it was given back."""


def ask_account(_: Acting) -> Facts:
    """BAQ-077, BAK-044: the buyer is asked, by a message with the order's link."""
    return {}


def note_account(acting: Acting) -> Facts:
    """BAQ-077, BAK-044, PAY-011, ATR-039: the account that the buyer told staff, checked as on the order's page."""
    return account_facts(acting.shop, acting.order, acting.form.account, acting.form.holder)


def account_facts(shop: Shop, order: Order, number: str, holder: str) -> Facts:
    """Return the facts of a stated account.

    Raises:
        BadInput: the first of its problems; CHI-032: it is not the payer's.
    """
    asked = asked_account(shop, order) or Asked(kind="sheba")
    for problem in account_problems(asked, number, holder):
        raise problem
    return {"account": read_number(asked, number), "account_kind": asked.kind, "holder": holder}


def refund(acting: Acting) -> Facts:
    """BAQ-075, BAQ-077, ATR-040, CHI-031: what went back, of what, to whom and from where, and each fee that was kept."""
    form, order = acting.form, acting.order
    reversal = open_reversal(order)
    if reversal is not None and form.out_of == reversal.facts["gateway"]:
        return _seen_in_panel(acting, reversal.facts)
    acting.check(may_refund(acting.shop, order))
    to, due = destination(acting.shop, order), refund_of(acting.shop, order)
    amount = _amount(acting.shop, order, due, form.amount)
    out_of = _out_of(acting.shop, to, form.out_of)
    reference = needed("reference", form.reference)
    use_once(acting.tx, reference, order.code)
    return {**refund_facts(order, due, amount, out_of, reference), **told(to=_shown(to))}


def refuse_reversal(acting: Acting) -> Facts:
    """The bank's panel says that the payment did not go back; from now on staff pay it."""
    needed("note", acting.form.note)
    reversal = open_reversal(acting.order)
    return {name: reversal.facts[name] for name in ("attempt", "gateway")} if reversal else {}


def refund_facts(order: Order, due: Refund, amount: Rials, out_of: str, reference: str) -> Facts:
    """Return the facts of so many rials that went back; every fee is kept with the first of them."""
    kept = {f"deducted:{name}": str(fee) for name, fee in due.deductions}
    deducted = {"deducted": str(due.deducted)} if kept else {}
    parts = parts_of(order, Rials(amount + due.deducted))
    of = {f"of:{part}": str(rials) for part, rials in parts.items()}
    till = {} if out_of == FROM_BANK else {TILL: gateway_till(out_of)}
    return {"refunded": str(amount), "reference": reference, **till, **deducted, **kept, **of}


def booked_as(order: Order, event: EventKind, facts: Facts) -> EventKind:
    """Return the kind of a refund: the last leaves nothing owed, one before it leaves a rest."""
    gone = int(facts.get("refunded", 0)) + int(facts.get("deducted", 0))
    return "part_refunded" if event == "refunded" and gone < order.owed_back else event


def _seen_in_panel(acting: Acting, asked: Facts) -> Facts:
    """The bank has not told us, but staff saw in its panel that it gave the payment back."""
    reference = needed("reference", acting.form.reference)
    use_once(acting.tx, reference, acting.order.code)
    due, amount = refund_of(acting.shop, acting.order), Rials(int(asked["amount"]))
    return {**refund_facts(acting.order, due, amount, asked["gateway"], reference), "attempt": asked["attempt"]}


def _amount(shop: Shop, order: Order, due: Refund, typed: int) -> Rials:
    """Return what is paid now, in rials: what was typed, else all that is due; CHI-031: to one payer at a time."""
    most = due.amount
    if shop.refund.destination == "paying_account":
        most = Rials(min(most, sources(order)[0].left))
    if typed and not 0 < typed <= most:
        raise BadInput("amount", "not_due", str(typed), due=most)
    return Rials(typed) if typed else most


def _out_of(shop: Shop, to: Account | None, typed: str) -> str:
    gateways = gateways_of(shop)
    usual = gateways[0] if to and to.kind == "paying_card" and gateways else FROM_BANK
    if typed and typed not in {FROM_BANK, *gateways}:
        raise BadInput("out_of", "missing_choice", typed)
    return typed or usual


def gateways_of(shop: Shop) -> tuple[str, ...]:
    """Return the gateways that a shop names, in its order."""
    return tuple(name for way in shop.payment for name in (way.provider, *way.fallback) if name)


def _shown(to: Account | None) -> str:
    if to is None:
        return ""
    return to.number if to.kind == "paying_card" else masked(to.number)
