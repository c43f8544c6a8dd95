"""A bank's statement of an account: its lines, and how they are read from the CSV file that a bank gives."""

from __future__ import annotations

from shop.statement.line import StatementLine, as_lines
from shop.statement.reading import MOST_BYTES, MOST_ROWS, read_statement

__all__ = ["MOST_BYTES", "MOST_ROWS", "StatementLine", "as_lines", "read_statement"]
