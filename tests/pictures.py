"""Pictures that buyers send, honest and not."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw

PLACE = b"GPS-35.6997-51.3380"
"""Something only the file says, and no pixel shows."""


def a_receipt(form: str = "JPEG", size: tuple[int, int] = (600, 900), mode: str = "RGB", **saved: object) -> bytes:
    """Return a picture with something to read in it."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2, size[1] // 4), fill="navy")
    return written(picture.convert(mode), form, **saved)


def written(picture: Image.Image, form: str, **saved: object) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    picture.save(out, form, **saved)
    return out.getvalue()


def with_particulars(form: str) -> bytes:
    """Return a picture whose file tells a place, a camera and a comment."""
    exif = Image.Exif()
    exif[0x010F] = PLACE.decode()
    exif.get_ifd(0x8825)[2] = (35.0, 41.0, 59.0)
    exif[0x8825] = exif.get_ifd(0x8825)
    if form == "JPEG":
        return a_receipt(form, exif=exif, icc_profile=PLACE, comment=PLACE)
    return a_receipt(form, exif=exif, icc_profile=PLACE)


def band_by_band(width: int, height: int) -> bytes:
    """Return a JPEG of three bands that come one after the other, each in a pass of its own."""
    grey, at, parts = a_receipt("JPEG", (width, height), "L"), 2, dict[int, bytes]()
    while 0xDA not in parts:
        marker, length = grey[at + 1], struct.unpack(">H", grey[at + 2 : at + 4])[0]
        parts[marker] = parts.get(marker, b"") + grey[at : at + 2 + length]
        at += 2 + length
    frame = struct.pack(">2sHBHHB", b"\xff\xc0", 17, 8, height, width, 3)
    bands = b"".join(bytes([band, 0x11, 0]) for band in (1, 2, 3))
    passes = b"".join(
        struct.pack(">2sHBBBBBB", b"\xff\xda", 8, 1, band, 0, 0, 63, 0) + grey[at:-2] for band in (1, 2, 3)
    )
    return b"\xff\xd8" + parts[0xDB] + frame + bands + parts[0xC4] + passes + b"\xff\xd9"


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_vast_png(side: int) -> bytes:
    """Return a PNG that says it is ``side`` pixels square, and is some bytes long."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NO_PICTURES: dict[str, bytes] = {
    "SVG": SVG,
    "HTML": HTML,
    "PDF": b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF",
    "GIF": a_receipt("GIF"),
    "BMP": a_receipt("BMP"),
    "TIFF": a_receipt("TIFF"),
    "ICO": a_receipt("ICO", (64, 64)),
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "HEIC": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "a program": b"MZ" + bytes(100),
    "a zip": b"PK\x03\x04" + bytes(100),
    "one byte": b"\xff",
    "the start of a JPEG": b"\xff\xd8\xff\xe0",
    "HTML called a JPEG by its first bytes": b"\xff\xd8\xff" + HTML,
    "a PNG without pixels": b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
    "a JPEG cut short": a_receipt()[:-400],
    "a PNG cut short": a_receipt("PNG")[:-30],
    "a WebP cut short": a_receipt("WEBP")[:-30],
    "a PNG with a broken header": a_receipt("PNG")[:20] + b"\xff" * 9 + a_receipt("PNG")[29:],
    "a PNG of no size": a_vast_png(0),
}
