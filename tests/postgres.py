"""Where the tests' PostgreSQL servers live."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A temporary folder that a server can reach which runs as another user; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="hojreh-postgres-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
