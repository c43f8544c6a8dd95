"""What the service keeps of words between shop and buyers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shop.order import OrderCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to a buyer, kept in the outbox until a messenger has taken it.

    One that is ``passing`` (a code) is not kept after that.
    """

    id: str
    channel: Literal["sms", "email"]
    to: str
    subject: str = ""
    body: str
    order: str = ""
    written_at: datetime
    passing: bool = False
    sent: Literal["no", "yes"] = "no"
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What somebody wrote by the contact form about an order that exists. ``reach`` is their mobile or e-mail.

    It proves nothing about who wrote it.
    """

    id: str
    order: OrderCode
    subject: str
    name: str
    reach: str
    text: str
    at: datetime
