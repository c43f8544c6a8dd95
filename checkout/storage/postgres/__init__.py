"""The store in PostgreSQL: for many processes and machines, each record one row, each commit one call."""
