"""``scripts/serve``, run as a person runs it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripts.conftest import LONGEST_SECONDS, ROOT, Run, Serve, free_base, taken


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


def fetched(address: str) -> tuple[int, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=10) as answer:
        return answer.status, answer.read().decode()


def gone(run: Run) -> bool:
    return not any(taken(port) for port in range(run.base, run.base + 3))


def marks(*places: Path) -> dict[Path, int]:
    files = [file for place in places for file in (place, *place.rglob("*")) if file.exists()]
    return {file: file.stat().st_mtime_ns for file in files}


def test_says_where_everything_is_and_that_it_is_ready(serve: Serve, var: Path, base: int) -> None:
    lines = serve().lines

    password = (var / "baqiyat" / "staff-password").read_text().strip()
    assert lines == [
        f"Pages       http://127.0.0.1:{base}/",
        f"Checkout    http://127.0.0.1:{base + 1}/",
        f"Bank        http://127.0.0.1:{base + 2}/",
        f"Staff desk  http://127.0.0.1:{base + 1}/desk (name staff, password {password})",
        f"Messages    http://127.0.0.1:{base + 2}/inbox",
        f"Ready: http://127.0.0.1:{base}/",
    ]


def test_runs_three_processes_that_answer_and_know_each_other(serve: Serve) -> None:
    run = serve()

    status, page = fetched(f"http://127.0.0.1:{run.base}/")
    assert (status, f"http://127.0.0.1:{run.base}/" in page) == (200, True)
    assert fetched(f"http://127.0.0.1:{run.base + 1}/health") == (200, "ok")
    assert fetched(f"http://127.0.0.1:{run.base + 1}/")[1] == page  # the checkout leads to the pages
    assert fetched(f"http://127.0.0.1:{run.base + 2}/inbox")[0] == 200
    assert sorted(run.children()) == ["checkout", "checkout.sandbox", "checkout.sandbox.pages"]


def test_secrets_are_for_their_owner_and_stay_the_same(serve: Serve, var: Path) -> None:
    serve().interrupt()
    files = [var / "baqiyat" / name for name in ("secret", "staff-password", "staff-hash")]
    before = [file.read_text() for file in files]

    serve().interrupt()

    assert [file.read_text() for file in files] == before
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600] * 3
    assert len(set(before)) == 3


def test_a_second_start_installs_nothing_and_builds_nothing(serve: Serve, var: Path) -> None:
    serve().interrupt()
    stamps = [ROOT / ".venv" / name for name in ("requirements.lock", "requirements-dev.lock", "pyvenv.cfg")]
    made = [var / "baqiyat" / "pages", var / "baqiyat" / "releases"]
    before = marks(*stamps, *made)

    serve()

    assert marks(*stamps, *made) == before
    assert len(before) > 20


def test_another_port_builds_pages_that_lead_to_it(serve: Serve, var: Path) -> None:
    serve().interrupt()
    other = free_base()

    serve(other)

    pages = "".join(file.read_text() for file in (var / "baqiyat" / "pages").rglob("*.html"))
    assert set(re.findall(r"http://127\.0\.0\.1:(\d+)", pages)) == {str(other), str(other + 1)}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ends_all_three_when_told_to(serve: Serve, number: signal.Signals) -> None:
    run = serve()

    run.process.send_signal(number)

    assert run.process.wait(LONGEST_SECONDS) == 0
    assert gone(run)
    assert run.process.stderr is not None
    assert run.process.stderr.read() == ""


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("checkout", "the checkout"),
        ("checkout.sandbox", "the sandbox bank"),
        ("checkout.sandbox.pages", "the pages' host"),
    ],
)
def test_the_end_of_one_ends_the_others_and_is_told(serve: Serve, module: str, name: str) -> None:
    run = serve()

    os.kill(run.children()[module], signal.SIGKILL)

    assert run.process.wait(LONGEST_SECONDS) == 1
    assert gone(run)
    assert run.process.stderr is not None
    errors = run.process.stderr.read()
    assert errors.startswith(f"scripts/serve: {name} ended with status -9: ")
    assert errors.count("\n") == 1


def test_even_its_own_sudden_end_leaves_nothing_running(serve: Serve) -> None:
    run = serve()

    run.process.kill()

    run.process.wait(LONGEST_SECONDS)
    until = time.monotonic() + LONGEST_SECONDS
    while not gone(run) and time.monotonic() < until:
        time.sleep(0.05)
    assert gone(run)


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
    assert errors == f"scripts/serve: no shop «{name}» (a folder with a shop.toml); in content/ there are: baqiyat\n"


def test_content_with_problems_starts_nothing(tmp_path: Path) -> None:
    shop = tmp_path / "broken"
    shop.mkdir()
    (shop / "shop.toml").write_text("nonsense")

    status, output, errors = told(str(shop), "--port", str(free_base()), HOJREH_VAR=str(tmp_path / "var"))

    assert (status, output) == (1, "")
    assert "shop.toml" in errors
    assert "Traceback" not in errors
