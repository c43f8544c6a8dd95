"""Looks at what the environment tells the service: secrets, and whether a shop that is live pays into a sandbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from checkout.settings import BadSetting, Settings, read_settings
from scripts.lib.doctor.finding import Finding, unsafe, warning, well

_LEAST_LETTERS = 12
"""Different characters that a random secret of 32 has at the very least; fewer were typed by hand."""
_NOT_LIVE = (".example", ".test", ".localhost", ".invalid")
_OURS = "HOJREH_"


def look_at_settings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Tell what is wrong with the settings, where this is run with those that the service has."""
    if not any(name.startswith(_OURS) and name not in {"HOJREH_VAR", "HOJREH_STORE"} for name in environment):
        yield well(
            "settings-elsewhere",
            "تنظیم‌های صندوق این‌جا دیده نمی‌شود. برای بررسی رمزها و بانک، این فرمان را با همان متغیرهای HOJREH_ بزنید.",
        )
        return
    try:
        settings = read_settings(environment)
    except BadSetting as error:
        # What is wrong with a secret is told without repeating it.
        wrong = "گذاشته نشده است" if error.problem == "is not set" else f"درست نیست ({error.problem})"
        yield unsafe("setting", f"تنظیم {error.name} {wrong}.", "آن را چنان‌که در docs/operating.md آمده است بنویسید.")
        return
    if len(set(settings.secret)) < _LEAST_LETTERS:
        yield unsafe(
            "weak-secret",
            "HOJREH_SECRET را می‌شود حدس زد: حرف‌های گوناگونش کم است.",
            'یکی تصادفی بگذارید: python3 -c "import secrets; print(secrets.token_urlsafe(48))"',
        )
    if is_live(settings):
        yield from _look_at_a_live_shop(settings)


def is_live(settings: Settings) -> bool:
    """Say whether buyers can reach this shop: its checkout is not on this machine, nor under a name for examples."""
    host = urlsplit(settings.checkout_url).hostname or ""
    if host == "localhost" or f".{host}".endswith(_NOT_LIVE):
        return False
    try:
        return not (ip_address(host).is_loopback or ip_address(host).is_private)
    except ValueError:
        return True


def _look_at_a_live_shop(settings: Settings) -> Iterator[Finding]:
    if settings.secure and not settings.live:
        yield unsafe(
            "sandbox-bank",
            "فروشگاه روی نشانی راستین است و می‌گوید تمرین می‌کند: با بانک آزمایشی هر سفارشی بی پول «پرداخت‌شده» می‌شود.",
            "HOJREH_SANDBOX را بردارید و شناسه و نشانی راستین درگاه را بگذارید؛ فهرستشان در docs/operating.md است.",
        )
    if not settings.secure:
        yield warning(
            "no-tls",
            "صندوق با http باز می‌شود؛ هر که در راه است نام و نشانی خریدار را می‌خواند.",
            "پروکسی را با گواهی TLS بگذارید و HOJREH_CHECKOUT_URL را با https:// بنویسید.",
        )
