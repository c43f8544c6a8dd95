"""Whatever states a price states the same: a place that comes to state one gets a line in ``pages`` or ``till``."""
