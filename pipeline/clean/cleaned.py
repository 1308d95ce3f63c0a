"""A source with edits applied, and the way back.

Edits never touch a newline, so line n of the cleaned text is line n of the source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from pipeline.model import Document, Edit


def apply_edits(text: str, edits: Iterable[Edit], offset: int = 0) -> str:
    """Return the text with the edits applied; the text's first character stands at `offset` in the source.

    >>> apply_edits("Қaнт", [Edit(1, 2, "a", "а", "look_alike")])
    'Қант'
    """
    parts, at = [], offset
    for edit in edits:
        parts += [text[at - offset : edit.start - offset], edit.after]
        at = edit.end
    parts.append(text[at - offset :])
    return "".join(parts)


@dataclass(frozen=True)
class Cleaned:
    """A Document and the edits that make it readable, sorted and apart from each other."""

    document: Document
    edits: tuple[Edit, ...]

    @cached_property
    def text(self) -> str:
        """The cleaned text."""
        return apply_edits(self.document.text, self.edits)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The cleaned physical lines; the index is the line's number less one."""
        # By the source's own last newline: a last line of nothing but marks is a line, though cleaned it is empty.
        printed = self.text[:-1] if self.document.text.endswith("\n") else self.text
        return tuple(printed.split("\n"))

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Where each line begins in the cleaned text."""
        return tuple(accumulate((len(line) + 1 for line in self.lines[:-1]), initial=0))

    @cached_property
    def _edit_ends(self) -> list[int]:
        """Where each edit's replacement ends in the cleaned text."""
        ends, shift = [], 0
        for edit in self.edits:
            shift += len(edit.after) - (edit.end - edit.start)
            ends.append(edit.end + shift)
        return ends

    @cached_property
    def _edit_starts(self) -> list[int]:
        return [end - len(edit.after) for end, edit in zip(self._edit_ends, self.edits, strict=True)]

    def _source_of(self, offset: int) -> tuple[int, int]:
        """Return the source characters behind the cleaned character at `offset`."""
        i = bisect_right(self._edit_ends, offset)
        if i < len(self.edits) and self._edit_starts[i] <= offset:
            return self.edits[i].start, self.edits[i].end
        source = offset if i == 0 else self.edits[i - 1].end + offset - self._edit_ends[i - 1]
        return source, source + 1

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the source characters behind the cleaned characters `start..end`, which must not be empty."""
        return self._source_of(start)[0], self._source_of(end - 1)[1]

    def to_clean(self, offset: int) -> int:
        """Return where the source character at `offset` stands in the cleaned text (or would, were it not removed)."""
        i = bisect_left(self.edits, offset + 1, key=lambda edit: edit.start)
        if i == 0:
            return offset
        last = self.edits[i - 1]
        return self._edit_ends[i - 1] + max(0, offset - last.end) if offset >= last.end else self._edit_starts[i - 1]

    def line_of(self, offset: int) -> int:
        """Return the number, from 1, of the line that holds the cleaned character at `offset`."""
        return bisect_right(self.line_starts, offset)
