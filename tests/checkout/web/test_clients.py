"""Which client a request counts for: what the server saw, a household at a time."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from checkout.web.sign_in import client_address


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_ipv6_household_counts_as_one_client(host: str, counted: str) -> None:
    assert client_address(Request({"type": "http", "headers": [], "client": (host, 1)})) == counted


def test_a_request_without_a_client_counts_too() -> None:
    assert client_address(Request({"type": "http", "headers": [], "client": None})) == "unknown"
