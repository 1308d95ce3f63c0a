"""Put what stands aside on a page among the blocks of the page, where it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.read.pdf.page import Page
from pipeline.read.pdf.ruled import Table
from pipeline.read.pdf.words import TextLine, Word

Blocks = list[Table | TextLine]


def order_blocks(pages: Sequence[tuple[Page, Blocks]]) -> Iterator[tuple[Blocks, bool]]:
    """Yield blocks in reading order, and whether they stand aside.

    What is written upright comes line by line; a block that lies across it comes where its highest word stands.
    """
    for _, group in groupby(pages, key=lambda one: one[0].number):
        parts = list(group)
        upright = next((i for i, (page, _) in enumerate(parts) if not page.turn and not page.back), None)
        if len(parts) == 1 or upright is None:
            yield from ((blocks, bool(page.part)) for page, blocks in parts)
            continue
        page, lines = parts.pop(upright)
        for across, blocks in sorted(parts, key=_top):
            top = _top((across, blocks))
            count = next((i for i, block in enumerate(lines) if block.top >= top), len(lines))
            yield lines[:count], bool(page.part)
            lines = lines[count:]
            yield blocks, bool(across.part)
        yield lines, bool(page.part)


def _top(part: tuple[Page, Blocks]) -> float:
    page, blocks = part
    return min((page.shown(word)[1] for block in blocks for word in _words(block)), default=0.0)


def _words(block: Table | TextLine) -> Iterator[Word]:
    if isinstance(block, TextLine):
        yield from block.words
    else:
        yield from (word for row in block.rows for cell in row for line in cell for word in line.words)
