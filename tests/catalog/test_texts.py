"""What a text becomes on its page: the shop's own data, links to pages, pictures in their sizes."""

from __future__ import annotations

import re
from pathlib import Path

from tests.catalog.builders import a_folder, a_product, build, page


def test_policy_texts_state_the_shops_own_data(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    html = page(tmp_path / "out", "policies/rules.html")

    assert "از هر کالا حداکثر ۵ عدد." in html
    assert 'تا ۲۴ ساعت کاری. تلفن: <bdi dir="ltr">۰۹۱۲ ۰۰۰ ۰۰۱۱</bdi>'.replace("۲ ۰۰۰ ۰", "۲\u00a0۰۰۰\u00a0۰") in html
    assert "کرایه‌ی پیک ۹۵٬۰۰۰\u00a0تومان و باربری پس‌کرایه است." in html
    assert '<a href="mailto:info@golkhaneh.example">بنویسید</a>' in html
    assert '<h2 id="quantity">تعداد</h2>' in html
    assert "states" not in html
    assert "BAQ-" not in html


def test_links_and_pictures_in_texts_lead_to_pages(tmp_path: Path) -> None:
    body = (
        "[الف](../policies/rules.md#order) [ب]({filename}/categories/home.md) [پ](/products/goldan.html)\n\n"
        "[ت](../images/goldan.png) ![گلدان](../images/goldan.png)\n\n۱. یک\n۲. دو\n"
    )
    build(a_folder(tmp_path / "site", {"products/goldan.md": a_product(body=body)}), tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")

    assert '<a href="/policies/rules.html#order">الف</a>' in html
    assert '<a href="/categories/home.html">ب</a>' in html
    found = re.search(r'<img alt="گلدان"[^>]*src="/images/(goldan-720\.[0-9a-f]{12}\.webp)"', html)
    assert found
    assert (tmp_path / "out/images" / found[1]).is_file()
    assert f'<a href="/images/{found[1].replace("720", "1080")}">ت</a>' in html
    assert 'start="۱"' not in html


def test_a_picture_is_found_by_its_name_alone(tmp_path: Path) -> None:
    body = "![الف](goldan.png) ![ب](/images/goldan.png) ![پ](images/goldan.png)\n"
    build(a_folder(tmp_path / "site", {"products/goldan.md": a_product(body=body)}), tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")

    assert len(re.findall(r'<img alt="[الفبپ]+" [^>]*src="/images/goldan-720\.', html)) == 3
