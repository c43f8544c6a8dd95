"""Where the shop's money is: at a gateway, on an account, or at the door. An event that moves money names its till."""

from __future__ import annotations

from typing import NewType, get_args

from shop.lifecycle import EventKind
from shop.terms import GatewayName, PaymentKind, Shop

Till = NewType("Till", str)

TILL = "till"
"""The fact that names where an event's money came in or went out."""
CASH = Till("door:cash")
POS = Till("door:card")
_GATEWAY = "gateway:"
_ACCOUNT = "account:"
_DOOR = "door:"


def gateway_till(name: str) -> Till:
    """Return the till of a gateway, '' where nobody knows which it was."""
    return Till(f"{_GATEWAY}{name}")


def account_till(shop: Shop, payment: PaymentKind | None) -> Till:
    """Return the till of the account that payments of a kind come to, and refunds are made from.

    It is called as its statement is (``[[statement]]``), or where none is imported by its SHEBA, number or card. What
    comes to no account of its own, such as a gateway's payment, is refunded from the first.
    """
    named = [one.id for one in shop.statement if payment in one.payments] + [one.id for one in shop.statement]
    accounts = shop.accounts
    return Till(f"{_ACCOUNT}{[*named, accounts.sheba or accounts.number or accounts.card][0]}")


def statement_till(account: str) -> Till:
    """Return the till of the account in whose statement (``[[statement]]``) the bank tells of the money."""
    return Till(f"{_ACCOUNT}{account}")


def tills_of(shop: Shop) -> tuple[Till, ...]:
    """Return every till that a shop's terms name: its gateways, its accounts, and the door where one pays there."""
    kinds = {one.kind for one in shop.payment}
    gateways = [name for one in shop.payment for name in (one.provider, *one.fallback) if name]
    accounts = [account_till(shop, kind) for kind in ("transfer", "card_to_card", "deposit") if kind in kinds]
    statements = [statement_till(one.id) for one in shop.statement]
    door = [POS, CASH] if "cash_on_delivery" in kinds else []
    return tuple(dict.fromkeys([*map(gateway_till, gateways), *statements, *accounts, *door]))


def is_till(account: str) -> bool:
    """Whether money itself is there, and not only what it is owed or kept for."""
    return account.startswith((_GATEWAY, _ACCOUNT, _DOOR))


def gateway_of(till: str) -> str:
    """Return the name of the gateway whose till this is, '' for another till."""
    return till.removeprefix(_GATEWAY) if till.startswith(_GATEWAY) else ""


def account_of(till: str) -> str:
    """Return the name or number of the account whose till this is, '' for another till."""
    return till.removeprefix(_ACCOUNT) if till.startswith(_ACCOUNT) else ""


def till_of(kind: EventKind, facts: dict[str, str], account: Till = Till(_ACCOUNT)) -> Till:
    """Return where an event's money came in or went out: as it says itself, else as its kind tells.

    Money that came at the door is there, and what was given back in a gateway's panel went ``out_of`` that. All else is
    on ``account``, but for what the bank alone tells of.
    """
    if TILL in facts:
        return Till(facts[TILL])
    if "taken" in facts:
        return POS if facts["taken"] == "card" else CASH
    if facts.get("out_of") in get_args(GatewayName):
        return gateway_till(facts["out_of"])
    return gateway_till("") if kind in {"paid", "revived"} else account


def with_till(kind: EventKind, facts: dict[str, str], shop: Shop, payment: PaymentKind | None) -> dict[str, str]:
    """Return an event's facts with the till that it moved money at, if it moved any, of an order paid this way.

    What tells its till by itself gets no fact more.
    """
    unnamed = till_of(kind, facts) == Till(_ACCOUNT)
    if not unnamed or ("paid" not in facts and "refunded" not in facts):
        return facts
    return {**facts, TILL: account_till(shop, payment)}
