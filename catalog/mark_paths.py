"""Reading a mark: the outlines of an SVG's paths as points, for what cannot show SVG.

It knows what marks are drawn with: the commands M L H V C S A Z, absolute and relative. Anything else is refused.
"""

from __future__ import annotations

import cmath
import math
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from catalog.mark_shapes import Shape

_SVG = "{http://www.w3.org/2000/svg}"
_TOKEN = re.compile(r"([A-Za-z])|(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}
_STEPS = 24
"""Straight pieces to a curve: none of them is seen at 512 px."""


class CannotDraw(Exception):
    """A mark holds what this does not know; ``what`` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def shapes(svg: str) -> list[Shape]:
    """Return the shapes of a mark of 32 by 32 units, the lowest first.

    Raises:
        CannotDraw: it is of another size, or holds anything but paths.
    """
    root = ET.fromstring(svg)  # noqa: S314 - the theme's own file
    if root.get("viewBox") != "0 0 32 32":
        raise CannotDraw(f"viewBox {root.get('viewBox')}")
    return [_shape(element) for element in root]


def _shape(element: ET.Element) -> Shape:
    if element.tag != f"{_SVG}path":
        raise CannotDraw(element.tag.removeprefix(_SVG))
    fill, stroke = element.get("fill", "#000000"), element.get("stroke", "none")
    return Shape(
        lines=tuple(_outlines(element.get("d", ""))),
        fill="" if fill == "none" else fill,
        stroke="" if stroke == "none" else stroke,
        width=float(element.get("stroke-width", "1")),
    )


def _outlines(drawing: str) -> Iterator[tuple[complex, ...]]:
    """Yield each line of a path as points x + y i."""
    points: list[complex] = []
    here, control = 0j, 0j
    for command, values in _commands(drawing):
        if command in "Mm":
            if len(points) > 1:
                yield tuple(points)
            here = values[0] + 1j * values[1] + (here if command == "m" else 0)
            points = [here]
        elif command in "Zz":
            here = points[0]
            points.append(here)
        else:
            fresh, control = _piece(command, values, here, control)
            points += fresh
            here = fresh[-1]
        control = control if command in "CcSs" else here
    if len(points) > 1:
        yield tuple(points)


def _commands(drawing: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; numbers that go on repeat the command, a moved line as a drawn one."""
    found = [match.groups() for match in _TOKEN.finditer(drawing)]
    at = 0
    while at < len(found):
        command = found[at][0] or ""
        if command.upper() not in _TAKES:
            raise CannotDraw(f"d={drawing}")
        at, takes = at + 1, _TAKES[command.upper()]
        while True:
            numbers = [float(number) for _, number in found[at : at + takes] if number]
            if len(numbers) < takes:
                raise CannotDraw(f"d={drawing}")
            yield command, numbers
            at += takes
            command = {"M": "L", "m": "l"}.get(command, command)
            if not takes or at >= len(found) or found[at][0]:
                break


def _piece(command: str, values: list[float], here: complex, control: complex) -> tuple[list[complex], complex]:
    """Return the points of one piece after ``here``, and the control point that a smooth curve after it mirrors."""
    kind, base = command.upper(), here if command.islower() else 0j
    if kind == "H":
        return [complex(values[0] + base.real, here.imag)], here
    if kind == "V":
        return [complex(here.real, values[0] + base.imag)], here
    if kind == "A":
        return _arc(here, values, base + complex(*values[5:])), here
    points = [base + complex(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
    if kind == "L":
        return points, here
    first = [2 * here - control] if kind == "S" else []
    return _curve(here, *first, *points), points[-2]


def _curve(start: complex, first: complex, second: complex, end: complex) -> list[complex]:
    """Return the points of a cubic Bézier curve after its start."""
    steps = [step / _STEPS for step in range(1, _STEPS + 1)]
    return [
        (1 - t) ** 3 * start + 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t**2 * second + t**3 * end for t in steps
    ]


def _arc(start: complex, values: list[float], end: complex) -> list[complex]:
    """Return the points of a circle's arc after its start; marks have no tilted ellipses (SVG 1.1, F.6.5)."""
    across, down, _, large, sweep, *_ = values
    if across != down:
        raise CannotDraw("an ellipse")
    half = (end - start) / 2
    radius = max(across, abs(half))
    away = math.sqrt(max(radius**2 - abs(half) ** 2, 0.0))
    side = -1j if large == sweep else 1j
    center = start + half + side * away * half / abs(half)
    first, last = cmath.phase(start - center), cmath.phase(end - center)
    whole = 2 * math.pi
    angle = (last - first) % whole if sweep else -((first - last) % whole)
    return [center + cmath.rect(radius, first + angle * step / _STEPS) for step in range(1, _STEPS + 1)]
