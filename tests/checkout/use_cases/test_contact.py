"""What is written by the contact form reaches its subject's address, and the order it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.kinds import OUTBOX, TICKETS
from checkout.use_cases.jobs import send_messages
from checkout.use_cases.write_to_shop import DAILY_LETTERS, Letter, tickets_of, write_to_shop
from shop.errors import BadInput, TooManyRequests
from tests.checkout.shopper import an_ordered
from tests.checkout.shops import opened
from tests.fakes import World

LETTER = Letter(subject="suggestion", name="زهرا احمدی", reach="09121234567", order="", text="کاش رنگ سبز هم بود.")


@pytest.mark.parametrize(
    ("name", "subject", "to"),
    [
        pytest.param("bakala", "order-follow-up", "orders@bakala.example", id="BAK-107 order"),
        pytest.param("bakala", "after-sales", "service@bakala.example", id="BAK-107 after sales"),
        pytest.param("bakala", "suggestion", "info@bakala.example", id="BAK-108"),
        pytest.param("bakala", "complaint", "complaints@bakala.example", id="BAK-109"),
        pytest.param("bakala", "violation", "pr@bakala.example", id="BAK-129"),
        pytest.param("baqiyat", "fake-message", "info@baqiyat.example", id="BAQ-051"),
    ],
)
def test_BAK_107_BAK_108_BAK_109_BAK_129_BAQ_051_one_message_goes_to_the_subjects_address(
    world: World, name: str, subject: str, to: str
) -> None:
    shop = opened(world, name)
    write_to_shop(world.ports, replace(LETTER, subject=subject), "client")
    (message,) = world.outbox()
    title = next(one.name for one in shop.contact.subject if one.id == subject)
    assert (message.channel, message.to, message.subject) == ("email", to, f"{title} - {shop.name}")
    for said in (title, "زهرا احمدی", "09121234567", "کاش رنگ سبز هم بود."):
        assert said in message.body


@pytest.mark.parametrize("subject", ["", "nothing", "شکایت"])
def test_BAK_107_an_unknown_subject_is_refused_and_nothing_kept(world: World, subject: str) -> None:
    opened(world, "bakala")
    before = world.everything()
    with pytest.raises(BadInput, match="not_listed"):
        write_to_shop(world.ports, replace(LETTER, subject=subject), "client")
    assert world.everything() == before


def test_BAK_107_a_letter_with_an_orders_code_is_kept_beside_it(world: World) -> None:
    order = an_ordered(world)
    for typed in (order.code, order.code.lower(), order.code.removeprefix("BQ-"), f" {order.code} "):
        write_to_shop(world.ports, replace(LETTER, subject="order-follow-up", order=typed), "client")
    tickets = tickets_of(world.ports, order.code)
    assert [(one.subject, one.reach) for one in tickets] == [("پیگیری سفارش", "09121234567")] * 4
    assert f"/desk/orders/{order.code}" in world.outbox("contact:")[0].body


def test_a_code_of_no_order_goes_along_and_keeps_no_ticket(world: World) -> None:
    write_to_shop(world.ports, replace(LETTER, order="BQ-99999999"), "client")
    (message,) = world.outbox()
    assert "کد سفارش BQ-99999999 نوشته شده است؛ چنین سفارشی نیست." in message.body
    with world.store.transaction() as tx:
        assert tx.every(TICKETS) == []


def test_a_letter_is_not_kept_once_it_is_sent(world: World) -> None:
    write_to_shop(world.ports, LETTER, "client")
    assert send_messages(world.ports) == 1
    assert [message.to for message in world.messenger.taken.values()] == ["info@baqiyat.example"]
    with world.store.transaction() as tx:
        assert tx.every(OUTBOX) == []


def test_a_client_writes_five_letters_an_hour(world: World) -> None:
    for _ in range(5):
        write_to_shop(world.ports, LETTER, "client")
    before = world.everything()
    with pytest.raises(TooManyRequests):
        write_to_shop(world.ports, LETTER, "client")
    assert world.everything() == before
    write_to_shop(world.ports, LETTER, "another")
    world.clock.go_on(hours=1)
    write_to_shop(world.ports, LETTER, "client")


def test_a_day_takes_so_many_letters_whoever_writes(world: World) -> None:
    for number in range(DAILY_LETTERS.most):
        write_to_shop(world.ports, LETTER, f"client {number}")
    before = world.everything()
    with pytest.raises(TooManyRequests):
        write_to_shop(world.ports, LETTER, "one more")
    assert world.everything() == before


def test_a_letter_posted_again_is_one_letter_and_one_ticket(world: World) -> None:
    order = an_ordered(world)
    letter = replace(LETTER, subject="order-follow-up", order=order.code)
    write_to_shop(world.ports, letter, "client", "form-1")
    send_messages(world.ports)
    before = world.everything()
    for _ in range(9):
        write_to_shop(world.ports, letter, "client", "form-1")

    assert world.everything() == before
    assert len(tickets_of(world.ports, order.code)) == 1


def test_another_letter_on_the_same_form_or_the_same_on_another_is_sent_too(world: World) -> None:
    order = an_ordered(world)
    letter = replace(LETTER, subject="order-follow-up", order=order.code)
    write_to_shop(world.ports, letter, "client", "form-1")
    write_to_shop(world.ports, replace(letter, text="کاش آبی هم بود."), "client", "form-1")
    write_to_shop(world.ports, letter, "client", "form-2")
    assert len(tickets_of(world.ports, order.code)) == len(world.outbox("contact:")) == 3


def test_a_refused_letter_is_not_taken_for_one_that_was_read(world: World) -> None:
    for _ in range(5):
        write_to_shop(world.ports, LETTER, "client")
    with pytest.raises(TooManyRequests):
        write_to_shop(world.ports, LETTER, "client", "form-1")
    world.clock.go_on(hours=1)
    write_to_shop(world.ports, LETTER, "client", "form-1")
    assert len(world.outbox("contact:")) == 6
