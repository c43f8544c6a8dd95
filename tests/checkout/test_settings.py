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
    "HOJREH_ZARINPAL_URL": "https://payment.zarinpal.com",
    "HOJREH_ZARINPAL_MERCHANT": "1344b5d4",
    "HOJREH_INBOX_URL": "http://127.0.0.1:8002",
}


def test_whole_settings_are_read() -> None:
    settings = read_settings(GOOD)
    assert settings.checkout_url == "https://pay.baqiyat.example"
    assert settings.secure
    assert settings.staff == {"sara": "$argon2id$a", "ali": "$argon2id$b=c"}
    assert (settings.releases, settings.theme) == (Path("var/releases"), Path("theme"))
    assert settings.store == "var/store"
    assert not settings.zarinpal_sandbox


def test_only_the_word_1_turns_the_sandbox_on() -> None:
    assert read_settings({**GOOD, "HOJREH_ZARINPAL_SANDBOX": "1"}).zarinpal_sandbox
    assert not read_settings({**GOOD, "HOJREH_ZARINPAL_SANDBOX": "yes"}).zarinpal_sandbox


def test_one_proxy_is_trusted_only_by_its_own_address() -> None:
    assert read_settings(GOOD).trusted_proxy == ""
    assert read_settings({**GOOD, "HOJREH_TRUSTED_PROXY": " 10.0.0.7 "}).trusted_proxy == "10.0.0.7"
    for everyone in ("*", "0.0.0.0/0", "10.0.0.0/8", "10.0.0.7, 10.0.0.8", "proxy.example"):
        with pytest.raises(BadSetting, match="HOJREH_TRUSTED_PROXY"):
            read_settings({**GOOD, "HOJREH_TRUSTED_PROXY": everyone})


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
@pytest.mark.parametrize("name", [name for name in GOOD if name.endswith("URL")])
def test_an_address_that_is_none_is_named(name: str, url: str) -> None:
    with pytest.raises(BadSetting) as bad:
        read_settings({**GOOD, name: url})
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
