"""Print the blocks of a DOCX as text: a line for each line that a paragraph breaks into, a tab between cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.errors import UnreadableSourceError
from pipeline.model import Finding, Line
from pipeline.read.docx.blocks import PROSE_LINES, Block, Row, Table
from pipeline.read.docx.paragraph import Note, Paragraph, TextLine
from pipeline.read.docx.text import Reading

# A gap that is a blank line whatever the others are: around tables, at page breaks, beside headings.
APART = 1_000_000
# Less than a line of 12 points is no blank line, in twentieths of a point.
LINE_HEIGHT = 240
# A paragraph of more characters than fit on a line is running text.
FLOWING = 90
# Columns so narrow that no letter fits between the margins of a cell come from edges that were drawn inexactly.
SLIVER = 150
MAX_COLUMNS = 256
MAX_CELLS = 4 * 1024 * 1024
MAX_TEXT = 64 * 1024 * 1024
MAX_LINE = 100_000
# A cell with many lines and so many letters holds prose: its table is there for the layout.
PROSE_LETTERS = 2000
# So many findings about places tell enough.
MOST_NOTES = 200
ADVICE = "this is not the text of an act; check how the file was made"


class Printed(NamedTuple):
    """A line of text, the gap above it in twentieths of a point, and what `Line` says of it."""

    text: str
    gap: int
    path: str
    row: int | None
    heading: bool
    cells: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class Sheet:
    """What has been printed so far: the lines, the number of the last table row, the last paragraph."""

    place: str
    reading: Reading
    lines: list[Printed] = field(default_factory=list)
    row: int = 0
    last: Paragraph | None = None
    apart: bool = False
    letters: int = 0

    def add(self, printed: Printed) -> None:
        """Print a line; raise UnreadableSourceError where it, or the text, grows too long."""
        text = printed.text
        self.letters += len(text) + 1
        if len(text) > MAX_LINE:
            raise UnreadableSourceError(
                f"a line of {len(text):,} characters, more than the {MAX_LINE:,} a line may have",
                place=f"{self.place}:{printed.path}",
                advice=ADVICE,
            )
        if self.letters > MAX_TEXT:
            message = f"a text of more than the {MAX_TEXT:,} characters it may have"
            raise UnreadableSourceError(message, place=self.place, advice="split the document")
        self.lines.append(printed._replace(gap=APART) if self.apart else printed)
        self.apart = False

    def part(self) -> None:
        """Have a blank line before what comes next."""
        self.apart, self.last = True, None


def print_blocks(blocks: Iterable[Block], sheet: Sheet) -> None:
    """Print paragraphs and tables in order."""
    for block in blocks:
        if isinstance(block, Table):
            _print_table(block, sheet)
        else:
            _print_paragraph(block, sheet)


def _print_paragraph(paragraph: Paragraph, sheet: Sheet) -> None:
    gap = _gap_above(paragraph, sheet.last)
    lines = paragraph.lines(columns=True)
    several = not _is_line_of_block(paragraph, lines)
    sheet.apart |= several
    printed = False
    for line in lines:
        if not line.text.strip():
            sheet.apart |= printed or not paragraph.merges
            continue
        above = APART if line.breaks else 0 if printed else gap
        sheet.add(Printed(line.text.rstrip(" "), above, paragraph.path, None, line.heading, (), line.notes))
        printed = True
    sheet.apart |= several and printed
    sheet.last = paragraph


def _is_line_of_block(paragraph: Paragraph, lines: list[TextLine]) -> bool:
    """Tell whether a paragraph may be one line of a title or a stamp: one line set aside, or one that goes on.

    All other paragraphs stand apart from their neighbours.
    """
    filled = [line.text.strip() for line in lines if line.text.strip()]
    if len(filled) != 1 or len(filled[0]) > FLOWING:
        return not filled
    return paragraph.style.aside or (not paragraph.number and filled[0][0].islower())


def _gap_above(paragraph: Paragraph, last: Paragraph | None) -> int:
    """Return how far a paragraph stands below the one before it."""
    if last is None:
        return 0
    one, other = last.style, paragraph.style
    alike = last.style_id == paragraph.style_id
    if paragraph.breaks or last.ends_section or one.heading != other.heading or (other.heading and not alike):
        return APART
    return (0 if alike and one.tight else one.after or 0) + (0 if alike and other.tight else other.before or 0)


def _print_table(table: Table, sheet: Sheet) -> None:
    columns = _find_columns(table)
    count = len(set(columns.values()))
    if count > MAX_COLUMNS or count * len(table.rows) > MAX_CELLS:
        raise UnreadableSourceError(
            f"a table of {count:,} columns and {len(table.rows):,} rows, more than the {MAX_COLUMNS} columns and "
            f"{MAX_CELLS:,} cells one may have",
            place=f"{sheet.place}:{table.rows[0].path}",
            advice=ADVICE,
        )
    sheet.part()
    merged: dict[int, str] = {}
    for row in table.rows:
        above = _hide_merged(row, merged, sheet.reading)
        if _is_for_layout(row):
            sheet.reading.counts["layout_rows"] += 1
            for cell in row.cells:
                sheet.part()
                print_blocks(cell.blocks, sheet)
            sheet.part()
        else:
            _print_row(row, columns, count, sheet, {columns[start]: path for start, path in above.items()})
    sheet.part()


def _find_columns(table: Table) -> dict[int, int]:
    """Return the printed column of each column of the grid where a cell begins: as few as keep the cells apart."""
    rows = [{cell.start for cell in row.cells} for row in table.rows]
    edges = [0]
    for width in table.widths:
        edges.append(edges[-1] + width)
    columns: dict[int, int] = {}
    group: set[int] = set()
    for start in sorted(set().union(*rows)):
        first = min(group, default=start)
        narrow = start < len(edges) and 0 < edges[start] - edges[first] < SLIVER
        if not (narrow and not any(start in row and row & group for row in rows)):
            group = set()
        columns[start] = columns[first] if group else len(set(columns.values()))
        group.add(start)
    return columns


def _count_columns(table: Table) -> int:
    return len(set(_find_columns(table).values()))


def _hide_merged(row: Row, merged: dict[int, str], reading: Reading) -> dict[int, str]:
    """Empty the cells that are merged into one above them; return the paths of what that prints, by their columns.

    `merged` are the columns where one is open, each with the path of what it prints.
    """
    above = {}
    for cell in row.cells:
        if cell.merge == "continue" and cell.start in merged:
            reading.counts["hidden_letters"] += sum(len(line.text) for line in cell.lines)
            cell.lines, cell.blocks = [], []
            if merged[cell.start]:
                above[cell.start] = merged[cell.start]
        elif cell.merge:
            merged[cell.start] = cell.lines[0].path if cell.lines else ""
        else:
            merged.pop(cell.start, None)
    return above


def _is_for_layout(row: Row) -> bool:
    """Tell whether a row only places what it holds: prose, or a table that isn't a cell's small detail."""
    cells = [cell for cell in row.cells if cell.blocks]
    if not cells:
        return False
    tables = [block for cell in cells for block in cell.blocks if isinstance(block, Table)]
    if tables:
        filled = sum(1 for cell in row.cells if cell.lines)
        return filled < 2 or any(
            len(table.rows) > 1 and len(set(_find_columns(table).values())) > 1 for table in tables
        )
    return any(_is_prose(cell.lines) for cell in cells)


def _is_prose(lines: list[TextLine]) -> bool:
    return len(lines) >= PROSE_LINES and sum(len(line.text) for line in lines) >= PROSE_LETTERS


def _print_row(row: Row, columns: dict[int, int], count: int, sheet: Sheet, above: dict[int, str]) -> None:
    """Print a row: a tab leads to the next cell, a new line goes on in the cell where the last one ended.

    `above` has the paths of cells that go down into the row, by their columns.
    """
    sheet.row += 1
    cells = {columns[cell.start]: cell.lines for cell in row.cells}
    text, told, paths, notes = "", list[TextLine](), [""], list[Note]()
    for column in range(count):
        if column:
            text += "\t"
            paths.append("")
        paths[-1] = above.get(column, "")
        for number, line in enumerate(cells.get(column, ())):
            if number:
                sheet.add(_line_of_row(text, told, paths, row, sheet, notes))
                text, told, paths, notes = "", [], [""], []
            if line.notes:
                notes += [note.moved(len(text)) for note in line.notes]
            text += line.text
            told.append(line)
            paths[-1] = line.path.removeprefix(row.path).lstrip("/")
    sheet.add(_line_of_row(text, told, paths, row, sheet, notes))


def _line_of_row(
    text: str, told: list[TextLine], paths: list[str], row: Row, sheet: Sheet, notes: list[Note]
) -> Printed:
    heading = bool(told) and all(line.heading for line in told)
    if len(told) == 1 and not any(path.startswith("/") for path in paths):
        return Printed(text, 0, told[0].path, sheet.row, heading, (), tuple(notes))
    return Printed(text, 0, row.path, sheet.row, heading, tuple(paths), tuple(notes))


def finish(sheet: Sheet) -> tuple[str, tuple[Line, ...], list[Finding]]:
    """Return the text of a sheet, its lines and the findings about places of it.

    A blank line stands where a gap is one and larger than most. The text ends with a newline, as a whole one does.
    """
    gaps = sorted(line.gap for line in sheet.lines[1:] if line.gap < APART and line.row is None)
    usual = gaps[(len(gaps) - 1) // 2] if gaps else 0
    texts, lines, found, at = list[str](), list[Line](), list[Finding](), 0
    for line in sheet.lines:
        if texts and (line.gap >= APART or line.gap > max(usual, LINE_HEIGHT - 1)):
            lines.append(Line(len(lines) + 1, at, at))
            texts.append("")
            at += 1
        end = at + len(line.text)
        lines.append(Line(len(lines) + 1, at, end, None, line.path, line.row, line.heading, line.cells))
        texts.append(line.text)
        for note in line.notes:
            found.append(Finding(note.code, "warning", note.message, at + note.start, min(end, at + note.end)))
        at = end + 1
    return "\n".join([*texts, ""]), tuple(lines), found[:MOST_NOTES]
