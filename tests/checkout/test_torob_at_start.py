"""A checkout starts without Torob's key, says once that Torob gets no answer, and sells."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from checkout.app import make_app
from checkout.settings import Settings, read_settings
from scripts.lib.serve import MERCHANT
from shop.release import Release, encode, release_id
from tests.builders import a_release
from tests.checkout.test_settings import GOOD
from tests.checkout.torob import a_listed_release
from tests.checkout.web.test_torob import NEWEST, PATH

KEY = "MCowBQYDK2VwAyEAt6Mu4T0pBORY11W+QeM35UsmLO3vsf+6yKpFDEImFk0="
WARNING = "shop.toml asks for Torob, which gets no answer: HOJREH_TOROB_KEY is not set"


def settings(place: Path, release: Release, **others: str) -> Settings:
    """Return the settings of a checkout that serves a release."""
    encoded = encode(release)
    (place / "current").write_text(release_id(encoded), encoding="ascii")
    (place / f"{release_id(encoded)}.json").write_bytes(encoded)
    here = {"HOJREH_RELEASES": str(place), "HOJREH_STORE": str(place / "store"), "HOJREH_SANDBOX": "1"}
    return read_settings({**GOOD, **here, "HOJREH_ZARINPAL_MERCHANT": MERCHANT, **others})


@pytest.mark.parametrize(
    ("release", "key", "expected"),
    [
        (a_release(), "", (404, [])),
        (a_listed_release(), "", (404, [WARNING])),
        (a_listed_release(), KEY, (401, [])),
    ],
    ids=["not asked for", "without its key", "with its key"],
)
def test_it_starts_and_says_what_torob_lacks(
    release: Release, key: str, expected: tuple[int, list[str]], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "hojreh.app"):
        app = make_app(settings(tmp_path, release, HOJREH_TOROB_KEY=key))
    warned = [record.getMessage() for record in caplog.records if record.name == "hojreh.app"]
    with TestClient(app) as client:  # type: ignore[arg-type] # an ASGI app, as the server takes it
        assert client.get("/health").text == "ok"
        assert (client.post(PATH, content=json.dumps(NEWEST)).status_code, warned) == expected
