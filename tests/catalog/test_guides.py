"""The guides for editors and owners name every key and every message, and their examples work."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

from catalog.content import Hosts, read_content
from catalog.page_reader import CATEGORY_KEYS
from catalog.problems import Code, Problem, Problems
from catalog.product_reader import KEYS as PRODUCT_KEYS
from catalog.shop_check import check_shop
from catalog.shop_data import shop_data
from catalog.shop_reader import read_shop
from catalog.toml_tables import tables
from shop.rule_check.finding import FindingKind
from shop.spans import SpanUnit
from tests.builders import SHOPS, a_shop
from tests.catalog.builders import ROOT, SHOP, a_folder

EDITORS = (ROOT / "docs/editors.md").read_text(encoding="utf-8")
OWNERS = (ROOT / "docs/owners.md").read_text(encoding="utf-8")
GUIDES = ("docs/editors.md", "docs/owners.md")


def section(guide: str, heading: str) -> str:
    """Return what stands under a heading, down to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}$(.*?)(?=^#|\Z)", guide, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def rows(text: str) -> list[list[str]]:
    """Return the cells of every row of the tables in a text that begins with something to type."""
    lines = [line for line in text.split("\n") if line.startswith("| `")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def typed(cell: str) -> str:
    """Return what a cell shows as code."""
    return cell.strip("`")


def test_every_message_is_explained_with_what_to_write() -> None:
    messages = rows(EDITORS.partition('<a id="messages"></a>')[2])

    assert [typed(code) for code, _, _ in messages] == sorted(Code)
    assert all(happened and write for _, happened, write in messages)


@pytest.mark.parametrize(
    ("heading", "keys"),
    [("کلیدهای کالا", PRODUCT_KEYS.all()), ("کلیدهای دسته و صفحه", CATEGORY_KEYS.all())],
    ids=["product", "page"],
)
def test_every_key_of_a_file_is_explained(heading: str, keys: tuple[str, ...]) -> None:
    assert sorted(typed(row[0]) for row in rows(section(EDITORS, heading))) == sorted(keys)


def general(name: str) -> str:
    """Return a datum's name with ``ID``, ``KIND`` or ``NAME`` for what is the shop's own in it."""
    table, *rest = name.split(".")
    own = {"delivery": "ID", "charge": "ID", "claim": "ID", "payment": "KIND", "zones": "NAME"}.get(table)
    return ".".join([table, own, *rest[1:]]) if own else name


@pytest.mark.parametrize("shop", SHOPS)
def test_every_datum_that_a_text_may_name_is_listed(shop: str) -> None:
    listed = section(EDITORS, "عددها را ننویسید، صدا بزنید")
    names = {general(name) for name in shop_data(a_shop(shop))}

    assert sorted(name for name in names if f"{name}`" not in listed and f"{name}}}`" not in listed) == []


def documented() -> dict[str, list[list[str]]]:
    """Return every table of the owners' guide by the name that its heading states; the first has none."""
    parts = re.split(r"^#+ (.*)$", OWNERS, flags=re.MULTILINE)
    found: dict[str, list[list[str]]] = {}
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        name = re.search(r"`\[+([a-z._]+)\]+`", heading)
        cells = [row for row in rows(text) if len(row) == COLUMNS]
        if name or cells:
            found[name[1] if name else ""] = cells
    return found


COLUMNS = len(("key", "what", "unit", "example"))
SEVERAL = frozenset(re.findall(r"(?m)^#+ .*`\[\[([a-z._]+)\]\]`", OWNERS))
"""Tables of which there may be more than one."""
WITHIN = tuple(name for name in documented() if "." in name)
"""Tables that stand inside a key of another, whose example shows them."""
EITHER = {"refund.deduction": ("percent", "amount")}
"""Keys of which a table has one."""


def written(name: str, *, without: str = "") -> str:
    """Return a table of ``shop.toml`` made of the guide's examples."""
    header = (f"[[{name}]]" if name in SEVERAL else f"[{name}]") if name else ""
    return "\n".join([header, *(typed(row[3]) for row in documented()[name] if typed(row[0]) != without), ""])


def said_of(text: str, place: Path) -> tuple[Problem, ...]:
    """Return all that is wrong with a file."""
    (place / "shop.toml").write_text(text, encoding="utf-8")
    problems = Problems()
    file = read_shop(place, problems)
    assert file
    check_shop(file, problems)
    return problems.found()


def test_every_key_of_shop_toml_is_explained_in_its_table_once() -> None:
    explained = {name: sorted(typed(row[0]) for row in cells) for name, cells in documented().items()}

    # a table stands under a heading of its own; the keys of [zones] are the owner's
    own = [key for key in tables()[""] if key not in {*tables(), "zones"}]
    assert explained == {name: sorted(keys) for name, keys in tables().items()} | {"": sorted(own), "zones": []}
    assert len(explained) > 40
    assert WITHIN == (
        "contact.subject", "week.delay", "holidays.add", "holidays.remove", "delivery.fee", "delivery.fee.rows",
        "identity.documents", "refund.deduction",
    )  # fmt: skip


@pytest.mark.parametrize("name", documented())
def test_every_key_has_its_meaning_and_an_example_of_itself(name: str) -> None:
    for key, what, unit, example in documented()[name]:
        assert what
        assert unit or name.startswith(("delivery", "week"))
        assert typed(example).startswith((f"{typed(key)} = ", "fee = {")), key


def test_the_guide_goes_by_the_life_of_an_order() -> None:
    heads = [name.partition(".")[0] for name in documented()]

    order = ["", "class", "week", "cart", "delivery", "address", "payment", "refund", "reading"]
    assert [heads.index(name) for name in order] == sorted(heads.index(name) for name in order)


def test_the_owners_examples_together_make_a_shop(tmp_path: Path) -> None:
    text = "\n".join(written(name) for name in documented() if name not in WITHIN)

    assert said_of(text.replace("[zones]", '[zones]\nqom = ["قم/قم"]'), tmp_path) == ()


@pytest.mark.parametrize("name", [name for name in WITHIN if not name.startswith("delivery")])
def test_the_examples_of_a_table_within_are_one(name: str, tmp_path: Path) -> None:
    for either in EITHER.get(name, ("",)):
        assert said_of(f"{SHOP}\n{written(name, without=either)}", tmp_path) == ()


@pytest.mark.parametrize("fee", [typed(row[3]) for row in documented()["delivery.fee"]])
def test_every_example_of_a_fee_is_one(fee: str, tmp_path: Path) -> None:
    assert said_of(SHOP.replace('fee = { kind = "collect" }', fee), tmp_path) == ()


def test_the_examples_of_a_row_are_one(tmp_path: Path) -> None:
    fee = f'[delivery.fee]\nkind = "weight"\n{written("delivery.fee.rows")}'
    text = SHOP.replace('fee = { kind = "collect" }\n', "").replace("\n[[payment]]", f"\n{fee}\n[[payment]]", 1)

    assert said_of(text, tmp_path) == ()


def test_the_guides_own_weight_table_is_one(tmp_path: Path) -> None:
    (fee,) = re.findall(r"```toml\n(fee = .*?)```", OWNERS, re.DOTALL)

    assert said_of(SHOP.replace('fee = { kind = "collect" }\n', fee), tmp_path) == ()


def test_the_amounts_days_and_spans_that_the_guide_names_are_read(tmp_path: Path) -> None:
    """The table of how values are typed, and the four units of a span in both languages."""
    kinds = section(OWNERS, "مقدارها چگونه نوشته می‌شود")
    assert all(f"`{unit}`" in kinds for unit in get_args(SpanUnit))
    for span in (
        "24 hours",
        "1 hour",
        "48 working hours",
        "7 days",
        "7 working days",
        "۴۸ ساعت کاری",
        "۷ روز",
        "7 روز کاری",
    ):
        assert said_of(SHOP.replace("24 working hours", span), tmp_path) == ()
    for amount in ("95000 toman", "۹۵٬۰۰۰ تومان", "950000 rial", "۹۵۰٬۰۰۰ ریال"):
        assert said_of(SHOP.replace("95000 toman", amount), tmp_path) == ()


def test_every_kind_of_finding_is_explained() -> None:
    named = [typed(row[0]) for row in rows(section(OWNERS, "بازبین قاعده‌ها"))]

    assert named == list(get_args(FindingKind))


def test_every_sample_shop_is_a_model_of_something() -> None:
    models = re.findall(r"(?m)^\| `content/([a-z]+)` \| .{40,} \|$", OWNERS)

    assert sorted(models) == sorted(SHOPS)


def test_the_editors_examples_can_be_published(tmp_path: Path) -> None:
    product, category, _ = re.findall(r"```markdown\n(.*?)```", EDITORS, re.DOTALL)
    files = {
        "shop.toml": SHOP.replace('id = "plant"', 'id = "food"'),
        "products/asal-avishan.md": product,
        "categories/nuts.md": category.replace("Slug: nuts", "Slug: honey-and-dates"),
    }
    folder = a_folder(tmp_path / "site", files)
    Image.new("RGB", (900, 900)).save(folder / "images/asal-avishan.webp")

    content = read_content(folder, tmp_path / "cache", Hosts())

    assert (content.problems, content.warnings) == ((), ())


@pytest.mark.parametrize("name", GUIDES)
def test_every_link_of_a_guide_leads_somewhere(name: str) -> None:
    guide = ROOT / name
    plain = re.sub(r"```.*?```|`[^`]*`", "", guide.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)]+)\)", plain) if "://" not in link]

    for link in links:
        path, _, anchor = link.partition("#")
        target = guide.parent / path if path else guide
        assert target.exists(), link
        assert not anchor or f'<a id="{anchor}"></a>' in target.read_text(encoding="utf-8"), link
    assert links


def test_the_readme_names_both_guides_and_stays_short() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "(docs/owners.md)" in text
    assert "(docs/editors.md)" in text
    assert len(text.encode()) < 3000
