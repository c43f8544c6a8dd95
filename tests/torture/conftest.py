"""How much the fast share of a torture does."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.lib.torture.result import EMBEDDED, Asked


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(0.01, (EMBEDDED,), tmp_path)
