"""Lay a sheet out as a PDF with fpdf2: a ruled table or columns without rules, its rows cut by the ends of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.factory.mutations import merge_down
from tests.factory.truth import CONTINUATION, Sheet, TableRow
from tests.factory.wraps import RAISED, Cut, lower, wrap

SHARES = {"num": 0.5, "code": 1.0, "name": 2.6, "form": 1.5}
BOTTOM, TOP = 50.0, 50.0
# Raised digits are so much smaller, and stand so much higher, in sizes of the font.
RAISED_SIZE, RAISED_BY = 0.65, 0.33


@dataclass(frozen=True, slots=True)
class Style:
    """How a PDF looks: its rules, its font, its width in points, what happens at the end of a page."""

    ruled: bool = True
    font: str = "DejaVuSans"
    size: float = 10.0
    width: float = 595.0
    height: float = 842.0
    cut: Cut = ""
    break_rows: bool = False
    repeat_header: bool = False
    continuation: bool = False
    middle: bool = False
    tracking: float = 0.0
    merged: bool = False


class _Sheet:
    """A PDF under way: where the next line goes, and the table's columns."""

    def __init__(self, sheet: Sheet, style: Style) -> None:
        import matplotlib as mpl
        from fpdf import FPDF

        fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
        self.sheet, self.style = sheet, style
        self.file = FPDF(unit="pt", format=(style.width, style.height))
        self.file.set_creation_date(datetime(2020, 1, 1, tzinfo=UTC))
        self.file.set_auto_page_break(auto=False)
        self.file.set_margin(0)
        self.file.add_font("F", "", fonts / f"{style.font}.ttf")
        self.file.set_font("F", size=style.size)
        self.file.set_line_width(0.5)
        self.line = style.size * 1.25
        left, right = 45.0, style.width - 40
        total = sum(SHARES[column] for column in sheet.columns)
        self.edges = [left]
        for column in sheet.columns:
            self.edges.append(self.edges[-1] + (right - left) * SHARES[column] / total)
        self.y, self.pages = TOP, 0
        self.add_page()

    def add_page(self) -> None:
        """Begin a page; its number stands below."""
        self.file.add_page()
        self.pages += 1
        self.file.text(self.style.width / 2, self.style.height - 22, str(self.pages))
        self.y = TOP

    @property
    def room(self) -> int:
        """Return how many lines fit on the rest of the page."""
        return self.room_below(self.y)

    def room_below(self, y: float) -> int:
        """Return how many lines fit on the page below a place."""
        return max(0, int((self.style.height - BOTTOM - y - 4) // self.line))

    def height(self, depth: int) -> float:
        """Return how high a row of so many lines is."""
        return depth * self.line + (4 if self.style.ruled else 0)

    def text(self, x: float, y: float, line: str) -> None:
        """Write a line whose top is at y."""
        if self.style.tracking:
            self.file.set_char_spacing(self.style.tracking)
        for part in filter(None, RAISED.split(line)):
            raised = RAISED.fullmatch(part) is not None
            self.file.set_font_size(self.style.size * (RAISED_SIZE if raised else 1))
            self.file.text(x, y + self.style.size * (1 - RAISED_BY * raised), lower(part))
            x += self.file.get_string_width(lower(part))

    def paragraph(self, lines: Sequence[str]) -> None:
        """Write a paragraph and leave half a line below it."""
        wide = self.edges[-1] - self.edges[0]
        for line in (part for one in lines for part in wrap(one, wide, self.file.get_string_width)):
            if not self.room:
                self.add_page()
            self.text(self.edges[0], self.y, line)
            self.y += self.line
        self.y += self.line * 0.7

    def cells(self, row: TableRow) -> list[list[str]]:
        """Return the lines of each cell of a row."""
        if row.spread:
            wide = self.edges[-1] - self.edges[0] - 8
            return [wrap(row.cells[0], wide, self.file.get_string_width), *[[] for _ in row.cells[1:]]]
        widths = [right - left - (8 if self.style.ruled else 10) for left, right in self.columns()]
        slack = 1 + self.style.tracking / self.style.size * 2
        cut: Cut = "" if row.kind == "header" else self.style.cut
        return [
            wrap(cell, width / slack, self.file.get_string_width, cut)
            for cell, width in zip(row.cells, widths, strict=True)
        ]

    def columns(self) -> Iterator[tuple[float, float]]:
        """Yield the left and right edge of each column."""
        yield from zip(self.edges, self.edges[1:], strict=False)

    def rows(self) -> None:
        """Write the table, over as many pages as it takes."""
        rows = (
            merge_down(self.sheet) if self.style.merged else [(row, (1,) * len(row.cells)) for row in self.sheet.rows]
        )
        for at, (row, spans) in enumerate(rows):
            cells = self.cells(row)
            depth = max(map(len, cells))
            going_on = spans
            while depth > self.room:
                fits = self.room
                if self.style.break_rows and row.kind == "entry" and 0 < fits < depth:
                    self.band(row, [lines[:fits] for lines in cells])
                    cells = [lines[fits:] for lines in cells]
                self.turn_page(row)
                # a cell that goes down over a page's end is printed again on the next
                going_on = (1,) * len(spans)
                depth = max(map(len, cells))
            own = [lines if span else [] for lines, span in zip(cells, going_on, strict=True)]
            below = rows[at + 1][1] if at + 1 < len(rows) and self.fits(rows[at + 1][0], depth) else ()
            self.band(row, own, depth, going_on, below)

    def fits(self, row: TableRow, depth: int) -> bool:
        """Tell whether a row fits on the page below one of so many lines."""
        return max(map(len, self.cells(row))) <= self.room_below(self.y + self.height(depth))

    def turn_page(self, row: TableRow) -> None:
        """Begin a page with what stands above a table that goes on."""
        self.add_page()
        if self.style.continuation:
            words = CONTINUATION[self.sheet.lang]
            self.text(self.edges[-1] - self.file.get_string_width(words) - 4, self.y, words)
            self.y += self.line * 1.4
        if self.style.repeat_header and row.kind != "header":
            for header in (one for one in self.sheet.rows if one.kind == "header"):
                self.band(header, self.cells(header))

    def band(
        self,
        row: TableRow,
        cells: Sequence[Sequence[str]],
        depth: int = 0,
        spans: Sequence[int] = (),
        below: Sequence[int] = (),
    ) -> None:
        """Write one row, or the part of it that a page holds; `spans` and `below` tell which cells go on (0)."""
        depth = depth or max(map(len, cells))
        height = self.height(depth)
        for (left, _), lines in zip(self.columns(), cells, strict=True):
            down = (depth - len(lines)) * self.line / 2 if self.style.middle else 0.0
            for at, line in enumerate(lines):
                self.text(left + (4 if self.style.ruled else 0), self.y + 1 + down + at * self.line, line)
        if self.style.ruled:
            self.rule(row, height, spans, below)
        self.y += height + (0 if self.style.ruled else self.line * 0.35)

    def rule(self, row: TableRow, height: float, spans: Sequence[int], below: Sequence[int]) -> None:
        """Draw the rules of a row: around its cells, and between them where they are not one."""
        left, right = self.edges[0], self.edges[-1]
        top, bottom = self.y, self.y + height
        merged = self.sheet.merged
        headers = [one for one in self.sheet.rows if one.kind == "header"]
        lower = merged is not None and row is headers[-1]
        upper = merged is not None and row is headers[0]
        for at, (x, end) in enumerate(self.columns()):
            if not (lower and merged and at < merged) and not (spans and not spans[at]):
                self.file.line(x, top, end, top)
            if not (upper and merged and at < merged) and not (below and not below[at]):
                self.file.line(x, bottom, end, bottom)
        inner = () if row.spread else range(1, len(self.edges) - 1)
        for x in (left, right, *(self.edges[at] for at in inner if not (upper and merged and at > merged))):
            self.file.line(x, top, x, bottom)


def write_pdf(sheet: Sheet, style: Style) -> bytes:
    """Write a PDF in a style."""
    page = _Sheet(sheet, style)
    for lines in sheet.above:
        page.paragraph(lines)
    page.rows()
    for lines in sheet.below:
        page.paragraph(lines)
    return bytes(page.file.output())
