from __future__ import annotations

from scripts.lib.load.forms import PageForm, form_with, forms_in

PAGE = """
<form action="/search"><input name="q"></form>
<form class="stack" method="post" action="/checkout/review?a=1&amp;b=2">
  <input type="hidden" name="csrf" value="t&quot;1"><input type=hidden name=key value='k'>
  <input type="radio" name="way" value="post"><input type="radio" name="way" value="courier" checked>
  <input type="checkbox" name="legal" value="yes"><input type="checkbox" name="sure" checked>
  <input name="name" value="مریم"><input name="note"><input type="submit" name="go" value="x"><button>go</button>
</form>
<form method="POST"><input type="hidden" name="remove" value="S1"></form>
"""


def test_a_form_holds_what_a_browser_would_send_untouched() -> None:
    first, second = forms_in(PAGE)

    assert first == PageForm(
        "/checkout/review?a=1&b=2",
        {"csrf": 't"1', "key": "k", "way": "courier", "sure": "on", "name": "مریم", "note": ""},
    )
    assert second == PageForm("", {"remove": "S1"})


def test_a_form_is_found_by_a_field() -> None:
    assert form_with(PAGE, "remove") == PageForm("", {"remove": "S1"})
    assert form_with(PAGE, "q") is None
