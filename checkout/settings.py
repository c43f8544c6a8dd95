"""What the service is told by its environment. Nothing secret stands anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

_LEAST_SECRET = 32
_OWN_PORT = {"http": ":80", "https": ":443"}


class BadSetting(Exception):
    """An environment variable is missing or cannot be used; ``name`` says which, ``problem`` why."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The service's settings. URLs have no slash at the end; ``store`` is a folder, or a database's address."""

    checkout_url: str
    site_url: str
    releases: Path
    store: str
    theme: Path
    secret: bytes
    staff: Mapping[str, str]
    zarinpal_url: str
    zarinpal_merchant: str
    zarinpal_sandbox: bool
    inbox_url: str
    trusted_proxy: str

    @property
    def secure(self) -> bool:
        """Whether browsers reach the checkout over TLS."""
        return self.checkout_url.startswith("https://")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that ``HOJREH_…`` variables state.

    Raises:
        BadSetting: one is missing or wrong.
    """
    return Settings(
        checkout_url=_url(environment, "HOJREH_CHECKOUT_URL"),
        site_url=_url(environment, "HOJREH_SITE_URL"),
        releases=Path(_text(environment, "HOJREH_RELEASES")),
        store=_store(environment),
        theme=Path(environment.get("HOJREH_THEME", "theme")),
        secret=_secret(environment),
        staff=_staff(environment),
        zarinpal_url=_url(environment, "HOJREH_ZARINPAL_URL"),
        zarinpal_merchant=_text(environment, "HOJREH_ZARINPAL_MERCHANT"),
        zarinpal_sandbox=environment.get("HOJREH_ZARINPAL_SANDBOX", "") == "1",
        inbox_url=_url(environment, "HOJREH_INBOX_URL"),
        trusted_proxy=_proxy(environment),
    )


def _text(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise BadSetting(name, "is not set")
    return value


def _store(environment: Mapping[str, str]) -> str:
    """Read where the orders are kept. A wrong address is not repeated: it may hold a password."""
    value = _text(environment, "HOJREH_STORE")
    if "://" in value and not value.startswith(("postgresql://", "postgres://")):
        raise BadSetting("HOJREH_STORE", "is neither a folder nor an address that begins with postgresql://")
    return value


def _url(environment: Mapping[str, str], name: str) -> str:
    """Return an address with its origin as browsers write it: lower case, the scheme's own port left out."""
    value = _text(environment, name).rstrip("/")
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise BadSetting(name, f"is no http(s) address: {value}") from error
    if parts.scheme not in _OWN_PORT or not parts.netloc or "@" in parts.netloc:
        raise BadSetting(name, f"is no http(s) address: {value}")
    return urlunsplit(parts._replace(netloc=parts.netloc.lower().removesuffix(_OWN_PORT[parts.scheme])))


def _secret(environment: Mapping[str, str]) -> bytes:
    value = _text(environment, "HOJREH_SECRET")
    if len(value) < _LEAST_SECRET:
        raise BadSetting("HOJREH_SECRET", f"has fewer than {_LEAST_SECRET} characters")
    return value.encode()


def _proxy(environment: Mapping[str, str]) -> str:
    """Read the address of the one proxy whose word on clients is taken; '' when there is none."""
    value = environment.get("HOJREH_TRUSTED_PROXY", "").strip()
    try:
        return str(ip_address(value)) if value else ""
    except ValueError as error:
        raise BadSetting("HOJREH_TRUSTED_PROXY", f"is no single IP address: {value}") from error


def _staff(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Read «name=argon2-hash» pairs, parted by blanks."""
    pairs = (pair.partition("=") for pair in _text(environment, "HOJREH_STAFF").split())
    staff = {name: hashed for name, _, hashed in pairs}
    if not all(name and hashed.startswith("$argon2id$") for name, hashed in staff.items()):
        raise BadSetting("HOJREH_STAFF", "wants name=hash pairs, each hash argon2id")
    return staff
