"""Finding goods by what people type: one normaliser and one ranking, for the service and, the same in JavaScript, for the pages."""
