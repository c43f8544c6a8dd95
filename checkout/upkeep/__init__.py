"""Looking after a store: its documents as a stream, compared, copied, backed up and put back."""
