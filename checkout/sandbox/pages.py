"""``python -m checkout.sandbox.pages --port 8000 --folder DIR``: host the shop's pages."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from checkout.sandbox.pages_host import pages_app
from checkout.sandbox.server import add_address, serve


def main() -> None:
    """Run until told to stop."""
    parser = ArgumentParser(prog="python -m checkout.sandbox.pages", description=__doc__)
    add_address(parser, 8000)
    parser.add_argument("--folder", type=Path, required=True, help="folder of static pages")
    options = parser.parse_args()
    serve(pages_app(options.folder), options.host, options.port)


if __name__ == "__main__":
    main()
