"""Find the lists of an act: where each begins, its title, its table's columns, its rows.

A list has a title that says who may not study how (`1. Орто кесиптик билим берүү адистиктери:`), perhaps a table
header, and rows with codes. Where the list has no title of its own, the annex's heading is its title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.bars import find_bars
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import LANGUAGES, find_terms
from pipeline.parse.lists.cells import begins_form
from pipeline.parse.lists.doubts import doubt_marked, doubt_rows, doubt_undefined
from pipeline.parse.lists.legends import Legend, read_legend
from pipeline.parse.lists.list_lines import Kind, kind_of, names_qualifications, split_header
from pipeline.parse.lists.marks import read_answers
from pipeline.parse.lists.rows import ListBody, read_rows
from pipeline.parse.parts import POINT, Part
from pipeline.parse.passage import Passage, Span
from pipeline.segment import LayoutLine

# "1 .  Сырттай  оқыту", "3. Направления подготовки", "II. Специальности"
TITLE_NUMBER = regex.compile(r"^\s*(?P<num>\d{1,3}|[IVXL]{1,6})\s*\.\s*(?=[\p{L}«“\"])")
# A title may stand this many lines above the first row, and go on over this many.
REACH, TITLE_LINES = 14, 7
# The heading of an annex may go on over this many.
HEADING_LINES = 16
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
    titles = _find_titles(lines, kinds, rows)
    begin = titles[0] if titles else _table_start(kinds, rows[0])
    heading = find_heading(lines[:begin])
    if not titles and (anew := _find_heading_anew(lines[: _table_top(kinds, rows[0])])):
        begin, heading = _table_top(kinds, rows[0]), anew
    begins = titles or [begin if begin < rows[0] else _first_group(lines, heading, begin)]
    spans = tuple((line.start, line.end) for line in heading if titles or line.start < lines[begins[0]].start)
    title = tuple((line.start, line.end) for line in _without_stamp(heading) if line.start < lines[begins[0]].start)
    stops = [*begins[1:], len(lines)]
    found: list[PrintedList] = []
    for begin, stop in zip(begins, stops, strict=True):
        for above, table in _part_tables(lines[begin:stop]):
            own = tuple((line.start, line.end) for line in above)
            named = own or (None if titles and table[0] is lines[begin] else title)
            found.append(_read_list(part, lang, table, spans, named, (*lines[: begins[0]], *above)))
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


def _find_titles(lines: Sequence[LayoutLine], kinds: Sequence[Kind], rows: Sequence[int]) -> list[int]:
    """Return the first lines of the lists' titles: numbered lines that speak of a list and stand just above rows."""
    titles = []
    for i, line in enumerate(lines):
        if not TITLE_NUMBER.match(line.text) or kinds[i] not in (Kind.NUMBERED, Kind.TEXT):
            continue
        following = next((row for row in rows if row > i), None)
        if following is None or following - i > REACH:
            continue
        if is_list_title(_title_text(lines, kinds, i)):
            titles.append(i)
    return [
        i for i, after in zip(titles, [*titles[1:], None], strict=False) if after is None or _has_row(rows, i, after)
    ]


def _has_row(rows: Sequence[int], start: int, end: int) -> bool:
    return any(start < row < end for row in rows)


def is_list_title(text: str) -> bool:
    """Tell whether a text names what its list holds, or that it bars, and a level, form or qualification of study.

    >>> is_list_title("Орто кесиптик билим берүү адистиктери:"), is_list_title("Өнер және мәдениет мамандықтары")
    (True, False)
    """
    if not find_terms("list_words", text) and not find_bars(text):
        return False
    return any(find_terms(section, text) for section in ("levels", "forms", "qualifications"))


def _title_end(lines: Sequence[LayoutLine], kinds: Sequence[Kind], i: int) -> int:
    """Return where the title that begins on line i ends.

    All plain lines down to the table's header belong to it; without a header only those that begin with a small letter.
    """
    end = i + 1
    while end < min(len(lines), i + TITLE_LINES) and kinds[end] is Kind.TEXT:
        end += 1
    if end < len(lines) and kinds[end] is Kind.HEADER:
        return end
    stop = i + 1
    while (
        stop < end and not lines[stop].text.lstrip()[:1].isupper() and not lines[stop - 1].text.rstrip().endswith(":")
    ):
        stop += 1
    return stop


def _title_text(lines: Sequence[LayoutLine], kinds: Sequence[Kind], i: int) -> str:
    return " ".join(line.text for line in lines[i : _title_end(lines, kinds, i)])


def find_heading(lines: Sequence[LayoutLine]) -> tuple[LayoutLine, ...]:
    """Return the annex's heading: the lines at its top up to the first note or numbered line."""
    found: list[LayoutLine] = []
    for line in lines:
        kind = kind_of(line)
        if kind in (Kind.NOTE, Kind.HEADER, Kind.NUMBERED) or find_terms("note", line.text[:20]):
            if found:
                break
            continue
        found.append(line)
    return tuple(found[:HEADING_LINES])


def _find_heading_anew(lines: Sequence[LayoutLine]) -> tuple[LayoutLine, ...]:
    """Return the paragraph just above a table where points stand above it: it must say that a list follows.

    An act that gives another act's annex anew prints it so: `приложение 2 изложить в следующей редакции:`.
    """
    above = next((i for i in range(len(lines) - 1, -1, -1) if POINT.match(lines[i].text)), None)
    if above is None:
        return ()
    begin = len(lines) - 1
    while begin > above + 1 and not lines[begin].blanks and len(lines) - begin < HEADING_LINES:
        begin -= 1
    found = tuple(lines[begin:])
    named = begin > above and _names_list("\n".join(line.text for line in found))
    return found if named and not any(kind_of(line) is Kind.NOTE for line in found) else ()


def _names_list(text: str) -> bool:
    """Tell whether words say that a list follows, or what it bars."""
    return bool(find_bars(text)) or any(term.key == "list" for term in find_terms("list_words", text))


def _without_stamp(heading: Sequence[LayoutLine]) -> Sequence[LayoutLine]:
    """Return an annex's heading without what a blank line parts from it above: the end of the annex's stamp."""
    for i, line in enumerate(heading):
        above = "\n".join(one.text for one in heading[:i])
        stamped = find_terms("annex", above) or find_act_numbers(above) or find_dates(above)
        if line.blanks and stamped and not _names_list(above) and _names_list("\n".join(x.text for x in heading[i:])):
            return heading[i:]
    return heading


def _first_group(lines: Sequence[LayoutLine], heading: Sequence[LayoutLine], row: int) -> int:
    """Return where the heading of the first group begins, which stands between the title and the first row, line `row`.

    It begins anew below a blank line, or in capitals below a line that ends the title, and speaks of no list.
    """
    for i, line in enumerate(heading):
        above = "\n".join(one.text for one in heading[:i])
        if not _names_list(above) or any(_names_list(one.text) for one in heading[i:]):
            continue
        if line.blanks or (line.text.lstrip()[:1].isupper() and _ends_title(heading[i - 1].text)):
            return next(k for k in range(row) if lines[k].start == line.start)
    return row


def _ends_title(text: str) -> bool:
    """Tell whether a line ends with the word for a list, or with words that bar."""
    words = text.rstrip(" :.")
    terms = [*find_bars(words), *find_terms("list_words", words)]
    return any(term.end == len(words) for term in terms)


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
    title: tuple[Span, ...] | None,
    above: Sequence[LayoutLine],
) -> PrintedList:
    """Read the list on these lines; its title is theirs where None is given. `above` are those over the first list."""
    kinds = [kind_of(line) for line in lines]
    num, at = None, 0
    if title is None:
        number = TITLE_NUMBER.match(lines[0].text)
        assert number is not None
        num = (lines[0].start + number.start("num"), lines[0].start + number.end("num"))
        at = _title_end(lines, kinds, 0)
        title = _title_spans(lines[:at], number.end())
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
    body = doubt_undefined(doubt_marked(doubt_rows(body, rows), below, legend), legend)
    return PrintedList(part, lang, num, title, heading, header, columns, body, places, legend=legend_lines)


def _title_spans(lines: Sequence[LayoutLine], offset: int) -> tuple[Span, ...]:
    """Return the title's lines without its number and without the colon that opens the table."""
    spans = [(line.start + (offset if i == 0 else 0), line.end) for i, line in enumerate(lines)]
    start = spans[-1][0]
    text = lines[-1].text[start - lines[-1].start :].rstrip()
    if text.endswith(":"):
        spans[-1] = (start, start + len(text) - 1)
    return tuple(spans)


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
