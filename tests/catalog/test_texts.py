"""What a text becomes on its page: the shop's own data, links to pages, pictures in their sizes."""

from __future__ import annotations

import re
from pathlib import Path

from tests.catalog.builders import POLICY, SHOP, a_folder, a_product, build, page, release_in, without_links_of_clauses


def test_policy_texts_state_the_shops_own_data(tmp_path: Path) -> None:
    build(a_folder(tmp_path / "site"), tmp_path / "out")

    html = without_links_of_clauses(page(tmp_path / "out", "policies/rules.html"))

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
    found = re.search(r'<img alt="گلدان"[^>]*src="/images/(goldan-720\.[0-9a-f]{12}\.jpg)"', html)
    assert found
    assert (tmp_path / "out/images" / found[1]).is_file()
    assert f'<a href="/images/{found[1].replace("-720", "-1200")}">ت</a>' in html
    assert 'start="۱"' not in html


def test_a_picture_is_found_by_its_name_alone(tmp_path: Path) -> None:
    body = "![الف](goldan.png) ![ب](/images/goldan.png) ![پ](images/goldan.png)\n"
    build(a_folder(tmp_path / "site", {"products/goldan.md": a_product(body=body)}), tmp_path / "out")

    html = page(tmp_path / "out", "products/goldan.html")

    assert len(re.findall(r'<img alt="[الفبپ]+" [^>]*src="/images/goldan-720\.', html)) == 3


TABLE = """\
fee = { kind = "weight", rows = [
  { up_to_grams = 500, amount = "8000 toman" },
  { zones = ["qom"], up_to_grams = 2000, amount = "12000 toman" },
] }"""


def test_a_rule_that_has_a_table_shows_it_where_there_is_room(tmp_path: Path) -> None:
    toml = SHOP.replace('fee = { kind = "collect" }', TABLE)
    text = POLICY.replace("- {rule:form}", "{rule:delivery.freight}\n\n- {rule:delivery.freight}\n- {rule:form}")
    build(a_folder(tmp_path / "site", {"shop.toml": toml, "policies/rules.md": text}), tmp_path / "out")

    html = page(tmp_path / "out", "policies/rules.html").replace("\u00a0", " ")

    assert "<p>باربری برای همه‌ی شهرها جز قم است و کرایه‌اش به وزن سفارش و شهر گیرنده بستگی دارد." in html
    assert html.count("<table>") == 1
    assert "<th>وزن سفارش</th>\n<th>کرایه</th>" in html
    assert "<td>تا ۵۰۰ گرم</td>\n<td>۸٬۰۰۰ تومان</td>" in html
    assert "<td>تا ۲ کیلوگرم</td>\n<td>فرستاده نمی‌شود</td>" in html
    assert "کرایه: تا ۵۰۰ گرم ۸٬۰۰۰ تومان؛ تا ۲ کیلوگرم فرستاده نمی‌شود.</li>" in html


def test_a_name_with_marks_stays_words_in_the_sentence_of_its_rule(tmp_path: Path) -> None:
    toml = SHOP.replace('name = "پیک"', 'name = "پیک *تند* | <b>‌"')
    text = POLICY.replace("- {rule:form}", "- {rule:form}\n- {rule:delivery.courier}")
    build(a_folder(tmp_path / "site", {"shop.toml": toml, "policies/rules.md": text}), tmp_path / "out")

    assert "<li>پیک *تند* | &lt;b&gt;\u200c برای" in page(tmp_path / "out", "policies/rules.html")


def test_a_heading_may_name_a_datum_of_a_rule(tmp_path: Path) -> None:
    text = POLICY.replace("## ارسال {#delivery}", "## ارسال به {shop:zones.qom} {#delivery}")
    build(a_folder(tmp_path / "site", {"policies/rules.md": text}), tmp_path / "out")

    assert release_in(tmp_path / "out.release").policies["rules"].anchors["delivery"] == "ارسال به قم"


def test_a_summary_names_the_shops_data_too(tmp_path: Path) -> None:
    text = POLICY.replace("Summary: آنچه", "Summary: تا {shop:refund.within} به {shop:contact.mobile}؛ آنچه")
    product = a_product({"Summary": "از {shop:shop.name} & <b>"})
    build(
        a_folder(tmp_path / "site", {"policies/rules.md": text, "products/goldan.md": product}),
        tmp_path / "out",
    )

    assert "تا ۴۸ ساعت کاری به ۰۹۱۲ ۰۰۰ ۰۰۱۱؛ آنچه می‌خریم" in page(tmp_path / "out", "policies/rules.html")
    assert "از گلخانه &amp; &lt;b&gt;" in page(tmp_path / "out", "products/goldan.html")


def test_a_name_with_marks_is_itself_in_a_heading(tmp_path: Path) -> None:
    toml = SHOP.replace('name = "گلخانه"', 'name = "گل & <گیاه>"')
    text = POLICY.replace("## ارسال {#delivery}", "## ارسال {shop:shop.name} {#delivery}")
    build(a_folder(tmp_path / "site", {"policies/rules.md": text, "shop.toml": toml}), tmp_path / "out")

    assert release_in(tmp_path / "out.release").policies["rules"].anchors["delivery"] == "ارسال گل & <گیاه>"
    html = without_links_of_clauses(page(tmp_path / "out", "policies/rules.html"))
    assert "ارسال گل &amp; &lt;گیاه&gt;</h2>" in html
