"""The files of a site that are to be other than they stand: each with its bytes, None where it is to be gone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from catalog.second_places import take_away

Files = Mapping[str, bytes | None]


def put(files: Files, folder: Path) -> None:
    """Change files of a folder; one that has a second place elsewhere is left there as it is."""
    for name, content in files.items():
        take_away(folder, name)
        if content is not None:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
