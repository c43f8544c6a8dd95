"""``scripts/doctor`` on the settings: secrets that can be guessed, and a live shop that pays into a sandbox."""

from __future__ import annotations

import secrets

import pytest

from scripts.lib.doctor.secrets import look_at_settings
from tests.checkout.test_settings import GOOD

LIVE = {
    **GOOD,
    "HOJREH_SECRET": secrets.token_urlsafe(48),
    "HOJREH_CHECKOUT_URL": "https://pay.baqiyat.ir",
    "HOJREH_SITE_URL": "https://baqiyat.ir",
}


def found(**changed: str) -> list[tuple[str, int]]:
    environment = {name: value for name, value in {**LIVE, **changed}.items() if value}
    return [(one.name, int(one.level)) for one in look_at_settings(environment)]


def test_good_settings_of_a_live_shop_are_passed_over() -> None:
    assert found() == []


def test_settings_that_are_not_here_are_not_judged() -> None:
    told = list(look_at_settings({"HOJREH_STORE": "var/store", "PATH": "/bin"}))
    assert [(one.name, int(one.level)) for one in told] == [("settings-elsewhere", 0)]


@pytest.mark.parametrize("secret", ["", "short", "x" * 31])
def test_a_secret_that_is_missing_or_short(secret: str) -> None:
    assert found(HOJREH_SECRET=secret) == [("setting", 2)]


@pytest.mark.parametrize(
    "secret", ["x" * 40, "change-me-change-me-change-me-change-me", "12345678901234567890123456789012"]
)
def test_a_secret_that_somebody_typed(secret: str) -> None:
    assert found(HOJREH_SECRET=secret) == [("weak-secret", 2)]


def test_no_secret_is_ever_said() -> None:
    for secret in ("x7Q" * 12, "x7Qshort"):
        told = list(look_at_settings({**LIVE, "HOJREH_SECRET": secret}))
        assert told
        assert secret not in str(told)


def test_a_sandbox_bank_under_a_live_shop() -> None:
    assert found(HOJREH_SANDBOX="1") == [("sandbox-bank", 2)]
    assert found(HOJREH_ZARINPAL_MERCHANT="00000000-0000-4000-8000-000000000000") == [("setting", 2)]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8001",
        "http://localhost:8001",
        "https://pay.baqiyat.example",
        "http://192.168.1.4",
        "http://[::1]:80",
    ],
)
def test_a_shop_that_no_buyer_reaches_may_pay_into_a_sandbox(url: str) -> None:
    assert found(HOJREH_SANDBOX="1", HOJREH_CHECKOUT_URL=url) == []


def test_a_live_checkout_without_tls() -> None:
    assert found(HOJREH_CHECKOUT_URL="http://pay.baqiyat.ir") == [("no-tls", 1)]
