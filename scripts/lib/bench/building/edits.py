"""What an editor changes of one product between two builds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path


def say_more(file: Path) -> None:
    """Add a sentence to a product."""
    file.write_text(f"{file.read_text(encoding='utf-8')}\nیک جمله‌ی تازه.\n", encoding="utf-8")


def _raise_price(file: Path) -> None:
    _put(file, "Price", lambda toman: str(int(toman) + 1000))


def _show_another(file: Path) -> None:
    others = sorted(one.name for one in (file.parent.parent / "images").iterdir())
    _put(file, "Image", lambda name: others[others.index(name) - 1])


def _put(file: Path, key: str, changed: Callable[[str], str]) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(rf"(?m)^({key}: )(.*)$", lambda line: line[1] + changed(line[2]), text), encoding="utf-8")


EDITS: Mapping[str, Callable[[Path], None]] = {"text": say_more, "price": _raise_price, "picture": _show_another}
