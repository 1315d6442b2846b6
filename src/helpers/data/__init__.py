"""Data: read the raw tables, hold them to their contracts, cut what a notebook needs."""
