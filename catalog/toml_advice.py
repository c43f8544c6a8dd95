"""What to write instead of a wrong value in ``shop.toml``."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import ErrorDetails

from catalog.toml_examples import BY_SLIP, OF_A_ZONE, WANTED
from catalog.toml_scan import Key
from catalog.toml_tables import tables

_BY_TYPE: Mapping[str, str] = {
    "bool": "true یا false بنویسید.",
    "int": "عدد درست و بی‌گیومه بنویسید، مانند 24",
    "greater_than": "عددی بزرگ‌تر از صفر بنویسید.",
    "string": 'متنی در گیومه بنویسید: "…"',
    "tuple": 'فهرستی در کروشه بنویسید: ["…"]',
}


def advice(key: Key, details: ErrorDetails) -> str:
    """Return one sentence on what the key wants: by the slip, by its name, else by what pydantic found."""
    path = path_of(key)
    if slip := BY_SLIP.get(slip_of(details)):
        return slip
    if path.startswith("zones."):
        return OF_A_ZONE
    if wanted := WANTED.get(path) or WANTED.get(path.rpartition(".")[2]):
        return wanted
    if path in tables():
        return f"این‌جا بخش [{path}] با کلیدهای خودش می‌آید: {'، '.join(tables()[path])}"
    if details["type"] == "missing":
        return f"بنویسید: {path.rpartition('.')[2]} = …"
    return next((words for kind, words in _BY_TYPE.items() if details["type"].startswith(kind)), "")


def path_of(key: Key) -> str:
    """Return a key's path without the places in lists: ``delivery.fee.rows.amount``."""
    return ".".join(part for part in key if isinstance(part, str))


def slip_of(details: ErrorDetails) -> str:
    """Return the code of a slip that our own checks found, '' for one of pydantic's."""
    error = details.get("ctx", {}).get("error")
    return str(error) if isinstance(error, ValueError) else ""
