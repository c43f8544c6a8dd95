"""A Hugo site of the same shop: its templates are our own built pages with Hugo's names where a product's facts stand.

So both write the same pages, of the same size. What is looked up across products (the goods beside one, those of a shelf in
each order and by each filter) is told to Hugo with each page, which spares it a search that would take it most of its time,
and it renders each card once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from catalog.shown_picture import ON_CARDS
from scripts.lib.bench.building.our_pages import BuiltProduct, BuiltShelf, goods_of, read_products, read_shelves

_CONFIG = """\
baseURL = "https://payatel.example/"
uglyURLs = true
disableKinds = ["taxonomy", "term", "404"]
[services.rss]
limit = 30
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""
_SIZES = "(width >= 76rem) 280px, (width >= 48rem) 23vw, (width >= 40rem) 31vw, 46vw"


def _source(form: str) -> str:
    return f'<source type="image/{form}" srcset="{{{{ .Params.card_{form} | safeHTMLAttr }}}}" sizes="{_SIZES}">'


_CARD = (
    '<li class="card" data-sku="{{ .Params.sku }}">\n'
    f'<picture>{_source("avif")}{_source("webp")}\n<img src="{{{{ .Params.src }}}}" width="720" height="720"'
    ' alt="" loading="lazy" decoding="async"></picture>\n'
    '<h3 class="card__title"><a href="{{ .Params.url_ }}">{{ .Title }}</a></h3>\n<p class="card__price"><span class="price"><bdi>'
    '{{ .Params.shown }}</bdi> <span class="price__unit">تومان</span></span></p></li>'
)
_GOODS = (
    '<ul class="goods">{{ range .Params.goods }}{{ with site.GetPage . }}'
    '{{ partialCached "card.html" . .Params.slug }}{{ end }}{{ end }}</ul>'
)


def write_hugo_site(shop: Path, pages: Path, place: Path) -> None:
    """Write the site of a shop whose pages we have built."""
    content, layouts = place / "content", place / "layouts"
    _put(place / "hugo.toml", _CONFIG)
    products = read_products(pages)
    for built in products:
        text = (shop / "products" / f"{built.slug}.md").read_text(encoding="utf-8")
        body = text.partition("\n\n")[2].replace("../policies/delivery.md", "/policies/delivery.html")
        _write(content / "products" / f"{built.slug}.md", _facts(built), body)
    shelves = read_shelves(pages)
    for shelf in shelves:
        facts = {"title": shelf.title, "shelf": shelf.slug, "goods": shelf.goods}
        if shelf.marks:
            facts |= {"marks": shelf.marks, "layout": "all"}
        _write(
            content / f"{shelf.path}.md",
            facts,
            "کالاها.\n" if "/" not in shelf.path.removeprefix("categories/") else "",
        )
    first = next(built for built in products if built.slug == "goods-0")
    _put(layouts / "products" / "single.html", _product_layout(pages, first))
    for marked, name in ((False, "single"), (True, "all")):
        model = next((shelf for shelf in shelves if bool(shelf.marks) == marked), None)
        if model:
            _put(layouts / "categories" / f"{name}.html", _shelf_layout(pages, model))
    _put(layouts / "partials" / "card.html", _CARD)
    for name in ("_default/list", "index"):
        _put(layouts / f"{name}.html", "<!doctype html><title>{{ .Title }}</title>")


def _facts(built: BuiltProduct) -> Mapping[str, object]:
    return {
        "title": built.title,
        "slug": built.slug,
        "url_": f"/products/{built.slug}.html",
        "summary_": built.summary,
        "sku": built.sku,
        "rials": built.rials,
        "shown": built.shown,
        "day": built.day,
        "src": built.src,
        "avif": built.avif,
        "webp": built.webp,
        "card_avif": _on_card(built.avif),
        "card_webp": _on_card(built.webp),
        "large": built.large,
        "shelf": built.shelf,
        "shelf_": built.shelf_title,
        "goods": built.goods,
    }


def _write(file: Path, facts: Mapping[str, object], body: str) -> None:
    _put(file, f"{json.dumps(facts, ensure_ascii=False, indent=1)}\n\n{body}")


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _product_layout(pages: Path, built: BuiltProduct) -> str:
    """Return our page of a product with Hugo's names in place of its facts."""
    html = goods_of((pages / "products" / f"{built.slug}.html").read_text(encoding="utf-8"), _GOODS)
    html = re.sub(r'(<p class="lead">.*?</p>).*?(\s*</div>)', r"\1\n{{ .Content }}\2", html, count=1, flags=re.DOTALL)
    script = r'(<script type="application/ld\+json">)(.*?)(</script>)'
    html = re.sub(script, lambda m: m[1] + _named(m[2], built, " | safeJS") + m[3], html, flags=re.DOTALL)
    head, mark, rest = html.partition("</script>")
    return _named(head.replace("safeJS", "\0"), built, "").replace("\0", "safeJS") + mark + _named(rest, built, "")


def _named(text: str, built: BuiltProduct, how: str) -> str:
    for value, name in (
        (built.avif, "{{ .Params.avif | safeHTMLAttr }}"),
        (built.webp, "{{ .Params.webp | safeHTMLAttr }}"),
        (built.src, "{{ .Params.src }}"),
        (built.large, f"{{{{ .Params.large{how} }}}}"),
        (built.title, f"{{{{ .Title{how} }}}}"),
        (built.summary, f"{{{{ .Params.summary_{how} }}}}"),
        (built.shelf_title, f"{{{{ .Params.shelf_{how} }}}}"),
        (f"/{built.shelf}.html", f"/{{{{ .Params.shelf{how} }}}}.html"),
        (built.sku, f"{{{{ .Params.sku{how} }}}}"),
        (built.rials, f"{{{{ .Params.rials{how} }}}}"),
        (built.shown, "{{ .Params.shown }}"),
        (built.day, "{{ .Params.day }}"),
        (f"/{built.slug}.html", f"/{{{{ .Params.slug{how} }}}}.html"),
    ):
        text = text.replace(value, name)
    return text


def _on_card(sizes: str) -> str:
    return ", ".join(sizes.split(", ")[:ON_CARDS])


def _shelf_layout(pages: Path, built: BuiltShelf) -> str:
    html = goods_of((pages / f"{built.path}.html").read_text(encoding="utf-8"), _GOODS)
    if built.marks:
        html = html.replace(built.marks, "{{ .Params.marks }}")
    return html.replace(f"/{built.slug}", "/{{ .Params.shelf }}")
