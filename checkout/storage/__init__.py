"""Where the service's records live: in memory for tests, in TinyDB over a crash-safe journal, or in PostgreSQL."""
