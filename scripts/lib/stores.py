"""Naming stores at a terminal: a shop, a folder or a database's address; and what stops work on one, in a line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from checkout.app import open_store
from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.scheme import is_database
from checkout.store import OutcomeUnknown, Store, StoreDamaged, StoreLocked, StoreUnavailable
from checkout.upkeep.keeping import UnknownKinds
from scripts.lib.shops import home_of, shop_folder


def store_of(told: str) -> str:
    """Return which store is meant: a shop's own, named as ``scripts/serve`` names it, or the one that is named itself.

    The address of another kind of database ends the script with status 2. It is not repeated: it may hold a password.
    """
    if "://" in told and not is_database(told):
        print("the store is neither a folder nor an address that begins with postgresql://", file=sys.stderr)
        raise SystemExit(2)
    if is_database(told) or "/" in told or Path(told).exists():
        return told
    shop = shop_folder(told)
    return str(home_of(shop) / "store") if shop else told


@contextmanager
def claimed(where: str) -> Iterator[Store]:
    """Hold a store for this script alone, and make it where there is none.

    Raises:
        StoreLocked: a checkout runs on it.
        StoreDamaged, StoreUnavailable: it cannot be opened, and why.
    """
    store = open_store(where)
    try:
        if not store.leads():
            raise StoreLocked(shown(where))
        yield store
    finally:
        store.close()


def shown(where: str) -> str:
    """Return a store's name as it may be printed: a database's without its password."""
    if not is_database(where):
        return where
    try:
        return read_address(where).name
    except StoreUnavailable as error:
        return error.path


def trouble(error: Exception) -> str:
    """Return in a line what stopped work on a store, and what to do."""
    words: dict[type[Exception], Callable[..., str]] = {
        StoreLocked: lambda e: f"{e.path} is in use: a checkout runs on it; stop that first",
        StoreDamaged: lambda e: f"{e.path} cannot be read: {e.detail}",
        StoreUnavailable: lambda e: f"{e.path} cannot be used: {e.detail}",
        OutcomeUnknown: lambda e: f"{e.path} gave no answer: {e.detail}; run this again, it goes on",
        UnknownKinds: lambda e: (
            f"there are records of kinds that this version does not know: {e}; use the version that wrote them"
        ),
    }
    return words[type(error)](error)


TROUBLES = (StoreLocked, StoreDamaged, StoreUnavailable, OutcomeUnknown, UnknownKinds)
