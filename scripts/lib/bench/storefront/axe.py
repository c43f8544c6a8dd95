"""axe on every kind of page, at four widths, light and dark, reading joined letters; and our own look beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Page

from scripts.lib.bench.figures import Figure, at_least, at_most
from scripts.lib.bench.report import Section
from scripts.lib.bench.storefront.tools import tools
from scripts.lib.bench.storefront.visit import PHONE, Visit
from scripts.lib.shops import ROOT
from tests.journeys.outline import stumbles

WIDTHS = (320, PHONE, 768, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_HEIGHT = 780
_LOOK, _FOCUS = [(ROOT / "tests" / "journeys" / name).read_text(encoding="utf-8") for name in ("look.js", "focus.js")]
_RUN = "() => axe.run(document, {resultTypes: ['violations', 'incomplete']})"
_PALE = "() => { document.querySelector('.buy button').style.cssText = 'color: #fff; background: #cfc'; }"
_NOTES = (
    """All rules of axe that are on by default, best practices too, on static pages and in the checkout (cart, steps, results, orders,
tracking, desk). axe takes joined letters for icons and skips them: that part of it is switched off
(`scripts/lib/bench/storefront/tools.py`). The control is a buy button in white on #cfc: with that part as it came, axe finds nothing.
What axe leaves to people, contrast on a picture or under another element, our own look (`tests/journeys/look.js`) measures with the
same limits or stricter, except on pictures; it also gives the focus to everything that takes it (`focus.js`: shown, and hidden by no
bar) and reads the accessibility tree (`outline.py`: landmarks, names, headings).""",
)


@dataclass
class Axe:
    """What axe and our own look found, each finding once for each page kind of a shop, with the views it was found in."""

    found: dict[str, list[str]] = field(default_factory=dict)
    own: dict[str, list[str]] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    views: int = 0
    controls: list[tuple[int, int]] = field(default_factory=list)

    def look(self, visit: Visit) -> None:
        """Look at every kind of page of a shop."""
        for kind in visit.gallery.addresses:
            if kind != "moved":  # it leads on at once
                self._look_at(visit, kind)
        self.controls.append(control(visit))

    def _look_at(self, visit: Visit, kind: str) -> None:
        page = visit.gallery.opens(kind)
        page.evaluate(tools().axe)
        for scheme in SCHEMES:
            for width in (PHONE,) if visit.quick else WIDTHS:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": _HEIGHT})
                told = page.evaluate(_RUN)
                view = f"{scheme} {width}"
                for line in findings(told["violations"]):
                    self.found.setdefault(f"{visit.name}, {kind}: {line}", []).append(view)
                for line in [*page.evaluate(_LOOK), *page.evaluate(_FOCUS)]:
                    self.own.setdefault(f"{visit.name}, {kind}: {line}", []).append(view)
                self.left.update({one["id"]: len(one["nodes"]) for one in told["incomplete"]})
                self.views += 1
        for line in stumbles(page.locator("body").aria_snapshot()):
            self.own.setdefault(f"{visit.name}, {kind}: {line}", []).append("to a screen reader")

    def section(self) -> Section:
        """Tell how many were found; they are printed in full."""
        for line, views in [*self.found.items(), *self.own.items()]:
            print(f"{line} ({', '.join(views)})")
        stock, reading = [sum(one) for one in zip(*self.controls, strict=True)]
        left = ", ".join(f"{count} {rule}" for rule, count in self.left.most_common())
        figures = [
            Figure("findings of axe", len(self.found), "", at_most(0), f"{self.views} views"),
            Figure("findings of our own look", len(self.own), "", at_most(0), f"{self.views} views"),
            Figure("left to people by axe, all views", self.left.total(), beside=left),
            Figure(
                "control, axe that reads joined letters: pale buttons found", reading, "", at_least(len(self.controls))
            ),
            Figure("control, axe as it came: pale buttons found", stock),
        ]
        return Section("axe", "axe on every kind of page", _NOTES, figures)


def findings(violations: Sequence[Any]) -> list[str]:
    """Return what axe found in words: the rule, the element, and what is wrong with it."""
    return [
        f"{rule['id']}: {node['target'][-1]}: {' '.join(node['failureSummary'].split())}"
        for rule in violations
        for node in rule["nodes"]
    ]


def control(visit: Visit) -> tuple[int, int]:
    """Make a buy button pale, and count who finds it: axe as it came, and axe that reads joined letters."""
    page = visit.gallery.opens("product")
    page.emulate_media(color_scheme="light")
    page.evaluate(_PALE)
    return _finds_contrast(page, tools().stock_axe), _finds_contrast(page, tools().axe)


def _finds_contrast(page: Page, axe: str) -> int:
    page.evaluate(axe)
    return sum("color-contrast: " in line for line in findings(page.evaluate(_RUN)["violations"]))
