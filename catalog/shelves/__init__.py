"""What stands on a category's shelf, in which orders, by which filters, on how many pages."""
