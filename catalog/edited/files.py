"""The files of a site that are to be other than they stand: each with its bytes, None where it is to be gone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

Files = Mapping[str, bytes | None]


def put(files: Files, folder: Path) -> None:
    """Change files of a folder; one that has a second place elsewhere is left there as it is."""
    for name, content in files.items():
        place = folder / name
        place.unlink(missing_ok=True)
        if content is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        else:
            with suppress(OSError):  # others stand there too
                os.removedirs(place.parent)
