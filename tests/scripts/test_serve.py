"""``scripts/serve``, run as a person runs it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import SHOPS
from tests.scripts.conftest import LONGEST_SECONDS, ROOT, Run, Serve, free_base, serving, taken


def fetched(address: str) -> tuple[int, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=LONGEST_SECONDS) as answer:
        return answer.status, answer.read().decode()


def gone(run: Run) -> bool:
    return not any(taken(port) for port in range(run.base, run.base + 3))


def marks(*places: Path) -> dict[Path, int]:
    files = [file for place in places for file in (place, *place.rglob("*")) if file.exists()]
    return {file: file.stat().st_mtime_ns for file in files}


@dataclass(frozen=True)
class FirstRun:
    """What a first run printed, answered and started; it has ended, and its shop is built."""

    lines: list[str]
    children: list[str]
    home: tuple[int, str]
    health: tuple[int, str]
    checkout: tuple[int, str]
    inbox: tuple[int, str]


@pytest.fixture(scope="module")
def first_run(var: Path, base: int) -> FirstRun:
    with serving(var, base) as serve:
        run = serve()
        return FirstRun(
            lines=run.lines,
            children=sorted(run.children()),
            home=fetched(f"http://127.0.0.1:{base}/"),
            health=fetched(f"http://127.0.0.1:{base + 1}/health"),
            checkout=fetched(f"http://127.0.0.1:{base + 1}/"),
            inbox=fetched(f"http://127.0.0.1:{base + 2}/inbox"),
        )


def test_says_where_everything_is_and_that_it_is_ready(first_run: FirstRun, var: Path, base: int) -> None:
    password = (var / "baqiyat" / "staff-password").read_text().strip()
    assert first_run.lines == [
        f"Pages       http://127.0.0.1:{base}/",
        f"Checkout    http://127.0.0.1:{base + 1}/",
        f"Bank        http://127.0.0.1:{base + 2}/",
        f"Staff desk  http://127.0.0.1:{base + 1}/desk (name staff, password {password})",
        f"Messages    http://127.0.0.1:{base + 2}/inbox",
        f"Ready: http://127.0.0.1:{base}/",
    ]


def test_runs_three_processes_that_answer_and_know_each_other(first_run: FirstRun, base: int) -> None:
    status, page = first_run.home
    assert (status, f"http://127.0.0.1:{base}/" in page) == (200, True)
    assert first_run.health == (200, "ok")
    assert first_run.checkout[1] == page  # the checkout leads to the pages
    assert first_run.inbox[0] == 200
    assert first_run.children == ["checkout", "checkout.sandbox", "checkout.sandbox.pages"]


def test_serves_another_shop_by_its_name_and_nothing_of_the_first(serve: Serve, var: Path) -> None:
    run = serve(free_base(), "payatel")

    status, page = fetched(f"http://127.0.0.1:{run.base}/")
    assert (status, "پایاتل" in page, "باقیات" in page) == (200, True, False)
    assert "پایاتل" in fetched(f"http://127.0.0.1:{run.base + 1}/cart")[1]
    password = (var / "payatel" / "staff-password").read_text().strip()
    assert f"Staff desk  http://127.0.0.1:{run.base + 1}/desk (name staff, password {password})" in run.lines
    assert not (var / "baqiyat").exists() or password != (var / "baqiyat" / "staff-password").read_text().strip()


@pytest.mark.parametrize("shop", [shop for shop in SHOPS if shop not in {"baqiyat", "payatel"}])
def test_each_shop_is_built_by_its_name(var: Path, shop: str) -> None:
    built = subprocess.run(
        [ROOT / "scripts" / "build", shop],
        cwd="/",
        env={**os.environ, "HOME": "", "HOJREH_VAR": str(var)},
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )

    assert (built.returncode, built.stdout.startswith(f"Built {shop} in ")) == (0, True), built.stderr
    release = (var / shop / "releases" / "current").read_text().strip()
    assert (var / shop / "releases" / f"{release}.json").is_file()
    assert (var / shop / "pages" / "index.html").is_file()


@pytest.mark.usefixtures("first_run")
def test_secrets_are_for_their_owner_and_stay_the_same(serve: Serve, var: Path) -> None:
    files = [var / "baqiyat" / name for name in ("secret", "staff-password", "staff-hash")]
    before = [file.read_text() for file in files]

    serve().interrupt()

    assert [file.read_text() for file in files] == before
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600] * 3
    assert len(set(before)) == 3


@pytest.mark.usefixtures("first_run")
def test_a_second_start_installs_nothing_and_builds_nothing(serve: Serve, var: Path) -> None:
    stamps = [ROOT / ".venv" / name for name in ("requirements.lock", "requirements-dev.lock", "pyvenv.cfg")]
    made = [var / "baqiyat" / "pages", var / "baqiyat" / "releases"]
    before = marks(*stamps, *made)

    serve()

    assert marks(*stamps, *made) == before
    assert len(before) > 20


@pytest.mark.usefixtures("first_run")
def test_another_port_builds_pages_that_lead_to_it(serve: Serve, var: Path) -> None:
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
