"""Number the rows of tables in plain text whose cells are parted by tabs; the lines of a cell may wrap.

510100<tab>Химия жана<tab>Химия и
физика<tab>физика<tab>Сырттан          two lines, one row: a line goes on in the cell where the one above it ended
Педагогика                             a row of one cell: a heading across the table
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from pipeline.model import Line
from pipeline.text.codes import CODE_MARK

# So many tabs in a row, and so many rows, make a table; one tab may be an indent.
_FEWEST_TABS, _FEWEST_ROWS = 2, 2
# "1", "510100", "510100¹", "1. 0400000", "09.03.01", "6B01101", "B086", "№ 5": what a row of a list begins with
_NUMBER, _CODE = (rf"\p{{Lu}}?\d[\d.\p{{Lu}}]{{{fewest},14}}(?:{CODE_MARK})?[.)]?" for fewest in (0, 2))
LEAD = regex.compile(rf"\s*(?:№\s?)?{_NUMBER}(?:\s{_CODE})?\s*")
# "1. Маданият", "II. Искусство"
NUMBERED = regex.compile(r"\s*(?:\d{1,3}|[IVXL]{1,6})\s?[.)]\s*\p{L}")
# The last cell of a header goes on in small letters only: what begins as a heading does had room in so many characters.
_HEADER_WIDTH = 1000
# What a line that ends in mid-cell ends with.
_GOES_ON = (",", "-", "\u00ad", "\u2010", "\u2011")


def must_go_on(above: str, line: str) -> bool:
    """Tell whether a line surely goes on with the cell whose last line is `above`: it doesn't begin as a heading does.

    >>> must_go_on("Күндүзгү-сырттан", "(кечки)"), must_go_on("Сырттан", "Кечки"), must_go_on("Сырттан,", "Кечки")
    (True, False, True)
    """
    begin = line.strip()
    if not (begin[:1].isupper() or begin[:1].isdigit()):
        return True
    return above.rstrip().endswith(_GOES_ON) and not NUMBERED.match(begin)


def goes_on(above: str, line: str, width: int) -> bool:
    """Tell whether a line may go on with the cell whose last line is `above`; the longest line has `width` characters.

    A line that begins as a heading does goes on only where its first word had no room above.

    >>> goes_on("Сырттан", "Педагогика", 22), goes_on("Сырттан", "Педагогика", 16)
    (False, True)
    """
    begin = line.strip()
    if must_go_on(above, line):
        return True
    room = width - len(above.strip()) - 1
    return not NUMBERED.match(begin) and len(begin) <= width and len(begin.split()[0]) > room


@dataclass
class _Row:
    """The lines of a row, how many tabs they print, and how many of the lines print them."""

    lines: list[Line]
    tabs: int
    filled: int = 1


def number_rows(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give numbers to the lines that are rows of a table: as many tabs in each, two at least.

    >>> from pipeline.read.plain import split_lines
    >>> text = chr(10).join(f"{number}{chr(9)}{code}{chr(9)}Химия" for number, code in ((1, 510100), (2, 510200)))
    >>> [line.row for line in number_rows(text, split_lines(text))]
    [1, 2]
    """
    numbers: dict[int, int] = {}
    count = 0
    for blank, run in groupby(lines, key=lambda line: not text[line.start : line.end].strip()):
        for row in () if blank else _rows_of(text, list(run)):
            count += 1
            numbers |= dict.fromkeys((line.number for line in row), count)
    return tuple(line._replace(row=numbers.get(line.number)) for line in lines) if numbers else tuple(lines)


def _rows_of(text: str, block: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each row of a block that no blank line parts; none where it isn't one table."""
    tabs = [text.count("\t", line.start, line.end) for line in block]
    leads = [_leads(text, line) for line in block]
    wanted = _tabs_of_a_row(tabs, leads)
    if wanted < _FEWEST_TABS:
        return []
    rows: list[_Row] = []
    first = next(i for i, count in enumerate(tabs) if count)
    header = text[block[first].start : block[first].end].split()
    again: list[list[Line]] = []
    for line, count, begins in zip(block[first:], tabs[first:], leads[first:], strict=True):
        last = rows[-1] if rows else None
        if last and not begins and text[line.start : line.end].split() == header:  # the header of the next page
            again.append([line])
            continue
        if last and not begins and (last.tabs < wanted or not count):
            last.lines.append(line)
            last.filled = len(last.lines) if last.tabs < wanted else last.filled
            last.tabs += count
        else:
            rows.append(_Row([line], count))
        if rows[-1].tabs > wanted:
            return []
    return [*_part_headings(text, rows), *again] if len(rows) >= _FEWEST_ROWS else []


def _leads(text: str, line: Line) -> bool:
    lead, tab, _ = text[line.start : line.end].partition("\t")
    return bool(tab) and LEAD.fullmatch(lead) is not None


def _tabs_of_a_row(tabs: Sequence[int], leads: Sequence[bool]) -> int:
    """Return how many tabs most rows print; a row begins with a number, or each line of tabs is one."""
    totals: list[int] = []
    for count, begins in zip(tabs, leads, strict=True):
        if totals and any(leads) and not begins:
            totals[-1] += count
        elif count:
            totals.append(count)
    return Counter(totals).most_common(1)[0][0] if totals else 0


def _part_headings(text: str, rows: Sequence[_Row]) -> Iterator[list[Line]]:
    """Yield the lines of each row; those behind its last cell that don't go on with it are a row of their own."""

    def last_cell(line: Line) -> str:
        return text[line.start : line.end].rpartition("\t")[2].strip()

    width = max(len(last_cell(row.lines[row.filled - 1])) for row in rows)
    for row in rows:
        below = range(row.filled, len(row.lines))
        room = width if _leads(text, row.lines[0]) else max(width, _HEADER_WIDTH)
        end = next(
            (k for k in below if not goes_on(last_cell(row.lines[k - 1]), last_cell(row.lines[k]), room)),
            len(row.lines),
        )
        yield row.lines[:end]
        if end < len(row.lines):
            yield row.lines[end:]
