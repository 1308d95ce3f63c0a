"""Read the paragraphs and tables that an element holds: the body, a cell, a text box, a note, a header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from pipeline.read.docx.names import (
    ALTERNATIVES,
    CELL,
    CELL_PROPERTIES,
    CHOICE,
    CHUNK,
    DELETED,
    FALLBACK,
    GRID,
    GRID_COLUMN,
    INSERTED,
    PARAGRAPH,
    ROW,
    ROW_PROPERTIES,
    TABLE,
    VALUE,
    WRAPPERS,
    W,
    is_on,
    number_of,
    short,
)
from pipeline.read.docx.paragraph import Paragraph, TextLine
from pipeline.read.docx.styles import SHADE, WHOLE_TABLE, is_shaded
from pipeline.read.docx.text import Reading, count_tracked, count_unread, read_paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

SPAN, DOWN, ALONG, BEFORE = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge", f"{W}gridBefore"
TABLE_PROPERTIES, TABLE_STYLE = f"{W}tblPr", f"{W}tblStyle"
HIDDEN_ROW, DELETED_CELL = f"{W}hidden", f"{W}cellDel"
HOLDERS = WRAPPERS | {PARAGRAPH, TABLE, ALTERNATIVES, CHUNK}
# A cell with so many lines may hold prose.
PROSE_LINES = 10
Merge = Literal["", "restart", "continue"]


@dataclass(slots=True)
class Cell:
    """A cell: the column of the grid where it begins, its printed lines, how it is merged with the one above it.

    `blocks` are what it holds where that is a table, or so much that it may be prose.
    """

    start: int
    lines: list[TextLine]
    blocks: list[Block]
    merge: Merge = ""


@dataclass(slots=True)
class Row:
    """A row of a table: its cells from left to right."""

    path: str
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table: its rows, and the widths of the columns of its grid in twentieths of a point, where they are told.

    `shades` are the parts of it that have a dark ground: `wholeTable`, `firstRow` …
    """

    rows: list[Row] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    shades: frozenset[str] = frozenset()

    @property
    def shades_next(self) -> bool:
        """Tell whether its next row has a dark ground."""
        return WHOLE_TABLE in self.shades or ("firstRow" in self.shades and not self.rows)


Block: TypeAlias = Paragraph | Table


def read_blocks(parent: _Element, path: str, reading: Reading) -> list[Block]:
    """Read the paragraphs and tables inside an element, in order."""
    blocks: list[Block] = []
    _read_children(parent, path, reading, blocks)
    return list(join_paragraphs(blocks)) if reading.merging else blocks


def _read_children(parent: _Element, path: str, reading: Reading, blocks: list[Block]) -> None:
    seen: dict[str, int] = {}
    for child in parent:
        tag = child.tag
        if tag not in HOLDERS:
            count_unread(child, reading)
            continue
        seen[tag] = number = seen[tag] + 1 if tag in seen else 1
        if tag == PARAGRAPH:
            read_paragraph_block(child, f"{path}/w:p[{number}]", reading, blocks)
            continue
        place = f"{path}/{short(tag)}[{number}]"
        if tag == TABLE:
            blocks.append(_read_table(child, place, reading))
        elif tag == ALTERNATIVES:
            read_alternatives(child, place, reading, blocks)
        elif tag == CHUNK:
            reading.counts["chunks"] += 1
        else:
            count_tracked(child, reading)
            _read_children(child, place, reading, blocks)


def read_paragraph_block(element: _Element, path: str, reading: Reading, blocks: list[Block]) -> None:
    """Read a paragraph, then what the text boxes anchored to it hold, to the end of a list of blocks."""
    paragraph = read_paragraph(element, path, reading)
    blocks.append(paragraph)
    if paragraph.boxes:
        for number, box in enumerate(paragraph.boxes, 1):
            blocks += read_blocks(box, f"{path}//w:txbxContent[{number}]", reading)
        paragraph.boxes = ()


def read_alternatives(element: _Element, path: str, reading: Reading, blocks: list[Block]) -> None:
    """Read the blocks of the first of several alternatives that holds any, to the end of a list of blocks."""
    for one in element.iterchildren(CHOICE, FALLBACK):
        found = read_blocks(one, f"{path}/{short(one.tag)}", reading)
        blocks += found
        if found:
            return


def join_paragraphs(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join each paragraph whose end was deleted or is hidden to the one that follows."""
    held: Paragraph | None = None
    for block in blocks:
        if held is not None:
            if isinstance(block, Paragraph):
                _join(held, block)
            elif held.pieces:
                yield held
            held = None
        if isinstance(block, Paragraph) and block.merges:
            held = block
        else:
            yield block
    if held is not None and held.pieces:
        yield held


def _join(first: Paragraph, second: Paragraph) -> None:
    """Put the words of a paragraph before those of the next, which keeps its own style and number."""
    second.number = second.number or first.number
    second.breaks |= first.breaks
    if first.pieces:
        second.pieces = [*first.pieces, *second.pieces]
        second.path = first.path


def _read_table(element: _Element, path: str, reading: Reading) -> Table:
    grid = next(element.iterchildren(GRID), None)
    table = Table(widths=widths_of(grid) if grid is not None else [])
    for properties in element.iterchildren(TABLE_PROPERTIES):
        table.shades = shades_of(properties, reading)
    for row, place in _find_rows(element, path, reading):
        if (found := read_row(row, place, reading, table)) is not None:
            table.rows.append(found)
    return table


def shades_of(properties: _Element, reading: Reading) -> frozenset[str]:
    """Return the parts of a table that its properties, or its style, give a dark ground."""
    shades = frozenset[str]()
    for one in properties:
        if one.tag == TABLE_STYLE:
            shades |= reading.styles.shades_of_table(one.get(VALUE, ""))
        elif one.tag == SHADE and is_shaded(one):
            shades |= {WHOLE_TABLE}
    return shades


def widths_of(grid: _Element) -> list[int]:
    """Return the widths of the columns of a table's grid."""
    return [number_of(one, f"{W}w") for one in grid.iterchildren(GRID_COLUMN)]


def _find_rows(parent: _Element, path: str, reading: Reading) -> Iterator[tuple[_Element, str]]:
    seen: dict[str, int] = {}
    for child in parent:
        seen[child.tag] = number = seen.get(child.tag, 0) + 1
        place = f"{path}/{short(child.tag)}[{number}]"
        if child.tag == ROW:
            yield child, place
        elif child.tag in WRAPPERS:
            count_tracked(child, reading)
            yield from _find_rows(child, place, reading)
        else:
            count_unread(child, reading)


def read_row(element: _Element, path: str, reading: Reading, table: Table) -> Row | None:
    """Read the next row of a table; None for one that was deleted or is hidden."""
    row, column = Row(path), 0
    for child in element:
        tag = child.tag
        if tag == CELL:
            break
        if tag == ROW_PROPERTIES:
            if _is_left_out(child, reading):
                return None
            column = max(0, number_of(next(child.iterchildren(BEFORE), None)))
    around, reading.shaded = reading.shaded, reading.shaded or table.shades_next
    _read_cells(element, path, row, column, reading)
    reading.shaded = around
    return row


def _is_left_out(properties: _Element, reading: Reading) -> bool:
    """Tell whether the properties of a row delete or hide it."""
    for one in properties:
        tag = one.tag
        if tag == INSERTED:
            reading.counts["inserted_rows"] += 1
        elif tag == DELETED or (tag == HIDDEN_ROW and is_on(one)):
            reading.counts["deleted_rows" if tag == DELETED else "hidden_rows"] += 1
            return True
    return False


def _read_cells(parent: _Element, path: str, row: Row, column: int, reading: Reading) -> int:
    """Read the cells inside an element into a row, from a column of the grid on; return the column behind them."""
    seen: dict[str, int] = {}
    for child in parent:
        tag = child.tag
        if tag == CELL or tag in WRAPPERS:
            seen[tag] = number = seen.get(tag, 0) + 1
            read = _read_cell if tag == CELL else _read_cells
            column = read(child, f"{path}/{short(tag)}[{number}]", row, column, reading)
        else:
            count_unread(child, reading)
    return column


def _read_cell(element: _Element, path: str, row: Row, column: int, reading: Reading) -> int:
    span, shaded = 1, False
    merge: Merge = ""
    properties = next(iter(element), None)
    for one in properties if properties is not None and properties.tag == CELL_PROPERTIES else ():
        tag = one.tag
        if tag == SPAN:
            span = max(1, number_of(one, default=1))
        elif tag == DOWN:
            merge = "restart" if one.get(VALUE) == "restart" else "continue"
        elif tag == DELETED_CELL:
            reading.counts["deletions"] += 1
            return column
        elif tag == ALONG and one.get(VALUE) != "restart":
            return column + span
        elif tag == SHADE:
            shaded = is_shaded(one)
    cell = Cell(column, [], [], merge)
    around, reading.shaded = reading.shaded, reading.shaded or shaded
    blocks = read_blocks(element, path, reading)
    reading.shaded = around
    if _print_lines(blocks, cell.lines) or len(blocks) >= PROSE_LINES:
        cell.blocks = blocks
    row.cells.append(cell)
    return column + span


def _print_lines(blocks: list[Block], lines: list[TextLine]) -> bool:
    """Print the lines of a cell, those of a table inside it cell after cell; return whether there is one."""
    tables = False
    for block in blocks:
        if isinstance(block, Table):
            lines += [line for row in block.rows for cell in row.cells for line in cell.lines]
            tables = True
            continue
        for line in block.lines():
            if (bare := line.bare()).text:
                lines.append(bare)
    return tables
