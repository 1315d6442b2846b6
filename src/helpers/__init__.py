"""Helpers of the compendium."""
__version__ = "0.1.0"
