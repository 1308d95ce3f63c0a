"""Segmenting: cleaned lines get their furniture, language and breaks. Layout only; what a line means is for parse/."""

from pipeline.segment.arrange import Aside
from pipeline.segment.layout import Layout, segment_document
from pipeline.segment.lines import LayoutLine, LineRole

__all__ = ["Aside", "Layout", "LayoutLine", "LineRole", "segment_document"]
