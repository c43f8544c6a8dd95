"""How much the fast share of a torture does."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.lib.torture import full_disk, kill_under_load
from scripts.lib.torture.result import EMBEDDED, Asked


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """How quickly a service is back is the long run's to say: other tests run beside these."""
    monkeypatch.setattr(full_disk, "RESUMES_WITHIN_SECONDS", 60)
    monkeypatch.setattr(kill_under_load, "RESOLVED_WITHIN_SECONDS", 60.0)


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(0.01, (EMBEDDED,), tmp_path)
