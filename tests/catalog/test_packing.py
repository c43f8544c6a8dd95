"""A memory is made of our own values: whatever else its bytes ask for is refused before it is called."""

from __future__ import annotations

import pickle
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, NewType, get_args, get_origin, get_type_hints

import pytest
from markupsafe import Markup

from catalog.edited.register import Register
from catalog.kept import Memory
from catalog.packing import pack, unpack
from catalog.problems import Code, Problem, Spot


class Asked(NamedTuple):
    """What a pickle may name, by its module."""

    module: str
    name: str


ASKED = (
    Asked("os", "getpid"),
    Asked("builtins", "eval"),
    Asked("catalog.aside", "os.getpid"),
    Asked("catalog.aside", "aside"),
    Asked("catalog.blobs", "write_blobs"),
    Asked("catalog.blobs", "Path"),
    Asked("catalog.pictures", "Gallery"),
    Asked("catalog.blobs", "Blob.of"),
)


def calling(asked: Asked) -> bytes:
    """Return a pickle that calls something without arguments."""
    names = (pickle.SHORT_BINUNICODE + bytes([len(name)]) + name.encode() for name in asked)
    return (
        pickle.PROTO
        + b"\x05"
        + b"".join(names)
        + pickle.STACK_GLOBAL
        + pickle.EMPTY_TUPLE
        + pickle.REDUCE
        + pickle.STOP
    )


@pytest.mark.parametrize("asked", ASKED, ids=".".join)
def test_nothing_but_values_of_ours_is_found(asked: Asked) -> None:
    with pytest.raises(pickle.UnpicklingError, match=f"{asked.module}.{asked.name}"):
        unpack(calling(asked))


SAMPLES: tuple[object, ...] = (
    None,
    True,
    1,
    "گل",
    Markup("<b>"),
    Decimal("0.1"),
    Path("theme"),
    date(2026, 11, 26),
    timedelta(days=1),
    frozenset({"a"}),
    Problem(Code.FAR_PRICE, Spot("products/a.md"), {"value": "۱"}),
)


@pytest.mark.parametrize("value", SAMPLES, ids=lambda value: type(value).__name__)
def test_values_come_back_as_they_were(value: object) -> None:
    back = unpack(pack(value))
    assert (back, type(back)) == (value, type(value))


def test_every_kind_of_value_that_a_memory_may_hold_has_a_sample() -> None:
    """Where one could not be read again, each edit of a shop that has it would be a build from nothing."""
    found: set[Any] = set()
    for kind in (Memory, Register):
        kinds_in(kind, found)
    others = {kind for kind in found if not kind.__module__.startswith(("catalog.", "shop."))}
    assert Decimal in others
    assert others <= {Path, *(type(sample) for sample in SAMPLES)}


def kinds_in(annotation: Any, found: set[Any]) -> None:  # noqa: ANN401 - whatever stands in an annotation
    """Gather every class by which values of an annotation are made, but for those of their containers."""
    if isinstance(annotation, NewType):
        kinds_in(annotation.__supertype__, found)
    for part in get_args(annotation):
        if not isinstance(part, str | int):  # a literal
            kinds_in(part, found)
    if isinstance(annotation, type) and get_origin(annotation) is None and annotation not in found:
        found.add(annotation)
        names = (
            {one.name for one in fields(annotation)}
            if is_dataclass(annotation)
            else {*getattr(annotation, "_fields", ())}
        )
        hints = get_type_hints(annotation) if names else {}
        for name in names:
            kinds_in(hints[name], found)
