"""How the command line prints: tables, lines and JSON, coloured on a terminal and plain in a pipe, and progress."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.audit.report import Part
    from pipeline.browse.lines import Line, Tone

# Columns that a terminal gives fewer characters than this can't be read.
NARROWEST_COLUMN = 12
# What a shell takes for more than a part of a name.
_STEERING = frozenset("$`\\\"';&|<>*?!(){}[]#~")
_COLOURS: dict[Part, str] = {
    "head": "bold",
    "value": "bold cyan",
    "place": "magenta",
    "printed": "green",
    "around": "dim",
    "repair": "yellow",
    "finding": "red",
}
_TONE_COLOURS: dict[Tone, str] = {
    "head": "bold",
    "num": "bold cyan",
    "text": "",
    "note": "yellow",
    "citation": "green",
    "place": "magenta",
    "hit": "bold red",
    "aside": "dim",
}


def visible(text: str) -> str:
    r"""Spell the control characters of a text, so that a source can't steer the terminal or break a row.

    >>> print(visible("бир\tэки\x1b[2J"))
    бир\tэки\x1b[2J
    """
    return "".join(repr(mark)[1:-1] if not mark.isprintable() and mark != "\u00a0" else mark for mark in text)


def quoted(place: str) -> str:
    r"""Spell the place that a message begins with; in quotes where its name could steer a terminal or a shell.

    >>> quoted("acts/Токтом 7.pdf, page 3")
    'acts/Токтом 7.pdf, page 3'
    >>> print(quoted("$(reboot)\n.pdf"))
    '$(reboot)\n.pdf'
    """
    seen = visible(place)
    return seen if seen == place and _STEERING.isdisjoint(place) else shlex.quote(seen)


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _as_json(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON value")


def print_json(value: object) -> None:
    r"""Print a value as JSON that keeps its letters and spells control characters; a date is its ISO form.

    >>> print_json(["бир\u202e\x9b2J"])
    [
      "бир\u202e\u009b2J"
    ]
    """
    spelled = json.dumps(value, ensure_ascii=False, indent=2, default=_as_json)
    marks = (mark if mark.isprintable() or mark in "\n\u00a0" else json.dumps(mark)[1:-1] for mark in spelled)
    print("".join(marks))  # noqa: T201 - this is the command line


def print_table(head: Sequence[str], body: Iterable[Sequence[object]], colours: Sequence[str] = ()) -> None:
    """Print rows: boxed and coloured (one colour a row) on a terminal, tab-separated in a pipe; always whole.

    On a terminal too narrow for the columns each row is a block of lines.
    """
    rows = [[visible(_plain(cell)) for cell in row] for row in body]
    if not _is_terminal():
        for row in [list(head), *rows]:
            print("\t".join(row))  # noqa: T201 - this is the command line
        return
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    console = Console()
    styles = colours or [""] * len(rows)
    if console.width < NARROWEST_COLUMN * len(head):
        for row, style in zip(rows, styles, strict=True):
            for name, cell in zip(head, row, strict=True):
                console.print(Text(f"{name}: {cell}", style=style), soft_wrap=True)
            console.print()
        return
    table = Table(*(Column(name, overflow="fold") for name in head), header_style="bold")
    for row, style in zip(rows, styles, strict=True):
        table.add_row(*map(Text, row), style=style)
    console.print(table)


def print_lines(lines: Iterable[tuple[Part, str]]) -> None:
    """Print lines as they are, in the colour of their part on a terminal."""
    if not _is_terminal():
        for _, line in lines:
            print(visible(line))  # noqa: T201 - this is the command line
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True)
    for part, line in lines:
        console.print(Text(visible(line), style=_COLOURS[part]))


def print_wrapped(lines: Iterable[Line]) -> None:
    """Print lines: wrapped to the width of a terminal and coloured there, whole and plain in a pipe."""
    if not _is_terminal():
        for line in lines:
            print(visible(line.text))  # noqa: T201 - this is the command line
        return
    from rich.console import Console
    from rich.text import Text

    from pipeline.browse.lines import Line, wrap

    console = Console(soft_wrap=True)
    for line in lines:
        spans = tuple((tone, visible(words)) for tone, words in line.spans)
        for row in wrap(Line(spans, line.indent, line.hang), console.width):
            coloured = ((words, _TONE_COLOURS[tone]) for tone, words in row.spans)
            console.print(Text.assemble(" " * row.indent, *coloured))


@contextmanager
def progress(total: int | None) -> Iterator[Callable[[str], None] | None]:
    """Give what is called with the name of each source; a bar on a terminal's standard error, else None."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def advance(name: str) -> None:
            bar.update(task, advance=1, description=escape(visible(name)))

        yield advance
