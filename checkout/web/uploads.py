"""Read a form that brings a file: as a stream, in bounded memory, and no further than the file may be long."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.datastructures import Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from checkout.store import StoreUnavailable
from checkout.web import forms
from checkout.web.forms import Form, read_form
from shop.errors import BadInput

_MOST_FIELDS = 30
_IN_MEMORY = 64 * 1024
"""What is longer waits on the disk; many who send at once then cost little memory."""
_SKIPPED = 3
"""So many times the limit is read and dropped, so that who sent too large a file still sees the form with what was typed."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came, of at most the allowed size. Its name and type are whatever the sender says, and not kept."""

    file: UploadFile

    def read(self) -> bytes:
        """Return its content, from wherever it waits."""
        return self.file.file.read()


class _TooLarge(Exception):
    """More came than may."""


class _Parser(MultiPartParser):
    """Starlette's parser, with what is typed bounded in all, and little of a file in memory."""

    spool_max_size = _IN_MEMORY

    def __init__(self, headers: Headers, stream: AsyncGenerator[bytes, None]) -> None:
        super().__init__(headers, stream, max_files=1, max_fields=_MOST_FIELDS)
        self._typed_left = forms.MOST_BYTES

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._current_part.file is None:
            self._typed_left -= end - start
            if self._typed_left < 0:
                raise HTTPException(413)
        super().on_part_data(data, start, end)


@asynccontextmanager
async def read_upload(request: Request, name: str, most: int) -> AsyncIterator[tuple[Form, Upload | None]]:
    """Give the posted form, with the file of that field if one was chosen; it is gone when the block ends.

    A file of more than ``most`` bytes is noted in the form (``too_large``), beside all that was typed.

    Raises:
        HTTPException: 400 for a body that is no form, 413 for one far too large, 415 for another type or charset.
        StoreUnavailable: the disk takes nothing.
    """
    if forms.type_of(request) != forms.MULTIPART:
        yield await read_form(request), None
        return
    forms.check_length(request, (1 + _SKIPPED) * (most + forms.MOST_BYTES))
    parser = _Parser(request.headers, _stream(request, most + forms.MOST_BYTES))
    try:
        posted = await parser.parse()
    except _TooLarge:
        form = Form({field: value for field, value in parser.items if isinstance(value, str)})
        form.errors.append(_too_large(name, most))
        yield form, None
        return
    except MultiPartException as error:
        raise HTTPException(400) from error
    except OSError as error:
        raise StoreUnavailable("upload", str(error)) from error
    try:
        yield _read(posted.multi_items(), name, most)
    finally:
        await posted.close()


def _read(items: list[tuple[str, UploadFile | str]], name: str, most: int) -> tuple[Form, Upload | None]:
    form = Form({field: value for field, value in items if isinstance(value, str)})
    file = next((value for field, value in items if field == name and isinstance(value, UploadFile)), None)
    if file is None or not file.size:
        return form, None
    if file.size > most:
        form.errors.append(_too_large(name, most))
        return form, None
    return form, Upload(file)


def _too_large(name: str, most: int) -> BadInput:
    return BadInput(name, "too_large", most=most // (1024 * 1024))


async def _stream(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """Yield a body up to its limit, and let a while of what is beyond it pass by."""
    left = most
    async for part in forms.parts_of(request.receive):
        if left > 0:
            yield part[:left]
        left -= len(part)
        if left < -_SKIPPED * most:
            raise HTTPException(413)
    if left < 0:
        raise _TooLarge
