"""The Persian words for what only warns: what happened, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.problems import Code

WARNING_WORDS: Mapping[Code, str] = {
    Code.BLANK_ACCOUNT: "accounts.{key} خالی است و روش پرداخت «{method}» به خریدار پیشنهاد نمی‌شود. شماره را بنویسید یا آن روش را پاک کنید.",
    Code.BLANK_DATUM: "«{value}» در shop.toml خالی یا پُرکننده است و در صفحه «هنوز اعلام نشده» آمد. مقدارش را در shop.toml بنویسید.",
    Code.ARABIC_LETTER: "«{value}» حرف عربی دارد. با ی و ک فارسی بنویسید: {example}{more}",
    Code.HIDDEN_MARK: "نشان نادیدنی {value} در این خط است. آن را پاک کنید.{more}",
    Code.HALF_SPACE: "«{value}» نیم‌فاصله می‌خواهد، نه فاصله. بنویسید: {example}{more}",
    Code.ARABIC_DIGIT: "«{value}» رقم عربی دارد. با رقم فارسی بنویسید: {example}{more}",
    Code.FAR_PRICE: "قیمت {value} شد و در آخرین انتشار {first} بود. اگر یک رقم کم یا زیاد است، درستش کنید.",
    Code.SKU_GONE: (
        "Sku «{value}» («{key}») در آخرین انتشار بود و دیگر نیست؛ صفحه‌اش هم می‌رود."
        " اگر دیگر فروخته نمی‌شود، پرونده را نگه دارید و بنویسید: Status: withdrawn"
    ),
    Code.PAGE_GONE: (
        "صفحه‌ی {value} در آخرین انتشار بود و دیگر نیست. اگر نامش عوض شده، در پرونده‌ی تازه‌اش بنویسید: Alias: {example}"
    ),
    Code.PRICE_WITHOUT_WAS: "قیمت از {first} به {value} رسیده و Was ندارد؛ صفحه می‌گوید این قیمت از {known} بوده است. بیفزایید: Was: {example}",
    Code.SMALL_PICTURE: "ضلع کوتاه عکس images/{value} فقط {pixels} پیکسل است. عکسی با دست‌کم ۹۰۰ پیکسل بگذارید.",
    Code.RULE_FINDING: '{words} اگر همین را می‌خواهید، در [[reading]] بنویسید: findings = ["{value}"]',
    Code.OUTDATED_READING: "یافته‌ی «{value}» دیگر در قاعده‌ها نیست. آن را از findings پاک کنید.",
    Code.TYPED_FIGURE: "«{value}» در shop.toml هست؛ اگر آن‌جا عوض شود، این‌جا همان می‌ماند. به‌جایش بنویسید: {example}",
    Code.FILLER_ACCOUNT: (
        "accounts.{key} «{value}» پُرکننده است و روش پرداخت «{method}» به خریدار پیشنهاد نمی‌شود."
        " شماره‌ی راستین را بنویسید یا آن روش را پاک کنید."
    ),
    Code.ODD_PHONE: "{key} «{value}» شماره‌ی درستی نیست ({digits} رقم). بنویسید: {example}",
    Code.LIKE_A_SAMPLE: "{key} «{value}» به نمونه می‌ماند. اگر مقدار خود فروشگاه نیست، عوضش کنید.",
    Code.UNREACHED_ROW: "به {key} هیچ بسته‌ای نمی‌رسد: {first} پیش از آن همان محدوده و وزن را می‌گیرد. ردیف‌ها را از سبک به سنگین بچینید.",
    Code.UNREACHED_STATE: (
        "{key} مرحله‌ی «{value}» را می‌گوید، ولی order.steps آن را ندارد و سفارش به آن نمی‌رسد."
        " مرحله‌ای را بنویسید که هست، یا آن کار را به steps بیفزایید."
    ),
    Code.UNKNOWN_FILTER: "هیچ کالای این دسته در جدول مشخصات ردیف «{value}» ندارد.{hint} نام ردیف را همان‌گونه که در جدول‌هاست بنویسید.",
    Code.USELESS_FILTER: "ردیف «{value}» در کالاهای این دسته یا همه‌جا یکی است یا هیچ‌جا دوباره نمی‌آید؛ پالایشی با آن ساخته نمی‌شود. ردیف دیگری بنویسید یا این خط را پاک کنید.",
    Code.LEFT_MARK: (
        "«{value}» همان‌گونه که نوشته شده در صفحه دیده می‌شود، چون شکلش کامل نیست.{more}"
        " نمونه‌ی درست: [متن](rules.md)، **پررنگ**، {{shop:contact.mobile}}، و در جدول | --- | --- | زیر سر آن"
    ),
    Code.HEADING_LEVEL: "عنوان «{value}» یک پله بالاتر یا پایین‌تر از آن است که باید. به‌جای {value} بنویسید: {example}",
    Code.UNEVEN_ROW: "این ردیف جدول {value} خانه دارد و سر جدول {known} خانه. خانه‌ها را با | برابر کنید؛ آنچه زیادی باشد دیده نمی‌شود.",
    Code.UNNAMED_PICTURE: "این عکس شرح ندارد و کسی که آن را نمی‌بیند چیزی نمی‌شنود. بنویسید: ![آنچه دیده می‌شود]({value})",
    Code.LONG_VALUE: "{key} {value} نویسه است و در فهرست‌ها و جست‌وجو بریده می‌شود. حداکثر {known} نویسه بنویسید.",
    Code.CLAUSE_WITHOUT_TEXT: "زیر این عنوان متنی نیست. پاسخ یا قاعده را بنویسید، یا عنوان را پاک کنید.",
}
