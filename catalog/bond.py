"""What a memory beside the pages belongs to, which is known before anything of it is read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

_MAGIC = b"hojreh: what the last build knew, 2\n"


class Bond(NamedTuple):
    """All that decides what a build makes of a folder, and the pages that one has made."""

    makes: str
    stands: str

    @property
    def head(self) -> bytes:
        """What a file of this bond begins with."""
        return _MAGIC + f"{self.makes}\n{self.stands}\n".encode()

    def holds(self, file: Path) -> bool:
        """Does a file begin as one of this bond does?"""
        try:
            with file.open("rb") as opened:
                return opened.read(len(self.head)) == self.head
        except OSError:
            return False
