"""Reads what a build tells hosts, as hosts of static pages read it: ``_headers`` and ``_redirects``."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path


class HostRules:
    """The rules in a folder of pages, looked up anew for each path: a rebuild may swap the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def headers(self, path: str) -> dict[str, str]:
        """Return the headers of all rules that fit a path; the same header in two of them is put together."""
        found: dict[str, str] = {}
        pattern = ""
        for line in self._lines("_headers"):
            if not line[0].isspace():
                pattern = line.strip()
            elif fnmatchcase(path, pattern):
                name, _, value = line.strip().partition(": ")
                found[name] = f"{found[name]}, {value}" if name in found else value
        return found

    def moved(self, path: str) -> str | None:
        """Return where a path leads now, None where it stays."""
        rules = (line.split() for line in self._lines("_redirects"))
        return next((new for old, new, _ in rules if old == path), None)

    def _lines(self, name: str) -> list[str]:
        file = self._folder / name
        return [line for line in file.read_text().splitlines() if line.strip()] if file.is_file() else []
