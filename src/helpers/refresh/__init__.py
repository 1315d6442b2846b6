"""Refresh: newer vintages of the series, fetched from their publishers and held against the present ones.

One module a publisher turns its answers into values; `registry` says which series each serves, `web` fetches under
limits, `guards` compares, `store` adds what passed as a new vintage. Nothing present is ever changed.
"""
