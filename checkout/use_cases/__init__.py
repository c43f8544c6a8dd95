"""What people and clocks do with the shop: one verb a file, plain functions over the ports."""
