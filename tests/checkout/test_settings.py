"""Settings: what is missing or wrong is named, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkout.settings import BadSetting, read_settings

GOOD = {
    "HOJREH_CHECKOUT_URL": "https://pay.baqiyat.example/",
    "HOJREH_SITE_URL": "https://baqiyat.example",
    "HOJREH_RELEASES": "var/releases",
    "HOJREH_STORE": "var/store",
    "HOJREH_SECRET": "s" * 32,
    "HOJREH_STAFF": "sara=$argon2id$a ali=$argon2id$b=c",
    "HOJREH_INBOX_URL": "http://127.0.0.1:8002",
}
ACCOUNTS = {
    "HOJREH_ZARINPAL_MERCHANT": "1344b5d4-0048-11e8-94db-005056a205be",
    "HOJREH_ZIBAL_MERCHANT": "5c9f1d0e18f93479b54e3a2d",
    "HOJREH_SEP_TERMINAL": "21012345",
}
REHEARSING = {"HOJREH_CHECKOUT_URL": "http://127.0.0.1:8001"}


def test_whole_settings_are_read() -> None:
    settings = read_settings(GOOD)
    assert settings.checkout_url == "https://pay.baqiyat.example"
    assert settings.secure
    assert settings.staff == {"sara": "$argon2id$a", "ali": "$argon2id$b=c"}
    assert (settings.releases, settings.theme) == (Path("var/releases"), Path("theme"))
    assert settings.store == "var/store"
    assert settings.live
    assert settings.gateways == {}


def test_an_account_opens_its_gateway_at_the_banks_own_address() -> None:
    gateways = read_settings({**GOOD, **ACCOUNTS}).gateways
    assert {name: (at.account, at.url) for name, at in gateways.items()} == {
        "zarinpal": ("1344b5d4-0048-11e8-94db-005056a205be", "https://payment.zarinpal.com"),
        "zibal": ("5c9f1d0e18f93479b54e3a2d", "https://gateway.zibal.ir"),
        "sep": ("21012345", "https://sep.shaparak.ir"),
    }


def test_a_gateways_address_may_be_another() -> None:
    settings = read_settings({**GOOD, **ACCOUNTS, "HOJREH_ZIBAL_URL": "https://Zibal.Proxy.Example/bank/"})
    assert settings.gateways["zibal"].url == "https://zibal.proxy.example/bank"


def test_a_shop_is_live_by_https_unless_it_says_that_it_rehearses() -> None:
    assert not read_settings({**GOOD, **REHEARSING}).live
    assert not read_settings({**GOOD, "HOJREH_SANDBOX": "1"}).live
    for other in ("0", "yes", ""):
        assert read_settings({**GOOD, "HOJREH_SANDBOX": other}).live


SANDBOXES = {
    "HOJREH_ZARINPAL_MERCHANT": "00000000-0000-4000-8000-000000000000",
    "HOJREH_ZIBAL_MERCHANT": "zibal",
    "HOJREH_ZARINPAL_URL": "https://sandbox.zarinpal.com",
    "HOJREH_ZIBAL_URL": "http://127.0.0.1:8002",
    "HOJREH_SEP_URL": "http://127.0.0.1:8002",
}


@pytest.mark.parametrize("name", SANDBOXES)
def test_a_live_shop_refuses_what_no_money_stands_behind(name: str) -> None:
    given = {**ACCOUNTS, name: SANDBOXES[name]}
    with pytest.raises(BadSetting, match="live") as bad:
        read_settings({**GOOD, **given})
    assert bad.value.name == name
    for rehearsal in (REHEARSING, {"HOJREH_SANDBOX": "1"}):
        assert set(read_settings({**GOOD, **given, **rehearsal}).gateways) == {"zarinpal", "zibal", "sep"}


@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("HOJREH_ZARINPAL_MERCHANT", "1344b5d4"),
        ("HOJREH_ZIBAL_MERCHANT", "a b"),
        ("HOJREH_SEP_TERMINAL", "terminal"),
        ("HOJREH_SEP_TERMINAL", "۲۱۰۱۲۳۴۵"),
    ],
)
def test_an_account_of_another_shape_is_named_and_not_shown(name: str, account: str) -> None:
    with pytest.raises(BadSetting) as bad:
        read_settings({**GOOD, name: account})
    assert bad.value.name == name
    assert account not in bad.value.problem


def test_one_proxy_is_trusted_only_by_its_own_address() -> None:
    assert read_settings(GOOD).trusted_proxy == ""
    assert read_settings({**GOOD, "HOJREH_TRUSTED_PROXY": " 10.0.0.7 "}).trusted_proxy == "10.0.0.7"
    for everyone in ("*", "0.0.0.0/0", "10.0.0.0/8", "10.0.0.7, 10.0.0.8", "proxy.example"):
        with pytest.raises(BadSetting, match="HOJREH_TRUSTED_PROXY"):
            read_settings({**GOOD, "HOJREH_TRUSTED_PROXY": everyone})


def test_torobs_key_is_read_with_or_without_the_lines_around_it() -> None:
    body = "MCowBQYDK2VwAyEAt6Mu4T0pBORY11W+QeM35UsmLO3vsf+6yKpFDEImFk0="
    key = bytes.fromhex("b7a32ee13d2904e458d755be41e337e54b262cedefb1ffbac8aa450c4226164d")
    assert read_settings(GOOD).torob_key == read_settings({**GOOD, "HOJREH_TOROB_KEY": " "}).torob_key == b""
    for text in (body, f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n"):
        assert read_settings({**GOOD, "HOJREH_TOROB_KEY": text}).torob_key == key


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("کلید", "is no public key"),
        ("MCowBQYDK2Vw", "is no public key of Ed25519"),
        ("MCowBQYDK2VwAyEAt6Mu4T0pBORY11W+QeM35UsmLO3vsf+6yKpFDEImFk0", "is no public key"),
        ("MCowBQYDK2VwAyEAt6Mu4T0pBORY11W+QeM35UsmLO3vsf+6yKpFDEImFk0AAAA=", "is no public key of Ed25519"),
        ("MCowBQYDK2VuAyEAt6Mu4T0pBORY11W+QeM35UsmLO3vsf+6yKpFDEImFk0=", "is no public key of Ed25519"),
        ("-----BEGIN PUBLIC KEY-----", "is no public key of Ed25519"),
    ],
    ids=["words", "cut short", "without its end", "too long", "of another kind", "empty"],
)
def test_what_is_no_key_of_torobs_stops_the_start(text: str, problem: str) -> None:
    with pytest.raises(BadSetting) as bad:
        read_settings({**GOOD, "HOJREH_TOROB_KEY": text})
    assert (bad.value.name, bad.value.problem) == ("HOJREH_TOROB_KEY", problem)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_setting_is_named(name: str, value: str | None) -> None:
    environment = {key: text for key, text in {**GOOD, name: value}.items() if text is not None}
    with pytest.raises(BadSetting) as bad:
        read_settings(environment)
    assert (bad.value.name, bad.value.problem) == (name, "is not set")


@pytest.mark.parametrize(
    "url", ["pay.example", "ftp://x", "https://", "//x", "javascript:alert(1)", "http://[", "https://u:p@x.example"]
)
@pytest.mark.parametrize("name", [*(name for name in GOOD if name.endswith("URL")), "HOJREH_ZIBAL_URL"])
def test_an_address_that_is_none_is_named(name: str, url: str) -> None:
    with pytest.raises(BadSetting) as bad:
        read_settings({**GOOD, **ACCOUNTS, name: url})
    assert bad.value.name == name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("HTTPS://Pay.Baqiyat.Example", "https://pay.baqiyat.example"),
        ("https://pay.baqiyat.example:443/", "https://pay.baqiyat.example"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001"),
    ],
)
def test_an_address_is_kept_as_browsers_write_origins(typed: str, meant: str) -> None:
    settings = read_settings({**GOOD, "HOJREH_CHECKOUT_URL": typed})
    assert settings.checkout_url == meant
    assert settings.secure == meant.startswith("https://")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(BadSetting, match="32"):
        read_settings({**GOOD, "HOJREH_SECRET": "s" * 31})


@pytest.mark.parametrize("store", ["postgresql://u:pw@h/shop", "postgres:///shop", "/var/shop", "shop:1"])
def test_a_store_is_a_folder_or_a_database(store: str) -> None:
    assert read_settings({**GOOD, "HOJREH_STORE": store}).store == store


def test_a_store_of_another_kind_is_refused_without_its_password() -> None:
    with pytest.raises(BadSetting, match="begins with postgresql://") as bad:
        read_settings({**GOOD, "HOJREH_STORE": "mysql://shop:geheim@db/shop"})
    assert "geheim" not in str(bad.value)


@pytest.mark.parametrize("staff", ["sara", "sara=", "sara=plain", "sara=$2b$x", "=$argon2id$x", "a=$argon2id$x b"])
def test_staff_without_an_argon2_hash_or_a_name_are_refused(staff: str) -> None:
    with pytest.raises(BadSetting) as bad:
        read_settings({**GOOD, "HOJREH_STAFF": staff})
    assert bad.value.name == "HOJREH_STAFF"
    assert "plain" not in str(bad.value)
