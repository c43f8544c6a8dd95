"""``python -m checkout.sandbox --port 8002 --state DIR``: run the bank and the inbox."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from checkout.sandbox.app import sandbox_app
from checkout.sandbox.server import add_address, serve


def main() -> None:
    """Run until told to stop."""
    parser = ArgumentParser(prog="python -m checkout.sandbox", description=__doc__)
    add_address(parser, 8002)
    parser.add_argument("--state", type=Path, required=True, help="folder in which payments and messages are kept")
    options = parser.parse_args()
    serve(sandbox_app(options.state), options.host, options.port)


if __name__ == "__main__":
    main()
