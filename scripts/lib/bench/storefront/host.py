"""A host of static pages as a shop would use one: nginx, told by the build what to send and how."""

from __future__ import annotations

import http.client
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_START_SECONDS = 30
DOWN = "/what-is-down"
"""A path whose answer is 503, as when a host's own storage is out of reach."""


@contextmanager
def hosted(pages: Path, port: int) -> Iterator[None]:
    """Host a folder of pages on a port, and end it afterwards."""
    place = pages.parent / f"nginx-{port}"
    (place / "temp").mkdir(parents=True, exist_ok=True)
    (place / "nginx.conf").write_text(_settings(pages, port, place / "temp"), encoding="utf-8")
    command = ["nginx", "-p", f"{place}/", "-c", "nginx.conf", "-e", f"{place}/error.log"]
    with subprocess.Popen([*command, "-g", "daemon off;"], stdin=subprocess.DEVNULL) as process:
        try:
            _wait(process, port)
            yield
        finally:
            process.terminate()


def _settings(pages: Path, port: int, temp: Path) -> str:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    user = "user root;" if os.geteuid() == 0 else ""
    return f"""\
{user} pid nginx.pid; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types; types {{ application/manifest+json webmanifest; }}
  access_log off; {" ".join(f"{kind}_temp_path {temp}/{kind};" for kind in kinds)}
  server {{
    listen 127.0.0.1:{port}; root {pages}; index index.html;
    location = {DOWN} {{ return 503; }}
    include {pages}/_nginx.conf;
  }}
}}
"""


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
        try:
            asking.request("HEAD", "/")
            asking.getresponse()
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
        finally:
            asking.close()
