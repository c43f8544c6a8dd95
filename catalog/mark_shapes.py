"""Shapes of a mark, and painting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

UNITS = 32
"""A mark is drawn on a square of so many units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Lines of points x + y i, filled and stroked in a colour or ('') not; ends and bends of strokes are round."""

    lines: tuple[tuple[complex, ...], ...]
    fill: str
    stroke: str
    width: float


def paint(shapes: Sequence[Shape], side: int) -> Image.Image:
    """Return shapes on a clear square of so many pixels."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - it takes longer to import than a build whose icons are kept

    image = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(image)
    scale = side / UNITS
    for shape in shapes:
        for line in shape.lines:
            points = [(point.real * scale, point.imag * scale) for point in line]
            if shape.fill:
                draw.polygon(points, fill=shape.fill)
            if shape.stroke:
                draw.line(points, fill=shape.stroke, width=int(shape.width * scale))
                half = shape.width * scale / 2
                for x, y in points:
                    draw.ellipse((x - half, y - half, x + half, y + half), fill=shape.stroke)
    return image
