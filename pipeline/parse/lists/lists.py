"""Find the lists of an act: where each begins, its title, its table's columns, its rows.

A list has a title that says who may not study how (`1. Орто кесиптик билим берүү адистиктери:`), perhaps a table
header, and rows with codes. Where the list has no title of its own, the annex's heading is its title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import regex

from pipeline.languages.vocabulary import LANGUAGES, find_terms
from pipeline.parse.lists.cells import begins_form
from pipeline.parse.lists.doubts import doubt_marked, doubt_rows, doubt_tongue, doubt_undefined
from pipeline.parse.lists.items import part_items
from pipeline.parse.lists.legends import Legend, read_legend
from pipeline.parse.lists.list_lines import Kind, kind_of, names_qualifications, split_header
from pipeline.parse.lists.list_titles import (
    Title,
    find_first_group,
    find_heading,
    find_heading_anew,
    find_titles,
    without_stamp,
)
from pipeline.parse.lists.marks import read_answers
from pipeline.parse.lists.rows import ListBody, read_rows
from pipeline.parse.parts import Part
from pipeline.parse.passage import Passage, Span
from pipeline.segment import LayoutLine

# A table has form columns when at least this share of its rows begins a form after the name.
FORM_SHARE = 0.3
# What stands between tabs, line ends and wide gaps of a header.
HEADER_CELL = regex.compile(r"\S(?:[^\S\t\n]?\S)*+")
# "подготовка⏎специалистов": the last word of the cell above
LAST_WORD = regex.compile(r"(?<=\n)\p{Ll}+")
# A cell is headed by a qualification when so much of it says so.
QUALIFIED_SHARE = 0.6
# More lines than these below a single row are prose.
PROSE_LINES = 3


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: its lines, the number of its form columns, the qualification of each (with its word)."""

    lines: tuple[LayoutLine, ...]
    columns: int
    qualifications: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class PrintedList:
    """One list as one language of an act prints it.

    `answered` tells, where its table has a column of marks for each form, whether these are understood; `answers` are
    those that are. `legend` are the lines of notes that say what marks mean.
    """

    part: str
    lang: str | None
    num: Span | None
    title: tuple[Span, ...]
    heading: tuple[Span, ...]
    header: Header | None
    columns: int
    body: ListBody
    places: tuple[Span, ...]
    answered: bool | None = None
    answers: tuple[Span, ...] = ()
    legend: tuple[Span, ...] = ()


def find_lists(part: Part, lang: str | None) -> tuple[PrintedList, ...]:
    """Find the lists that one language prints in a part of an act, in order; none where no line begins with a code.

    A table with columns in other languages is a list in each of them, too: one without a title of its own. So is one
    that is printed in several languages, one below the other; a title between them is of the language below.
    """
    tongues = sorted({tongue for line in part.lines if (tongue := line.tongue or line.again) in LANGUAGES})
    own = lang if lang in tongues or not tongues else tongues[0]
    found = [*_find_lists(part.name, lang, _of_tongue(part.lines, own))]
    if lang and own != lang:
        found = [replace(one, body=doubt_tongue(one.body)) for one in found]
    for tongue in tongues:
        if tongue != own:
            printed = [line for line in part.lines if tongue in (line.tongue, line.again)]
            titled = [line for line in printed if line.again]
            found += (
                replace(
                    one,
                    num=one.num or _number_above(one, found),
                    title=_within(one.title, titled),
                    heading=_within(one.heading, titled),
                )
                for one in _find_lists(part.name, tongue, _of_tongue(part.lines, tongue))
                if any(_within(row.name, printed) for row in one.body.rows)
            )
    return tuple(found)


def _number_above(one: PrintedList, found: Sequence[PrintedList]) -> Span | None:
    """Return the number of the last list that begins above another: what goes on in another language is that list."""
    begin = one.body.rows[0].code
    above = [other for other in found if other.body.rows and other.body.rows[0].code <= begin]
    return max(above, key=lambda other: other.body.rows[0].code).num if above else None


def _of_tongue(lines: Sequence[LayoutLine], tongue: str | None) -> tuple[LayoutLine, ...]:
    """Return the lines without those of table columns in another language."""
    return tuple(line for line in lines if (line.tongue or line.again) in (None, tongue))


def _within(spans: Sequence[Span], lines: Sequence[LayoutLine]) -> tuple[Span, ...]:
    return tuple(span for span in spans if any(line.start <= span[0] < line.end for line in lines))


def _find_lists(part: str, lang: str | None, lines: Sequence[LayoutLine]) -> tuple[PrintedList, ...]:
    kinds = [kind_of(line) for line in lines]
    rows = [i for i, kind in enumerate(kinds) if kind is Kind.ROW]
    if not rows:
        return ()
    titles = find_titles(lines, kinds, rows, lang)
    titled = bool(titles) and titles[0].begin < rows[0]
    begin = titles[0].begin if titled else _table_start(kinds, rows[0])
    heading = find_heading(lines[:begin])
    if not titled and (anew := find_heading_anew(lines[: _table_top(kinds, rows[0])])):
        begin, heading = _table_top(kinds, rows[0]), anew
    if not titled and begin >= rows[0]:
        begin = find_first_group(lines, heading, begin)
    spans = tuple((line.start, line.end) for line in heading if titled or line.start < lines[begin].start)
    title = tuple((line.start, line.end) for line in without_stamp(heading) if line.start < lines[begin].start)
    begins: list[tuple[int, Title | None]] = [(one.begin, one) for one in titles]
    begins = begins if titled else [(begin, None), *begins]
    stops = [*(start for start, _ in begins[1:]), len(lines)]
    found: list[PrintedList] = []
    for (start, own), stop in zip(begins, stops, strict=True):
        for above, table in _part_tables(lines[start:stop]):
            between = tuple((line.start, line.end) for line in above)
            named = own if own and table[0] is lines[start] else between or title
            over = (*lines[:begin], *above)
            # what heads the annex heads no list below another that has a title of its own
            of_annex = spans if titled or start == begin else ()
            found.append(_read_list(part, lang, table, of_annex, named, over))
    return tuple(one for one in found if not _is_prose(one))


def _part_tables(lines: Sequence[LayoutLine]) -> Iterator[tuple[Sequence[LayoutLine], Sequence[LayoutLine]]]:
    """Yield the tables of a list that have their forms in other columns than the one above, each with its title.

    The title is what stands between two tables; what stands over the first is the list's.
    """
    title, begin, kind = 0, 0, None
    for at, line in enumerate(lines):
        if line.role != "header" or (at and lines[at - 1].role == "header"):
            continue
        found = _kind_of_table(lines[at:])
        if kind is not None and found != kind:
            top = at
            while top > begin and lines[top - 1].row is None and kind_of(lines[top - 1]) is Kind.TEXT:
                top -= 1
            yield lines[title:begin], lines[begin:top]
            title, begin = top, at
        kind = found
    yield lines[title:begin], lines[begin:]


def _kind_of_table(lines: Sequence[LayoutLine]) -> tuple[int, bool]:
    """Return how many columns of forms the table that begins on the first line has, and whether marks stand in them."""
    end = split_header(lines)
    rows = takewhile(lambda line: line.role != "header", lines[end:])
    return _read_header(lines[:end]).columns, any(line.role == "mark" for line in rows)


def _is_prose(one: PrintedList) -> bool:
    """Tell whether a lone code stands in prose: `по специальности 38.05.01`, and points below."""
    return len(one.body.rows) == 1 and len(one.body.strays) > PROSE_LINES


def _table_top(kinds: Sequence[Kind], first_row: int) -> int:
    """Return where the headers and groups just above the first row begin."""
    top = first_row
    while top and kinds[top - 1] in (Kind.HEADER, Kind.GROUP):
        top -= 1
    return top


def _table_start(kinds: Sequence[Kind], first_row: int) -> int:
    """Return where the table of a list without a title of its own begins: at its header, if any, or its first row."""
    above = [i for i in range(first_row) if kinds[i] in (Kind.HEADER, Kind.GROUP, Kind.NUMBERED)]
    return above[0] if above else first_row


def _read_list(
    part: str,
    lang: str | None,
    lines: Sequence[LayoutLine],
    heading: tuple[Span, ...],
    title: Title | tuple[Span, ...],
    above: Sequence[LayoutLine],
) -> PrintedList:
    """Read the list on these lines, which begin with its title if it has one; `above` are those over the first list."""
    kinds = [kind_of(line) for line in lines]
    num, at = None, 0
    if isinstance(title, Title):
        num, at = title.num_of(lines[0]), title.end - title.begin
        title = title.spans_of(lines[:at])
    header = None
    if at < len(lines) and kinds[at] is Kind.HEADER:
        end = at + split_header(lines[at:])
        header = _read_header(lines[at:end])
        at = end
    legend = read_legend((*above, *lines[at:]))
    below = lines[at:]
    legend_lines = tuple((line.start, line.end) for line in (*above, *lines) if line.start in legend.lines)
    lines = (*lines[:at], *(line for line in lines[at:] if line.start not in legend.lines))
    text = "\n".join(line.text for line in lines[:at])
    qualifications = len({term.key for term in find_terms("qualifications", text)})
    rows = tuple(line for line in lines[at:] if line.role != "mark")
    places = tuple((line.start, line.end) for line in lines)
    if len(rows) < len(lines) - at:
        words = "\n".join(line.text for line in (*above, *lines[:at]))
        answers = read_answers(
            lines[at:], doubt_rows(read_rows(rows, 0, header.lines if header else ()), rows), words, legend
        )
        columns = max(1, len(answers.qualifications))
        header = replace(header, columns=columns, qualifications=answers.qualifications) if header else None
        marks = tuple((line.start, line.end) for line in lines[at:] if line.role == "mark" and answers.understood)
        body, understood = doubt_marked(answers.body, below, legend), answers.understood
        return PrintedList(
            part, lang, num, title, heading, header, columns, body, places, understood, marks, legend_lines
        )
    body, columns = _read_body(rows, header, qualifications, legend)
    body = doubt_rows(part_items(body, rows), rows)
    body = doubt_undefined(doubt_marked(body, below, legend), legend)
    return PrintedList(part, lang, num, title, heading, header, columns, body, places, legend=legend_lines)


def _read_header(lines: Sequence[LayoutLine]) -> Header:
    """Read a header's form columns: one for each qualification that follows the word for forms, or one for all."""
    words = Passage(lines)
    text = words.text
    forms = [term for term in find_terms("table_header", text) if term.key == "forms"]
    divided = [line for line in lines if names_qualifications(line.text)]
    if not forms and not divided:
        return Header(tuple(lines), 0, ())
    below = forms[-1].end if forms else text.index(divided[-1].text)
    cells = [cell for cell in HEADER_CELL.finditer(text, below) if _heads_qualifications(cell.group())]
    if len(cells) == 1 and LAST_WORD.fullmatch(text, *cells[0].span()):
        cells = []
    named: dict[str, Span] = {}
    for cell in cells:
        for term in find_terms("qualifications", cell.group()):
            named.setdefault(term.key, *words.spans(cell.start() + term.start, cell.start() + term.end))
    return Header(tuple(lines), max(1, len(named)), tuple(named.items()))


def _heads_qualifications(cell: str) -> bool:
    """Tell whether a cell of a header names qualifications and little else.

    >>> [_heads_qualifications(cell) for cell in ("бакалавр магистр", "Степень бакалавра", "подготовка специалистов")]
    [True, True, False]
    """
    terms = [*find_terms("qualifications", cell), *find_terms("table_header", cell)]
    taken = {at for term in terms for at in range(term.start, term.end) if cell[at].isalpha()}
    return bool(taken) and len(taken) >= QUALIFIED_SHARE * sum(map(str.isalpha, cell))


def _read_body(
    lines: Sequence[LayoutLine], header: Header | None, qualifications: int, legend: Legend
) -> tuple[ListBody, int]:
    """Read the rows; where no header tells the number of form columns, the one that explains the rows best.

    There is one column for all, or one for each qualification that the title names.
    """
    printed = header.lines if header else ()
    if header and header.columns:
        return read_rows(lines, header.columns, printed, legend), header.columns
    if not _has_form_cells(lines):
        return read_rows(lines, 0, printed), 0
    bodies = [(read_rows(lines, count, printed, legend), count) for count in sorted({1, max(1, qualifications)})]
    return min(bodies, key=lambda pair: pair[0].cost)


def _has_form_cells(lines: Sequence[LayoutLine]) -> bool:
    """Tell whether enough rows print a form behind their code, on their own line or on those below it."""
    rows: list[bool] = []
    for line in lines:
        kind = kind_of(line)
        if kind is Kind.ROW:
            rows.append(False)
        of_row = rows and kind is not Kind.NOTE
        if of_row and any(begins_form(word) for word in line.text.split()[0 if kind is Kind.TEXT else 1 :]):
            rows[-1] = True
    return sum(rows) >= FORM_SHARE * len(rows)
