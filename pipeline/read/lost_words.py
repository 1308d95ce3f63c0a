"""See that the words of a file are in what LibreOffice made of it: it drops what it can't place, and says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from pipeline.model import Finding

# A digit may have been raised since.
_WORD = regex.compile(r"\p{L}{2,}")
_SHOWN = 5


def find_lost_words(printed: str, text: str) -> Iterator[Finding]:
    """Yield a finding where words that a file prints are not in the text that was read by way of LibreOffice."""
    lost = _count_words(printed) - _count_words(text)
    if lost:
        shown = " ".join(list(lost)[:_SHOWN])
        said = f"{lost.total()} words of the file are not in what LibreOffice made of it, such as {shown!r}"
        yield Finding("words_lost_in_conversion", "warning", said)


def _count_words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.replace("\u00ad", "")))
