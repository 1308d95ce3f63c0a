"""Put what stands aside on a page among the blocks of the page, where it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.read.pdf.lines import TextLine
from pipeline.read.pdf.page import Page
from pipeline.read.pdf.ruled import Table
from pipeline.read.pdf.sides import Blocks


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, or what stands aside on one, with the blocks of its strips; `first` and `last` are loose around them."""

    page: Page
    strips: list[Blocks]
    first: Blocks
    last: Blocks


def order_blocks(leaves: Sequence[Leaf]) -> Iterator[tuple[Blocks, bool]]:
    """Yield blocks in reading order, and whether they stand aside or are loose.

    What is written upright comes line by line; a block that lies across it comes where its highest word stands.
    """
    for _, group in groupby(leaves, key=lambda leaf: leaf.page.number):
        parts = list(group)
        yield [block for leaf in parts for block in leaf.first], True
        yield from _across(parts)
        yield [block for leaf in parts for block in leaf.last], True


def _across(leaves: list[Leaf]) -> Iterator[tuple[Blocks, bool]]:
    upright = next((i for i, leaf in enumerate(leaves) if not leaf.page.turn and not leaf.page.back), None)
    if len(leaves) == 1 or upright is None:
        yield from ((blocks, bool(leaf.page.part)) for leaf in leaves for blocks in leaf.strips)
        return
    leaf = leaves.pop(upright)
    *columns, lines = leaf.strips
    aside = bool(leaf.page.part)
    yield from ((blocks, aside) for blocks in columns)
    for across in sorted(leaves, key=_top):
        top = _top(across)
        count = next((i for i, block in enumerate(lines) if block.top >= top), len(lines))
        yield lines[:count], aside
        yield from ((blocks, bool(across.page.part)) for blocks in across.strips)
        lines = lines[count:]
    yield lines, aside


def _top(leaf: Leaf) -> float:
    return min(
        (
            min(leaf.page.shown(line.boxes)[1::4])
            for blocks in leaf.strips
            for block in blocks
            for line in _lines(block)
        ),
        default=0.0,
    )


def _lines(block: Table | TextLine) -> Iterator[TextLine]:
    if isinstance(block, TextLine):
        yield block
    else:
        yield from (line for row in block.rows for cell in row for line in cell)
