from __future__ import annotations

import asyncio

import pytest

from scripts.lib.bench.turns import in_turns
from scripts.lib.load.answers import Answer
from scripts.lib.load.final_step import Unexpected
from scripts.lib.load.wire import get
from tests.scripts.load.test_wire import with_server


def test_services_are_asked_in_turns_and_the_first_answers_are_left_out() -> None:
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                seen.append(head.split(" ")[1])
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        except asyncio.IncompleteReadError:
            writer.close()

    def right(answer: Answer) -> bool:
        return answer.status == 200 and "/c3" not in seen

    async def work(port: int) -> None:
        a, b, c = ([get(f"/{side}{n}") for n in range(4)] for side in "abc")
        told = await in_turns([(port, a), (port, b)], right, warm=1)
        assert [len(answers) for answers in told] == [3, 3]
        assert seen == ["/a0", "/b0", "/a1", "/b1", "/a2", "/b2", "/a3", "/b3"]
        with pytest.raises(Unexpected, match=r"^GET /c3 HTTP/1\.1: 200"):
            await in_turns([(port, c)], right, warm=0)

    with_server(serve, work)
