"""Finding an owner's folder and the place for what is made of it."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]


class OneLineParser(ArgumentParser):
    """An argument parser that says what is wrong in one line, and nothing else."""

    def error(self, message: str) -> NoReturn:
        """Stop with the message."""
        self.exit(2, f"{self.prog}: {message}\n")


def shop_folder(name: str) -> Path | None:
    """Return the folder of a shop, named by its folder in content/ or by a path."""
    places = (ROOT / "content" / name, Path(name))
    try:
        found = next((folder for folder in places if name and (folder / "shop.toml").is_file()), None)
    except OSError:  # a name too long for any folder, or a folder closed to us
        return None
    return found.resolve() if found else None


def known_shops() -> list[str]:
    """Return the names of the shops in content/."""
    return sorted(file.parent.name for file in (ROOT / "content").glob("*/shop.toml"))


def find_shop(name: str, parser: OneLineParser) -> Path:
    """Return the folder of a shop; stop with one line if there is none."""
    found = shop_folder(name)
    if found is None:
        parser.error(f"no shop «{name}» (a folder with a shop.toml); in content/ there are: {', '.join(known_shops())}")
    return found


def home_of(shop: Path) -> Path:
    """Return where all that is made of a shop lives: var/SHOP, or HOJREH_VAR/SHOP."""
    return Path(os.environ.get("HOJREH_VAR") or ROOT / "var").absolute() / shop.name
