"""Segmenting: cleaned lines get their furniture, language and breaks. Layout only; what a line means is for parse/."""

from pipeline.segment.layout import Layout, segment_document
from pipeline.segment.lines import LayoutLine

__all__ = ["Layout", "LayoutLine", "segment_document"]
