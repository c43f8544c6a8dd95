"""The theme's static files on the site: one style sheet with the shop's look, everything else as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

from shop.look import style_sheet, style_sheet_name
from shop.terms import Look


class ThemeFiles:
    """The static files of one theme for one shop."""

    def __init__(self, theme: Path, look: Look) -> None:
        self._static = theme / "static"
        parts = sorted((self._static / "css").glob("*.css"))
        self._sheet = style_sheet(look, (part.read_text(encoding="utf-8") for part in parts))
        self._name = style_sheet_name(self._sheet)

    @property
    def css_url(self) -> str:
        """The path of the style sheet."""
        return f"/theme/{self._name}"

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Write them all to the site's ``theme`` folder and return the style sheet's file."""
        shutil.copytree(self._static, folder, dirs_exist_ok=True, ignore=self._without_css)
        sheet = folder / self._name
        sheet.write_text(self._sheet, encoding="utf-8")
        return (sheet,)

    def _without_css(self, folder: str, names: list[str]) -> list[str]:
        return ["css"] if Path(folder) == self._static and "css" in names else []
