"""One style sheet from the theme's parts and a shop's own look, the same for pages and service."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from shop.terms import Look


def style_sheet(look: Look, parts: Iterable[str]) -> str:
    """Return the whole style sheet: the shop's colours and corner, then the theme's parts in the given order."""
    accent = f";--accent:{look.accent}" if look.accent else ""
    tokens = f":root{{--brand:{look.brand};--paper:{look.paper};--corner:{look.corner_px}px{accent}}}"
    return "\n".join([tokens, *(part.strip() for part in parts)]) + "\n"


def style_sheet_name(sheet: str) -> str:
    """Return the file name of a style sheet, which changes with its content."""
    return f"site.{hashlib.sha256(sheet.encode()).hexdigest()[:12]}.css"
