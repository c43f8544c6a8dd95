"""The theme's JavaScript on the site: modules as they are written, each named by its content, so that browsers keep them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

_IMPORTED = re.compile(r'(?<=["\'])\./([a-z-]+)\.js(?=["\'])')


class Scripts:
    """The modules in a theme's ``static/js``; ``import … from "./other.js"`` finds the other by its new name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for file in sorted(folder.glob("*.js")):
            self.url(file.stem)

    def url(self, name: str) -> str:
        """Return the path of a module.

        Raises:
            FileNotFoundError: the theme has no such module.
            RecursionError: it imports itself, through others or not.
        """
        return f"/js/{self._file_name(name)}"

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Write all modules to the site's ``js`` folder and return their files."""
        folder.mkdir(parents=True, exist_ok=True)
        files = {folder / self._file_name(name): text for name, text in self._texts.items()}
        for file, text in files.items():
            file.write_text(text, encoding="utf-8")
        return tuple(files)

    def _file_name(self, name: str) -> str:
        if name not in self._names:
            self._names[name] = f"{name}.{hashlib.sha256(self._text(name).encode()).hexdigest()[:12]}.js"
        return self._names[name]

    def _text(self, name: str) -> str:
        if name not in self._texts:
            text = (self._folder / f"{name}.js").read_text(encoding="utf-8")
            self._texts[name] = _IMPORTED.sub(lambda found: f"./{self._file_name(found[1])}", text)
        return self._texts[name]
