"""What is checked of gateways before a shop opens."""

from __future__ import annotations

import pytest

from checkout.app import GATEWAYS, check_accounts, open_gateways
from checkout.settings import BadSetting, read_settings
from tests.builders import a_shop
from tests.checkout.test_settings import ACCOUNTS, GOOD
from tests.contracts.gateway.registry import HALVES


def shop_with(**gateway: object) -> object:
    return {"kind": "gateway", "name": "درگاه", "clause": "payment#gateway", **gateway}


def test_every_gateway_with_an_account_is_opened_under_its_own_name() -> None:
    opened = open_gateways(read_settings({**GOOD, **ACCOUNTS}))
    assert {name: gateway.name for name, gateway in opened.items()} == {name: name for name in GATEWAYS}
    for gateway in opened.values():
        gateway.close()


def test_every_adapter_is_in_the_conformance_suite() -> None:
    assert {half.name: half.adapter for half in HALVES} == GATEWAYS


@pytest.mark.parametrize(
    ("gateway", "missing"),
    [
        ({"provider": "zarinpal"}, "HOJREH_ZARINPAL_MERCHANT"),
        ({"provider": "zibal"}, "HOJREH_ZIBAL_MERCHANT"),
        ({"provider": "sep"}, "HOJREH_SEP_TERMINAL"),
        ({"provider": "zarinpal", "fallback": ["sep"]}, "HOJREH_SEP_TERMINAL"),
    ],
)
def test_a_shop_that_names_a_gateway_without_an_account_does_not_start(
    gateway: dict[str, object], missing: str
) -> None:
    shop = a_shop(payment=[shop_with(**gateway)])
    check_accounts(read_settings({**GOOD, **ACCOUNTS}), shop)
    others = {name: account for name, account in ACCOUNTS.items() if name != missing}
    with pytest.raises(BadSetting, match=r"shop\.toml names the gateway") as bad:
        check_accounts(read_settings({**GOOD, **others}), shop)
    assert bad.value.name == missing


def test_a_shop_without_a_gateway_needs_no_account() -> None:
    door = {"kind": "cash_on_delivery", "name": "در محل", "clause": "payment#at-the-door"}
    check_accounts(read_settings(GOOD), a_shop(payment=[door]))
