"""What an editor sees: the page as it would be published, what is wrong on the page of its file, drafts as drafts."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.desk.desk import Desk
from catalog.desk.studio import Studio
from catalog.workshop import Hosts, Workshop
from tests.catalog.builders import BAQIYAT, POLICY, ROOT, SHOP, a_folder, a_product, build, page

HOST = "http://127.0.0.1:8010"
GOLDAN = "/products/goldan.html"
SECOND = {"Slug": "abi", "Sku": "ABI-1", "Title": "گلدان آبی"}


class Watched:
    """A folder with one more product, and its preview."""

    def __init__(self, place: Path, files: dict[str, str] | None = None) -> None:
        self.folder = a_folder(place / "site", {"products/abi.md": a_product(SECOND), **(files or {})})
        workshop = Workshop(Hosts(HOST), ROOT / "theme", ROOT / ".cache")
        self.studio = Studio(Desk(self.folder, workshop, place / "releases"), place / "preview")

    def save(self, name: str, text: str | None) -> None:
        if text is None:
            (self.folder / name).unlink()
        else:
            (self.folder / name).write_text(text, encoding="utf-8")
        self.studio.refresh()

    def page(self, url: str, status: int = 200) -> str:
        answer = self.studio.answer(url)
        assert answer.status == status
        return answer.body.decode()


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_every_page_is_the_published_one_and_the_strip(tmp_path: Path) -> None:
    workshop = Workshop(Hosts(HOST), ROOT / "theme", ROOT / ".cache")
    studio = Studio(Desk(BAQIYAT, workshop, tmp_path / "releases"), tmp_path / "preview")
    build(BAQIYAT, tmp_path / "out", SITEURL=HOST)
    files = [file for file in (tmp_path / "out").rglob("*.html") if file.name != "search.html"]
    assert len(files) > 30
    for file in files:
        shown = studio.answer(f"/{file.relative_to(tmp_path / 'out').as_posix()}").body.decode()
        without = re.sub(r'<link rel="stylesheet" href="/\.write/.*?</script>(?=</head>)', "", shown)
        assert re.sub(r'<aside class="write-strip".*?</aside>\n?(?=</body>)', "", without, flags=re.DOTALL) == page(
            tmp_path / "out", file.relative_to(tmp_path / "out").as_posix()
        )
    for name in ("theme/fonts/vazirmatn.woff2", "sitemap.xml", "feed.atom.xml", "robots.txt", "favicon.ico"):
        assert studio.answer(f"/{name}").body == (tmp_path / "out" / name).read_bytes()
    picture = next((tmp_path / "out" / "images").iterdir())
    assert studio.answer(f"/images/{picture.name}").body == picture.read_bytes()


def test_a_slip_stands_on_the_page_of_its_file_until_it_is_mended(watched: Watched) -> None:
    before = watched.page(GOLDAN)
    watched.save("products/goldan.md", a_product({"Price": "<گران>"}, body="متن امروز.\n"))

    shown = watched.page(GOLDAN)

    assert "products/goldan.md:4 SH105" in shown
    assert "قیمت «&lt;گران&gt;» عدد نیست." in shown
    assert '<pre dir="auto"><code>Price: &lt;گران&gt;</code></pre>' in shown
    assert "متن امروز." in shown
    assert "۲۵۰٬۰۰۰" not in shown
    assert "این پرونده ۱ مورد دارد" in shown
    assert "۱ مورد در پرونده‌های دیگر" in watched.page("/products/abi.html")
    listed = watched.page("/.write/problems.html")
    assert "products/goldan.md:4 SH105" in listed
    assert f'<a href="{GOLDAN}">' in listed

    watched.save("products/goldan.md", a_product())

    assert watched.page(GOLDAN) == before


def test_a_link_is_read_in_the_direction_in_which_it_is_typed(watched: Watched) -> None:
    watched.save("products/goldan.md", a_product(body="ببینید: [لیوان]({filename}/products/livan.md)\n"))

    shown = watched.page(GOLDAN)

    assert 'پیوند «<bdi dir="ltr">{filename}/products/livan.md</bdi>» به جایی نمی‌رسد.' in shown
    line = '<bdi dir="ltr">[لیوان]({filename}/products/livan.md)</bdi>'
    assert f'<pre dir="auto"><code>ببینید: {line}</code></pre>' in shown


def test_who_writes_one_file_is_not_held_up_by_another_that_is_wrong(watched: Watched) -> None:
    watched.save("products/goldan.md", a_product({"Price": "گران"}))
    watched.save("products/abi.md", a_product({**SECOND, "Price": "270000"}))

    assert "۲۷۰٬۰۰۰" in watched.page("/products/abi.html")
    home = watched.page("/")
    assert "۲۷۰٬۰۰۰" in home
    assert "۲۵۰٬۰۰۰" in home, "what was good of the other stands in lists"


@pytest.mark.parametrize(
    ("name", "text", "url", "code"),
    [
        ("shop.toml", SHOP.replace("[cart]", "[cart"), "/", "SH302"),
        ("categories/home.md", "Title: خانه\nSlug: home\n", "/categories/home.html", "SH005"),
        ("policies/rules.md", POLICY + "\n{shop:none}\n", "/policies/rules.html", "SH206"),
        ("products/new.md", "Title: تازه\n", "/products/new.html", "SH005"),
    ],
)
def test_every_kind_of_file_shows_its_slips(watched: Watched, name: str, text: str, url: str, code: str) -> None:
    watched.save(name, text)
    assert f"{name}:" in watched.page(url)
    assert code in watched.page(url)
    assert "گلدان آبی" in watched.page("/products/abi.html")


def test_where_nothing_could_be_read_yet_problems_are_told_without_the_shops_look(tmp_path: Path) -> None:
    watched = Watched(tmp_path, {"shop.toml": "id = \n"})
    assert "SH302" in watched.page("/")
    assert "SH302" in watched.page(GOLDAN)

    watched.save("shop.toml", SHOP)

    assert "۲۵۰٬۰۰۰" in watched.page(GOLDAN)


def test_a_draft_is_seen_as_a_draft_and_stands_in_no_list(watched: Watched) -> None:
    watched.save(
        "products/draft.md", a_product({"Slug": "toy", "Sku": "TOY-1", "Title": "نیمه‌کاره", "Status": "draft"})
    )

    assert "پیش‌نویس: منتشر نمی‌شود" in watched.page("/products/toy.html")
    assert "۲۵۰٬۰۰۰" in watched.page("/products/toy.html")
    assert "نیمه‌کاره" not in watched.page("/categories/home.html")
    assert '<a href="/products/toy.html">نیمه‌کاره</a>' in watched.page("/.write/drafts.html")
    assert "۱ پیش‌نویس" in watched.page("/")


def test_an_unfinished_draft_says_what_it_still_wants(watched: Watched) -> None:
    watched.save("products/toy.md", "Title: نیمه‌کاره\nStatus: draft\n\nمتن پیش‌نویس.\n")
    shown = watched.page("/products/toy.html")
    assert "این پیش‌نویس هنوز این‌ها را می‌خواهد" in shown
    assert "SH103" in shown
    assert "متن پیش‌نویس." in shown
    assert "مورد در پرونده‌های دیگر" not in watched.page("/")


def test_a_file_that_is_gone_or_has_another_name_is_found_as_it_is(watched: Watched) -> None:
    (watched.folder / "products/abi.md").rename(watched.folder / "products/blue.md")
    watched.studio.refresh()
    assert "گلدان آبی" in watched.page("/products/abi.html")

    watched.save("products/blue.md", None)

    assert "گلدان آبی" not in watched.page("/")
    watched.page("/products/abi.html", 404)


@pytest.mark.parametrize(
    "name", ["products/.goldan.md.swp", "products/goldan.md~", "products/4913", "products/.#goldan.md"]
)
def test_what_editors_programs_leave_troubles_nobody(watched: Watched, name: str) -> None:
    before = watched.page(GOLDAN)
    watched.save(name, "Title")
    assert watched.page(GOLDAN) == before


def test_pages_outside_the_preview_are_not_given(watched: Watched) -> None:
    for path in ("/theme/../../site/shop.toml", "/.write/../studio.py", "/images/x-360.000000000000.jpg"):
        assert watched.studio.answer(path).status == 404


def waiting(watched: Watched, url: str, at: str) -> Callable[[], str]:
    """Begin to wait for a page to change; return what ends the wait and gives its new name."""
    told: list[str] = []
    thread = threading.Thread(target=lambda: told.append(watched.studio.wait_for_change(url, at, 60)))
    thread.start()

    def done() -> str:
        thread.join()
        return told[0]

    return done


def shown_at(html: str) -> str:
    found = re.search('data-at="([0-9a-f]+)"', html)
    assert found
    return found[1]


def test_who_looks_at_a_page_is_told_when_it_changes(watched: Watched) -> None:
    at = shown_at(watched.page(GOLDAN))
    done = waiting(watched, GOLDAN, at)

    watched.save("products/goldan.md", a_product({"Price": "260000"}))

    assert done() == shown_at(watched.page(GOLDAN)) != at


def test_nobody_is_told_of_a_page_that_is_as_it_was(watched: Watched) -> None:
    at = shown_at(watched.page("/policies/rules.html"))
    watched.save("products/goldan.md", a_product({"Price": "260000"}))
    assert watched.studio.wait_for_change("/policies/rules.html", at, 0) == ""


def test_who_asks_late_is_told_at_once(watched: Watched) -> None:
    assert watched.studio.wait_for_change(GOLDAN, "", 0) == shown_at(watched.page(GOLDAN))
