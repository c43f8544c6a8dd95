"""Mending what is safe to mend in an owner's file: its letters, digits and half spaces, and the order of its keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from catalog.key_lines import key_lines, key_of
from catalog.letters import SLIPS, ZWNJ, Slip
from catalog.page_reader import CATEGORY_KEYS
from catalog.source import UNPRINTABLE

_LEFT_ALONE = re.compile(
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]*`|\]\([^)\n]*\)|<!--.*?-->|\{[^}\n]*\}|<[^>\n]*>|[a-z]+://\S+",
    re.DOTALL,
)
"""Code, addresses, tags, anchors and names of data: what a machine reads is not prose."""
_SPARE_ZWNJ = re.compile(f"{ZWNJ}{{2,}}|(?<=[ \t]){ZWNJ}+|{ZWNJ}+(?=[ \t\n]|$)")
PRODUCT_ORDER = (
    "Title", "Slug", "Alias", "Sku", "Variant", "Price", "Was", "Stock", "Measure", "Category", "Order", "Image", "Picture", "Date", "Status", "Class", "Weight",
    "Maximum", "Seller", "Lead", "Summary",
)  # fmt: skip
"""The keys of a product as the five shops write them; of other pages, as their reader names them."""


def mended(kind: str, text: str) -> str:
    """Return a file of a kind (``products``, …) as its editor meant it; what needs a decision stays as it is."""
    prose, at = [], 0
    for left in _LEFT_ALONE.finditer(text):
        prose += [_prose(text[at : left.start()]), left[0]]
        at = left.end()
    return _in_order(kind, "".join([*prose, _prose(text[at:])]))


def _prose(text: str) -> str:
    for slip in SLIPS:
        text = slip.found.sub(_of(slip), text)
    return _SPARE_ZWNJ.sub(lambda run: ZWNJ if len(run[0]) > 1 and not _beside_blank(run) else "", text)


def _of(slip: Slip) -> Callable[[re.Match[str]], str]:
    return lambda match: slip.mended(match[0])


def _beside_blank(run: re.Match[str]) -> bool:
    before, after = run.string[: run.start()][-1:], run.string[run.end() :][:1]
    return not before.strip() or not after.strip()


def _in_order(kind: str, text: str) -> str:
    """Put the keys in the order of the guide, unless a line among them is no key that is known."""
    lines = text.split("\n")
    start, end = key_lines(lines)
    order = PRODUCT_ORDER if kind == "products" else CATEGORY_KEYS.all()
    places = [_place(line, order) for line in lines[start:end]]
    if None in places:
        return text
    known = [(place, line) for place, line in zip(places, lines[start:end], strict=True) if place is not None]
    ordered = [line for _, line in sorted(known, key=lambda one: one[0])]
    return "\n".join([*lines[:start], *ordered, *lines[end:]])


def _place(line: str, order: tuple[str, ...]) -> int | None:
    key = key_of(line)
    names = [name.casefold() for name in order]
    return names.index(key.casefold()) if key and key.casefold() in names else None


def mend_file(file: Path, kind: str) -> bool:
    """Mend a file in its place; return whether anything was. One that is no text is left to the checker."""
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    windows = "\r\n" in text
    plain = text.replace("\r\n", "\n")
    better = plain if UNPRINTABLE.search(plain) else mended(kind, plain)
    if better == plain:
        return False
    fresh = file.with_name(f".{file.name}.mended")
    fresh.write_bytes((better.replace("\n", "\r\n") if windows else better).encode())
    fresh.chmod(file.stat().st_mode)
    fresh.replace(file)
    return True
