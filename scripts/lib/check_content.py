"""``scripts/check-content SHOP-OR-FOLDER``: every problem of an owner's folder in one run, and mending what is safe."""

from __future__ import annotations

import sys
from pathlib import Path

from catalog.content import KINDS, Content, Hosts, read_content
from catalog.last_release import Earlier, read_last
from catalog.mending import mend_file
from catalog.report_forms import FORMS
from catalog.source import leads_out
from scripts.lib.ordered import ordered_in
from scripts.lib.shops import ROOT, OneLineParser, home_of, shop_folder

ABOUT = """
Check an owner's folder and tell everything that is wrong with it, each as path:line CODE words. Exit status 1 where
something would stop a build; warnings do not. With --fix, letters, digits, hidden marks, half spaces and the order of
keys are mended first; prices, names and links never are. Builds nothing.
"""


def main() -> int:
    """Check one folder; return the exit status."""
    parser = OneLineParser(prog="scripts/check-content", description=ABOUT)
    parser.add_argument("folder", metavar="SHOP-OR-FOLDER", help="a folder in content/, or a path")
    parser.add_argument("--fix", action="store_true", help="mend what is safe to mend, and name the files")
    parser.add_argument("--format", choices=sorted(FORMS), default="text", help="github: shown beside the line there")
    told = parser.parse_args()

    folder = shop_folder(told.folder) or Path(told.folder).resolve()
    if not folder.is_dir():
        parser.error(f"no shop and no folder «{told.folder}»")
    if told.fix:
        for path in _mend(folder):
            print(f"درست شد: {path}", file=sys.stderr)
    content = _read(folder)
    sys.stdout.write(FORMS[told.format](content, folder))
    return 1 if content.problems else 0


def _read(folder: Path) -> Content:
    earlier = Earlier(read_last(home_of(folder) / "releases"), ordered_in(folder))
    return read_content(folder, ROOT / ".cache" / "pictures", Hosts(), earlier)


def _mend(folder: Path) -> list[str]:
    """Mend the Markdown of a folder, drafts too; return the files that were."""
    own = [kind for kind in KINDS if not leads_out(folder / kind, kind)]
    files = [(kind, file) for kind in own for file in sorted((folder / kind).glob("*.md")) if file.is_file()]
    return [f"{kind}/{file.name}" for kind, file in files if not file.is_symlink() and mend_file(file, kind)]


if __name__ == "__main__":
    sys.exit(main())
