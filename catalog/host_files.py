"""Files that tell a host which headers the pages carry and which addresses have moved, for each kind of host that is known.

Hosts of static pages (Netlify, Cloudflare and others) read ``_headers`` and ``_redirects``; nginx and Caddy include their
file in the site's block. Names that begin with ``_`` are for hosts, and no host hands them out.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from catalog.site import Site

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WEEK = "public, max-age=604800"
SEALS = "https://trustseal.enamad.ir"
"""Where the issuer of the trust seal draws it; a shop without one asks nobody for it."""
KEPT: Mapping[str, str] = {"/images/": FOR_EVER, "/js/": FOR_EVER, "/search/": FOR_EVER, "/theme/": FOR_A_WEEK}
"""How long browsers keep what lies in a folder: what is named by its content for ever, so not the font."""

_TYPES: Mapping[str, str] = {"/images/": "types { image/avif avif; image/jpeg jpg; image/webp webp; } "}
"""What an older nginx does not know of the files in a folder; Caddy and the others know it."""

_PACKED = (
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "image/svg+xml",
    "text/xml",
    "application/xml",
    "application/atom+xml",
)
"""What nginx is to send smaller beside HTML; pictures and letters are small already."""


def page_headers(site_url: str, checkout_url: str, *pictures: str) -> Mapping[str, str]:
    """Return the headers that every page carries; those that need HTTPS only where the pages have it.

    ``pictures`` are the hosts that pages take pictures of beside their own and the checkout.
    """
    secure = site_url.startswith("https://")
    return {
        "Content-Security-Policy": _policy(_origin(checkout_url), pictures, secure=secure),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-site" if _are_one_site(site_url, checkout_url) else "cross-origin",
        "X-Frame-Options": "DENY",
        "Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=()",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        **({"Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload"} if secure else {}),
    }


def _policy(checkout: str, pictures: Sequence[str], *, secure: bool) -> str:
    """Pages run their own files alone, and ask nobody but the checkout: what the cart holds, what is left."""
    pictured = " ".join(["'self'", checkout, *pictures])
    policy = (
        f"default-src 'none'; script-src 'self'; connect-src 'self' {checkout}; style-src 'self'; "
        f"img-src {pictured}; font-src 'self'; manifest-src 'self'; form-action 'self' {checkout}; base-uri 'none'; "
        "object-src 'none'; frame-ancestors 'none'"
    )
    return f"{policy}; upgrade-insecure-requests" if secure else policy


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _are_one_site(site_url: str, checkout_url: str) -> bool:
    """Whether carts may show the pages' pictures as their own site's: the checkout stands under the shop's own name.

    Ports of one address are sites of their own to this header.
    """
    site, checkout = urlsplit(site_url).hostname or "", urlsplit(checkout_url).hostname or ""
    try:
        ipaddress.ip_address(site)
    except ValueError:
        return f".{checkout}".endswith(f".{site.removeprefix('www.')}")
    return False


def host_files(site: Site) -> Mapping[str, str]:
    """Return the files by name, for the root of the pages."""
    headers = page_headers(site.shop.site_url, site.shop.checkout_url, *([SEALS] if site.shop.seal else []))
    moved = {one.old_url: one.url for one in site.moved}
    return {
        "_headers": _portable_headers(headers),
        "_redirects": "".join(f"{old} {new} 301\n" for old, new in moved.items()),
        "_nginx.conf": _nginx(headers, moved),
        "_Caddyfile": _caddy(headers, moved),
    }


def _portable_headers(headers: Mapping[str, str]) -> str:
    # Where several rules fit a path their headers are put together, so no header stands in two of them.
    rules = [("/*", headers), *((f"{folder}*", {"Cache-Control": kept}) for folder, kept in KEPT.items())]
    return "".join(f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in of.items()) for path, of in rules)


def _nginx(headers: Mapping[str, str], moved: Mapping[str, str]) -> str:
    lines = [
        "# In the server block: root …; include …/_nginx.conf;",
        "charset utf-8;",
        "gzip on;",
        "gzip_comp_level 6;",
        "gzip_vary on;",
        f"gzip_types {' '.join(_PACKED)};",
        "server_tokens off;",
        "error_page 404 /404.html;",
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
        # add_header within a location would undo those above; expires does not.
        *(
            f"location {folder} {{ expires {_seconds(kept)}s; {_TYPES.get(folder, '')}}}"
            for folder, kept in KEPT.items()
        ),
        "location ~ ^/_ { return 404; }",
        *(f"location = {old} {{ return 301 {new}; }}" for old, new in moved.items()),
    ]
    return "\n".join([*lines, ""])


def _caddy(headers: Mapping[str, str], moved: Mapping[str, str]) -> str:
    told = ["header {", *(f'    {name} "{value}"' for name, value in headers.items()), "    -Server", "}"]
    lines = [
        "# In the site's block: root * …, import …/_Caddyfile, file_server",
        "encode zstd gzip",
        *told,
        *(f'header {folder}* Cache-Control "{kept}"' for folder, kept in KEPT.items()),
        *(f"redir {old} {new} 301" for old, new in moved.items()),
        "@for_hosts path /_*",
        "error @for_hosts 404",
        # What answers an error passes none of the headers above.
        "handle_errors {",
        *told,
        "rewrite * /404.html",
        "file_server",
        "}",
    ]
    return "\n".join([*lines, ""])


def _seconds(kept: str) -> int:
    return int(kept.partition("max-age=")[2].partition(",")[0])
