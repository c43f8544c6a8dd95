"""Staff sessions: argon2id passwords, limits, and sessions that end with what they were opened by."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters

from checkout.kinds import STAFF_SESSIONS
from checkout.secrets import fingerprint
from checkout.use_cases.staff import NOBODY, hash_password, staff_behind, staff_sign_in, staff_sign_out
from shop.errors import SessionExpired, SignInRefused, TooManyRequests
from tests.fakes import PASSWORD, STAFF_HASH, World


def signed_in(world: World, name: str = "sara") -> str:
    return staff_sign_in(world.ports, name, PASSWORD, "192.0.2.1")


def test_the_right_password_opens_a_session_kept_as_a_hash(world: World) -> None:
    token = signed_in(world)
    assert staff_behind(world.ports, token) == "sara"
    with world.store.transaction() as tx:
        (session,) = tx.every(STAFF_SESSIONS)
    assert session.id == fingerprint(token)
    assert token not in str(session)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("sara", ""),
        ("sara", PASSWORD + " "),
        ("", PASSWORD),
        ("nobody", PASSWORD),
        ("SARA", PASSWORD),
        ("sara", "\x00"),
    ],
)
def test_a_wrong_name_or_password_opens_none(world: World, name: str, password: str) -> None:
    with pytest.raises(SignInRefused):
        staff_sign_in(world.ports, name, password, "192.0.2.1")
    assert world.everything()["staff_sessions"] == []


def test_a_hash_that_is_none_lets_nobody_in(world: World) -> None:
    with pytest.raises(SignInRefused):
        staff_sign_in(world.with_staff({"sara": "$argon2id$broken"}), "sara", PASSWORD, "a")


def test_passwords_are_hashed_with_argon2id() -> None:
    hashed = hash_password(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert PasswordHasher().verify(hashed, PASSWORD)


def test_an_unknown_name_costs_as_much_as_a_known_one() -> None:
    assert extract_parameters(NOBODY) == extract_parameters(hash_password(PASSWORD))


def test_a_session_ends_when_its_password_changes_or_its_owner_leaves(world: World) -> None:
    token = signed_in(world)
    other = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    for staff in ({"sara": other}, {"ali": STAFF_HASH}):
        with pytest.raises(SessionExpired):
            staff_behind(world.with_staff(staff), token)
    token = signed_in(world)
    assert staff_behind(world.with_staff({"sara": STAFF_HASH}), token) == "sara"


def test_a_signed_out_session_is_dead_on_the_server(world: World) -> None:
    mine, other = signed_in(world), signed_in(world)
    staff_sign_out(world.ports, mine)
    with pytest.raises(SessionExpired):
        staff_behind(world.ports, mine)
    assert staff_behind(world.ports, other) == "sara"


def test_a_session_lives_ten_hours_and_not_a_second_longer(world: World) -> None:
    token = signed_in(world)
    world.clock.go_on(hours=10)
    assert staff_behind(world.ports, token) == "sara"
    world.clock.go_on(seconds=1)
    with pytest.raises(SessionExpired):
        staff_behind(world.ports, token)
    world.clock.go_on(hours=-5)
    with pytest.raises(SessionExpired):
        staff_behind(world.ports, token)


@pytest.mark.parametrize("token", ["", "x", fingerprint("x")])
def test_made_up_tokens_open_nothing(world: World, token: str) -> None:
    signed_in(world)
    with pytest.raises(SessionExpired):
        staff_behind(world.ports, token)


def test_ten_tries_a_quarter_of_an_hour_for_one_name_from_one_client(world: World) -> None:
    for _ in range(10):
        with pytest.raises(SignInRefused):
            staff_sign_in(world.ports, "sara", "wrong", "one client")
    with pytest.raises(TooManyRequests) as refused:
        staff_sign_in(world.ports, "sara", PASSWORD, "one client")
    assert refused.value.retry_after == 15 * 60
    assert staff_sign_in(world.ports, "sara", PASSWORD, "her own client"), "a stranger's failures keep nobody out"
    world.clock.go_on(minutes=15)
    assert staff_sign_in(world.ports, "sara", PASSWORD, "one client")


def test_right_sign_ins_use_no_tries_up(world: World) -> None:
    for _ in range(12):
        assert staff_sign_in(world.ports, "sara", PASSWORD, "one client")


def test_thirty_tries_a_quarter_of_an_hour_for_one_client(world: World) -> None:
    lenient = world.with_staff({f"name{n}": STAFF_HASH for n in range(40)})
    for n in range(30):
        with pytest.raises(SignInRefused):
            staff_sign_in(lenient, f"name{n}", "wrong", "one client")
    with pytest.raises(TooManyRequests):
        staff_sign_in(lenient, "name31", PASSWORD, "one client")
