"""HTTP: read the request, call a use case in a thread, render or redirect. The only place that awaits."""
