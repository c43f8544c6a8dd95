"""Where owed money goes back to: what the buyer is asked to state, what is right about it, and when it may be paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from shop.errors import BadInput
from shop.identifiers import read_card_number, read_sheba
from shop.order import Order
from shop.rules.reversal import open_reversal
from shop.rules.sources import Source, sources
from shop.terms import Shop
from shop.text import search_form
from shop.verdict import Allowed, Reason, Verdict, refused

AccountKind = Literal["sheba", "card"]
Standing = Literal["payable", "no_account", "at_bank"]
_ASKED_OF: dict[str, AccountKind] = {"declared_account": "sheba", "card": "card"}


@dataclass(frozen=True, slots=True)
class AccountMissing(Reason):
    """The buyer has not said yet to which account the money goes."""

    code: ClassVar[str] = "account_missing"


@dataclass(frozen=True, slots=True)
class ReversalUnderWay(Reason):
    """The bank was asked to give the payment back and has not answered; paying too could pay twice."""

    code: ClassVar[str] = "reversal_under_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a buyer has to state: a SHEBA or a card's number; of ``holder`` alone, and ending with these digits, if set."""

    kind: AccountKind
    holder: str = ""
    ends_with: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where money goes: an account stated in full, or the card that a bank told of, masked, from which it was paid."""

    kind: Literal["sheba", "card", "paying_card"]
    number: str
    holder: str = ""


def asked_account(shop: Shop, order: Order) -> Asked | None:
    """BAQ-077, BAK-044, PAY-011, CHI-031, ATR-039: return what the buyer states before owed money goes back.

    None where nothing is owed, and where only the paying account is paid and its bank told the card: no other can be
    named.
    """
    if not order.owed_back:
        return None
    kind = _ASKED_OF.get(shop.refund.destination)
    if kind is not None:
        return Asked(kind=kind)
    return _same_account(order, sources(order)[0])


def _same_account(order: Order, source: Source) -> Asked | None:
    """CHI-031, CHI-032, T-CHI-07: the account that paid, in full: its known digits, its payer's name.

    Cash has none: then one in the buyer's own name.
    """
    if source.way == "gateway":
        return None
    holder = source.holder or order.recipient.name
    by_card = source.way in {"card_to_card", "door_card"} or bool(source.card)
    return Asked(kind="card" if by_card else "sheba", holder=holder, ends_with=source.card)


def account_problems(asked: Asked, number: str, holder: str) -> Iterator[BadInput]:
    """CHI-032: yield all that is wrong with an account as it was typed; nothing of its number is kept in an error."""
    try:
        read = read_number(asked, number)
    except BadInput as error:
        yield error
    else:
        if not read.endswith(asked.ends_with):
            yield BadInput("account", "not_the_paying_card", ends_with=asked.ends_with)
    if not holder:
        yield BadInput("account_holder", "missing")
    elif asked.holder and not same_name(holder, asked.holder):
        yield BadInput("account_holder", "not_the_payer", payer=asked.holder)


def read_number(asked: Asked, number: str) -> str:
    """Return the number in its one form.

    Raises:
        BadInput: it is none of the kind that is asked for.
    """
    return read_sheba(number) if asked.kind == "sheba" else read_card_number(number)


def same_name(one: str, other: str) -> bool:
    """CHI-032: are these two spellings of one name? Blanks, ZWNJ and letters of another keyboard tell nothing apart."""
    return _bare(one) == _bare(other)


def declared_account(shop: Shop, order: Order) -> Account | None:
    """Return the account that the buyer stated last, if it is one that may be paid now."""
    asked, stated = asked_account(shop, order), order.last("account_declared")
    if asked is None or stated is None or "account" not in stated.facts:
        return None
    number, holder = stated.facts["account"], stated.facts["holder"]
    if any(account_problems(asked, number, holder)):
        return None
    return Account(kind=asked.kind, number=number, holder=holder)


def destination(shop: Shop, order: Order) -> Account | None:
    """CHI-031: return where the next of owed money goes, None while that waits for the buyer's word."""
    if order.owed_back and asked_account(shop, order) is None:
        return Account(kind="paying_card", number=sources(order)[0].card)
    return declared_account(shop, order)


def standing(shop: Shop, order: Order) -> Standing:
    """BAQ-075, BAK-044: return whether staff can pay what is owed now, or what they have to wait for."""
    if open_reversal(order):
        return "at_bank"
    return "no_account" if destination(shop, order) is None else "payable"


def may_refund(shop: Shop, order: Order) -> Verdict:
    """BAK-044, CHI-032: may staff record that money went back? Not before it is known to whom, nor beside a bank."""
    now = standing(shop, order)
    if now == "at_bank":
        return refused(ReversalUnderWay(), shop.refund.clause)
    return Allowed() if now == "payable" else refused(AccountMissing(), shop.refund.clause)


def may_declare(shop: Shop, order: Order) -> bool:
    """May an account be stated now? While one is asked for and no bank is giving the money back."""
    return asked_account(shop, order) is not None and open_reversal(order) is None


def may_ask(shop: Shop, order: Order) -> bool:
    """BAQ-077: may staff ask the buyer for the account? While it is not stated."""
    return may_declare(shop, order) and declared_account(shop, order) is None


def _bare(name: str) -> str:
    return "".join(search_form(name).split())
