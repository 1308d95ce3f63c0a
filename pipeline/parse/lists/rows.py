"""Read the lines of one list into groups and rows, each row solved cell by cell.

A row begins with its code (a running number may stand before it). A group has a code of its own kind, a number with a
dot, or nothing at all: then it is a line between two rows that is no part of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, takewhile

import regex

from pipeline.languages.vocabulary import find_terms
from pipeline.parse.lists.cells import NextRow
from pipeline.parse.lists.columns import (
    DASH,
    are_of_one_row,
    find_column_edges,
    gap_between,
    has_gap,
    last_cell,
    parts_by_gaps,
)
from pipeline.parse.lists.form_cells import FormCell
from pipeline.parse.lists.legends import NO_LEGEND, Legend
from pipeline.parse.lists.list_lines import (
    CODED,
    GROUP_CELL,
    LONE_NUMBER,
    NUMBERED,
    Kind,
    Word,
    group_span,
    kind_of,
    read_words,
    split_header,
    stated_count,
)
from pipeline.parse.lists.list_notes import end_of_note, says_removed, tells_of_number
from pipeline.parse.lists.solved_row import Grid, Group, ListRow, by_line, read_row
from pipeline.parse.passage import Span
from pipeline.segment import LayoutLine
from pipeline.text.codes import FIELD_DIGITS, field_digits, field_of

# A row of a text takes no more lines than these for its name and for each cell; what follows is no part of it.
NAME_LINES, CELL_LINES = 8, 8
# Nor more characters.
ROW_CHARACTERS = 4000
UNSURE_NAME = "the heading below the row may be the end of its name"
UNSURE_GROUP = "a row above may end with the heading of the row's group"


@dataclass(frozen=True, slots=True)
class ListBody:
    """The rows of a list, its groups, headers and notes, what fits nothing, damaged rows, and the total it states."""

    rows: tuple[ListRow, ...]
    groups: tuple[Group, ...]
    headers: tuple[Span, ...]
    notes: tuple[tuple[LayoutLine, ...], ...]
    strays: tuple[Span, ...]
    damaged: tuple[Span, ...]
    stated: tuple[int, Span] | None
    cost: float

    def doubted(self, doubt_of: Callable[[ListRow], str | None]) -> ListBody:
        """Return the body with what is doubtful about each row."""
        return replace(self, rows=tuple(row.doubted(doubt_of(row)) for row in self.rows))


def read_rows(
    lines: Sequence[LayoutLine], columns: int, header: Sequence[LayoutLine] = (), legend: Legend = NO_LEGEND
) -> ListBody:
    """Read the lines of one list whose table has the given number of form columns, below its header."""
    return _Reader(tuple(lines), columns, tuple(header), legend).read()


@dataclass
class _Reader:
    """The running state of one list: the group in force and what has been read so far."""

    lines: tuple[LayoutLine, ...]
    columns: int
    header: tuple[LayoutLine, ...]
    legend: Legend

    def __post_init__(self) -> None:
        self.kinds = [kind_of(line) for line in self.lines]
        coded = [CODED.match(line.text) for line in self.lines]
        self.digits = field_digits([found["code"] for found in coded if found])
        self.next_codes: list[str | None] = [None]  # the code of the next row at or after each line
        for found, kind in zip(reversed(coded), reversed(self.kinds), strict=True):
            self.next_codes.append(found["code"] if found and kind is Kind.ROW else self.next_codes[-1])
        self.next_codes.reverse()
        rows = {line.row for line, kind in zip(self.lines, self.kinds, strict=True) if line.row and kind is Kind.ROW}
        self.last_cell = max((last_cell(line) for line in self.lines if line.row in rows), default=0)
        numbered = any(kind in (Kind.NUMBERED, Kind.GROUP) for kind in self.kinds)
        edges = find_column_edges(self.lines, self.columns)
        gapped = not edges and parts_by_gaps(self.lines)
        self.grid = Grid(self.columns, numbered, edges, gapped, self.legend)
        self.group: Group | None = None
        self.group_doubt: str | None = None
        self.rows: list[ListRow] = []
        self.groups: list[Group] = []
        self.headers: list[Span] = []
        self.notes: list[tuple[LayoutLine, ...]] = []
        self.strays: list[Span] = []
        self.damaged: list[Span] = []
        self.stated: tuple[int, Span] | None = None
        self.summed = 0  # so many rows stand above the last total of a group
        self.cost = 0.0
        self.pending_num: Span | None = None

    def read(self) -> ListBody:
        readers = {
            Kind.ROW: self._read_row,
            Kind.GROUP: self._read_group,
            Kind.NUMBERED: self._read_numbered,
            Kind.HEADER: self._read_header,
            Kind.NOTE: self._read_note,
            Kind.TOTAL: self._read_total,
            Kind.DAMAGED: self._read_damaged,
            Kind.NUM: self._read_num,
            Kind.TEXT: self._read_text,
        }
        i = 0
        while i < len(self.lines):
            i = readers[self.kinds[i]](i)
        return ListBody(
            tuple(self.rows),
            tuple(self.groups),
            tuple(self.headers),
            tuple(self.notes),
            tuple(self.strays),
            tuple(self.damaged),
            self.stated,
            self.cost,
        )

    def _after(self, code: str, following: str | None) -> NextRow:
        """Tell what follows a row: another of the same field, of another, or none."""
        if following is None:
            return "none"
        return "same_field" if field_of(following, self.digits) == field_of(code, self.digits) else "other_field"

    def _text_end(self, i: int) -> int:
        """Return where the run of plain lines that begins at `i` ends."""
        while i < len(self.lines) and self.kinds[i] is Kind.TEXT:
            i += 1
        return i

    def _row_end(self, i: int) -> int:
        """Return where the lines of the row that begins at `i` end, unless a table says that a heading begins there."""
        end = self._text_end(i + 1)
        row = self.lines[i].row
        for k in range(i + 1, end if row is not None else i + 1):
            if self.lines[k].row not in (None, row) and self._is_heading_row(k):
                return k
        return end

    def _is_heading_row(self, k: int) -> bool:
        """Tell whether a table row prints in one of its cells only."""
        same = [line for line in self.lines[k:] if line.row == self.lines[k].row]
        if tongues := {line.tongue for line in same if line.tongue}:
            return len(tongues) == 1 and all(line.tongue or LONE_NUMBER.match(line.text) for line in same)
        return sum(bool(cell.strip()) for cell in "\n".join(line.text for line in same).split("\t")) == 1

    def _read_header(self, i: int) -> int:
        end = i + split_header(self.lines[i:])
        if self.rows and self.header:  # printed again; what else is below it goes on with the row above
            printed = {tuple(line.text.split()) for line in self.header}
            below = range(i + 1, end)
            end = next((k for k in below if tuple(self.lines[k].text.split()) not in printed), end)
        self.headers += [(line.start, line.end) for line in self.lines[i:end]]
        return end

    def _read_total(self, i: int) -> int:
        stated = stated_count(self.lines[i])
        of_last_group = self.summed and stated and stated[0] == len(self.rows) - self.summed
        if self.next_codes[i + 1] is not None or of_last_group:
            self.strays.append((self.lines[i].start, self.lines[i].end))
            self.summed = len(self.rows)
        else:
            self.stated = stated
        return i + 1

    def _read_damaged(self, i: int) -> int:
        """Read a line whose code isn't one: neither it nor what follows up to the next row is a row."""
        end = self._text_end(i + 1)
        self.damaged += [(line.start, line.end) for line in self.lines[i:end]]
        return end

    def _read_note(self, i: int) -> int:
        end = end_of_note(self.lines, [kind is Kind.TEXT for kind in self.kinds], i)
        self.notes.append(self.lines[i:end])
        of_above = i and self.kinds[i - 1] in (Kind.ROW, Kind.TEXT) and not tells_of_number(self.lines[i].text)
        if of_above and says_removed(self.lines[i].text) and self.rows:
            self.rows[-1] = self.rows[-1].doubted("a note below says that a row is gone")
        return end

    def _read_group(self, i: int) -> int:
        line = self.lines[i]
        coded = (GROUP_CELL if line.role == "group" else CODED).match(line.text)
        assert coded is not None
        name = read_words(line, coded.end())
        while line.role and [x.role for x in self.lines[i + 1 : i + 2] if are_of_one_row(line, x)] == [line.role]:
            i += 1
            name += read_words(self.lines[i])
        num = group_span(line, coded, "num") or self.pending_num
        self.pending_num = None
        return self._open_group(i, num, group_span(line, coded, "code"), name)

    def _read_num(self, i: int) -> int:
        """Read a running number that stands in a column of its own."""
        lone = LONE_NUMBER.match(self.lines[i].text)
        self.pending_num = group_span(self.lines[i], lone, "num") if lone else None
        return i + 1

    def _read_numbered(self, i: int) -> int:
        line = self.lines[i]
        numbered = NUMBERED.match(line.text)
        assert numbered is not None
        name = read_words(line, numbered.end())
        return self._open_group(i, group_span(line, numbered, "num"), None, name)

    def _open_group(self, i: int, num: Span | None, code: Span | None, name: list[Word]) -> int:
        end = self._text_end(i + 1)
        if self.next_codes[end] is None:
            self.strays += [(line.start, line.end) for line in self.lines[i:end]]
            return end
        for line in self.lines[i + 1 : end]:
            name += read_words(line)
        self._set_group(Group(num, code, by_line(name), has_gap(name)))
        return end

    def _group_of(self, words: Sequence[Word], end: int, num: Span | None = None) -> Group:
        """Return the group that words head; the digits that its rows' codes begin with, before a dash, are its code."""
        digits, dash = (word.text for word in words[:2]) if len(words) > 2 else ("", "")
        if DASH.fullmatch(dash) and digits.isdecimal() and (self.next_codes[end] or "").startswith(digits):
            return Group(num, words[0].span, by_line(words[2:]), has_gap(words[2:]))
        return Group(num, None, by_line(words), has_gap(words))

    def _set_group(self, group: Group) -> None:
        self.group = group
        self.group_doubt = None
        self.groups.append(group)

    def _read_text(self, i: int) -> int:
        """Read plain lines before any row: a lone running number, or the first group's heading.

        Of headings in table rows of their own the last is the group's: `01 - Білім беру` above `011 - Педагогика`.
        """
        end = self._text_end(i)
        own = next((k for k in range(i + 1, end) if self._heads_below(i, k)), None)
        if own is not None and self.next_codes[end] is not None:
            self._set_group(self._group_of([word for line in self.lines[i:own] for word in read_words(line)], own))
            return own
        lone = LONE_NUMBER.match(self.lines[end - 1].text)
        if lone and end < len(self.lines) and self.kinds[end] in (Kind.ROW, Kind.GROUP):
            self.pending_num = group_span(self.lines[end - 1], lone, "num")
            end_of_name = end - 1
        else:
            end_of_name = end
        num = self._number_of_heading(i, end_of_name)
        words = [word for line in self.lines[i + bool(num) : end_of_name] for word in read_words(line)]
        if words and self.rows and not num and words[0].text[:1].islower():
            self.rows[-1] = replace(self.rows[-1], doubt="the words below may go on with the row")
            self.strays += by_line(words)
        elif words and end < len(self.lines):
            self._set_group(self._group_of(words, end, num))
        else:
            self.strays += by_line(words)
        return end

    def _heads_below(self, i: int, k: int) -> bool:
        """Tell whether a heading of its own begins on line k, in another table row than that of line i."""
        one, other = self.lines[i].row, self.lines[k].row
        if one is None or other is None or one == other or LONE_NUMBER.match(self.lines[k].text):
            return False
        return self._is_heading_row(k) and not self.lines[k].text.lstrip()[:1].islower()

    def _number_of_heading(self, i: int, end: int) -> Span | None:
        """Return the number that a table row prints in a cell before the heading of a group."""
        lone = LONE_NUMBER.match(self.lines[i].text)
        if not lone or i + 1 >= end or not are_of_one_row(self.lines[i], self.lines[i + 1]):
            return None
        return group_span(self.lines[i], lone, "num")

    def _read_row(self, i: int) -> int:
        line = self.lines[i]
        coded = CODED.match(line.text)
        assert coded is not None
        end = self._row_end(i)
        nxt = self.next_codes[end]
        num = group_span(line, coded, "num") or self.pending_num
        self.pending_num = None
        tail_end = end
        if end - 1 > i and (lone := LONE_NUMBER.match(self.lines[end - 1].text)):
            tail_end = end - 1
            if nxt is not None:
                self.pending_num = group_span(self.lines[end - 1], lone, "num")
            else:
                self.strays.append((self.lines[end - 1].start, self.lines[end - 1].end))
        words = read_words(line, coded.end())
        row_end = tail_end if line.row is not None else min(tail_end, i + NAME_LINES + CELL_LINES * self.columns)
        lengths = accumulate(len(follower.text) for follower in self.lines[i:row_end])
        row_end = i + max(1, sum(1 for _ in takewhile(lambda length: length <= ROW_CHARACTERS, lengths)))
        for before, follower in pairwise(self.lines[i:row_end]):
            words += read_words(follower, gap=gap_between(before, follower))
        self.strays += [(line.start, line.end) for line in self.lines[row_end:tail_end]]
        name_cell = self._name_cell(self.lines[i:row_end], coded)
        above = self._cells_from_above(self.lines[i:row_end], name_cell)
        after = self._after(coded.group("code"), nxt)
        if words and words[0].line != line.number:
            words[0] = replace(words[0], gap="blank")
        solved = read_row(
            (line.start + coded.start("code"), line.start + coded.end("code")),
            words,
            after,
            self.grid,
            name_cell,
            above,
        )
        doubt = self._doubt_of(solved.row, i, row_end < tail_end and nxt is not None)
        heading = solved.heading
        ends_name = bool(heading) and self._may_end_name(heading)
        doubt = doubt or (UNSURE_NAME if ends_name else None)
        self.rows.append(replace(solved.row, num=num, group=self.group, line=line.number, doubt=doubt))
        self.cost += solved.cost
        if heading and nxt is None:
            self.strays += by_line(heading)
        elif heading:
            self._set_group(self._group_of(heading, end))
        self.group_doubt = UNSURE_GROUP if ends_name else self.group_doubt
        self.group_doubt = UNSURE_GROUP if solved.heads is None else self.group_doubt
        return end

    def _doubt_of(self, row: ListRow, i: int, cut: bool) -> str | None:
        """Return what is doubtful about the row that begins on line i; `cut` tells that lines below were left out."""
        line, above = self.lines[i], self.lines[i - 1] if i else None
        if cut:
            return "more lines follow the row than a row has"
        if row.doubt or self.group_doubt:
            return row.doubt or self.group_doubt
        if above and line.row is not None and self.kinds[i - 1] is Kind.ROW and above.row == line.row:
            return "the row of its table holds another code above"
        if self.group and self.group.gaps:
            return "the heading of the row's group stands in several cells"
        return None

    def _may_end_name(self, heading: Sequence[Word]) -> bool:
        """Tell whether a heading may end the name above it: nothing but the next code's third digit tells them apart.

        A line that is no table's, in plain letters, not numbered, that names no level of study.
        """
        words = " ".join(word.text for word in heading)
        plain = heading[0].gap == "line" and not words.isupper() and not heading[0].text[0].isdigit()
        of_levels = any(find_terms(section, words) for section in ("levels", "qualifications"))
        return self.digits > FIELD_DIGITS and not heading[0].cell and plain and not of_levels

    def _name_cell(self, lines: Sequence[LayoutLine], coded: regex.Match[str]) -> int | None:
        """Return which cell of a table row the cells of forms follow, if as many of these follow as there are.

        It holds the name; between the two only names in other languages may stand.
        """
        if lines[0].row is None or any(line.row != lines[0].row for line in lines):
            return None
        behind_code = lines[0].column + lines[0].text.count("\t", 0, coded.start("code")) + 1
        tongues = any(line.tongue for line in lines)
        for last in (max(map(last_cell, lines)), self.last_cell):
            if last - self.columns == behind_code or (tongues and last - self.columns > behind_code):
                return last - self.columns
        return None

    def _cells_from_above(self, lines: Sequence[LayoutLine], name_cell: int | None) -> dict[int, FormCell]:
        """Return the cells of forms that go down into a table row from the row before it, by their columns from 1."""
        if name_cell is None or not self.rows:
            return {}
        columns = {column - name_cell for line in lines for column in line.merged}
        return {at: cell for at, cell in enumerate(self.rows[-1].cells, 1) if at in columns}
