"""The checkout service: cart, steps, payment returns, tracking, staff desk, and the jobs behind them."""
