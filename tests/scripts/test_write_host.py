"""The preview over HTTP: it answers under this machine's own name alone, and whatever an address holds."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from catalog.desk.desk import Desk
from catalog.desk.studio import Studio
from catalog.workshop import Hosts, Workshop
from scripts.lib.processes import free_ports
from scripts.lib.write_host import WriteHost
from tests.catalog.builders import ROOT, a_folder

_LIMIT = 60


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    place = tmp_path_factory.mktemp("write")
    port = free_ports(1)
    workshop = Workshop(Hosts(f"http://127.0.0.1:{port}"), ROOT / "theme", ROOT / ".cache")
    studio = Studio(Desk(a_folder(place / "site"), workshop, place / "releases"), place / "preview")
    with WriteHost(port, studio) as host:
        threading.Thread(target=host.serve_forever).start()
        yield port
        host.shutdown()


def answer(port: int, target: str, host: str) -> tuple[int, bytes]:
    """Return the status and body of one request, sent to the letter."""
    with socket.create_connection(("127.0.0.1", port), timeout=_LIMIT) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\n{host}\r\n".encode())
        told = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = told.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_it_answers_under_the_names_of_this_machine(name: str, port: int) -> None:
    status, body = answer(port, "/products/goldan.html", f"Host: {name}:{port}\r\n")
    assert (status, "گلدان سفالی".encode() in body) == (200, True)


@pytest.mark.parametrize("target", ["/products/goldan.html", "/.write/drafts.html", "/.write/changes?page=/&at="])
@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "evil.example", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", ""]
)
def test_a_strangers_name_that_leads_to_this_machine_gets_nothing(host: str, target: str, port: int) -> None:
    status, body = answer(port, target, f"Host: {host.format(port=port)}\r\n" if host else "")
    assert (status, "گلدان".encode() in body, b"data:" in body) == (421, False, False)


@pytest.mark.parametrize(
    "target",
    [
        "//[x", "/%00", "/theme/%00", "/.write/%00", "/js/x%00.js", "/%ff", "/" + "a" * 300,
        "/theme/" + "a" * 5000, "/theme/..%2f..%2fsite/shop.toml", "/.write/..%2f..%2fdesk.py", "/theme/../../site/shop.toml",
    ],
)  # fmt: skip
def test_whatever_an_address_holds_it_is_a_page_that_is_not_there(
    target: str, port: int, capfd: pytest.CaptureFixture[str]
) -> None:
    status, _ = answer(port, target, f"Host: 127.0.0.1:{port}\r\n")
    assert (status, capfd.readouterr().err) == (404, "")
