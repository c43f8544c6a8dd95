"""The guides for editors and owners name every key and every message, and their examples work."""

from __future__ import annotations

import dataclasses
import re
import types
from pathlib import Path
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import pytest
from PIL import Image

from catalog.content import Hosts, read_content
from catalog.page_reader import KEYS as PAGE_KEYS
from catalog.problems import Code, Problems
from catalog.product_reader import KEYS as PRODUCT_KEYS
from catalog.shop_data import shop_data
from catalog.shop_reader import read_shop
from shop.terms import Shop
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
    [("کلیدهای کالا", PRODUCT_KEYS.all()), ("کلیدهای دسته و صفحه", PAGE_KEYS.all())],
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


def tables(table: type, name: str = "") -> dict[str, set[str]]:
    """Return every table of ``shop.toml`` with its keys, below the first one by its path."""
    hints = get_type_hints(table, include_extras=True)
    found: dict[str, set[str]] = {name: set()}
    for field in dataclasses.fields(table):
        inner = _tables_in(hints[field.name])
        for place, keys in (pair for one in inner for pair in tables(one, f"{name}.{field.name}".lstrip(".")).items()):
            found.setdefault(place, set()).update(keys)
        if name or not inner:
            found[name].add(field.name.rstrip("_"))
    return found


def _tables_in(hint: object) -> list[type]:
    """Return the tables that a key may hold: one, one of several, or a list of them."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return [hint]
    if get_origin(hint) is Annotated:
        return _tables_in(get_args(hint)[0])
    if get_origin(hint) in {tuple, Union, types.UnionType}:
        return [table for part in get_args(hint) for table in _tables_in(part)]
    return []


def documented() -> dict[str, list[list[str]]]:
    """Return every table of the owners' guide by the name that its heading states; the first has none."""
    parts = re.split(r"^#+ (.*)$", OWNERS, flags=re.MULTILINE)
    found: dict[str, list[list[str]]] = {}
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        name = re.search(r"`\[+([a-z.]+)\]+`", heading)
        if name or rows(text):
            found[name[1] if name else ""] = rows(text)
    return found


WITHIN = ("week.delay", "holidays.add", "holidays.remove", "delivery.fee")
"""Tables that stand inside a key of another, whose example shows them."""


def test_every_key_of_shop_toml_is_explained_in_its_table() -> None:
    explained = {name: {typed(row[0]) for row in cells} for name, cells in documented().items()}

    expected = tables(Shop)
    expected[""].remove("zones")  # a table whose keys are the owner's own
    assert explained == {**expected, "zones": set()}
    assert len(explained) > 12
    for cells in documented().values():
        assert all(what and example for _, what, _, example in cells)


def test_the_owners_examples_together_make_a_shop(tmp_path: Path) -> None:
    text = ""
    for name, cells in documented().items():
        several = f"[[{name}]]" if name in {"delivery", "payment"} else f"[{name}]"
        if name not in WITHIN:
            text += "\n".join([several if name else "", *(typed(row[3]) for row in cells), ""])
    text = text.replace("[zones]", '[zones]\nqom = ["قم/قم"]')
    (tmp_path / "shop.toml").write_text(text, encoding="utf-8")
    problems = Problems()

    file = read_shop(tmp_path, problems)

    assert problems.found() == ()
    assert file
    assert file.shop
    assert file.shop.seal


@pytest.mark.parametrize("name", WITHIN[:-1])
def test_the_examples_of_a_table_within_are_one(name: str, tmp_path: Path) -> None:
    written = "\n".join([f"\n[[{name}]]", *(typed(row[3]) for row in documented()[name])])
    (tmp_path / "shop.toml").write_text(SHOP + written, encoding="utf-8")
    problems = Problems()

    read_shop(tmp_path, problems)

    assert problems.found() == ()


@pytest.mark.parametrize("fee", [typed(row[3]) for row in documented()["delivery.fee"]])
def test_every_example_of_a_fee_is_one(fee: str, tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text(SHOP.replace('fee = { kind = "collect" }', fee), encoding="utf-8")
    problems = Problems()

    read_shop(tmp_path, problems)

    assert problems.found() == ()


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
