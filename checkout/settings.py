"""What the service is told by its environment. Nothing secret stands anywhere else."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from checkout.environment import BadSetting, needed_text, needed_url
from checkout.gateway_settings import Account, read_gateways

__all__ = ["BadSetting", "Settings", "read_settings"]

_LEAST_SECRET = 32
_ED25519 = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of a public key (RFC 8410)."""
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The service's settings. URLs have no slash at the end; ``store`` is a folder, or a database's address.

    ``live`` says that real money is meant: browsers come by https, and nobody said that this is a rehearsal.
    """

    checkout_url: str
    site_url: str
    releases: Path
    store: str
    theme: Path
    secret: bytes
    staff: Mapping[str, str]
    gateways: Mapping[str, Account]
    live: bool
    inbox_url: str
    trusted_proxy: str
    torob_key: bytes

    @property
    def secure(self) -> bool:
        """Whether browsers reach the checkout over TLS."""
        return self.checkout_url.startswith("https://")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that ``HOJREH_…`` variables state.

    Raises:
        BadSetting: one is missing or wrong.
    """
    checkout_url = needed_url(environment, "HOJREH_CHECKOUT_URL")
    live = checkout_url.startswith("https://") and environment.get("HOJREH_SANDBOX", "") != "1"
    return Settings(
        checkout_url=checkout_url,
        site_url=needed_url(environment, "HOJREH_SITE_URL"),
        releases=Path(needed_text(environment, "HOJREH_RELEASES")),
        store=_store(environment),
        theme=Path(environment.get("HOJREH_THEME", "theme")),
        secret=_secret(environment),
        staff=_staff(environment),
        gateways=read_gateways(environment, live=live),
        live=live,
        inbox_url=needed_url(environment, "HOJREH_INBOX_URL"),
        trusted_proxy=_proxy(environment),
        torob_key=_torob_key(environment),
    )


def _store(environment: Mapping[str, str]) -> str:
    """Read where the orders are kept. A wrong address is not repeated: it may hold a password."""
    value = needed_text(environment, "HOJREH_STORE")
    if "://" in value and not value.startswith(("postgresql://", "postgres://")):
        raise BadSetting("HOJREH_STORE", "is neither a folder nor an address that begins with postgresql://")
    return value


def _secret(environment: Mapping[str, str]) -> bytes:
    value = needed_text(environment, "HOJREH_SECRET")
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


def _torob_key(environment: Mapping[str, str]) -> bytes:
    """Read Torob's public key out of its PEM, with or without the lines around it; b"" when there is none."""
    words = environment.get("HOJREH_TOROB_KEY", "").split()
    if not words:
        return b""
    body = "".join(word for word in words if "-" not in word and word != "PUBLIC")
    try:
        key = base64.b64decode(body, validate=True)
    except ValueError as error:
        raise BadSetting("HOJREH_TOROB_KEY", "is no public key") from error
    if not (key.startswith(_ED25519) and len(key) == len(_ED25519) + _KEY_BYTES):
        raise BadSetting("HOJREH_TOROB_KEY", "is no public key of Ed25519")
    return key.removeprefix(_ED25519)


def _staff(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Read «name=argon2-hash» pairs, parted by blanks."""
    pairs = (pair.partition("=") for pair in needed_text(environment, "HOJREH_STAFF").split())
    staff = {name: hashed for name, _, hashed in pairs}
    if not all(name and hashed.startswith("$argon2id$") for name, hashed in staff.items()):
        raise BadSetting("HOJREH_STAFF", "wants name=hash pairs, each hash argon2id")
    return staff
