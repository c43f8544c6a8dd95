"""The contact form over HTTP."""

from __future__ import annotations

import logging

import pytest

from tests.builders import a_shop
from tests.checkout.shops import opened
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import World

TYPED = {"subject": "complaint", "name": "زهرا احمدی", "reach": "۰۹۱۲۱۲۳۴۵۶۷", "text": "بسته دیر رسید."}


def write(browser: Browser, **other: str) -> Page:
    return browser.submit(browser.get("/contact"), "/contact", **{**TYPED, **other})


def test_BAK_109_a_complaint_goes_to_its_own_address(browser: Browser, world: World) -> None:
    opened(world, "bakala")
    sent = write(browser)
    assert sent.to == "/contact/sent"
    assert "پیام شما رسید" in browser.follow(sent).text
    assert [message.to for message in world.outbox()] == ["complaints@bakala.example"]
    assert "09121234567" in world.outbox()[0].body


@pytest.mark.parametrize("name", ["baqiyat", "bakala", "payatel", "chistatech", "atrebeheshti"])
def test_BAK_107_each_shop_offers_its_subjects_and_links_to_the_form(browser: Browser, world: World, name: str) -> None:
    shop = opened(world, name)
    page = browser.get("/contact").text
    assert [f'<option value="{one.id}">{one.name}</option>' in page for one in shop.contact.subject] == [True] * len(
        shop.contact.subject
    )
    assert len(shop.contact.subject) >= 3
    assert 'href="/contact"' in browser.get("/cart").text


def test_a_shop_without_subjects_has_no_form_and_no_link(browser: Browser, world: World) -> None:
    contact: dict[str, object] = {"subject": []}
    opened(world, "bakala", contact=contact)
    assert browser.get("/contact").status == 404
    assert 'href="/contact"' not in browser.get("/cart").text
    assert a_shop("bakala", contact=contact).contact.subject == ()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("subject", "nothing"),
        ("subject", ""),
        ("name", ""),
        ("reach", ""),
        ("reach", "0912"),
        ("reach", "zahra@"),
        ("text", " "),
        ("text", "x" * 4001),
        ("order", "1" * 21),
    ],
)
def test_BAK_107_a_wrong_field_is_told_beside_it_and_nothing_is_sent(
    browser: Browser, world: World, field: str, typed: str
) -> None:
    opened(world, "bakala")
    browser.get("/contact")
    page = unchanged(world, lambda: write(browser, **{field: typed}))
    assert (page.status, f'href="#{field}"' in page.text) == (422, True)
    assert page.form("/contact").fields["name"] == ("" if field == "name" else TYPED["name"])


def test_an_email_is_taken_too(browser: Browser, world: World) -> None:
    opened(world, "bakala")
    assert write(browser, reach="zahra@example.ir").status == 303
    assert "پاسخ به: zahra@example.ir" in world.outbox()[0].body


def test_a_link_may_name_the_subject_and_the_order(browser: Browser, world: World) -> None:
    opened(world, "bakala")
    fields = browser.get("/contact?subject=after-sales&order=BK-12345678").form("/contact").fields
    assert (fields["subject"], fields["order"]) == ("after-sales", "BK-12345678")
    assert "<script" not in browser.get("/contact?order=<script>alert(1)</script>").text


def test_too_many_letters_are_told_to_wait_and_keep_what_was_typed(browser: Browser) -> None:
    for _ in range(5):
        assert write(browser).status == 303
    page = write(browser)
    assert (page.status, "درخواست‌ها زیاد شد" in page.text) == (429, True)
    assert page.form("/contact").fields["text"] == TYPED["text"]


def test_a_form_that_is_sent_again_is_one_letter_to_its_writer_too(browser: Browser, world: World) -> None:
    form = browser.get("/contact")
    answers = [browser.submit(form, "/contact", **TYPED) for _ in range(3)]
    assert [answer.to for answer in answers] == ["/contact/sent"] * 3
    assert len(world.outbox()) == 1
    assert write(browser).to == "/contact/sent"
    assert len(world.outbox()) == 2


def test_a_page_that_tells_a_mistake_is_still_the_same_form(browser: Browser) -> None:
    first = browser.get("/contact")
    wrong = browser.submit(first, "/contact", **{**TYPED, "name": ""})
    key = first.form("/contact").fields["key"]
    assert wrong.form("/contact").fields["key"] == key
    assert browser.get("/contact").form("/contact").fields["key"] != key
    long = browser.submit(first, "/contact", **{**TYPED, "name": "", "key": "x" * 9000})
    assert long.form("/contact").fields["key"] == "x" * 60


def test_a_form_from_elsewhere_is_refused(browser: Browser, world: World) -> None:
    fields = {**browser.get("/contact").form("/contact").fields, **TYPED}
    page = unchanged(world, lambda: browser.post("/contact", fields, origin="https://evil.example"))
    assert page.status == 403


def test_what_is_written_stays_out_of_the_log(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        write(browser)
        write(browser, reach="x")
    for private in ("زهرا", "09121234567", "۰۹۱۲۱۲۳۴۵۶۷", "بسته دیر رسید"):
        assert private not in caplog.text
