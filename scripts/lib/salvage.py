"""``scripts/salvage FOLDER``: keep what can be read of a damaged embedded store, and name what cannot."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from checkout.storage.salvage import Salvage, salvage
from checkout.store import StoreDamaged, StoreLocked, StoreUnavailable
from scripts.lib.shops import OneLineParser

ABOUT = """
Replace the damaged store of a folder by one of every document that can be read, and name those that cannot. The damaged
file stays beside it. A backup, where there is one, holds more: restore that first, and ask here for what came after it.
Stop the checkout before. Status 1: something was lost, or nothing could be done.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Salvage one store; return the exit status."""
    parser = OneLineParser(prog="scripts/salvage", description=ABOUT)
    parser.add_argument("folder", type=Path, help="what HOJREH_STORE names")
    folder = parser.parse_args(words).folder
    if not folder.is_dir():
        parser.error(f"{folder} is no folder; name the one that HOJREH_STORE names")
    try:
        came = salvage(folder)
    except StoreLocked as error:
        print(f"scripts/salvage: a checkout has {error.path} open; stop it first", file=sys.stderr)
        return 1
    except (StoreDamaged, StoreUnavailable, OSError) as error:
        print(f"scripts/salvage: {error}", file=sys.stderr)
        return 1
    return _tell(folder, came)


def _tell(folder: Path, came: Salvage) -> int:
    for name in came.lost:
        print(f"lost: {name}")
    for sku in came.short:
        print(f"stock of {sku}: more went out than came in by what could be read; it is now 0, count it")
    if came.bad_log_pages:
        print(
            f"{came.bad_log_pages} pages of the log cannot be read; what was last changed on them may be as it was before"
        )
    if came.missing_pages:
        print(
            f"{came.missing_pages:,} pages of the file are not there, or say nothing: what stood on them is lost without a name"
        )
    known = "known to be " if came.missing_pages else ""
    print(
        f"Kept {came.kept:,} documents in {folder}; {len(came.lost):,} are {known}lost. The damaged file is {came.aside}"
    )
    return 1 if came.lost or came.short or came.bad_log_pages or came.missing_pages else 0


if __name__ == "__main__":
    sys.exit(main())
