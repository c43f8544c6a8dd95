"""``scripts/migrate [URL]``: bring the tables of a PostgreSQL store up to date."""

from __future__ import annotations

import os
import sys

from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.migrate import migrate
from checkout.storage.postgres.scheme import is_database
from checkout.store import StoreDamaged, StoreUnavailable
from scripts.lib.shops import OneLineParser

ABOUT = """
Bring the tables of a PostgreSQL store up to date. The checkout does this by itself when it starts; this command is for
a database whose tables belong to another user than the checkout's. Safe to repeat, and to run from many places at once.
"""


def main() -> int:
    """Say what was applied (status 0), or why nothing could be (status 1)."""
    parser = OneLineParser(prog="scripts/migrate", description=ABOUT)
    parser.add_argument("url", metavar="URL", nargs="?", default=os.environ.get("HOJREH_STORE", ""))
    url = parser.parse_args().url
    if not is_database(url):
        parser.error("name the database: scripts/migrate postgresql://…, or set HOJREH_STORE")
    try:
        address = read_address(url)
        applied = migrate(address)
    except (StoreDamaged, StoreUnavailable) as error:
        print(f"scripts/migrate: {error}", file=sys.stderr)
        return 1
    for name in applied:
        print(f"applied {name}")
    print(f"{address.name} is up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
