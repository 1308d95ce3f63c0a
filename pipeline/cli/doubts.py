"""doubts: the doubtful rows by their causes, an example of each, and the causes that a person looked at."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.confirm import is_confirmed
from pipeline.cli.days import day_of
from pipeline.cli.endings import NOT_WRITTEN
from pipeline.cli.options import Json, Out, Sources
from pipeline.cli.program import app
from pipeline.terminal import print_json, print_table, visible

if TYPE_CHECKING:
    from pipeline.write.reviewed import Doubted


@app.command(
    epilog="\b\nExamples:\n  tizmek doubts\n"
    '  tizmek doubts --right ID_OF_A_SOURCE join_doubtful --reason "all were looked at" --by linguist'
)
def doubts(
    right: Annotated[
        tuple[str, str] | None,
        typer.Option("--right", metavar="SOURCE CAUSE", help="The rows doubted for this cause were found right."),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="How they were looked at.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="ROLE", help="Who looked, by role: linguist.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day; today unless it is named.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the review without asking.")] = False,
    out: Out = Path("extracted"),
    sources: Sources = Path("sources"),
    as_json: Json = False,
) -> None:
    """Show the doubtful rows of lists by source and cause, each cause with an example, or say that one was looked at.

    A row that was found right in all its causes is doubtful no more with the next build. The review is written to
    decisions/doubts.csv beside the sources; it is withdrawn, with a finding, when a source of the act has other bytes,
    or other rows are doubted for the cause.
    """
    if right is None:
        for option, value in {"--reason": reason, "--by": by, "--on": on, "--yes": yes or None}.items():
            if value is not None:
                raise typer.BadParameter(f"{option} belongs to a review: name source and cause with --right")
        _show(out, sources, as_json=as_json)
        return
    for option, words in (("--reason", reason), ("--by", by)):
        if not words or not words.strip() or not words.strip().isprintable():
            raise typer.BadParameter("a review needs it, in one line of text", param_hint=option)
    said = {"reason": str(reason).strip(), "decided_by": str(by).strip(), "decided_on": day_of(on)}
    _review(right, said, out, sources, yes=yes, as_json=as_json)


def _read(out: Path, sources: Path) -> tuple[list[Doubted], dict[str, dict[str, Any]]]:
    """Read the doubts of a published folder that nobody reviewed, and its entries by their ids.

    A row that was reviewed for one cause may be doubtful for another still: the first is no open one.
    """
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.published import rows
    from pipeline.read.decisions import read_reviews
    from pipeline.write.reviewed import doubted_rows

    with refuse_damaged(out):
        tables = {table: rows(table, out) for table in ("sources", "acts", "list_entries", "findings")}
    withdrawn = {row["source_id"] for row in tables["findings"] if row["code"] == "review_withdrawn"}
    reviewed = {(one.source_id, one.cause) for one in read_reviews(sources) if one.source_id not in withdrawn}
    found = [one for one in doubted_rows(tables) if (one.source_id, one.cause) not in reviewed]
    return found, {row["entry_id"]: row for row in tables["list_entries"]}


def _show(out: Path, sources: Path, *, as_json: bool) -> None:
    groups, entries = _read(out, sources)
    if as_json:
        print_json([asdict(one) for one in groups])
    else:
        told = [(one.source_id, one.cause, str(len(one.entry_ids)), _example(one, entries)) for one in groups]
        print_table(("source", "cause", "rows", "example"), told)
    sys.stdout.flush()
    count = len({entry_id for one in groups for entry_id in one.entry_ids})
    typer.echo(f"{count} doubtful rows; tizmek explain shows what one is read from", err=True)


def _example(group: Doubted, entries: dict[str, dict[str, Any]]) -> str:
    entry = entries[group.entry_ids[0]]
    names = " / ".join(entry[name] for name in ("name_ky", "name_kk", "name_ru") if entry[name])
    return f"{entry['entry_id']} {names}"


def _review(
    right: tuple[str, str], said: dict[str, Any], out: Path, sources: Path, *, yes: bool, as_json: bool
) -> None:
    from pipeline.errors import UnknownIdError
    from pipeline.read.decisions import DOUBTS_FILE, Review
    from pipeline.write.decisions import add_review

    groups, _ = _read(out, sources)
    group = next((one for one in groups if (one.source_id, one.cause) == right), None)
    if group is None:
        advice = "tizmek doubts lists the sources and their causes"
        raise UnknownIdError(f"no row of {right[0]!r} is doubted for {right[1]!r}", place=str(out), advice=advice)
    review = Review(
        source_id=group.source_id,
        sha256=group.sha256,
        cause=group.cause,
        rows=len(group.entry_ids),
        **said,
        place=str(sources / DOUBTS_FILE),
    )
    others = {entry_id for one in groups if one is not group for entry_id in one.entry_ids}
    freed = [entry_id for entry_id in group.entry_ids if entry_id not in others]
    if not as_json:
        print_table(("row", "then"), [(one, "right" if one in freed else "doubted still") for one in group.entry_ids])
        sys.stdout.flush()
    told = f"{len(group.entry_ids)} rows doubted for {group.cause}: {len(freed)} would be doubtful no more"
    typer.echo(visible(told), err=True)
    written = yes or is_confirmed("Write this review?")
    if written:
        path = add_review(sources, review)
        typer.echo(visible(f"written to {path}; build to publish what it changes"), err=True)
    if as_json:
        print_json({"review": asdict(review), "written": written, "freed": freed})
    if not written:
        typer.echo("nothing was written (--yes writes it)", err=True)
        raise typer.Exit(NOT_WRITTEN)
