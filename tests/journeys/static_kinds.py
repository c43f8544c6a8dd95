"""Which page of a built shop stands for each kind of static page: found in the pages themselves, the same in every shop."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_ROOT_NAMES = {"index": "home", "404": "not-found"}
_MOVED = 'http-equiv="refresh"'


def static_kinds(pages: Path) -> Mapping[str, str]:
    """Return the kinds that this shop has, each with the path of its heaviest page."""
    found: dict[str, str] = {}
    heaviest_first = sorted(pages.rglob("*.html"), key=lambda file: (-file.stat().st_size, file))
    for file in heaviest_first:
        path = file.relative_to(pages).as_posix()
        for kind in _kinds_of(path, file.read_text(encoding="utf-8")):
            found.setdefault(kind, f"/{path}")
    if "home" in found:
        found["home"] = "/"
    return found


def _kinds_of(path: str, html: str) -> list[str]:
    folder, *deeper = path.removesuffix(".html").split("/")
    if not deeper:
        return [_ROOT_NAMES.get(folder, folder)]
    if _MOVED in html:
        return ["moved"]
    if folder == "products":
        return [_product_kind(html)]
    if folder == "categories":
        return ["category" if len(deeper) == 1 else "category-part"]
    if folder == "policies":
        return ["policy", "policy-table"] if "<table" in html else ["policy"]
    return [folder]


def _product_kind(html: str) -> str:
    if 'class="wide withdrawn"' in html:
        return "withdrawn"
    if 'class="buy"' not in html:
        return "product-sold-out"
    return "product-variants" if 'type="radio"' in html else "product"
