"""Run django-oscar under gunicorn on a PostgreSQL database, with a catalogue in it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from scripts.lib.bench.oscar.layout import WANTED, lay_out
from scripts.lib.bench.peer_home import installed
from scripts.lib.postgres import free_port
from scripts.lib.processes import Child, Task, stop, wait_for_answers

WORKERS, THREADS = 2, 4
PRODUCT = "/catalogue/honey-1_1/"


@contextmanager
def oscar(folder: Path, database: str) -> Iterator[int]:
    """Furnish the database, a URL of ``postgresql://``, and let the shop run; gives its port."""
    home, port = installed("oscar", WANTED), free_port()
    lay_out(folder)
    at = urlsplit(database)
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "DJANGO_SETTINGS_MODULE": "settings",
        "PEER_ORIGIN": f"http://127.0.0.1:{port}",
        "PEER_PORT": str(at.port),
        "PEER_DATABASE": at.path.strip("/"),
        "PEER_USER": str(at.username),
        "PEER_PASSWORD": str(at.password),
    }
    log = folder / "log"
    with log.open("ab") as lines:
        subprocess.run(
            [home / "bin" / "python", folder / "furnish.py"], env=environment, stdout=lines, stderr=lines, check=True
        )
        serving = [str(home / "bin" / "gunicorn"), "wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
        told = ["--workers", str(WORKERS), "--threads", str(THREADS), "--keep-alive", "60", "--no-control-socket"]
        process = subprocess.Popen(
            [*serving, *told], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines
        )
    child = Child(Task(name="django-oscar", module="", arguments=(), port=port, path=PRODUCT), process, log)
    try:
        wait_for_answers([child])
        yield port
    finally:
        stop([child])
