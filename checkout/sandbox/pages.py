"""``python -m checkout.sandbox.pages --port 8000 --folder DIR --checkout-url URL``: host the shop's pages."""

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
    parser.add_argument("--checkout-url", required=True, help="where the pages' forms may post to")
    options = parser.parse_args()
    serve(pages_app(options.folder, options.checkout_url), options.host, options.port)


if __name__ == "__main__":
    main()
