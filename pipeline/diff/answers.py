"""What a report says of a dataset, and the query that gives it: sentences and tables with their SQL, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = object
Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence whose `{}` stand for values; `sql` gives these as one row."""

    words: str
    values: Cells
    sql: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `sql` gives its rows in their order. `empty` is said instead where there are none."""

    header: tuple[str, ...]
    rows: tuple[Cells, ...]
    sql: str
    empty: str = "None."


Block = str | Sentence | Table


def write_markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown: values in bold, each answer with the number of its query, the queries at the end."""
    told: list[str] = []
    queries: dict[str, int] = {}
    for block in blocks:
        if isinstance(block, str):
            told.append(block)
            continue
        number = queries.setdefault(block.sql, len(queries) + 1)
        told.append(_told(block, f"[q{number}](#q{number})"))
    if queries:
        told.append("## Queries")
    for sql, number in queries.items():
        told.append(f"### q{number}\n\n```sql\n{sql}\n```")
    return "\n\n".join(told) + "\n"


def _told(block: Sentence | Table, query: str) -> str:
    if isinstance(block, Sentence):
        return f"{block.words.format(*(f'**{show(value)}**' for value in block.values))} ({query})"
    if not block.rows:
        return f"{block.empty} ({query})"
    return "\n".join([_line(block.header), _rule(block), *map(_line, block.rows)]) + f"\n\nQuery: {query}"


def _rule(table: Table) -> str:
    """Return the line below a header: numbers to the right."""
    columns = zip(*table.rows, strict=True)
    return "|" + "|".join("---:" if all(type(cell) is int for cell in column) else "---" for column in columns) + "|"


def _line(cells: Sequence[Cell]) -> str:
    return "| " + " | ".join(show(cell) for cell in cells) + " |"


def show(cell: Cell) -> str:
    r"""Return a value as a cell of Markdown.

    >>> show(None), show(True), show(3), show("a|b")
    ('', 'yes', '3', 'a\\|b')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return " ".join(str(cell).split()).replace("|", "\\|")
