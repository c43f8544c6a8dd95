"""Reads the address of a database, and names it without its password."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from checkout.store import StoreUnavailable

_UNLESS_TOLD: dict[str, str | int] = {
    "application_name": "hojreh",
    "client_encoding": "utf8",
    "connect_timeout": 5,
    # A machine that vanished is noticed; a server that does not take orders any more is left for one that does.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "target_session_attrs": "read-write",
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is: ``name`` for people, ``conninfo``, with its password, for the driver alone."""

    name: str
    conninfo: str

    def __repr__(self) -> str:
        return f"Address({self.name!r})"


def read_address(url: str) -> Address:
    """Return the address that a URL states.

    Raises:
        StoreUnavailable: it states none. What it holds is not repeated: it may be a password.
    """
    try:
        told = {key: value for key, value in conninfo_to_dict(url).items() if value is not None}
        urlsplit(url)
        _refuse_slips(told)
    except (psycopg.Error, ValueError) as error:
        raise StoreUnavailable(
            "the database",
            "its address cannot be read; it should look like postgresql://USER:PASSWORD@HOST:5432/DATABASE, "
            "with letters other than a-z and 0-9 in the password written as %XX",
        ) from _without_words(error)
    name = f"postgresql://{_hosts(told)}/{told.get('dbname') or told.get('user') or ''}"
    return Address(name, make_conninfo("", **{**_UNLESS_TOLD, **told}))


def _refuse_slips(told: dict[str, str | int]) -> None:
    """Refuse what a sign of the password that is not written as %XX leaves: a part of it where another name stands."""
    ports = str(told.get("port") or "").replace(",", "")
    if "@" in f"{told.get('host', '')}{told.get('dbname', '')}" or (ports and not ports.isdecimal()):
        raise ValueError


def _hosts(told: dict[str, str | int]) -> str:
    hosts = str(told.get("host") or told.get("hostaddr") or "").split(",")
    ports = str(told.get("port") or "").split(",")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    return ",".join(f"{host}:{port}" if port else host for host, port in zip(hosts, ports, strict=False))


def _without_words(error: Exception) -> Exception:
    """Return an error of that type that does not repeat the address."""
    return type(error)()
