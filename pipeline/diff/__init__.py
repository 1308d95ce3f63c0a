"""Editions -> changes and lineage."""
