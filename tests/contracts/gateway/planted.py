"""Wrong adapters, each wrong in one way that shops were wrong in, over a right one; the suite must find every one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from checkout.ports import BankStatus, Gateway, GatewayTerms, NotPaid, Paid, Return, Started, Unverified
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.money import Rials


class Right:
    """A right adapter, handed through; each wrong one below changes one thing of it."""

    def __init__(self, right: Gateway) -> None:
        self.right = right
        self.name = right.name
        self.terms: GatewayTerms = right.terms
        self.authority = ""

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        started = self.right.request(
            amount=amount, callback_url=callback_url, description=description, mobile=mobile, order=order
        )
        self.authority = started.authority
        return started

    def read_return(self, returned: Mapping[str, str]) -> Return:
        return self.right.read_return(returned)

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        return self.right.verify(authority=authority, amount=amount, claim=claim)

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        return self.right.inquire(authority=authority, claim=claim)

    def unverified(self) -> list[Unverified]:
        return self.right.unverified()

    def reverse(self, *, authority: str, claim: str = "") -> None:
        self.right.reverse(authority=authority, claim=claim)

    def close(self) -> None:
        self.right.close()


class IgnoresTheAmount(Right):
    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        try:
            return self.right.verify(authority=authority, amount=amount, claim=claim)
        except GatewayRefused:
            return Paid(reference=claim or authority)


class _Over(Right):
    """Calls whatever it takes for a no the end."""

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        del authority, claim
        return "failed"


class TakesARepeatedYesForANo(_Over):
    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        answer = self.right.verify(authority=authority, amount=amount, claim=claim)
        return NotPaid(bank_code="repeated") if isinstance(answer, Paid) and answer.repeated else answer


class TakesSilenceForANo(_Over):
    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        try:
            return self.right.verify(authority=authority, amount=amount, claim=claim)
        except GatewayUnavailable:
            return NotPaid(bank_code="silence")


class TakesSilenceForAYes(Right):
    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        try:
            return self.right.verify(authority=authority, amount=amount, claim=claim)
        except GatewayUnavailable:
            return Paid(reference=authority)


class TakesARefusalForANo(_Over):
    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        try:
            return self.right.verify(authority=authority, amount=amount, claim=claim)
        except GatewayRefused as refused:
            return NotPaid(bank_code=refused.bank_code)


class TakesNotYetForNever(_Over):
    """Every "not paid" is final."""


class BelievesTheReturn(Right):
    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        del amount, claim
        return Paid(reference=authority)


class BelievesAnyAuthority(Right):
    """Takes every return for the one it waits for, and verifies what the return names (CVE-2026-2592)."""

    def __init__(self, right: Gateway) -> None:
        super().__init__(right)
        self.returned = Return()

    def read_return(self, returned: Mapping[str, str]) -> Return:
        self.returned = self.right.read_return(returned)
        return replace(self.returned, authority=self.authority)

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        return self.right.verify(authority=self.returned.authority or authority, amount=amount, claim=claim)


class ForgetsTheReceipt(Right):
    """Names each payment by a reference of its own, so that a receipt used twice is not seen."""

    def verify(self, *, authority: str, amount: Rials, claim: str = "") -> Paid | NotPaid:
        answer = self.right.verify(authority=authority, amount=amount, claim=claim)
        return replace(answer, reference=authority) if isinstance(answer, Paid) else answer


class InventsAnAuthority(Right):
    """Sends buyers on whatever the bank answered."""

    def request(self, *, amount: Rials, callback_url: str, description: str, mobile: str, order: str) -> Started:
        try:
            return super().request(
                amount=amount, callback_url=callback_url, description=description, mobile=mobile, order=order
            )
        except (GatewayUnavailable, GatewayRefused):
            return Started(authority=f"none-{order}", pay_url="http://127.0.0.1:9/")


class TakesSilenceForGivenBack(Right):
    def reverse(self, *, authority: str, claim: str = "") -> None:
        try:
            self.right.reverse(authority=authority, claim=claim)
        except GatewayUnavailable:
            return


class TakesSilenceForNotGivenBack(Right):
    """Takes silence for a no, and asks nobody where the payment is."""

    def reverse(self, *, authority: str, claim: str = "") -> None:
        try:
            self.right.reverse(authority=authority, claim=claim)
        except GatewayUnavailable as silence:
            raise GatewayRefused("silence") from silence

    def inquire(self, *, authority: str, claim: str = "") -> BankStatus:
        del authority, claim
        return "verified"


Wrong = Callable[[Gateway], Gateway]
PLANTED: Mapping[str, tuple[Wrong, ...]] = {
    "another_amount_needs_a_person_and_pays_nothing[wrong_amount]": (IgnoresTheAmount, TakesARefusalForANo),
    "another_amount_needs_a_person_and_pays_nothing[in_toman]": (IgnoresTheAmount,),
    "a_payment_verified_before_is_paid": (TakesARepeatedYesForANo,),
    "an_answer_that_was_lost_after_the_bank_confirmed_is_heard_the_second_time": (
        TakesARepeatedYesForANo,
        TakesSilenceForANo,
    ),
    "a_verification_without_a_usable_answer_stays_open_until_there_is_one[timeout_before]": (TakesSilenceForANo,),
    "a_verification_without_a_usable_answer_stays_open_until_there_is_one[html]": (TakesSilenceForANo,),
    "a_verification_without_a_usable_answer_stays_open_until_there_is_one[rate_limit]": (TakesSilenceForANo,),
    "a_bank_that_will_not_verify_fails_nothing[terminal]": (TakesARefusalForANo,),
    "a_request_that_fails_leaves_nothing_under_way_and_the_next_one_pays[html]": (InventsAnAuthority,),
    "forged_returns_pay_nothing_and_spoil_nothing": (BelievesTheReturn,),
    "a_cancelled_payment_fails_and_another_may_be_started": (BelievesTheReturn,),
}
"""For each check, the wrong adapters that it must fail on, whatever the gateway."""

PLANTED_WHERE_ASKED: Mapping[str, tuple[Wrong, ...]] = {
    "a_bank_that_says_in_bank_for_an_hour_is_asked_on": (TakesNotYetForNever,),
    "an_inquiry_without_a_usable_answer_decides_nothing[html]": (TakesNotYetForNever,),
    "a_buyer_who_closes_the_page_unpaid_pays_nothing_and_may_come_again": (BelievesTheReturn, TakesNotYetForNever),
    "another_orders_return_changes_nothing": (BelievesAnyAuthority,),
    "a_receipt_pays_one_order_only": (ForgetsTheReceipt,),
}
"""The same for gateways that can be asked without the buyer's return."""

PLANTED_WHERE_CLAIMED: Mapping[str, tuple[Wrong, ...]] = {
    "a_return_mended_with_another_orders_facts_pays_one_order_at_most": (ForgetsTheReceipt, IgnoresTheAmount),
    "forged_returns_pay_nothing_and_spoil_nothing": (TakesSilenceForAYes,),
}
"""The same for gateways that verify what the buyer's return claims."""

_ASKED_AGAIN = "a_reversal_without_a_usable_answer_is_asked_for_again_and_gives_back_once"
PLANTED_WHERE_REVERSED: Mapping[str, tuple[Wrong, ...]] = {
    f"{_ASKED_AGAIN}[reset_before]": (TakesSilenceForGivenBack, TakesSilenceForNotGivenBack),
    f"{_ASKED_AGAIN}[reset_after]": (TakesSilenceForNotGivenBack,),
}
"""The same for gateways that give a payment back."""
