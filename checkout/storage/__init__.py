"""Where the service's records live: in memory for tests, or in TinyDB over a crash-safe journal."""
