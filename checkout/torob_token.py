"""Whether a request is from Torob: its token, signed with Ed25519.

Torob's «Torob API Token»: https://github.com/torob/Torob-Sync, ``product_api_v3.md`` and ``order_tracking_api.md`` (3.1).
"""

from __future__ import annotations

from datetime import datetime
from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jwt.types import Options

HEADER = "x-torob-token"
VERSION_HEADER = "x-torob-token-version"
VERSION = "1"
_NEEDED = ("exp", "nbf", "aud")


class BadToken(Exception):
    """A token is not Torob's, not for this shop, or not for now; ``problem`` says which, for the other side."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def check_token(token: str, *, key: bytes, host: str, now: datetime) -> None:
    """Check that Torob signed a token for this host and this moment; ``key`` is its public key, 32 bytes.

    ``host`` is our own: what the request names as its host, whoever sends it writes himself, so that another shop's
    token would pass.

    Raises:
        BadToken: why it is not taken.
    """
    # Few shops are asked by Torob; the others start without what reads tokens.
    import jwt  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    # Times are checked below, by the service's own clock.
    options: Options = {"require": [*_NEEDED], "strict_aud": True}
    options |= {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    try:
        claims = jwt.decode(
            token,
            key=Ed25519PublicKey.from_public_bytes(key),
            algorithms=["EdDSA"],
            audience=host,
            options=options,
        )
    except jwt.InvalidAudienceError as error:
        raise BadToken("the token is for another host") from error
    except jwt.PyJWTError as error:
        raise BadToken("the token is not valid") from error
    _check_times(claims["nbf"], claims["exp"], now.timestamp())


def _check_times(first: object, end: object, now: float) -> None:
    """Hold the moments in seconds against now: a token is good from its first moment to right before its end."""
    if not (_is_moment(first) and _is_moment(end)):
        raise BadToken("the token is not valid")
    if now < float(str(first)):
        raise BadToken("the token is not valid yet")
    if now >= float(str(end)):
        raise BadToken("the token has expired")


def _is_moment(value: object) -> bool:
    # What is no number (NaN) is neither before nor after now: it would never end.
    if isinstance(value, float) and isnan(value):
        return False
    return isinstance(value, int | float) and not isinstance(value, bool)
