"""The small project in which django-oscar is measured, and what it needs."""

from __future__ import annotations

from pathlib import Path

WANTED = ("django-oscar[sorl-thumbnail]==4.2.1", "gunicorn==27.0.1", "psycopg[binary]==3.3.9")
"""The newest of this day. A newer one makes a new figure: change it here."""
_PROJECT = Path(__file__).with_name("project")


def lay_out(folder: Path) -> None:
    """Write the project's files into a folder."""
    for source in sorted(_PROJECT.rglob("*.in")):
        place = folder / source.relative_to(_PROJECT).with_suffix("")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(source.read_bytes())
        (place.parent / "__init__.py").touch()
