from __future__ import annotations

import asyncio

from checkout.messengers.sandbox import SandboxMessenger
from checkout.records import Message
from scripts.lib.bench.inbox import inbox
from scripts.lib.postgres import free_port
from tests.builders import PLACED_AT


def a_message(to: str, body: str) -> Message:
    return Message(id=f"m:{to}:{body}", channel="sms", to=to, body=body, written_at=PLACED_AT)


def test_a_code_reaches_whoever_waits_for_it_and_everything_is_taken() -> None:
    async def work() -> None:
        port = free_port()
        messenger = SandboxMessenger(f"http://127.0.0.1:{port}", "3000")
        async with inbox(port) as letters:
            mine, other = letters.code_for("0912"), letters.code_for("0913")
            for message in (
                a_message("0914", "#999999"),
                a_message("0912", "ثبت شد"),
                a_message("0912", "کد\n@x #123456"),
            ):
                await asyncio.to_thread(messenger.send, message)
            assert await mine == "123456"
            assert not other.done()
            assert letters.taken == 3
        messenger.close()

    asyncio.run(work())
