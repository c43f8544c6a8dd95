"""What the environment says of each bank gateway: one row of a table a gateway, and what a live shop refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from checkout.environment import BadSetting, needed_text, needed_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who the shop is at a gateway (``account``), and where the gateway's bank is (``url``, no slash at the end)."""

    account: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The variables of one gateway. ``url`` is its bank unless ``url_name`` says otherwise.

    ``shape`` is that of an account; ``rehearsing`` are accounts, and ``sandboxes`` hosts, behind which is no money.
    """

    account_name: str
    url_name: str
    url: str
    shape: re.Pattern[str]
    rehearsing: re.Pattern[str]
    sandboxes: frozenset[str] = frozenset()


_NONE = re.compile("(?!)")
_ROWS = {
    "zarinpal": _Row(
        account_name="HOJREH_ZARINPAL_MERCHANT",
        url_name="HOJREH_ZARINPAL_URL",
        url="https://payment.zarinpal.com",
        shape=re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
        rehearsing=re.compile("0{8}-.*"),
        sandboxes=frozenset({"sandbox.zarinpal.com"}),
    ),
    "zibal": _Row(
        account_name="HOJREH_ZIBAL_MERCHANT",
        url_name="HOJREH_ZIBAL_URL",
        url="https://gateway.zibal.ir",
        shape=re.compile("[0-9A-Za-z_-]{3,64}"),
        rehearsing=re.compile("zibal"),
    ),
    "sep": _Row(
        account_name="HOJREH_SEP_TERMINAL",
        url_name="HOJREH_SEP_URL",
        url="https://sep.shaparak.ir",
        shape=re.compile("[0-9]{1,12}"),
        rehearsing=_NONE,
    ),
}


def read_gateways(environment: Mapping[str, str], *, live: bool) -> Mapping[str, Account]:
    """Return the account at every gateway whose account the environment names.

    Raises:
        BadSetting: an account or address is none, or a live shop is given one behind which is no money.
    """
    return {
        name: _read(environment, row, live=live)
        for name, row in _ROWS.items()
        if environment.get(row.account_name, "").strip()
    }


def account_name(gateway: str) -> str:
    """Return the name of the variable that holds the account at a gateway."""
    return _ROWS[gateway].account_name


def _read(environment: Mapping[str, str], row: _Row, *, live: bool) -> Account:
    account = needed_text(environment, row.account_name)
    url = needed_url({row.url_name: row.url, **environment}, row.url_name)
    if not row.shape.fullmatch(account):
        raise BadSetting(row.account_name, "is not what an account there looks like")
    if live and row.rehearsing.fullmatch(account.lower()):
        raise BadSetting(row.account_name, "is for rehearsing, and this shop is live")
    if live and (not url.startswith("https://") or urlsplit(url).hostname in row.sandboxes):
        raise BadSetting(row.url_name, f"is a sandbox or not https, and this shop is live: {url}")
    return Account(account=account, url=url)
