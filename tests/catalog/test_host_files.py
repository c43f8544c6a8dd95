"""What a build tells hosts: the headers of its pages, and where moved pages are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.host_files import page_headers
from tests.catalog.builders import a_folder, a_product, build, page

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self' https://pay.golkhaneh.example; style-src 'self'; "
        "img-src 'self' https://pay.golkhaneh.example; font-src 'self'; "
        "manifest-src 'self'; form-action 'self' https://pay.golkhaneh.example; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'; upgrade-insecure-requests"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-site",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hosts")
    moved = a_product({"Slug": "goldan-sofali", "Alias": "goldan"})
    build(a_folder(place / "site", {"products/goldan.md": moved}), place / "out")
    return place / "out"


def test_portable_headers_name_each_header_once(built: Path) -> None:
    text = page(built, "_headers")
    rules = dict(re.findall(r"^(/\S*)\n((?:  .*\n)+)", text, re.MULTILINE))
    assert list(rules) == ["/*", "/images/*", "/js/*", "/search/*", "/theme/*"]
    assert dict(re.findall(r"  (\S+): (.*)\n", rules["/*"])) == HEADERS
    assert rules["/images/*"] == "  Cache-Control: public, max-age=31536000, immutable\n"
    assert rules["/js/*"] == rules["/search/*"] == rules["/images/*"]
    assert rules["/theme/*"] == "  Cache-Control: public, max-age=604800\n"


def test_every_kind_of_host_sends_the_same_headers(built: Path) -> None:
    nginx, caddy = page(built, "_nginx.conf"), page(built, "_Caddyfile")
    assert dict(re.findall(r'^add_header (\S+) "(.*)" always;$', nginx, re.MULTILINE)) == HEADERS
    told = re.findall(r'^    (\S+) "(.*)"$', caddy, re.MULTILINE)
    assert told == [*HEADERS.items()] * 2  # pages, and answers to errors


def test_an_old_nginx_is_told_what_pictures_are(built: Path) -> None:
    assert (
        "location /images/ { expires 31536000s; types { image/avif avif; image/jpeg jpg; image/webp webp; } }\n"
        "location /js/ { expires 31536000s; }\n"
        "location /search/ { expires 31536000s; }\n"
        "location /theme/ { expires 604800s; }\n"
    ) in page(built, "_nginx.conf")
    assert {file.suffix for file in (built / "images").iterdir()} == {".avif", ".jpg", ".webp"}


def test_hosts_that_know_no_better_are_told_to_pack_what_is_text(built: Path) -> None:
    nginx, caddy = page(built, "_nginx.conf"), page(built, "_Caddyfile")
    assert (
        "\ngzip on;\ngzip_comp_level 6;\ngzip_vary on;\ngzip_types text/css text/javascript application/javascript "
        in nginx
    )
    assert re.findall(r"gzip_types.*(?:image/(?!svg)|font)", nginx) == []
    assert "\nencode zstd gzip\n" in caddy


def test_every_kind_of_host_sends_readers_of_a_moved_page_on(built: Path) -> None:
    assert page(built, "_redirects") == "/products/goldan.html /products/goldan-sofali.html 301\n"
    assert "location = /products/goldan.html { return 301 /products/goldan-sofali.html; }\n" in page(
        built, "_nginx.conf"
    )
    assert "redir /products/goldan.html /products/goldan-sofali.html 301\n" in page(built, "_Caddyfile")


def test_what_is_kept_for_ever_is_named_by_its_content(built: Path) -> None:
    names = [file.name for file in (built / "images").iterdir()]
    assert names
    assert [name for name in names if not re.search(r"\.[0-9a-f]{12}\.\w+$", name)] == []


@pytest.mark.parametrize(
    ("site", "checkout", "resource_policy"),
    [
        ("https://shop.ir", "https://pay.shop.ir", "same-site"),
        ("https://www.shop.ir", "https://pay.shop.ir", "same-site"),
        ("https://shop.ir", "https://pay.another-shop.ir", "cross-origin"),
        ("https://shop.ir", "https://hojreh.example/shop", "cross-origin"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8001", "cross-origin"),
    ],
)
def test_carts_may_show_the_pictures(site: str, checkout: str, resource_policy: str) -> None:
    assert page_headers(site, checkout)["Cross-Origin-Resource-Policy"] == resource_policy


def test_https_is_promised_only_by_pages_that_have_it() -> None:
    plain = page_headers("http://127.0.0.1:8000", "http://127.0.0.1:8001/cart")
    assert "Strict-Transport-Security" not in plain
    assert plain["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    for part in ("connect-src 'self' http://127.0.0.1:8001;", "form-action 'self' http://127.0.0.1:8001;"):
        assert part in plain["Content-Security-Policy"]
