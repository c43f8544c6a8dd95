"""The trust seal: its issuer's picture where the issuer wants it, words elsewhere, and nothing without real codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.host_files import SEALS
from tests.builders import SHOPS
from tests.catalog.builders import SHOP, a_folder, build, page
from tests.catalog.conftest import Built

SEAL = '\n[seal]\nenamad_id = "312045"\nenamad_code = "Kq7LwT2mN9pR"\nstars = 2\n'
FIGURES = "id=312045&amp;Code=Kq7LwT2mN9pR"
LINK = f'<a referrerpolicy="origin" target="_blank" href="https://trustseal.enamad.ir/?{FIGURES}">'
SAID = "نماد اعتماد الکترونیکی، ۲ ستاره"


def policy(output: Path) -> str:
    (line,) = [line for line in page(output, "_headers").splitlines() if "Content-Security-Policy" in line]
    return line


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sealed")
    build(a_folder(place / "site", {"shop.toml": SHOP + SEAL}), place / "out")
    return place / "out"


def test_BAQ_106_the_front_page_shows_the_issuers_own_picture_that_leads_to_its_page_of_the_shop(sealed: Path) -> None:
    picture = (
        f'<img referrerpolicy="origin" src="https://trustseal.enamad.ir/logo.aspx?{FIGURES}" alt="{SAID}" '
        'width="125" height="136" loading="lazy" code="Kq7LwT2mN9pR">'
    )
    assert page(sealed, "index.html").count(f"{LINK}{picture}</a>") == 1


@pytest.mark.parametrize("name", ["products/goldan.html", "categories/home.html", "policies/rules.html", "404.html"])
def test_BAQ_106_every_other_page_says_it_and_asks_no_foreign_host(name: str, sealed: Path) -> None:
    html = page(sealed, name)
    assert html.count(f"{LINK}{SAID}</a>") == 1
    assert "logo.aspx" not in html


def test_the_issuer_is_told_who_sends_the_buyer(sealed: Path) -> None:
    html = page(sealed, "index.html")
    assert "noreferrer" not in html
    assert "Referrer-Policy: strict-origin-when-cross-origin" in page(sealed, "_headers")


def test_pages_may_ask_the_issuer_for_its_picture_and_nobody_else(sealed: Path, tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    plain = "img-src 'self' https://pay.golkhaneh.example;"
    assert plain in policy(tmp_path / "out")
    assert policy(sealed) == policy(tmp_path / "out").replace(plain, f"{plain.removesuffix(';')} {SEALS};")


@pytest.mark.parametrize("name", SHOPS)
def test_BAQ_106_without_codes_no_seal_is_shown(name: str, built: Built) -> None:
    for file in built(name).rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert "trustseal" not in html
        assert "نماد اعتماد" not in html.partition("<footer")[2]
    assert "enamad" not in policy(built(name))


def test_the_domain_is_proved_on_the_front_page_alone(tmp_path: Path) -> None:
    proof = SHOP.replace("\n[look]", '\nenamad_proof = "30219485"\n\n[look]', 1)
    build(a_folder(tmp_path / "site", {"shop.toml": proof}), tmp_path / "out")

    assert '<meta name="enamad" content="30219485">' in page(tmp_path / "out", "index.html")
    assert "enamad" not in page(tmp_path / "out", "products/goldan.html")
