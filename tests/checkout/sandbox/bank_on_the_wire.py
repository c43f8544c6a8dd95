"""The sandbox bank as a shop in any language and a buyer meet it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from checkout.sandbox.app import sandbox_app


@dataclass
class Wire:
    """The app, the folder of its memory, and its clock."""

    folder: Path
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 8, 0, tzinfo=UTC))

    def __post_init__(self) -> None:
        self.web = TestClient(sandbox_app(self.folder, lambda: self.now), follow_redirects=False)

    def post(self, path: str, **body: object) -> dict[str, Any]:
        answer = self.web.post(path, json=body)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"
        return dict(answer.json())

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


def hidden_in(html: str) -> dict[str, str]:
    """Return what a page's form sends untouched."""
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', html))
