"""Every slip in a product file stops the build at its file and line, and says what to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.catalog.builders import a_folder, a_product, build

HERE = "products/goldan.md"
KEYS = "Title، Slug، Category، Image، Date، Class، Status، Sku، Price، Stock، Weight، Maximum، Summary، Seller، Lead، Order، Variant، Was، Measure، Picture، Alias"


@dataclass(frozen=True)
class Slip:
    """One slip in the standard product, and the whole line that is printed for it."""

    name: str
    line: str
    changes: dict[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    body: str = "متن.\n"

    def must_stop(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Build a folder with this slip, which must print its line and write nothing."""
        folder = a_folder(place / "site", {HERE: a_product(self.changes, self.without, self.body)})

        with pytest.raises(SystemExit) as stop:
            build(folder, place / "out")

        assert stop.value.code == 1
        assert capsys.readouterr().err.splitlines() == [self.line, "۱ مورد را درست کنید؛ چیزی منتشر نشد."]
        assert not (place / "out").exists()
        assert not (place / "out.release").exists()


OFFER = ("Sku", "Price", "Stock", "Weight")

SLIPS = [
    Slip("no price", f"{HERE}:1: SH103 قیمت نیست. فقط عدد بنویسید: Price: 250000", without=("Price",)),
    Slip("empty price", f"{HERE}:4: SH006 کلید Price خالی است. بنویسید: Price: 250000", {"Price": ""}),
    Slip(
        "price with its unit",
        f"{HERE}:4: SH104 قیمت «۲۵۰٬۰۰۰ تومان» واحد دارد. فقط عدد بنویسید: Price: 250000",
        {"Price": "۲۵۰٬۰۰۰ تومان"},
    ),
    Slip(
        "price in words",
        f"{HERE}:4: SH105 قیمت «دویست هزار» عدد نیست. فقط عدد بنویسید: Price: 250000",
        {"Price": "دویست هزار"},
    ),
    Slip(
        "price zero",
        f"{HERE}:4: SH106 قیمت صفر است. قیمت را بنویسید، یا اگر هنوز نمی‌دانید: Status: draft",
        {"Price": "۰"},
    ),
    Slip(
        "negative price",
        f"{HERE}:4: SH107 قیمت «-250000» منفی است. عدد را بی‌علامت بنویسید: Price: 250000",
        {"Price": "-250000"},
    ),
    Slip(
        "price with a fraction",
        f"{HERE}:4: SH108 قیمت «249.5» کسر دارد. عدد درست بنویسید: Price: 249",
        {"Price": "249.5"},
    ),
    Slip("no title", f"{HERE}:1: SH005 کلید Title نیست. بنویسید: Title: گلدان سفالی", without=("Title",)),
    Slip("no slug", f"{HERE}:1: SH005 کلید Slug نیست. بنویسید: Slug: goldan-sofali", without=("Slug",)),
    Slip("no category", f"{HERE}:1: SH005 کلید Category نیست. بنویسید: Category: home", without=("Category",)),
    Slip("no image", f"{HERE}:1: SH005 کلید Image نیست. بنویسید: Image: goldan-sofali.webp", without=("Image",)),
    Slip("no date", f"{HERE}:1: SH005 کلید Date نیست. بنویسید: Date: ۱۴۰۵/۰۶/۱۴", without=("Date",)),
    Slip("no class", f"{HERE}:1: SH005 کلید Class نیست. بنویسید: Class: home", without=("Class",)),
    Slip("no sku", f"{HERE}:1: SH005 کلید Sku نیست. بنویسید: Sku: GOLDAN-1", without=("Sku",)),
    Slip("no stock", f"{HERE}:1: SH005 کلید Stock نیست. بنویسید: Stock: 12", without=("Stock",)),
    Slip("no weight", f"{HERE}:1: SH005 کلید Weight نیست. بنویسید: Weight: 800", without=("Weight",)),
    Slip(
        "key misspelt",
        f"{HERE}:13: SH003 کلید «Summery» شناخته نیست. منظورتان «Summary» است؟ کلیدهای این پرونده: {KEYS}",
        {"Summery": "خوب"},
    ),
    Slip(
        "key in Persian",
        f"{HERE}:13: SH003 کلید «فروشنده» شناخته نیست. منظورتان «Seller» است؟ کلیدهای این پرونده: {KEYS}",
        {"فروشنده": "لالجین"},
    ),
    Slip(
        "key twice",
        f"{HERE}:13: SH004 کلید Price دو بار آمده است؛ بار اول در خط 4. یکی را پاک کنید.",
        {"price": "300000"},
    ),
    Slip(
        "line without a key",
        f"{HERE}:13: SH002 این خط کلید ندارد: «و بسیار زیبا». بالای پرونده هر خط «Key: مقدار» است و متن پس از یک خط خالی می‌آید.",
        {"Summary": "گلدان\nو بسیار زیبا"},
    ),
    Slip(
        "slug in Persian",
        f"{HERE}:2: SH101 Slug «گلدان» درست نیست. فقط حرف کوچک لاتین، رقم 0 تا 9 و خط تیره، تا ۸۰ نویسه، بنویسید: Slug: goldan",
        {"Slug": "گلدان"},
    ),
    Slip(
        "slug in capitals",
        f"{HERE}:2: SH101 Slug «Goldan Sofali» درست نیست. فقط حرف کوچک لاتین، رقم 0 تا 9 و خط تیره، تا ۸۰ نویسه، بنویسید: Slug: goldan-sofali",
        {"Slug": "Goldan Sofali"},
    ),
    Slip(
        "sku in small letters",
        f"{HERE}:3: SH102 Sku «goldan_1» درست نیست. فقط حرف بزرگ لاتین، رقم 0 تا 9 و خط تیره، تا ۸۰ نویسه، بنویسید: Sku: GOLDAN-1",
        {"Sku": "goldan_1"},
    ),
    Slip(
        "stock in words",
        f"{HERE}:5: SH109 Stock «زیاد» عدد درست نیست. صفر یا بیشتر بنویسید: Stock: 12",
        {"Stock": "زیاد"},
    ),
    Slip(
        "negative stock", f"{HERE}:5: SH109 Stock «-1» عدد درست نیست. صفر یا بیشتر بنویسید: Stock: 12", {"Stock": "-1"}
    ),
    Slip(
        "weight with its unit",
        f"{HERE}:11: SH110 Weight «۸۰۰ گرم» عدد درست و بزرگ‌تر از صفر نیست. بنویسید: Weight: 800",
        {"Weight": "۸۰۰ گرم"},
    ),
    Slip(
        "maximum zero",
        f"{HERE}:13: SH110 Maximum «0» عدد درست و بزرگ‌تر از صفر نیست. بنویسید: Maximum: 3",
        {"Maximum": "0"},
    ),
    Slip(
        "lead in words",
        f"{HERE}:14: SH110 Lead «سه روز» عدد درست و بزرگ‌تر از صفر نیست. بنویسید: Lead: 3",
        {"Seller": "کارگاه لالجین", "Lead": "سه روز"},
    ),
    Slip(
        "lead of no seller",
        f"{HERE}:13: SH122 Lead روزهایی است که فروشنده‌ی همکار لازم دارد و این کالا از آنِ خود فروشگاه است. Seller را بنویسید یا این خط را پاک کنید.",
        {"Lead": "3"},
    ),
    Slip(
        "lead of the shop itself",
        f"{HERE}:14: SH122 Lead روزهایی است که فروشنده‌ی همکار لازم دارد و این کالا از آنِ خود فروشگاه است. Seller را بنویسید یا این خط را پاک کنید.",
        {"Seller": "گلخانه", "Lead": "3"},
    ),
    Slip(
        "endless lead",
        f"{HERE}:14: SH123 Lead «61» بیش از ۶۰ روز کاری است. عدد کوچک‌تری بنویسید، یا تا رسیدن کالا: Status: draft",
        {"Seller": "کارگاه لالجین", "Lead": "61"},
    ),
    Slip(
        "impossible date",
        f"{HERE}:8: SH111 تاریخ «۱۴۰۵/۱۳/۰۱» در تقویم نیست. سال، ماه و روز را بنویسید: Date: ۱۴۰۵/۰۶/۱۴ یا Date: 2026-09-05",
        {"Date": "۱۴۰۵/۱۳/۰۱"},
    ),
    Slip(
        "date of another age",
        f"{HERE}:8: SH111 تاریخ «0405-06-14» در تقویم نیست. سال، ماه و روز را بنویسید: Date: ۱۴۰۵/۰۶/۱۴ یا Date: 2026-09-05",
        {"Date": "0405-06-14"},
    ),
    Slip(
        "endless price",
        f"{HERE}:4: SH105 قیمت «{'9' * 5000}» عدد نیست. فقط عدد بنویسید: Price: 250000",
        {"Price": "9" * 5000},
    ),
    Slip(
        "letter that nobody sees",
        f"{HERE}:1:13: SH007 نویسه‌ی نادیدنی U+000B در این خط است. خط را پاک کنید و از نو بنویسید.",
        {"Title": "گلدان سفالی".replace(" ", "\x0b ")},
    ),
    Slip(
        "status misspelt",
        f"{HERE}:9: SH112 Status «drfat» شناخته نیست. منظورتان «draft» است؟ بنویسید: Status: published یا Status: draft یا Status: withdrawn",
        {"Status": "drfat"},
    ),
    Slip(
        "unknown class",
        f"{HERE}:10: SH113 Class «hom» در هیچ [[class]] پرونده‌ی shop.toml نیست. منظورتان «home» است؟ یکی از این‌ها را بنویسید: home، plant",
        {"Class": "hom"},
    ),
    Slip(
        "unknown category",
        f"{HERE}:6: SH114 دسته‌ی «hone» نیست. منظورتان «home» است؟ Slug یکی از پرونده‌های categories را بنویسید: home",
        {"Category": "hone"},
    ),
    Slip(
        "variant with four parts",
        f"{HERE}:9: SH115 این Variant پنج بخش ندارد: «GOLDAN-2 | کوچک | 250000 | 3». بنویسید: Variant: SKU | نام | قیمت | موجودی | وزن به گرم",
        {"Variant": "GOLDAN-2 | کوچک | 250000 | 3"},
        OFFER,
    ),
    Slip(
        "variant price with its unit",
        f"{HERE}:9: SH104 قیمت «۲۵۰ هزار تومان» واحد دارد. فقط عدد بنویسید: 250000",
        {"Variant": "GOLDAN-2 | کوچک | ۲۵۰ هزار تومان | 3 | 500"},
        OFFER,
    ),
    Slip(
        "variant beside an own price",
        f"{HERE}:3: SH116 Price کنار Variant آمده است. کالایی که Variant دارد، Sku و Price و Stock و Weight جدا ندارد: این خط را پاک کنید.",
        {"Variant": "GOLDAN-2 | کوچک | 250000 | 3 | 500"},
        ("Sku", "Stock", "Weight"),
    ),
    Slip(
        "same sku in two variants",
        f"{HERE}:10: SH117 Sku «A» پیش‌تر در {HERE}:9 آمده است. به یکی کد تازه بدهید.",
        {"Variant": "A | کوچک | 250000 | 3 | 500\nVariant: A | بزرگ | 350000 | 3 | 500"},
        OFFER,
    ),
    Slip(
        "missing picture",
        f"{HERE}:7: SH119 عکس images/Goldan.png نیست. منظورتان «goldan.png» است؟ نام پرونده را همان‌گونه که هست بنویسید، با حرف کوچک و بزرگ و پسوند.",
        {"Image": "Goldan.png"},
    ),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_stops_the_build_at_its_line(slip: Slip, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slip.must_stop(tmp_path, capsys)
