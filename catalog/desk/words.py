"""What the preview says beside the shop's own pages, in Persian."""

from __future__ import annotations

HEAD = '<link rel="stylesheet" href="/.write/strip.css"><script src="/.write/reload.js" data-at="{at}" defer></script></head>'
"""Goes before the end of each page's head; ``at`` names what the page shows now."""

STRIP = """\
<aside class="write-strip" aria-label="پیش‌نمایش">
<p><b>پیش‌نمایش</b>{% if is_draft %} <mark>پیش‌نویس: منتشر نمی‌شود</mark>{% endif %}</p>
{% if own %}<p class="write-strip__wrong">این پرونده {{ grouped(own) }} مورد دارد</p>{% endif %}
{% if others %}<p class="write-strip__wrong"><a href="{{ problems_url }}">{{ grouped(others) }} مورد در پرونده‌های دیگر</a></p>{% endif %}
{% if warnings %}<p><a href="{{ problems_url }}">{{ grouped(warnings) }} هشدار</a></p>{% endif %}
{% if drafts %}<p><a href="{{ drafts_url }}">{{ grouped(drafts) }} پیش‌نویس</a></p>{% endif %}
<p>سبد و خرید همان است که در سایت: <bdi dir="ltr">{{ checkout }}</bdi></p>
</aside>
"""

PROBLEMS = """\
<section class="write-problems" aria-labelledby="write-problems-title">
<h2 id="write-problems-title">{{ title }}</h2>
<ol>
{% for one in problems %}
<li>
<p><bdi dir="ltr"><code>{{ one.at }} {{ one.code }}</code></bdi>{% if one.is_warning %} <span>هشدار</span>{% endif %}</p>
<p>{{ one.words }}</p>
{% if one.line %}<pre dir="auto"><code>{{ one.line }}</code></pre>{% endif %}
{% if one.url %}<p><a href="{{ one.url }}">صفحه‌ی همین پرونده</a></p>{% endif %}
</li>
{% endfor %}
</ol>
</section>
"""

WRONG_TITLE = "این‌ها را درست کنید؛ تا آن‌گاه چیزی منتشر نمی‌شود"
MISSING_TITLE = "این پیش‌نویس هنوز این‌ها را می‌خواهد"
ALL_TITLE = "همه‌ی موردها"
NOTHING_WRONG = "هیچ موردی نیست."
DRAFTS_TITLE = "پیش‌نویس‌ها"

TEXT = """\
{% extends 'base.html' %}
{% block main %}
<div class="wide">
{{ problems }}
{% if text %}<article class="prose"><h1>{{ title }}</h1>{{ text }}</article>{% endif %}
</div>
{% endblock main %}
"""
"""A page in the shop's look that is no page of the site."""

PLAIN = """\
<!doctype html>
<html lang="fa" dir="rtl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title></head>
<body class="write-plain"><main>{{ problems }}{{ text }}</main></body>
</html>
"""
"""The same where there is no look yet, for ``shop.toml`` cannot be read."""

DRAFTS = """\
<ul class="write-drafts">
{% for one in drafts %}<li><a href="{{ one.url }}">{{ one.title }}</a> <bdi dir="ltr"><code>{{ one.path }}</code></bdi></li>{% endfor %}
</ul>
"""
