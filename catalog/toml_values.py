"""A value of a TOML document as an owner would type it."""

from __future__ import annotations

from collections.abc import Mapping

_LONGEST = 60


def as_typed(value: object) -> str:
    """Return a value as the file has it, text without its quotes; a long one is cut."""
    text = value if isinstance(value, str) else _inside(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _inside(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(_inside(one) for one in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {_inside(one)}' for name, one in value.items())} }}"
    return str(value)
