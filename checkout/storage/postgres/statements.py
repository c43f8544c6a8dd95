"""Everything that a connection is asked, by name; and how each of its sessions is set up."""

from __future__ import annotations

from collections.abc import Mapping

ANSWER_SECONDS = 8.0
"""How long a server that can be reached may take to answer; it gives up a little earlier by itself."""

_SESSION: Mapping[str, str] = {
    "default_transaction_isolation": "read committed",  # what a commit checks must be what others have kept by then
    "statement_timeout": "6s",
    "lock_timeout": "4s",
    "idle_in_transaction_session_timeout": "60s",
    "plan_cache_mode": "force_generic_plan",
    # Tables grow under a running service: a plan made while they were empty must be right for ever.
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
}
SETUP = ("SELECT " + ", ".join(f"set_config('{name}', '{value}', false)" for name, value in _SESSION.items())).encode()

SNAPSHOT, END, RECORDS, FOUND, STOCK = b"snapshot", b"end", b"records", b"found", b"stock"
FIRST, NEWEST, COUNT, EVERY = b"first", b"newest", b"count", b"every"
LOCK, COMMIT, SETTLE = b"lock", b"commit", b"settle"

STATEMENTS: Mapping[bytes, bytes] = {
    SNAPSHOT: b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    END: b"COMMIT",
    RECORDS: b"""
        SELECT asked.n, r.version, r.doc
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked(kind, key, n)
        JOIN hojreh.records AS r ON r.kind = asked.kind AND r.key = asked.key
    """,
    FOUND: b"""
        SELECT asked.n, f.key, r.version, r.doc
        FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked(kind, idx, value, n)
        JOIN hojreh.found_by AS f ON f.kind = asked.kind AND f.idx = asked.idx AND f.value = asked.value
        JOIN hojreh.records AS r ON r.kind = f.kind AND r.key = f.key
        ORDER BY asked.n, f.mark, f.key
    """,
    STOCK: b"SELECT sku, n FROM unnest($1::text[]) AS asked(sku) JOIN hojreh.stock USING (sku)",
    FIRST: b"""
        SELECT r.key, r.version, r.doc
        FROM (
            SELECT kind, mark, key FROM hojreh.found_by
            WHERE kind = $1 AND idx = $2 AND value = $3 AND mark > $4 ORDER BY mark, key LIMIT $5::bigint
        ) AS f
        JOIN hojreh.records AS r ON r.kind = f.kind AND r.key = f.key
        ORDER BY f.mark, f.key
    """,
    NEWEST: b"""
        SELECT r.key, r.version, r.doc
        FROM (
            SELECT kind, mark, key FROM hojreh.found_by
            WHERE kind = $1 AND idx = $2 AND value = $3 AND mark < $4 ORDER BY mark DESC, key DESC LIMIT $5::bigint
        ) AS f
        JOIN hojreh.records AS r ON r.kind = f.kind AND r.key = f.key
        ORDER BY f.mark DESC, f.key DESC
    """,
    COUNT: b"""
        SELECT count(*) FROM (
            SELECT FROM hojreh.found_by WHERE kind = $1 AND idx = $2 AND value = $3 LIMIT $4::bigint
        ) AS part
    """,
    EVERY: b"SELECT key, version, doc FROM hojreh.records WHERE kind = $1 AND key >= $2 ORDER BY key LIMIT $3::bigint",
    LOCK: b"SELECT hojreh.lock($1, $2, $3, $4)",
    COMMIT: b"SELECT hojreh.commit(" + b", ".join(b"$%d" % n for n in range(1, 30)) + b")",
    SETTLE: b"SELECT hojreh.settle($1)",
}
