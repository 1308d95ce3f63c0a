"""Put the layout together: every printed line with its furniture rule, language and the blank lines before it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import regex

from pipeline.clean import Cleaned
from pipeline.languages.column_heads import heads_column
from pipeline.model import Document, Line
from pipeline.segment.arrange import Aside
from pipeline.segment.columns import part_columns
from pipeline.segment.extents import measure_lines
from pipeline.segment.furniture import find_furniture
from pipeline.segment.lines import LayoutLine
from pipeline.segment.repeated import part_repeated
from pipeline.segment.tongues import find_languages, part_blocks

# What a line begins with where its words don't begin yet: "#### **"
NOT_A_MARK = regex.compile(r"[^#*_ \t]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The printed lines of a source in order, and its languages in the order in which it begins them.

    `asides` are cells of its tables that are not published.
    """

    lines: tuple[LayoutLine, ...]
    languages: tuple[str, ...]
    asides: tuple[Aside, ...] = ()

    def stream(self, lang: str | None) -> tuple[LayoutLine, ...]:
        """Return the lines of one language that are not furniture."""
        return tuple(line for line in self.lines if line.lang == lang and line.furniture is None)


def segment_document(cleaned: Cleaned) -> Layout:
    """Segment a cleaned document into its printed lines."""
    texts = cleaned.lines
    furniture = find_furniture(texts)
    blocks = part_blocks(texts, _find_blocks(texts, furniture, cleaned.document.lines))
    tongues = find_languages(texts, blocks)
    lang_of = {i: lang for (start, end), lang in zip(blocks, tongues, strict=True) for i in range(start, end)}
    marked = _marked_lines(cleaned) | {line.number - 1 for line in cleaned.document.lines if line.heading}
    merged = _merged_columns(cleaned.document)
    extents = measure_lines(cleaned.document)
    lines, blanks = [], 0
    for i, text in enumerate(texts):
        if not text.strip():
            blanks += 1
            continue
        lines.append(
            LayoutLine(
                i + 1,
                text,
                cleaned.line_starts[i],
                lang_of.get(i),
                furniture.get(i),
                i in marked,
                blanks,
                cleaned.document.lines[i].row,
                merged=merged.get(i, ()),
                extent=extents.get(i),
            )
        )
        blanks = 0
    parted = part_columns(lines, cleaned.document)
    return Layout(part_repeated(parted.lines), tuple(dict.fromkeys(lang for lang in tongues if lang)), parted.asides)


def _merged_columns(document: Document) -> dict[int, tuple[int, ...]]:
    """Return the columns, counted in their row, that a cell of a row above goes down into, by the lines' indexes."""
    merged: dict[int, tuple[int, ...]] = {}
    row, column = None, 0
    for i, line in enumerate(document.lines):
        column = column if line.row == row else 0
        row = line.row
        if found := tuple(column + at for at, cell in enumerate(line.cells) if cell.startswith("/")):
            merged[i] = found
        if row is not None:
            column += document.text.count("\t", line.start, line.end)
    return merged


def _find_blocks(texts: Sequence[str], furniture: dict[int, str], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the ranges of lines with no blank line, no furniture and no end of a page between them.

    A table goes on over the end of a page, unless a header begins the next one that it doesn't have yet.
    """
    blocks: list[tuple[int, int]] = []
    printed: set[str] = set()  # by the last block
    for i, text in enumerate(texts):
        if not text.strip() or i in furniture:
            continue
        above = lines[i - 1]
        next_to = blocks and blocks[-1][1] == i
        if next_to and (lines[i].page == above.page or _is_next(above, lines[i], text, printed)):
            blocks[-1] = (blocks[-1][0], i + 1)
        else:
            blocks.append((i, i + 1))
            printed = set()
        printed.add(text)
    return blocks


def _is_next(above: Line, line: Line, text: str, printed: Collection[str]) -> bool:
    """Tell whether a line goes on with the table row above it, or is the next row and no header, but one `printed`."""
    if above.row is None or line.row is None:
        return False
    return line.row == above.row or text in printed or (line.row == above.row + 1 and not heads_column(text))


def _marked_lines(cleaned: Cleaned) -> set[int]:
    """Return the indexes of lines that begin with a mark of the format, and of those a mark spans."""
    text, lines = cleaned.document.text, cleaned.document.lines
    words: dict[int, int] = {}  # where the words of a line begin, by its index
    marked, open_since, at = set(), None, 0
    for mark in cleaned.document.marks:
        while lines[at].end < mark.start:
            at += 1
        if mark.before.lstrip().startswith("#"):
            marked.add(at)
        elif mark.before.startswith(("**", "__")):
            if open_since is None:
                if at not in words:
                    word = NOT_A_MARK.search(text, lines[at].start, lines[at].end)
                    words[at] = word.start() if word else lines[at].end
                open_since = at if mark.start <= words[at] else -1
            else:
                if open_since >= 0:
                    marked.update(range(open_since, at + 1))
                open_since = None
    return marked
