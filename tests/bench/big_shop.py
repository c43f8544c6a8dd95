"""A shop of as many products as are asked for, the same bytes for the same number: what builds are measured on."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

from tests.catalog.builders import ROOT

MODEL = ROOT / "content" / "payatel"
"""Its terms, policies and pictures are the big shop's; what stands in its shelves is made, in cards without facts."""
SHELVES = 40
_WORDS = re.findall(
    r"\S+",
    """
    گوشی کیف پوشش شیشه کابل شارژر باتری قاب محافظ صفحه دوربین رنگ سبک محکم ساخت ایران جنس چرم پارچه فلز نرم سفید مشکی آبی
    قرمز سبز مناسب کار خانه سفر هدیه روزانه دوام بالا کیفیت خوب ضمانت شش ماه بسته‌بندی جعبه همراه راهنما فارسی وزن کم جای
    بیشتر جیب داخلی بند بلند کوتاه دوخت دست‌دوز ظریف ساده زیبا می‌شود دارد است برای با از در که را
    """,
)
_TO_SHELVES = re.compile(r"\[([^]]*)\]\(\.\./(?:categories|products)/[^)]*\)")
_TITLE, _SUMMARY, _SENTENCE, _SENTENCES = 3, 12, 15, 10


def write_shop(place: Path, products: int) -> Path:
    """Write an owner's folder with so many published products of about 150 words each; return it."""
    place.mkdir(parents=True)
    for name in ("shop.toml", "policies", "images"):
        copy = shutil.copytree if (MODEL / name).is_dir() else shutil.copy
        copy(MODEL / name, place / name)
    terms = (place / "shop.toml").read_text(encoding="utf-8")
    (place / "shop.toml").write_text(terms.replace('layout = "listed"', 'layout = "full"'), encoding="utf-8")
    for page in (place / "policies").iterdir():
        page.write_text(_TO_SHELVES.sub(r"\1", page.read_text(encoding="utf-8")), encoding="utf-8")
    for name in ("categories", "products"):
        (place / name).mkdir()
    for number in range(min(SHELVES, products)):
        (place / "categories" / f"shelf-{number}.md").write_text(_shelf(number), encoding="utf-8")
    pictures = sorted(file.name for file in (MODEL / "images").iterdir())
    for number in range(products):
        text = _product(number, pictures[number % len(pictures)], min(SHELVES, products))
        (place / "products" / f"goods-{number}.md").write_text(text, encoding="utf-8")
    return place


def _shelf(number: int) -> str:
    return f"Title: قفسه‌ی {number}\nSlug: shelf-{number}\nOrder: {number}\nSummary: کالاهای قفسه‌ی {number}\n\nکالاها.\n"


def _product(number: int, picture: str, shelves: int) -> str:
    chance = random.Random(number)  # noqa: S311 - the same shop every time

    def words(count: int) -> str:
        return " ".join(chance.choices(_WORDS, k=count))

    text = "\n\n".join(f"{words(_SENTENCE)}. **{words(2)}** {words(_SENTENCE)}." for _ in range(_SENTENCES // 2))
    return (
        f"Title: {words(_TITLE)} {number}\nSlug: goods-{number}\nSku: BIG-{number}\n"
        f"Price: {chance.randrange(50, 9000) * 1000}\nStock: {chance.randrange(30)}\n"
        f"Category: shelf-{number % shelves}\nImage: {picture}\nDate: 1405-0{1 + number % 6}-{1 + number % 28:02}\n"
        f"Status: published\nClass: cable\nWeight: {chance.randrange(50, 3000)}\nSummary: {words(_SUMMARY)}.\n\n{text}\n\n"
        f"## مشخصات\n\n| ویژگی | مقدار |\n| --- | --- |\n| جنس | {words(1)} |\n| رنگ | {words(1)} |\n\n"
        f"[بازگشت](../policies/delivery.md)\n"
    )
