from __future__ import annotations

from scripts.lib.load.answers import Answer
from scripts.lib.load.final_step import Round, Timed, leads_to_payment, link_in

PLACED = Answer(303, {"location": "/orders/abc-_9/pay"}, (), b"")


def test_a_round_tells_its_rate_and_its_quantiles() -> None:
    done = Round(tuple(Timed(PLACED, n / 1000) for n in range(100, 0, -1)), seconds=0.5)

    assert done.per_second == 200
    assert [round(done.quantile(part)) for part in (0, 0.5, 0.99, 1)] == [1, 51, 100, 100]


def test_only_the_way_to_an_orders_payment_acknowledges_it() -> None:
    assert leads_to_payment(PLACED)
    assert link_in(PLACED) == "abc-_9"
    for status, location in ((303, "/cart"), (303, "/orders/x"), (200, "/orders/x/pay"), (503, "")):
        assert not leads_to_payment(Answer(status, {"location": location}, (), b""))
