"""How much of each kind there is, in columns beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checkout.upkeep.sums import Sum, Sums

_SHOWN_DIGITS = 16
"""Of a checksum, on the screen; all 64 are compared."""
Row = tuple[str, ...]


def as_table(sides: Mapping[str, Sums]) -> Iterator[str]:
    """Return the table's lines: a row for each kind, a count and a checksum for each side, and whether they agree."""
    names = sorted({name for sums in sides.values() for name in sums})
    head: Row = ("kind", *(f"{side} {what}" for side in sides for what in ("count", "checksum")))
    rows = [head, *(_row(name, sides) for name in names)]
    if len(sides) > 1:
        rows = [(*row, "same" if row is head else _verdict(row[0], sides)) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(name: str, sides: Mapping[str, Sums]) -> Row:
    found = [sums.get(name, Sum()) for sums in sides.values()]
    return (name, *(cell for one in found for cell in (f"{one.count:,}", one.checksum[:_SHOWN_DIGITS])))


def _verdict(name: str, sides: Mapping[str, Sums]) -> str:
    return "yes" if len({sums.get(name, Sum()) for sums in sides.values()}) == 1 else "NO"
