"""Checking the accounts of ``shop.toml`` that some way of payment pays into: blank, only filling a place, or mistyped."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from catalog.problems import Code, Problems
from catalog.shop_reader import ShopFile
from shop.fillers import is_filler_number, is_filler_sheba
from shop.identifiers import is_card_number, is_sheba

_Test = Callable[[str], bool]
_ACCOUNTS: Mapping[str, tuple[str, _Test, _Test]] = {
    "transfer": ("sheba", is_filler_sheba, is_sheba),
    "card_to_card": ("card", is_filler_number, is_card_number),
    "deposit": ("number", is_filler_number, bool),
}
"""What each kind of payment pays into, when that only fills its place, and when it is right."""


def check_accounts(file: ShopFile, problems: Problems) -> None:
    """BAQ-021, T-BAQ-19: note each number that a payment needs and that is not there; such a payment is not offered."""
    for _, payment in file.tables("payment"):
        kind = payment.get("kind")
        if isinstance(kind, str) and kind in _ACCOUNTS:
            _check_account(file, kind, str(payment.get("name", kind)), problems)


def _check_account(file: ShopFile, kind: str, method: str, problems: Problems) -> None:
    name, is_filler, is_right = _ACCOUNTS[kind]
    spot = file.spot(("accounts", name))
    number = file.table("accounts").get(name, "")
    if not isinstance(number, str):
        return  # the types tell of it
    if not number.strip():
        problems.add(Code.BLANK_ACCOUNT, spot, key=name, method=method)
    elif is_filler(number):
        problems.add(Code.FILLER_ACCOUNT, spot, key=name, value=number, method=method)
    elif not is_right(number):
        problems.add(Code.BAD_ACCOUNT, spot, key=name, value=number)
