"""Small texts of our own, taken through the stages before parse/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import dedent

from pipeline.clean import Cleaned, clean_document
from pipeline.model import Extraction, Finding, Piece, Row, Value, Witness
from pipeline.parse.evidence import Evidence
from pipeline.parse.lists.rows import ListBody
from pipeline.parse.lists.solved_row import ListRow
from pipeline.parse.passage import Passage
from pipeline.parse.source import parse_source
from pipeline.read import read_document
from pipeline.segment import Layout, LayoutLine, segment_document

SOURCE_ID = "sample"


def clean(text: str) -> Cleaned:
    """Read and clean a text, its common indentation taken away, ended with one newline as a file should be."""
    return clean_document(read_document(SOURCE_ID, (dedent(text).strip("\n") + "\n").encode()))


def lines_of(text: str) -> tuple[LayoutLine, ...]:
    """Segment a text into printed lines."""
    return segment_document(clean(text)).lines


def layout_of(text: str) -> tuple[Layout, Evidence]:
    """Segment a text and open its evidence."""
    cleaned = clean(text)
    return segment_document(cleaned), Evidence(cleaned)


def passage_of(text: str) -> Passage:
    """Join the printed lines of a text."""
    return Passage(lines_of(text))


def parse(text: str) -> Extraction:
    """Parse a text as the only source."""
    cleaned = clean(text)
    return parse_source(cleaned, segment_document(cleaned))


def act_of(text: str) -> dict[str, object]:
    """Parse a text and return the columns of its act."""
    (act,) = rows_of(parse(text), "acts")
    return columns_of(act)


def rows_of(extraction: Extraction, table: str) -> list[Row]:
    """Return the rows of one table."""
    return [row for row in extraction.rows if row.table == table]


def columns_of(row: Row) -> dict[str, object]:
    """Return the cells and values of a row."""
    return {**row.cells, **{name: value.value for name, value in row.values.items()}}


def found(extraction: Extraction, text: str) -> list[tuple[str, int]]:
    """Return the code and the line of each finding."""
    source = dedent(text).strip("\n")
    return [
        (one.code, source.count("\n", 0, one.start) + 1 if one.start is not None else 0) for one in extraction.findings
    ]


def printed(text: str, spans: Sequence[tuple[int, int]] | tuple[int, int] | None) -> str:
    """Return the cleaned characters of one or more spans, joined by ` | `."""
    if spans is None:
        return ""
    cleaned = clean(text).text
    pairs = [spans] if isinstance(spans, tuple) and len(spans) == 2 and isinstance(spans[0], int) else spans
    return " | ".join(cleaned[slice(*pair)].strip() for pair in pairs if isinstance(pair, tuple))


def forms_of(row: ListRow) -> list[list[str]]:
    """Return the forms of each cell of a row."""
    return [[form for form, _ in cell.forms] for cell in row.cells]


def codes_of(body: ListBody, text: str) -> list[str]:
    """Return the codes of a list's rows."""
    return [printed(text, row.code) for row in body.rows]


def value_of(text: str, start: int = 0) -> Value:
    """Make a value that one place prints."""
    return Value(text, (Witness((Piece(start, start + len(text)),), None),))


def codes(findings: Iterable[Finding]) -> list[str]:
    """Return the codes of findings."""
    return [one.code for one in findings]
