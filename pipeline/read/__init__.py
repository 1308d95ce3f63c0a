"""Reading: the bytes of a source become a `Document`, one file a format, chosen by content and never by name."""

from pipeline.read.source import read_document

__all__ = ["read_document"]
