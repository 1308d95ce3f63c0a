"""explain, verify, findings, tables: what is published, where it is printed, and what is doubtful."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import MOST_ROWS, Json, Out, Sources
from pipeline.cli.program import app
from pipeline.terminal import print_json, print_lines, print_table, progress, visible

_SEVERITY_COLOURS = {"error": "red", "warning": "yellow", "info": "dim"}


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@app.command(
    epilog="\b\nExamples:\n  tizmek explain ID_OF_AN_ENTRY\n  tizmek explain ID_OF_A_FINDING --json\n"
    "  tizmek explain CODE --table list_entries\n  tizmek explain ID_OF_AN_ENTRY --picture page.png"
)
def explain(
    row_id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="An id (of a key of several columns: LEFT..RIGHT), a code, or a part of an id that only one row has.",
        ),
    ],
    out: Out = Path("extracted"),
    sources: Sources = Path("sources"),
    table: Annotated[str | None, typer.Option("--table", metavar="TABLE", help="Look only in this table.")] = None,
    picture: Annotated[
        Path | None,
        typer.Option("--picture", metavar="FILE", help="Also draw the page with the values marked, as PNG."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show where each value of a row is printed: lines, characters, and every repair.

    When several rows fit, they are listed and the exit code is 3.
    """
    from pipeline.audit.explain import explain as explain_row
    from pipeline.audit.explain_state import tell_state
    from pipeline.audit.find_row import AmbiguousIdError
    from pipeline.audit.report import tell

    try:
        explanation = explain_row(row_id, out, sources, table)
    except AmbiguousIdError as error:
        if as_json:
            print_json({"candidates": [asdict(candidate) for candidate in error.candidates]})
        else:
            body = [(candidate.table, candidate.row_id, candidate.label) for candidate in error.candidates]
            print_table(("table", "id", "label"), body)
        raise
    if as_json:
        print_json(explanation.as_dict())
    else:
        print_lines(tell(explanation))
        if explanation.comparison and (state := explanation.comparison.state):
            print_lines(tell_state(state))
    sys.stdout.flush()
    for other in explanation.also_in:
        typer.echo(f"a row of {other} has this id, too: --table {other}", err=True)
    if picture:
        _draw(row_id, out, sources, table, picture)


def _draw(row_id: str, out: Path, sources: Path, table: str | None, picture: Path) -> None:
    from pipeline.audit.picture import picture_of
    from pipeline.errors import PublishError

    png, place = picture_of(row_id, out, sources, table)
    if picture.exists() and not (picture.is_file() and picture.read_bytes()[:4] == png[:4]):
        advice = "name another file; only a picture is written over"
        raise PublishError("a file that is no PNG picture stands there", place=str(picture), advice=advice)
    try:
        picture.write_bytes(png)
    except OSError as error:
        raise PublishError(f"can't write the picture: {error.strerror}", place=str(picture)) from error
    typer.echo(visible(f"{place}, drawn as {picture}"), err=True)


@app.command(
    epilog="\b\nExamples:\n  tizmek verify\n  tizmek verify --release 2\n  tizmek verify --out extracted --json"
)
def verify(
    out: Out = Path("extracted"),
    sources: Sources = Path("sources"),
    release: Annotated[
        int | None, typer.Option("--release", metavar="N", min=1, help="An earlier release, from the files kept of it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Derive every published value again from its source characters; fail on the first that differs.

    The files of all releases are held against the hashes that they were published with.
    """
    from pipeline.audit.difference import DifferenceError
    from pipeline.audit.verify import verify as verify_folder
    from pipeline.audit.verify import verify_release
    from pipeline.errors import VerificationError

    try:
        with progress(None) as advance:
            verified = verify_release(out, release, advance) if release else verify_folder(out, sources, advance)
    except VerificationError as error:
        if as_json:
            told = error.as_dict() if isinstance(error, DifferenceError) else {"place": error.place}
            print_json({"ok": False, "message": error.message, **told})
        raise
    if as_json:
        print_json({"ok": True, **asdict(verified)})
    else:
        counts = (
            f"{verified.values} values of {verified.sources} sources derived again, {verified.files} files as published"
        )
        typer.echo(counts)


@app.command(
    epilog="\b\nExamples:\n  tizmek findings --severity warning\n  tizmek findings | cut -f 2 | sort | uniq -c"
)
def findings(
    severity: Annotated[Severity | None, typer.Option("--severity", help="Only findings of this severity.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help="Only findings of this source.")] = None,
    code: Annotated[str | None, typer.Option("--code", metavar="CODE", help="Only findings with this code.")] = None,
    out: Out = Path("extracted"),
    as_json: Json = False,
) -> None:
    """List what the sources do oddly and what was not understood, the gravest first."""
    from pipeline.audit.inventory import list_findings

    found = list_findings(out, severity.value if severity else None, source, code)
    if as_json:
        print_json(found)
        return
    places = [f"{row['path']}:{row['line_start']}" if row["line_start"] else row["path"] for row in found]
    body = [
        (row["severity"], row["code"], place, row["message"], row["finding_id"])
        for row, place in zip(found, places, strict=True)
    ]
    colours = [_SEVERITY_COLOURS[row["severity"]] for row in found]
    print_table(("severity", "code", "place", "message", "finding_id"), body, colours)


@app.command(
    epilog="\b\nExamples:\n  tizmek tables\n  tizmek tables list_entries --rows 20\n  tizmek tables acts --json"
)
def tables(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A table.", show_default=False)] = None,
    out: Out = Path("extracted"),
    rows: Annotated[int, typer.Option("--rows", metavar="N", min=0, max=MOST_ROWS, help="How many first rows.")] = 5,
    as_json: Json = False,
) -> None:
    """List the tables; with a name, its columns and first rows."""
    from pipeline.audit.inventory import describe_table, first_rows, list_tables

    if name is None:
        stock = list_tables(out)
        if as_json:
            print_json([asdict(table) for table in stock])
        else:
            body = [(table.name, table.rows, len(table.columns), table.title) for table in stock]
            print_table(("table", "rows", "columns", "title"), body)
        return
    table, shown = describe_table(name, out), first_rows(name, out, rows)
    if as_json:
        print_json({**asdict(table), "first_rows": shown})
        return
    typer.echo(f"{table.name}: {table.description} {table.rows} rows.\n")
    columns = [
        (column.name, column.type, "yes" if column.null else "no", column.unit, column.description)
        for column in table.columns
    ]
    print_table(("column", "type", "null", "unit", "description"), columns)
    if shown:
        typer.echo("")
        print_table([column.name for column in table.columns], [list(row.values()) for row in shown])
