"""Every rule that decides something, one idea a file, as plain functions over frozen values."""
