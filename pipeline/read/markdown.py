"""Read Markdown as OCR programs and portals write it: plain text plus marks, each mark an edit that removes it.

Marks are what Markdown or HTML adds to the words: `#` of headings, `**` and `__`, backslash escapes, `>` of quotes,
simple tags such as `<b>` or `<br>`, character references such as `&nbsp;`, and the bars of pipe tables, which become
tabs. Tabs between the cells of a table are not marks: they are printed columns.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from itertools import islice

import regex

from pipeline.model import Document, Edit, Finding, Line
from pipeline.read.plain import split_lines
from pipeline.read.table_rows import number_rows

MEDIA_TYPE = "text/markdown"

MARK = regex.compile(
    r"""
      (?P<heading>   ^[ ]{0,3}\#{1,6}[ \t]+ )            # "## 2-глава."
    | (?P<quote>     ^[ ]{0,3}>[ \t]? )                  # "> *«КЕЛІСІЛДІ»*"
    | (?P<strong>    \*\*\*?|(?<![\w\\])__(?=[^\s_])|(?<=[^\s_\\])__(?!\w) )   # "**ТОКТОМ**", not "____ А. Асанов"
    | (?P<escape>    \\(?=[*_\\`\#.()\[\]{}+!>|~-]|\r?$) )    # "№ 3\*", and a line end that Pandoc keeps
    | (?P<emphasis>  (?<![\w*\\])\*(?=[^\s*]) | (?<=[^\s*\\])\*(?![\w*]) )   # "*2017 жылғы*"
    | (?P<strike>    ~~(?=\S[^~\n]{0,500}~~) | ~~(?<=~~[^~\n]{1,500}~~) )    # "~~сырттан~~"
    | (?P<raised>    <sup>[ ]?\d{1,3}[ ]?</sup> | \[\^\d{1,3}\](?!:) )    # "85<sup>1</sup>", "аталышы[^1]"
    | (?P<image>     !\[[^\[\]\n]{0,300}\]\([^()\s]{0,300}\) )             # "![Герб](gerb.png)"
    | (?P<link>      \[(?=[^\[\]\n]{1,300}\]\([^()\s]{0,300}[/#.:][^()\s]{0,300}\))
                     | \]\((?<=\[[^\[\]\n]{1,300}\]\()[^()\s]{0,300}[/#.:][^()\s]{0,300}\) )
    | (?P<comment>   <!--(?:(?!-->|<!--)[^\n]){0,2000}--> )                        # "<!-- page 2 -->"
    | (?P<tag>       </?[a-z][a-z0-9]*(?:[^\S\n][^<>\n]*)?/?> )   # "<b>", "<br>", "<td rowspan=2>"
    | (?P<reference> &(?:[a-z]{2,8}|\#\d{1,6});)         # "&nbsp;", "&laquo;", "&#8470;"
    """,
    regex.VERBOSE | regex.MULTILINE | regex.IGNORECASE,
)
# "<s>сырттан</s>": struck out, and told
STRUCK = regex.compile(
    r"~~(?P<words>\S[^~\n]{0,500})~~|<(s|del|strike)>(?P<words>[^<\n]{0,500})</\2>", regex.IGNORECASE
)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", "<>/supSUP[^] ")
# So many characters tell which words are meant, and so many findings of a kind that there are some.
SAMPLE, MOST_TOLD = 60, 50
HEADING = regex.compile(r"^ {0,3}#{1,6}[ \t]+\S", regex.MULTILINE)
# Bold words may go over lines, not over a blank line.
STRONG = regex.compile(r"\*\*[^\s*](?:[^*\n]|\n(?![ \t\r]*\n))*\*\*")
TAG = regex.compile(r"<(?:b|strong|br|table|tr|td)\b[^<>]*>", regex.IGNORECASE)
ENOUGH = 2

# "| 1 | 060101 | Дарылоо иши |": a bar at both ends; a bar that a backslash escapes is a word's.
TABLE_ROW = regex.compile(r"[ \t]*\|(?:.*[^\\])?\|[ \t\r]*")
BAR = regex.compile(r"[ \t]*(?<!\\)\|[ \t]*")
# "|---|:---:|": the line below a table's header
DELIMITER = regex.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t\r]*")


def is_markdown(text: str) -> bool:
    """Tell whether the text carries what only Markdown explains: headings, paired `**`, HTML tags, a pipe table."""
    marks = 0
    for pattern in (HEADING, STRONG, TAG):
        for _ in pattern.finditer(text):
            marks += 1
            if marks >= ENOUGH:
                return True
    return "|" in text and any(_find_tables(text, split_lines(text)))


def read_markdown(source_id: str, text: str, encoding: str) -> Document:
    """Make a Document of decoded Markdown; its marks become edits with the rule `markdown_mark`."""
    lines = number_rows(text, split_lines(text))
    tables = list(_find_tables(text, lines))
    bars = [bar for table in tables for row in table for bar in _bars_of_row(text, row)]
    lines = _number_pipe_rows(text, lines, tables)
    within = {at for bar in bars for at in range(bar.start, bar.end)}
    marks = [mark for mark in _find_marks(text) if mark.start not in within]
    marks = sorted([*marks, *bars], key=lambda mark: mark.start)
    found = tuple(_find_oddities(text, marks))
    return Document(
        source_id, MEDIA_TYPE, encoding, "markdown", text, lines, tuple(marks), lines[-1].page, findings=found
    )


def _find_oddities(text: str, marks: Iterable[Edit]) -> Iterator[Finding]:
    """Yield what the text without its marks doesn't show: words that are struck out, comments, pictures."""
    for struck in islice(STRUCK.finditer(text), MOST_TOLD):
        if struck["words"].strip():
            said = f"struck out: {struck['words'].strip()[:SAMPLE]!r}"
            yield Finding("struck_text", "warning", said, *struck.span("words"))
    left_out = [mark.before for mark in marks if mark.before.startswith("<!--")]
    if letters := sum(map(len, left_out)):
        said = f"comments were left out: {letters:,} characters, {left_out[0][:SAMPLE]!r} first"
        yield Finding("hidden_text_left_out", "warning", said)
    if pictures := sum(mark.before.startswith("![") for mark in marks):
        yield Finding("pictures_left_out", "info", f"{pictures} pictures: what they show is not read")


def _find_marks(text: str) -> Iterator[Edit]:
    """Yield the marks in order. A star counts as emphasis only in a pair on one line: `3*` alone is a footnote."""
    opened: Edit | None = None
    for found in MARK.finditer(text):
        mark = Edit(found.start(), found.end(), found.group(), _printed_by(found), "markdown_mark")
        if found.lastgroup != "emphasis":
            if mark.before != mark.after:
                yield mark
        elif opened and text.find("\n", opened.end, mark.start) < 0:
            yield from (opened, mark)
            opened = None
        else:
            opened = mark


def _printed_by(mark: regex.Match[str]) -> str:
    """Return what a mark prints: a blank for a line break, the character for its reference, and else nothing."""
    before = mark.group()
    if mark.lastgroup == "raised":
        return before.translate(RAISED)
    if mark.lastgroup == "reference":
        return html.unescape(before).replace("\n", " ")
    return " " if before.lower().startswith("<br") else ""


def _find_tables(text: str, lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """Yield the rows of each pipe table: lines with a bar at both ends, one of them a line of dashes."""
    rows: list[Line] = []
    for line in lines:
        if TABLE_ROW.fullmatch(text, line.start, line.end):
            rows.append(line)
            continue
        if any(_is_delimiter(text, row) for row in rows):
            yield rows
        rows = []
    if any(_is_delimiter(text, row) for row in rows):
        yield rows


def _number_pipe_rows(text: str, lines: tuple[Line, ...], tables: Iterable[list[Line]]) -> tuple[Line, ...]:
    """Give numbers to the rows of pipe tables, behind those that tabs make."""
    last = max((line.row or 0 for line in lines), default=0)
    rows = [row.number for table in tables for row in table if not _is_delimiter(text, row)]
    numbers = {number: last + count for count, number in enumerate(rows, 1)}
    return tuple(line._replace(row=numbers[line.number]) if line.number in numbers else line for line in lines)


def _is_delimiter(text: str, row: Line) -> bool:
    return DELIMITER.fullmatch(text, row.start, row.end) is not None


def _bars_of_row(text: str, row: Line) -> Iterator[Edit]:
    """Yield the edits that make a row of cells one of tab-separated cells, and a line of dashes a blank line."""
    if _is_delimiter(text, row):
        yield Edit(row.start, row.end, text[row.start : row.end], "", "markdown_mark")
        return
    bars = list(BAR.finditer(text, row.start, row.end))
    for bar in bars:
        between = "" if bar in (bars[0], bars[-1]) else "\t"
        yield Edit(bar.start(), bar.end(), bar.group(), between, "markdown_mark")
