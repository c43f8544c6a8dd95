"""Tells a database's address from a folder's, without the driver: most shops need none."""

from __future__ import annotations

_SCHEMES = ("postgresql://", "postgres://")


def is_database(where: str) -> bool:
    """Whether a store is in a PostgreSQL database, and not in a folder."""
    return where.startswith(_SCHEMES)
