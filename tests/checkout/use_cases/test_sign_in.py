"""One-time codes: single use, five tries, five minutes, and limits that hold for every spelling of a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkout.kinds import CODES, SESSIONS
from checkout.secrets import fingerprint
from checkout.use_cases.jobs import tidy_up
from checkout.use_cases.sessions import sign_out
from checkout.use_cases.sign_in import claim_mobile, send_code, sign_in
from checkout.use_cases.track_order import send_links
from shop.errors import CodeRefused, SessionExpired, TooManyRequests
from shop.identifiers import read_mobile
from shop.order import Mobile
from tests.checkout.shopper import MOBILE, Shopper
from tests.fakes import World, in_threads

NUMBER = Mobile(MOBILE)


def claimed(world: World, mobile: Mobile = NUMBER) -> Shopper:
    shopper = Shopper(world)
    send_code(world.ports, mobile, "sign_in", "192.0.2.1")
    claim_mobile(world.ports, shopper.id, mobile)
    return shopper


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_BAQ_024_the_right_code_signs_in_and_keeps_the_cart_under_a_new_session_name(world: World) -> None:
    shopper = Shopper(world).add(quantity=3)
    send_code(world.ports, NUMBER, "sign_in", "192.0.2.1")
    claim_mobile(world.ports, shopper.id, NUMBER)
    token = sign_in(world.ports, shopper.id, world.last_code(NUMBER))
    with world.store.transaction() as tx:
        assert tx.get(SESSIONS, shopper.id) is None
        session = tx.get(SESSIONS, fingerprint(token))
    assert session is not None
    assert (session.mobile, session.claimed_mobile) == (NUMBER, None)
    assert [line.quantity for line in session.cart] == [3]


def test_a_code_is_kept_as_a_keyed_hash_only(world: World) -> None:
    claimed(world)
    with world.store.transaction() as tx:
        (kept,) = tx.every(CODES)
    code = world.last_code(NUMBER)
    assert code not in str(kept)
    assert kept.code_hash != fingerprint(code)


def test_a_code_serves_once(world: World) -> None:
    first, second = claimed(world), Shopper(world)
    claim_mobile(world.ports, second.id, NUMBER)
    code = world.last_code(NUMBER)
    sign_in(world.ports, first.id, code)
    with pytest.raises(CodeRefused):
        sign_in(world.ports, second.id, code)
    assert second.session.mobile is None


def test_a_code_lives_five_minutes_and_not_a_second_longer(world: World) -> None:
    world.clock.go_on(minutes=1)
    late = claimed(world)
    world.clock.go_on(minutes=5, seconds=1)
    with pytest.raises(CodeRefused):
        sign_in(world.ports, late.id, world.last_code(NUMBER))
    in_time = claimed(world)
    world.clock.go_on(minutes=5)
    sign_in(world.ports, in_time.id, world.last_code(NUMBER))


def test_a_clock_that_jumps_back_revives_no_code(world: World) -> None:
    shopper = claimed(world)
    world.clock.go_on(hours=-1)
    with pytest.raises(CodeRefused):
        sign_in(world.ports, shopper.id, world.last_code(NUMBER))


def test_five_wrong_tries_end_a_code(world: World) -> None:
    shopper = claimed(world)
    code = world.last_code(NUMBER)
    left = []
    for _ in range(6):
        with pytest.raises(CodeRefused) as refused:
            sign_in(world.ports, shopper.id, another(code))
        left.append(refused.value.tries_left)
    assert left == [4, 3, 2, 1, 0, 0]
    with pytest.raises(CodeRefused):
        sign_in(world.ports, shopper.id, code)


def test_a_code_is_for_the_session_that_asked_and_no_other_can_use_it_up(world: World) -> None:
    stranger, buyer = Shopper(world), Shopper(world)
    send_code(world.ports, NUMBER, "sign_in", "192.0.2.1", stranger.id)
    claim_mobile(world.ports, stranger.id, NUMBER)
    world.clock.go_on(minutes=2)
    send_code(world.ports, NUMBER, "sign_in", "192.0.2.2", buyer.id)
    claim_mobile(world.ports, buyer.id, NUMBER)
    code = world.last_code(NUMBER)
    for guess in [another(code)] * 6 + [code]:
        with pytest.raises(CodeRefused) as refused:
            sign_in(world.ports, stranger.id, guess)
        assert refused.value.tries_left == 0
    assert sign_in(world.ports, buyer.id, code)


def test_of_two_hundred_guesses_at_once_five_are_weighed(world: World) -> None:
    shopper = claimed(world)
    wrong = another(world.last_code(NUMBER))
    came = in_threads(200, lambda _: sign_in(world.ports, shopper.id, wrong))
    left = [error.tries_left for error in came if isinstance(error, CodeRefused)]
    assert len(left) == 200
    assert sorted(left) == [*[0] * 196, 1, 2, 3, 4]
    with pytest.raises(CodeRefused):
        sign_in(world.ports, shopper.id, world.last_code(NUMBER))


def test_the_right_code_a_hundred_times_at_once_opens_one_session(world: World) -> None:
    shoppers = [Shopper(world) for _ in range(100)]
    send_code(world.ports, NUMBER, "sign_in", "192.0.2.1")
    for shopper in shoppers:
        claim_mobile(world.ports, shopper.id, NUMBER)
    code = world.last_code(NUMBER)
    came = in_threads(100, lambda n: sign_in(world.ports, shoppers[n].id, code))
    assert len([token for token in came if isinstance(token, str)]) == 1
    with world.store.transaction() as tx:
        assert len([session for session in tx.every(SESSIONS) if session.mobile]) == 1


def test_a_code_is_good_for_its_own_purpose_and_number_only(world: World) -> None:
    claimed(world)
    with pytest.raises(CodeRefused):
        send_links(world.ports, NUMBER, world.last_code(NUMBER))
    stranger = Shopper(world)
    claim_mobile(world.ports, stranger.id, Mobile("09350000001"))
    with pytest.raises(CodeRefused):
        sign_in(world.ports, stranger.id, world.last_code(NUMBER))


def test_nobody_signs_in_who_claimed_no_number(world: World) -> None:
    with pytest.raises(SessionExpired):
        sign_in(world.ports, "nobody", "123456")


def test_another_number_at_the_same_browser_does_not_see_the_first_ones_address(world: World) -> None:
    shopper = Shopper(world).sign_in().live_at(email="zahra@example.ir").send_by("free-courier")
    shopper.sign_in("09350000001")
    assert (shopper.session.recipient, shopper.session.email, shopper.session.delivery) == (None, "", "")


def test_the_same_number_signing_in_again_keeps_its_address(world: World) -> None:
    shopper = Shopper(world).sign_in().live_at(email="zahra@example.ir")
    world.clock.go_on(minutes=2)
    shopper.sign_in()
    assert shopper.session.recipient is not None
    assert shopper.session.email == "zahra@example.ir"


def test_BAQ_055_signing_out_forgets_the_session_on_the_server(world: World) -> None:
    shopper = Shopper(world).add().sign_in()
    sign_out(world.ports, shopper.id)
    assert (shopper.session.mobile, shopper.session.cart) == (None, ())


def sent(world: World) -> int:
    return len(world.outbox("code:"))


def test_a_second_code_waits_a_minute(world: World) -> None:
    send_code(world.ports, NUMBER, "sign_in", "a")
    world.clock.go_on(seconds=59)
    with pytest.raises(TooManyRequests) as refused:
        send_code(world.ports, NUMBER, "sign_in", "b")
    assert 1 <= refused.value.retry_after <= 2
    world.clock.go_on(seconds=1)
    send_code(world.ports, NUMBER, "sign_in", "c")
    assert sent(world) == 2


def often(world: World, times: int, send: Callable[[int], None]) -> int:
    """Try to send so many codes, a minute apart in turns of sixty; return how many the last error says to wait."""
    for number in range(times):
        try:
            send(number)
        except TooManyRequests as error:
            return error.retry_after
        world.clock.go_on(seconds=0.5)
    return 0


def test_BAQ_099_every_spelling_of_a_number_counts_as_one(world: World) -> None:
    spellings = ["09121234567", "۰۹۱۲۱۲۳۴۵۶۷", "٠٩١٢١٢٣٤٥٦٧", "+98 912 123 4567", "00989121234567", "0912-123-45-67"]
    for number, spelling in enumerate(spellings[:5]):
        send_code(world.ports, read_mobile(spelling), "sign_in", f"client {number}")
        world.clock.go_on(minutes=1)
    with pytest.raises(TooManyRequests) as refused:
        send_code(world.ports, read_mobile(spellings[5]), "links", "client 6")
    assert (refused.value.limit, refused.value.retry_after) == ("code_mobile", 55 * 60)
    assert sent(world) == 5
    world.clock.go_on(minutes=55)
    send_code(world.ports, NUMBER, "sign_in", "client 7")


def test_one_client_gets_sixty_codes_an_hour_for_whatever_numbers(world: World) -> None:
    wait = often(world, 61, lambda n: send_code(world.ports, Mobile(f"09{n:02d}1234567"), "sign_in", "one client"))
    assert sent(world) == 60
    assert wait > 3500


def test_one_prefix_gets_sixty_codes_an_hour_for_whatever_clients(world: World) -> None:
    often(world, 61, lambda n: send_code(world.ports, Mobile(f"0912123{n:04d}"), "sign_in", f"client {n}"))
    assert sent(world) == 60


def test_a_refused_code_writes_nothing(world: World) -> None:
    send_code(world.ports, NUMBER, "sign_in", "a")
    before = world.everything()
    with pytest.raises(TooManyRequests):
        send_code(world.ports, NUMBER, "sign_in", "a")
    assert world.everything() == before


def test_old_tallies_are_forgotten_and_young_ones_kept(world: World) -> None:
    send_code(world.ports, NUMBER, "sign_in", "a")
    world.clock.go_on(days=2)
    send_code(world.ports, Mobile("09350000001"), "sign_in", "b")
    world.clock.go_on(seconds=1)
    tidy_up(world.ports)
    tallies = world.everything()["tallies"]
    assert {str(tally["key"]).partition(":all:")[0] for tally in tallies} == {
        "code_mobile:09350000001",
        "code_address:b",
        "code_prefix:0935000",
        "code_day",
    }
