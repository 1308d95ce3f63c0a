"""Segmenting: cleaned lines get their furniture, language and breaks. Layout only; what a line means is for parse/."""

from pipeline.segment.layout import Layout, LayoutLine, segment_document

__all__ = ["Layout", "LayoutLine", "segment_document"]
