"""Kernels: ordinary ones, and warm ones that are forked from a parent with every library loaded."""
