"""The theme's static files on the site: one style sheet with the shop's look, fonts and marks as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

from shop.look import style_sheet, style_sheet_name
from shop.terms import Shop

_MARKS = "marks"
_KITS_OWN = "arch.svg"
_WRITTEN_ELSEWHERE = ("css", "js")
_OF_THE_CHECKOUT = ("60-checkout", "70-desk")
"""Parts of the style sheet that no page of the site needs; the checkout, another host, sends its own sheet."""


class ThemeFiles:
    """The static files of one theme for one shop."""

    def __init__(self, theme: Path, shop: Shop) -> None:
        self._static = theme / "static"
        drawn = self._static / _MARKS / f"{shop.id}.svg"
        self._mark = drawn.name if drawn.is_file() else _KITS_OWN
        parts = [part for part in sorted((self._static / "css").glob("*.css")) if part.stem not in _OF_THE_CHECKOUT]
        self._sheet = style_sheet(shop.look, (part.read_text(encoding="utf-8") for part in parts))
        self._name = style_sheet_name(self._sheet)

    @property
    def css_url(self) -> str:
        """The path of the style sheet."""
        return f"/theme/{self._name}"

    @property
    def icon_url(self) -> str:
        """The path of the shop's drawn mark, or of the kit's arch where it has none."""
        return f"/theme/{_MARKS}/{self._mark}"

    @property
    def mark(self) -> Path:
        """The file of that mark."""
        return self._static / _MARKS / self._mark

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Write them all to the site's ``theme`` folder and return the style sheet's file."""
        shutil.copytree(self._static, folder, dirs_exist_ok=True, ignore=self._unused)
        sheet = folder / self._name
        sheet.write_text(self._sheet, encoding="utf-8")
        return (sheet,)

    def _unused(self, folder: str, names: list[str]) -> list[str]:
        """Return what is not copied: the parts of the style sheet, the scripts, and the marks of other shops."""
        if Path(folder) == self._static:
            return [name for name in names if name in _WRITTEN_ELSEWHERE]
        return [name for name in names if name != self._mark] if Path(folder) == self._static / _MARKS else []
