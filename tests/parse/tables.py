"""Acts with a table whose format says which lines are one row."""

from __future__ import annotations

from dataclasses import replace

from pipeline.clean import clean_document
from pipeline.model import Extraction
from pipeline.parse.source import parse_source
from pipeline.read.plain import read_plain
from pipeline.segment import segment_document


def read_table(above: str, *rows: str, below: str = "") -> Extraction:
    """Read an act with a table, and what stands above and below it.

    A row's cells are parted by `|`, the lines of a cell by `/`.
    """
    printed = ["\t".join(row.split("|")).replace("/", "\n") for row in rows]
    document = read_plain("sample", above + "\n".join(printed) + "\n" + (f"\n{below}\n" if below else ""), "utf-8")
    number_of = [number for number, text in enumerate(printed, 1) for _ in range(text.count("\n") + 1)]
    first = above.count("\n")
    lines = [
        line._replace(row=number_of[line.number - first - 1] if 0 < line.number - first <= len(number_of) else None)
        for line in document.lines
    ]
    cleaned = clean_document(replace(document, lines=tuple(lines)))
    return parse_source(cleaned, segment_document(cleaned))


def entries(extraction: Extraction, *columns: str) -> list[tuple[object, ...]]:
    """Return columns of each entry of the lists."""
    rows = [row for row in extraction.rows if row.table == "list_entries"]
    return [tuple(row.values[name].value if name in row.values else None for name in columns) for row in rows]


def doubtful(extraction: Extraction) -> list[bool]:
    """Tell of each entry whether it is doubtful."""
    return [bool(row.cells["doubtful"]) for row in extraction.rows if row.table == "list_entries"]


def bars(extraction: Extraction) -> list[str]:
    """Return the code of each restriction, with its qualification and form."""
    return [row.row_id.split(":", 3)[3] for row in extraction.rows if row.table == "restrictions"]


def codes(extraction: Extraction) -> list[str]:
    """Return the codes of all findings that are more than information."""
    return [one.code for one in extraction.findings if one.severity != "info"]


def asides(extraction: Extraction) -> list[str]:
    """Return what is told of columns that are not published."""
    return [one.message for one in extraction.findings if one.code == "column_not_published"]


def unexplained(extraction: Extraction) -> int:
    """Count the characters that nothing explains."""
    return sum(one.end - one.start for one in extraction.destinies if one.fate == "unexplained")


def check_whole(extraction: Extraction) -> None:
    """Nothing is doubtful, and each character of the table has a fate."""
    assert not any(doubtful(extraction))
    assert codes(extraction) == []
    assert unexplained(extraction) == 0
