"""The shop's rules, pure: no web, no disk, no clock of its own.

Words used everywhere:

SKU        one purchasable thing with its own price and stock (a variant has its own)
release    every price and rule of one build, immutable, named by the hash of its content
cart       SKUs and quantities; it holds no stock and no price
quote      a cart priced now, with each delivery and payment option allowed or refused
verdict    allowed, or refused with a reason and the policy clause it comes from
order      a quote frozen; its history is a chain of events from which its state follows
attempt    one try to pay an order through a gateway
authority  the gateway's name for an attempt
zone       a named set of cities that the shop treats alike
filler     what a person types to get past a field: question marks, zeros; taken for nothing
sample     a well-formed value of a range that nobody is given, as sample shops have
clause     a heading on a policy page, written ``page#anchor``

Money is integer rials (``Rials``); toman exists only where a person reads or types it.
Times are aware UTC; Jalali dates in Asia/Tehran exist only where a person reads or types them.
"""
