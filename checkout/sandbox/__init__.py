"""Stand-ins for the outside world: a bank that speaks Zarinpal, an inbox that takes messages, a host for static pages.

A process of its own. It imports nothing of the project but ``shop``'s text, money and calendar, as a real bank would not.
"""
