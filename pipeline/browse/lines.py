"""A line for people: words with the part they play, set in and wrapped without cutting a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Tone = Literal["head", "num", "text", "note", "citation", "place", "hit", "aside"]
Span = tuple[Tone, str]

# What is set in deeper than a terminal is wide still gets so many characters a line.
NARROWEST_TEXT = 20


@dataclass(frozen=True, slots=True)
class Line:
    """Words in order, how far their line is set in, and how much farther what wraps of it is (in characters)."""

    spans: tuple[Span, ...]
    indent: int = 0
    hang: int = 0

    @property
    def text(self) -> str:
        """Give the line as one string, not wrapped."""
        return " " * self.indent + "".join(words for _, words in self.spans)


def _cut(spans: tuple[Span, ...], start: int, end: int) -> Iterator[Span]:
    at = 0
    for tone, words in spans:
        if piece := words[max(0, start - at) : max(0, end - at)]:
            yield tone, piece
        at += len(words)


def _break_within(text: str, start: int, room: int) -> int:
    """Return the blank to break at: the last that fits or, behind a word longer than a line, the first (or the end)."""
    at = text.rfind(" ", start + 1, start + room + 1)
    return at if at > start else text.find(" ", start + room) % (len(text) + 1)


def wrap(line: Line, width: int) -> Iterator[Line]:
    """Yield a line as lines of at most `width` characters; only a longer word goes beyond.

    >>> [part.text for part in wrap(Line((("num", "1.  "), ("text", "Токтом күчүнө ээ кылат.")), 2, 4), 26)]
    ['  1.  Токтом күчүнө ээ', '      кылат.']
    """
    text = "".join(words for _, words in line.spans)
    start, indent = 0, line.indent
    while len(text) - start > (room := max(width - indent, NARROWEST_TEXT)):
        end = _break_within(text, start, room)
        yield Line(tuple(_cut(line.spans, start, end)), indent)
        start = end + len(text[end:]) - len(text[end:].lstrip(" "))
        indent = line.indent + line.hang
        if start >= len(text):
            return
    yield Line(tuple(_cut(line.spans, start, len(text))), indent)
