"""Cleaning: a `Document` becomes readable text with the way back to every source character."""

from pipeline.clean.cleaned import Cleaned
from pipeline.clean.document import clean_document

__all__ = ["Cleaned", "clean_document"]
