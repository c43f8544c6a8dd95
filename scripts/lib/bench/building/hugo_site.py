"""A Hugo site of the same shop: its templates are our own built pages with Hugo's names where a product's facts stand.

So both write pages of the same size. What is looked up across products (the goods beside one, those of a shelf) is told to
Hugo with each page, which spares it a search that would take it most of its time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_CONFIG = """\
baseURL = "https://payatel.example/"
uglyURLs = true
disableKinds = ["taxonomy", "term", "404"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""
_SIZES = "(width >= 76rem) 280px, (width >= 48rem) 23vw, (width >= 40rem) 31vw, 46vw"


def _source(form: str) -> str:
    return f'<source type="image/{form}" srcset="{{{{ .Params.{form} | safeHTMLAttr }}}}" sizes="{_SIZES}">'


_CARD = (
    f'<li class="card">\n  <picture>{_source("avif")}{_source("webp")}\n<img src="{{{{ .Params.src }}}}" width="720" height="720"'
    ' alt="" loading="lazy" decoding="async"></picture>\n'
    '  <h3 class="card__title"><a href="{{ .Params.url_ }}">{{ .Title }}</a></h3>\n  <p class="card__price"><span class="price"><bdi>'
    '{{ .Params.shown }}</bdi> <span class="price__unit">تومان</span></span></p>\n</li>'
)
_GOODS = f'<ul class="goods">{{{{ range .Params.goods }}}}{{{{ with site.GetPage . }}}}{_CARD}{{{{ end }}}}{{{{ end }}}}</ul>'


@dataclass(frozen=True, slots=True)
class _Built:
    """What our own built page says of a product."""

    slug: str
    title: str
    summary: str
    sku: str
    rials: str
    shown: str
    src: str
    avif: str
    webp: str
    shelf: str
    goods: tuple[str, ...]


def write_hugo_site(shop: Path, pages: Path, place: Path) -> None:
    """Write the site of a shop whose pages we have built."""
    (place / "content" / "products").mkdir(parents=True)
    (place / "content" / "categories").mkdir()
    (place / "hugo.toml").write_text(_CONFIG, encoding="utf-8")
    products = {built.slug: built for built in _read_all(pages)}
    for built in products.values():
        text = (shop / "products" / f"{built.slug}.md").read_text(encoding="utf-8")
        body = text.partition("\n\n")[2].replace("../policies/delivery.md", "/policies/delivery.html")
        _write(place / "content" / "products" / f"{built.slug}.md", _facts(built), body)
    for file in sorted((shop / "categories").glob("*.md")):
        slug = file.stem
        goods = [f"/products/{one.slug}" for one in products.values() if one.shelf == slug]
        _write(place / "content" / "categories" / file.name, {"title": slug, "goods": goods, "slug": slug}, "کالاها.\n")
    layouts = place / "layouts"
    first = products["goods-0"]
    _layout(layouts / "products" / "single.html", _product_layout(pages, first))
    _layout(layouts / "categories" / "single.html", _category_layout(pages, first.shelf))
    _layout(layouts / "_default" / "list.html", "<!doctype html><title>{{ .Title }}</title>")
    _layout(layouts / "index.html", "<!doctype html><title>{{ .Title }}</title>")


def _read_all(pages: Path) -> Iterator[_Built]:
    for file in sorted((pages / "products").glob("*.html")):
        yield _read(file.stem, file.read_text(encoding="utf-8"))


def _read(slug: str, html: str) -> _Built:
    def one(pattern: str) -> str:
        found = re.search(pattern, html, re.DOTALL)
        if found is None:
            raise ValueError(f"{slug}: no {pattern}")
        return found[1]

    return _Built(
        slug=slug,
        title=one(r"<h1>(.*?)</h1>"),
        summary=one(r'<p class="lead">(.*?)</p>'),
        sku=one(r'"sku":"(.*?)"'),
        rials=one(r'"price":"(.*?)"'),
        shown=one(r"<bdi>(.*?)</bdi>"),
        src=one(r'<img src="(/images/.*?)"'),
        avif=one(r'image/avif" srcset="(.*?)"'),
        webp=one(r'image/webp" srcset="(.*?)"'),
        shelf=one(r'<nav class="crumbs".*?<a href="/categories/(.*?)\.html"'),
        goods=tuple(re.findall(r'card__title"><a href="(/products/.*?)\.html"', html)),
    )


def _facts(built: _Built) -> Mapping[str, object]:
    return {
        "title": built.title,
        "slug": built.slug,
        "url_": f"/products/{built.slug}.html",
        "summary_": built.summary,
        "sku": built.sku,
        "rials": built.rials,
        "shown": built.shown,
        "src": built.src,
        "avif": built.avif,
        "webp": built.webp,
        "shelf": built.shelf,
        "goods": built.goods,
    }


def _write(file: Path, facts: Mapping[str, object], body: str) -> None:
    file.write_text(f"{json.dumps(facts, ensure_ascii=False, indent=1)}\n\n{body}", encoding="utf-8")


def _layout(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _product_layout(pages: Path, built: _Built) -> str:
    """Return our page of a product with Hugo's names in place of its facts."""
    html = (pages / "products" / f"{built.slug}.html").read_text(encoding="utf-8")
    html = re.sub(r'<ul class="goods">.*?</ul>', lambda _: _GOODS, html, flags=re.DOTALL)
    html = re.sub(r'(<p class="lead">.*?</p>).*?(\s*</div>)', r"\1\n{{ .Content }}\2", html, count=1, flags=re.DOTALL)
    script = r'(<script type="application/ld\+json">)(.*?)(</script>)'
    html = re.sub(script, lambda m: m[1] + _named(m[2], built, " | safeJS") + m[3], html, flags=re.DOTALL)
    head, mark, rest = html.partition("</script>")
    return _named(head.replace("safeJS", "\0"), built, "").replace("\0", "safeJS") + mark + _named(rest, built, "")


def _named(text: str, built: _Built, how: str) -> str:
    for value, name in (
        (built.avif, "{{ .Params.avif | safeHTMLAttr }}"),
        (built.webp, "{{ .Params.webp | safeHTMLAttr }}"),
        (built.src, "{{ .Params.src }}"),
        (built.title, f"{{{{ .Title{how} }}}}"),
        (built.summary, f"{{{{ .Params.summary_{how} }}}}"),
        (built.sku, f"{{{{ .Params.sku{how} }}}}"),
        (built.rials, f"{{{{ .Params.rials{how} }}}}"),
        (built.shown, "{{ .Params.shown }}"),
        (f"/{built.slug}.html", f"/{{{{ .Params.slug{how} }}}}.html"),
    ):
        text = text.replace(value, name)
    return text


def _category_layout(pages: Path, slug: str) -> str:
    html = (pages / "categories" / f"{slug}.html").read_text(encoding="utf-8")
    return re.sub(r'<ul class="goods">.*?</ul>', lambda _: _GOODS, html, flags=re.DOTALL).replace(
        f"/{slug}.html", "/{{ .Params.slug }}.html"
    )
