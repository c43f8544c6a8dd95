"""Who the shop is: its look, how it is reached, where transfers go, its seal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from shop.colours import dark_ground
from shop.term_types import Code, Colour, Digits, Email, Named, Text

Layout = Literal["even", "airy", "full", "ruled", "listed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What makes this shop look like itself: brand and paper colours, corner radius in px, the home page's picture.

    ``accent`` is for lines and marks, never for text; without one the brand does. ``layout`` is how things stand.
    """

    brand: Colour
    paper: Colour
    corner_px: Annotated[int, Field(ge=0, le=32, strict=True)]
    accent: Colour | None = None
    layout: Layout = "even"
    hero: str = ""

    @property
    def dark(self) -> Colour:
        """The ground of dark pages, which the style sheet makes of the brand colour."""
        return dark_ground(self.brand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a buyer may write to the shop about, and the e-mail address it goes to."""

    id: Named
    name: Text
    to: Email


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How buyers reach the shop. ``sms_sender`` only sends; without a ``subject`` there is no contact form."""

    email: Email
    mobile: Text
    landline: Text
    address: Text
    sms_sender: Text
    sales_officer: Text
    subject: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Where transfers go; a method whose number is missing is not offered."""

    bank: str = ""
    holder: str = ""
    number: str = ""
    sheba: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The electronic trust seal, shown only with its issuer's real id and code."""

    enamad_id: Digits
    enamad_code: Code
    stars: Annotated[int, Field(ge=1, le=5, strict=True)]
