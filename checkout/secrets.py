"""Random names nobody can guess, and the keyed hashes under which secrets are kept or sent out."""

from __future__ import annotations

import hashlib
import hmac
import secrets

CODE_DIGITS = 6


def new_token() -> str:
    """Return 192 random bits as 32 URL-safe characters."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Return a random one-time code of six digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def new_order_number() -> str:
    """Return eight random digits, the first not 0; the caller makes sure they are free."""
    return str(10**7 + secrets.randbelow(9 * 10**7))


def fingerprint(token: str) -> str:
    """Return the SHA-256 of a token, under which it is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(secret: bytes, *parts: str) -> str:
    """Return the HMAC-SHA-256 of the parts, none of which can run into the next."""
    told = "".join(f"{len(part)}:{part}" for part in parts)
    return hmac.digest(secret, told.encode(), "sha256").hex()


def same(one: str, other: str) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())
