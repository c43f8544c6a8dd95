"""``scripts/torture PART [ROW …]``: torture store or money and print what came of it, each row beside its control."""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from scripts.lib.shops import ROOT, OneLineParser
from scripts.lib.torture.backups import backups
from scripts.lib.torture.crossed import crossed
from scripts.lib.torture.failing_calls import failing_calls
from scripts.lib.torture.failover import failover
from scripts.lib.torture.full_disk import full_disk
from scripts.lib.torture.kill_points import kill_points
from scripts.lib.torture.kill_under_load import kill_under_load
from scripts.lib.torture.last_unit import last_unit
from scripts.lib.torture.money.at_expiry import at_expiry
from scripts.lib.torture.money.fault_matrix import fault_matrix
from scripts.lib.torture.money.forged import forged
from scripts.lib.torture.money.hanging import hanging
from scripts.lib.torture.money.killed import killed
from scripts.lib.torture.money.mixed_day import mixed_day
from scripts.lib.torture.money.same_return import same_return
from scripts.lib.torture.power_cut import power_cut
from scripts.lib.torture.result import EMBEDDED, POSTGRES, Asked, Measured, Row
from scripts.lib.torture.same_form import same_form
from scripts.lib.torture.table import written

ABOUT = """
Torture the store (kill it, fill its disk, crowd it) or the money (lose its returns, forge them, let the bank fail), and
hold it to all that it acknowledged. Each row stands beside its control, the same test with the guard removed, which must
fail. docs/torture.md says what each row does.
"""
STORE: Mapping[str, Row] = {
    "kill": kill_under_load,
    "points": kill_points,
    "disk": full_disk,
    "calls": failing_calls,
    "last": last_unit,
    "crossed": crossed,
    "form": same_form,
    "failover": failover,
    "power": power_cut,
    "backup": backups,
}
MONEY: Mapping[str, Row] = {
    "return": same_return,
    "forged": forged,
    "matrix": fault_matrix,
    "kill": killed,
    "expiry": at_expiry,
    "hang": hanging,
    "day": mixed_day,
}
PARTS = {"store": STORE, "money": MONEY}
ADAPTERS = (EMBEDDED, POSTGRES)
PAGE = ROOT / "docs" / "torture.md"


def main(words: Sequence[str] | None = None) -> int:
    """Torture; return 0 when every promise held and every control failed."""
    parser = OneLineParser(prog="scripts/torture", description=ABOUT)
    parser.add_argument("part", choices=tuple(PARTS))
    named = "; ".join(f"of {part}: {', '.join(rows)}" for part, rows in PARTS.items())
    parser.add_argument("rows", metavar="ROW", nargs="*", help=f"{named}; all if none is named")
    parser.add_argument("--adapter", choices=ADAPTERS, help="only this one")
    parser.add_argument("--share", type=float, default=1.0, metavar="F", help="of the full run's rounds, such as 0.1")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/torture.md")
    told = parser.parse_args(words)
    rows = PARTS[told.part]
    unknown = [name for name in told.rows if name not in rows]
    if unknown or not 0 < told.share <= 1:
        parser.error(f"no row {unknown[0]}" if unknown else "--share is above 0 and at most 1")
    logging.disable(logging.ERROR)  # a store that was killed, or that everybody wants at once, has much to tell
    folder = Path(tempfile.mkdtemp(prefix="hojreh-torture-"))
    folder.chmod(0o755)
    adapters = (told.adapter,) if told.adapter else ADAPTERS
    try:
        asked = Asked(told.share, adapters, folder)
        lines = [line for name in told.rows or tuple(rows) for line in _one(name, rows[name], asked, write=told.write)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if all(line.passes for line in lines) else 1


def _one(name: str, row: Row, asked: Asked, *, write: bool) -> list[Measured]:
    """Measure one row, and keep its lines at once: the next may take an hour."""
    lines = reported(name, row, asked)
    if write:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), lines, asked.share, datetime.now(UTC)))
    return lines


def reported(name: str, row: Row, asked: Asked) -> list[Measured]:
    """Measure a row and print its lines, each beside its control. One that breaks off does not hold, and ends no other."""
    start = time.monotonic()
    try:
        lines = row(asked)
    except Exception:  # noqa: BLE001 - whatever it was, the rows after it can be measured
        traceback.print_exc()
        lines = [_broken_off(name)]
    for line in lines:
        print(f"{line.what}, {line.adapter}: {'holds' if line.holds else 'DOES NOT HOLD'}")
        print(f"  {line.measured}")
        print(f"  control, {line.guard}: {'fails' if line.control_fails else 'DOES NOT FAIL'}")
        print(f"  {line.control}")
    print(f"  ({name}: {time.monotonic() - start:.0f} s)", flush=True)
    return lines


def _broken_off(name: str) -> Measured:
    return Measured(
        what=f"the row {name}",
        adapter="any",
        measured="broke off",
        holds=False,
        guard="none",
        control="not measured",
        control_fails=False,
    )


if __name__ == "__main__":
    sys.exit(main())
