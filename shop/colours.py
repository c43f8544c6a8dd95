"""The one derived colour that stands outside the style sheet: the ground of dark pages, for the bar of a browser.

The style sheet derives it by itself, ``--page`` in ``theme/static/css/10-tokens.css``: ``oklch(from BRAND .2 min(c, .016) h)``.
The conversion is that of Oklab (https://bottosson.github.io/posts/oklab/, as CSS Color 4 has it).
"""

from __future__ import annotations

import math

_LIGHTNESS = 0.2
_MOST_CHROMA = 0.016


def dark_ground(brand: str) -> str:
    """Return the ground of a shop's dark pages, #rrggbb, made from its brand colour."""
    _, a, b = _oklab(*(int(brand[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    chroma, hue = math.hypot(a, b), math.atan2(b, a)
    least = min(chroma, _MOST_CHROMA)
    return _hex(_LIGHTNESS, least * math.cos(hue), least * math.sin(hue))


def _oklab(red: float, green: float, blue: float) -> tuple[float, float, float]:
    r, g, b = (_linear(part) for part in (red, green, blue))
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _hex(lightness: float, a: float, b: float) -> str:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * min(max(_curved(part), 0.0), 1.0)):02x}" for part in parts)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own figures


def _curved(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004
