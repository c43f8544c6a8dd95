"""``scripts/torture money``: no payment is lost, none counts twice, and none is believed that the bank did not confirm."""
