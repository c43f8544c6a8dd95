"""A small owner's folder that has nothing wrong, and builds of it by real Pelican."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pelican.settings import read_settings
from PIL import Image

from catalog.quiet_pelican import QuietPelican
from shop.release import Release, ReleaseId, decode

ROOT = Path(__file__).resolve().parents[2]
BAQIYAT = ROOT / "content" / "baqiyat"

PRODUCT = {
    "Title": "گلدان سفالی",
    "Slug": "goldan",
    "Sku": "GOLDAN-1",
    "Price": "250000",
    "Stock": "12",
    "Category": "home",
    "Image": "goldan.png",
    "Date": "۱۴۰۵/۰۶/۱۴",
    "Status": "published",
    "Class": "home",
    "Weight": "800",
    "Summary": "گلدان دست‌ساز لالجین.",
}
PRODUCT_BODY = "گلدانی که در لالجین ساخته شده است.\n"
BODY_LINE = len(PRODUCT) + 2

SHOP = """\
id = "golkhaneh"
name = "گلخانه"
tagline = "گل و گلدان"
description = "گلدان و گیاه خانگی."
price_unit = "toman"
site_url = "https://golkhaneh.example"
checkout_url = "https://pay.golkhaneh.example"

[look]
brand = "#1f5b43"
paper = "#fbf7ee"
corner_px = 10

[contact]
email = "info@golkhaneh.example"
mobile = "09120000011"
landline = "02530000000"
address = "قم، بلوار نمونه، پلاک ۱"
sms_sender = "30000000000110"
sales_officer = "09120000012"

[accounts]
sheba = "IR780990000000000000012345"
card = "9999990000001236"

[[class]]
id = "home"
name = "خانه"

[[class]]
id = "plant"
name = "گیاه"

[week]
weekend = ["friday"]

[acceptance]
clause = "rules#order"

[quantity]
maximum = 5
clause = "rules#quantity"

[order]
code_prefix = "GL"
steps = ["prepared"]
clause = "rules#order"

[finalise]
within = "24 working hours"
clause = "rules#order"

[price]
after_order = "locked"
clause = "rules#order"

[stock]
clause = "rules#order"

[cancel]
own_until = "queued"
clause = "rules#order"

[refund]
within = "48 working hours"
destination = "declared_account"
clause = "rules#refund"

[cart]
keep_days = 30

[form]
required = ["email", "plate", "postal_code"]
clause = "rules#delivery"

[address]
refused_kinds = ["هتل"]
clause = "rules#delivery"

[invoice]
legal_entity = true
in_parcel = "asked"
clause = "rules#order"

[identity]
asked = "always"
zones = ["elsewhere"]
clause = "rules#delivery"

[report]
clause = "rules#payment"

[zones]
qom = ["قم/قم"]

[[delivery]]
id = "courier"
name = "پیک"
zones = ["qom"]
fee = { kind = "fixed", amount = "95000 toman" }
working_days = [1, 2]
clause = "rules#delivery"

[[delivery]]
id = "freight"
name = "باربری"
zones = ["elsewhere"]
fee = { kind = "collect" }
by_freight = true
working_days = [4, 7]
clause = "rules#delivery"

[[payment]]
kind = "gateway"
name = "درگاه بانکی"
provider = "zarinpal"
clause = "rules#payment"

[[payment]]
kind = "transfer"
name = "واریز پایا"
clause = "rules#payment"

[[payment]]
kind = "card_to_card"
name = "کارت به کارت"
clause = "rules#payment"

[[claim]]
id = "defect"
name = "کالای معیوب"
within = "7 days"
clause = "rules#delivery"
"""

CATEGORY = "Title: خانه\nSlug: home\nOrder: 1\nSummary: برای خانه\n\nچیزهای خانه.\n"

POLICY = """\
Title: قاعده‌ها
Slug: rules
Order: 1
Summary: آنچه می‌خریم و می‌فروشیم

## تعداد {#quantity}
<!-- states: BAQ-003 -->

از هر کالا حداکثر {shop:quantity.maximum} عدد.

## سفارش {#order}

تا {shop:finalise.within}. تلفن: {shop:contact.mobile}

- {rule:acceptance}
- {rule:order}
- {rule:price}
- {rule:stock}
- {rule:cancel}
- {rule:invoice}

## بازگشت پول {#refund}

در {shop:refund.within}.

## ارسال {#delivery}

کرایه‌ی پیک {shop:delivery.courier.fee} و باربری {shop:delivery.freight.fee} است.

- {rule:form}
- {rule:address}
- {rule:identity}
- {rule:claim.defect}

## پرداخت {#payment}

{rule:payment.gateway}

- {rule:payment.transfer}
- {rule:payment.card_to_card}
- {rule:report}

کارت {shop:accounts.card}، ایمیل [بنویسید](mailto:{shop:contact.email}).
"""


def a_policy(*rules: str) -> str:
    """Return the policy page with more rules stated under ``#order``."""
    return POLICY.replace("- {rule:order}", "\n".join(f"- {{rule:{rule}}}" for rule in ("order", *rules)))


def a_product(changes: Mapping[str, str] | None = None, without: Iterable[str] = (), body: str = PRODUCT_BODY) -> str:
    """Return a product file; keys stand in the order of ``PRODUCT``, new ones after them."""
    left_out = set(without)
    keys = {key: value for key, value in {**PRODUCT, **(changes or {})}.items() if key not in left_out}
    return "\n".join([*(f"{key}: {value}" for key, value in keys.items()), "", body])


def a_folder(place: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write an owner's folder with one product; ``files`` adds, replaces or (with None) leaves out files."""
    standard = {"shop.toml": SHOP, "categories/home.md": CATEGORY, "policies/rules.md": POLICY}
    standard["products/goldan.md"] = a_product()
    for folder in ("categories", "policies", "products", "images"):
        (place / folder).mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (1200, 900), "#a0522d").save(place / "images" / "goldan.png")
    for name, content in {**standard, **(files or {})}.items():
        if content is not None:
            (place / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def build(folder: Path, output: Path, **settings: object) -> None:
    """Build a folder with the project's own settings, as ``pelican FOLDER -o OUTPUT`` does."""
    override = {"PATH": str(folder), "OUTPUT_PATH": str(output), **settings}
    QuietPelican(read_settings(str(ROOT / "pelicanconf.py"), override=override)).run()


def release_in(folder: Path) -> Release:
    """Return the release in force in a folder of releases."""
    name = ReleaseId((folder / "current").read_text().strip())
    return decode((folder / f"{name}.json").read_bytes(), name)


def page(output: Path, path: str) -> str:
    """Return a built page."""
    return (output / path).read_text(encoding="utf-8")


def sold_pages(output: Path) -> dict[str, str]:
    """Return the page of every product that is sold, by its file's name."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in (output / "products").glob("*.html")}
    return {name: html for name, html in texts.items() if "این کالا دیگر فروخته نمی‌شود" not in html}


def without_links_of_clauses(html: str) -> str:
    """Return a policy page with the words of its headings alone, as the kept text has them."""
    return re.sub(r'<a class="clause" href="#[a-z-]+">(.*?)</a>(?=</h)', r"\1", html)


def json_ld(html: str) -> str:
    """Return the structured data of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    return found[1]
