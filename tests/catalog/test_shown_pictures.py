"""Pictures on pages, in what pages say of themselves, and in the release."""

from __future__ import annotations

import json
import re
from pathlib import Path

from shop.release import Sku
from tests.catalog.builders import a_folder, a_product, build, json_ld, page, release_in


def test_a_page_offers_each_form_and_tells_others_of_the_jpeg(tmp_path: Path) -> None:
    """Browsers take the first form they know; search engines and messengers know JPEG alone."""
    build(a_folder(tmp_path / "site"), tmp_path / "out")
    root = "https://golkhaneh.example"

    for name, alt in (("products/goldan.html", "گلدان سفالی"), ("categories/home.html", "خانه"), ("index.html", "")):
        html = page(tmp_path / "out", name)
        large = re.search(rf'<meta property="og:image" content="{root}(/images/goldan-1200\.\w+\.jpg)">', html)
        assert large
        assert '<meta property="og:image:width" content="1200">' in html
        assert '<meta property="og:image:height" content="900">' in html
        assert f'<meta property="og:image:alt" content="{alt}' in html
        forms = re.findall(r'<source type="image/(\w+)" srcset="/images/goldan-360\.\w+\.(\w+) 360w, ', html)
        assert forms[:2] == [("avif", "avif"), ("webp", "webp")]
        shown = html.partition("</picture>")[0].rpartition("<img ")[2]
        assert re.match(r'src="/images/goldan-720\.\w+\.jpg" width="720" height="540" alt=', shown)
        assert 'fetchpriority="high"' in shown
        assert "lazy" not in shown

    goods = page(tmp_path / "out", "products/goldan.html")
    of_product = json.loads(json_ld(goods))[0]
    assert of_product["image"][0] | {"url": ""} == {"@type": "ImageObject", "url": "", "width": 1200, "height": 900}
    assert re.fullmatch(rf"{root}/images/goldan-1200\.\w+\.jpg", of_product["image"][0]["url"])
    offer = release_in(tmp_path / "out.release").offers[Sku("GOLDAN-1")]
    assert re.fullmatch(r"/images/goldan-360\.\w+\.webp", offer.picture)


def test_a_picture_in_a_text_is_lazy_and_keeps_what_the_editor_gave_it(tmp_path: Path) -> None:
    body = '![گلدان](goldan.png "از نزدیک"){: .wide }\n'
    build(a_folder(tmp_path / "site", {"products/goldan.md": a_product(body=body)}), tmp_path / "out")

    text = page(tmp_path / "out", "products/goldan.html").partition('<div class="prose">')[2].partition("</picture>")[0]

    sources, _, shown = text.partition("<img ")
    assert [form in sources for form in ('type="image/avif"', 'type="image/webp"')] == [True, True]
    assert sources.index("image/avif") < sources.index("image/webp")
    for told in ('alt="گلدان"', 'title="از نزدیک"', 'class="wide"', 'loading="lazy"', 'width="720"', 'height="540"'):
        assert told in shown
