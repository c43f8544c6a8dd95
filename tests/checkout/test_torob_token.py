"""Who may ask for the list: whoever shows a token that Torob signed, for this host and this moment."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checkout.torob_token import BadToken, check_token
from tests.checkout.torob import HOST, KEY, NOW, claims, signed, token


def problem(shown: str, *, now: float = NOW, key: bytes = KEY) -> str:
    """Return why a token is not taken, '' where it is."""
    try:
        check_token(shown, key=key, host=HOST, now=datetime.fromtimestamp(now, UTC))
    except BadToken as bad:
        return bad.problem
    return ""


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-1, "the token is not valid yet"), (0, ""), (599, ""), (599.999, ""), (600, "the token has expired")],
)
def test_a_token_is_good_from_its_first_moment_to_right_before_its_end(seconds: float, expected: str) -> None:
    assert problem(token(), now=NOW + seconds) == expected


def test_moments_in_parts_of_a_second_are_moments() -> None:
    assert problem(token(nbf=NOW + 0.5), now=NOW) == "the token is not valid yet"
    assert problem(token(nbf=NOW - 0.5, exp=NOW + 0.5), now=NOW) == ""
    assert problem(token(exp=10**400)) == ""


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1", "127.0.0.1:80", f"{HOST}.", f"https://{HOST}", [HOST]])
def test_a_token_for_another_host_is_not_ours(host: object) -> None:
    assert problem(token(aud=host)) == "the token is for another host"


@pytest.mark.parametrize("missing", ["aud", "exp", "nbf"])
def test_a_token_that_leaves_out_what_limits_it_is_refused(missing: str) -> None:
    assert problem(token(**{missing: None})) == "the token is not valid"
    assert problem(token(**{missing: ""})) == "the token is not valid"


@pytest.mark.parametrize("moment", ["1", True, [1], {"at": 1}, float("nan")])
def test_a_moment_that_is_no_number_is_refused(moment: object) -> None:
    assert problem(token(nbf=moment)) == problem(token(exp=moment)) == "the token is not valid"


def test_nobody_else_can_sign_and_nobody_can_leave_the_signature_out() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).rstrip(b"=").decode()
    _, body, signature = token().split(".")
    forged = {
        "another key": signed(stranger, claims()),
        "none": jwt.encode(claims(), "", algorithm="none"),
        "none with a signature": f"{head}.{body}.{signature}",
        "no signature": f"{token().rpartition('.')[0]}.",
        "the public key as a secret": jwt.encode(claims(), KEY, algorithm="HS256"),
        "another body": f"{token().split('.')[0]}.{token(aud='x').split('.')[1]}.{signature}",
        "nothing": "",
        "words": "a.b.c",
        "letters that no token has": "کلید",
    }
    assert {name: problem(shown) for name, shown in forged.items()} == dict.fromkeys(forged, "the token is not valid")
    assert problem(signed(stranger, claims()), key=stranger.public_key().public_bytes_raw()) == ""
