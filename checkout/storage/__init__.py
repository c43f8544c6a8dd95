"""Where the service's records live: in memory for tests, in TinyDB over one SQLite file, or in PostgreSQL."""
