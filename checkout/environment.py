"""Reads single values out of the environment; what is missing or wrong is named."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

_OWN_PORT = {"http": ":80", "https": ":443"}


class BadSetting(Exception):
    """An environment variable is missing or cannot be used; ``name`` says which, ``problem`` why."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


def needed_text(environment: Mapping[str, str], name: str) -> str:
    """Return a text that must be there; raises BadSetting."""
    value = environment.get(name, "").strip()
    if not value:
        raise BadSetting(name, "is not set")
    return value


def needed_url(environment: Mapping[str, str], name: str) -> str:
    """Return an address with its origin as browsers write it: lower case, the scheme's own port left out.

    Raises:
        BadSetting: it is missing, or no http(s) address.
    """
    value = needed_text(environment, name).rstrip("/")
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise BadSetting(name, f"is no http(s) address: {value}") from error
    if parts.scheme not in _OWN_PORT or not parts.netloc or "@" in parts.netloc:
        raise BadSetting(name, f"is no http(s) address: {value}")
    return urlunsplit(parts._replace(netloc=parts.netloc.lower().removesuffix(_OWN_PORT[parts.scheme])))
