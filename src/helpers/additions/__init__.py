"""Additions: new facts, sources, series, claims, coders and notebooks, held against the contracts before they land."""
