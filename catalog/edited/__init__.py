"""A build after an edit of a few products: only what they touch is read, made and written."""
