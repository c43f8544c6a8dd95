"""Opening pages, and the memory of the service, with a short past and with a long one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from statistics import median

from scripts.lib.bench.figures import Figure, at_most
from scripts.lib.bench.past import Past, pasts, running
from scripts.lib.bench.report import Section
from scripts.lib.bench.stage import Adapter, Stage
from scripts.lib.bench.turns import in_turns
from scripts.lib.load.answers import Answer
from scripts.lib.load.wire import get

_NOTES = (
    """One reader at a time, in turns at the smallest and at the largest past. The memory is what the service and its workers hold
(PSS) after all these pages, above the same service on an empty store after the pages that it has.""",
)
_OK = 200
_WARM = 10

Page = Callable[[Past, int], bytes]

PAGES: Mapping[str, Page] = {
    "an order's page": lambda past, n: get(f"/orders/{past.name(n).link}"),
    "a buyer's own orders": lambda past, _: get("/my-orders", past.regular.cookie),
    "the desk, what is queued": lambda past, _: get("/desk?state=queued", f"staff={past.staff_token}"),
    "the desk, what was delivered": lambda past, _: get("/desk?state=delivered", f"staff={past.staff_token}"),
    "the desk, what is due": lambda past, _: get("/desk/due", f"staff={past.staff_token}"),
    "the desk, one order": lambda past, n: get(f"/desk/orders/{past.name(n).code}", f"staff={past.staff_token}"),
    "the way to one's orders": lambda _, __: get("/track"),
    "what is left, for static pages": lambda _, __: get("/stock.json"),
}


def pages(stage: Stage) -> Section:
    """Open each page at both ends, on each adapter; then look at the memory."""
    figures: list[Figure] = []
    for adapter in stage.adapters:
        sides = pasts(stage, adapter)
        few, many = sides[0], sides[-1]
        with running([few.service, many.service]):
            for name, page in PAGES.items():
                short, long = _opened([few, many], page, 20 if stage.quick else 150)
                beside = f"{short:.1f} ms after {few.size:,}, {long:.1f} ms after {many.size:,}"
                figures.append(Figure(f"{adapter}: {name}", long / short, wanted=at_most(1.2), beside=beside))
            held = many.service.resident_mb()
        figures.append(_memory(stage, adapter, many.size, held))
    return Section("pages", "Opening pages after many orders, and memory", _NOTES, figures)


def _opened(sides: Sequence[Past], page: Page, times: int) -> list[float]:
    """Return the median time of each side, in ms."""
    asked = [(side.service.port, [page(side, number) for number in range(times + _WARM)]) for side in sides]
    done = asyncio.run(in_turns(asked, _is_page, warm=_WARM))
    return [1000 * median(one.seconds for one in answers) for answers in done]


def _is_page(answer: Answer) -> bool:
    return answer.status == _OK


def _memory(stage: Stage, adapter: Adapter, size: int, held: float) -> Figure:
    empty = stage.service(stage.store(adapter))
    with running([empty]):
        asyncio.run(in_turns([(empty.port, [get("/track")] * _WARM)], _is_page, warm=0))
        least = empty.resident_mb()
    what = f"{adapter}: memory after {size:,} orders, above an empty store's"
    return Figure(what, held - least, "MB", at_most(150), f"{held:.0f} MB, empty {least:.0f} MB")
