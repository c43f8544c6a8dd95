"""The CDN stand-in: pages as they are in the folder now, with a real host's headers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from checkout.sandbox.pages_host import pages_app

POLICY = "default-src 'none'; style-src 'self'"
HEADERS = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
TOLD = f"""\
/*
  Content-Security-Policy: {POLICY}
  X-Content-Type-Options: nosniff
/images/*
  Cache-Control: public, max-age=60
"""


def build(folder: Path, words: str) -> Path:
    (folder / "honey").mkdir(parents=True)
    (folder / "index.html").write_text(f"<h1>{words}</h1>", "utf-8")
    (folder / "honey" / "index.html").write_text("<h1>عسل</h1>", "utf-8")
    (folder / "404.html").write_text("<h1>نیست</h1>", "utf-8")
    (folder / "shop.css").write_text("h1 { color: green }", "utf-8")
    (folder / "_headers").write_text(TOLD, "utf-8")
    (folder / "_redirects").write_text("/old.html /honey/ 301\n", "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(tmp_path / "site", "خانه")


@pytest.fixture
def host(folder: Path) -> Iterator[TestClient]:
    with TestClient(pages_app(folder)) as host:
        yield host


def test_a_folder_is_served_by_its_index(host: TestClient) -> None:
    assert host.get("/").text == "<h1>خانه</h1>"
    assert host.get("/honey/").text == "<h1>عسل</h1>"
    assert host.get("/honey").url.path == "/honey/"
    assert host.get("/").headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_missing_page_is_the_folders_own_404(host: TestClient) -> None:
    answer = host.get("/nothing/here/")
    assert (answer.status_code, answer.text) == (404, "<h1>نیست</h1>")


@pytest.mark.parametrize("path", ["/", "/shop.css", "/nothing/", "/honey", "/%00", "/../../etc/passwd"])
def test_every_answer_carries_the_headers_of_a_page(host: TestClient, path: str) -> None:
    headers = host.get(path, follow_redirects=False).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in headers
    assert "Set-Cookie" not in headers
    assert "Access-Control-Allow-Origin" not in headers


def test_a_post_is_not_for_pages(host: TestClient) -> None:
    answer = host.post("/")
    assert answer.status_code == 405
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_a_folder_is_kept_as_the_build_says(host: TestClient) -> None:
    assert host.get("/").headers["Cache-Control"] == "no-cache"
    assert host.get("/images/none.webp").headers["Cache-Control"] == "public, max-age=60"


def test_who_comes_by_an_old_address_is_sent_on(host: TestClient) -> None:
    answer = host.get("/old.html", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/honey/")
    assert answer.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("name", ["_headers", "_redirects", "_nginx.conf"])
def test_what_is_for_hosts_is_handed_to_nobody(host: TestClient, folder: Path, name: str) -> None:
    (folder / "_nginx.conf").write_text("charset utf-8;", "utf-8")
    answer = host.get(f"/{name}")
    assert (answer.status_code, answer.text) == (404, "<h1>نیست</h1>")


def test_an_unchanged_page_is_not_sent_again(host: TestClient) -> None:
    first = host.get("/")
    assert "Last-Modified" in first.headers
    again = host.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Content-Security-Policy"] == POLICY


def test_a_rebuild_that_swaps_the_folder_shows_at_once(host: TestClient, folder: Path, tmp_path: Path) -> None:
    assert host.get("/").text == "<h1>خانه</h1>"
    build(tmp_path / "new", "خانه‌ی تازه")
    folder.rename(tmp_path / "old")
    (tmp_path / "new").rename(folder)
    assert host.get("/").text == "<h1>خانه‌ی تازه</h1>"


def test_a_rebuild_that_swaps_a_link_shows_at_once(folder: Path, tmp_path: Path) -> None:
    current = tmp_path / "current"
    current.symlink_to(folder)
    with TestClient(pages_app(current)) as host:
        assert host.get("/").text == "<h1>خانه</h1>"
        (tmp_path / "next").symlink_to(build(tmp_path / "new", "خانه‌ی تازه"))
        (tmp_path / "next").replace(current)
        assert host.get("/").text == "<h1>خانه‌ی تازه</h1>"


def test_a_folder_that_is_not_there_stops_the_host_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="does not exist"):
        pages_app(tmp_path / "nothing")
