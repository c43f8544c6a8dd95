"""What a shop on this machine makes up once and keeps: its secret and the staff's password, for its owner's eyes."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()


def kept_secret(home: Path) -> str:
    """Return the shop's secret."""
    return _kept(home / "secret", secrets.token_urlsafe(48))


def kept_password(home: Path) -> str:
    """Return the password of the staff desk; an owner may write another into its file."""
    return _kept(home / "staff-password", secrets.token_urlsafe(12))


def kept_hash(home: Path, password: str) -> str:
    """Return the password's hash, the same at every start: a new one would end the staff's sessions."""
    place = home / "staff-hash"
    try:
        _HASHER.verify(place.read_text().strip(), password)
    except (FileNotFoundError, VerificationError, InvalidHashError):
        place.unlink(missing_ok=True)
        return _kept(place, _HASHER.hash(password))
    return place.read_text().strip()


def _kept(place: Path, otherwise: str) -> str:
    """Return what a file holds; where there is none yet, let it hold ``otherwise``, readable by its owner alone."""
    if not place.is_file() or not place.read_text().strip():
        fresh = place.with_name(f".{place.name}.new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{otherwise}\n")
        fresh.replace(place)
    return place.read_text().strip()
