"""The live preview states problems on the page, and ends nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.catalog.builders import a_folder, a_product, build, page


def test_a_slip_shows_on_every_page_until_it_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, output = a_folder(tmp_path / "site"), tmp_path / "out"
    monkeypatch.setattr(sys, "argv", ["/venv/bin/pelican", str(folder), "-lr"])
    build(folder, output)
    before = page(output, "products/goldan.html")

    build(a_folder(folder, {"products/goldan.md": a_product({"Price": "<گران>"})}), output)

    for name in ("index.html", "products/goldan.html"):
        assert "<title>خطا: ۱ مورد را درست کنید</title>" in page(output, name)
        assert "products/goldan.md:4" in page(output, name)
        assert "قیمت «&lt;گران&gt;» عدد نیست." in page(output, name)
    assert "SH105" in capsys.readouterr().err

    build(a_folder(folder), output)

    assert page(output, "products/goldan.html") == before


@pytest.mark.parametrize("argv", [["/venv/bin/pelican", "-l"], ["scripts/build", "-r"]])
def test_other_commands_are_no_preview(argv: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", argv)
    folder = a_folder(tmp_path / "site", {"products/goldan.md": a_product({"Price": "گران"})})

    with pytest.raises(SystemExit):
        build(folder, tmp_path / "out")
