"""Several sources of one act -> the one act they print, every value with the places that print it."""

from pipeline.join.act import join_sources

__all__ = ["join_sources"]
