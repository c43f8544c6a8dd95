"""What ``scripts/serve`` refuses, each in one line, with nothing started."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import SHOPS
from tests.scripts.conftest import LONGEST_SECONDS, ROOT, Serve, free_base


def told(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run ``scripts/serve`` where it should refuse; return its status, output and errors."""
    answer = subprocess.run(
        [ROOT / "scripts" / "serve", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    return answer.returncode, answer.stdout, answer.stderr


def test_a_shop_already_served_is_refused_in_one_line(serve: Serve, var: Path) -> None:
    serve()

    status, output, errors = told("--port", str(free_base()), HOJREH_VAR=str(var))

    state = var / "baqiyat"
    line = f"scripts/serve: baqiyat is being served already, and {state} belongs to that run; end it first\n"
    assert (status, output, errors) == (2, "", line)


@pytest.fixture
def listener() -> Iterator[int]:
    """A port that something else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_busy_port_is_named_in_one_line(listener: int, before: int) -> None:
    status, output, errors = told("--port", str(listener - before))

    assert (status, output) == (2, "")
    assert re.fullmatch(
        r"scripts/serve: port \d+ is busy; end what uses it, "
        r"or name three free ports by their first: --port N\n",
        errors,
    )


@pytest.mark.parametrize("port", ["0", "65534", "-1"])
def test_a_port_out_of_range_is_refused_in_one_line(port: str) -> None:
    line = f"scripts/serve: --port {port} is no port; name one from 1 to 65533\n"
    assert told(f"--port={port}") == (2, "", line)


@pytest.mark.parametrize("name", ["nosuch", "../theme", ""])
def test_an_unknown_shop_is_refused_with_the_names_of_those_there_are(name: str) -> None:
    status, output, errors = told(name)

    assert (status, output) == (2, "")
    shops = ", ".join(sorted(SHOPS))
    assert errors == f"scripts/serve: no shop «{name}» (a folder with a shop.toml); in content/ there are: {shops}\n"


def test_content_with_problems_starts_nothing(tmp_path: Path) -> None:
    shop = tmp_path / "broken"
    shop.mkdir()
    (shop / "shop.toml").write_text("nonsense")

    status, output, errors = told(str(shop), "--port", str(free_base()), HOJREH_VAR=str(tmp_path / "var"))

    assert (status, output) == (1, "")
    assert "shop.toml" in errors
    assert "Traceback" not in errors
