"""status, releases, as-of, schema, prune: what was published when, what changed and why, and what would."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.certificates import tell_certificates
from pipeline.cli.endings import NOT_WRITTEN
from pipeline.cli.options import AcceptErrors, Jobs, Json, Out, Sources
from pipeline.cli.program import app
from pipeline.terminal import print_json, print_table, progress, visible

if TYPE_CHECKING:
    from pipeline.build_report import BuildReport

Release = Annotated[
    int | None, typer.Option("--release", metavar="N", min=1, help="A release; the newest without.", show_default=False)
]
_MOST_CHANGES = 200


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise typer.BadParameter(f"expected a date such as 2015-09-01, found {word!r}") from error


@app.command(epilog="\b\nExamples:\n  tizmek status\n  tizmek status --json | jq '.changes[].causes'")
def status(
    sources: Sources = Path("sources"),
    out: Out = Path("extracted"),
    jobs: Jobs = 1,
    accept_errors: AcceptErrors = False,
    as_json: Json = False,
) -> None:
    """Tell what a build would publish: every row that would change and why, and how complete acts and lists are.

    Nothing is written.
    """
    from pipeline.cli.publishing import bounded
    from pipeline.standing import find_standing

    report = find_standing(sources, out, accept_errors=accept_errors)
    if report is None:
        from pipeline.build import build_sources

        with progress(len(list(sources.glob("*/source.toml")))) as advance:
            report = build_sources(sources, out, bounded(jobs), advance, accept_errors=accept_errors, rehearsal=True)
    if as_json:
        print_json(
            {
                "release": report.release,
                "is_new": report.is_new,
                "incomplete": report.incomplete,
                "certificates": report.certificates,
                "changes": report.changes,
            }
        )
        return
    _tell_status(report)


def _tell_status(report: BuildReport) -> None:
    if not report.is_new:
        typer.echo(f"release {report.release} stands: a build would change nothing", err=True)
    else:
        print_changes(report.changes)
        sys.stdout.flush()
        typer.echo(f"a build would publish release {report.release}: {_counted(report.changes)}", err=True)
    for act_id in report.incomplete:
        typer.echo(visible(f"incomplete: {act_id}"), err=True)
    for line in tell_certificates(report.certificates):
        typer.echo(visible(line), err=True)


def _counted(changes: Sequence[Mapping[str, Any]]) -> str:
    causes = Counter(cause for row in changes for cause in row["causes"])
    told = ", ".join(f"{count} {cause.replace('_', ' ')}" for cause, count in causes.most_common())
    return f"{len(changes)} rows changed ({told})" if changes else "no row of an earlier release to compare with"


def print_changes(changes: Sequence[Mapping[str, Any]]) -> None:
    """Print rows of `release_changes`; on a terminal only the first of many."""
    shown = changes if not sys.stdout.isatty() else changes[:_MOST_CHANGES]
    body = [
        (
            row["table_name"],
            row["row_id"],
            row["kind"],
            ", ".join(row["causes"]),
            ", ".join(row["source_ids"]),
            _what(row),
        )
        for row in shown
    ]
    colours = [{"added": "green", "removed": "red"}.get(row["kind"], "yellow") for row in shown]
    print_table(("table", "row", "kind", "causes", "sources", "what"), body, colours)
    if len(changes) > len(shown):
        typer.echo(f"and {len(changes) - len(shown)} more rows: pipe the output, or ask with --json", err=True)


def _what(row: Mapping[str, Any]) -> str:
    if row["kind"] != "changed":
        return row["old_row_id"] or ""
    before, after = json.loads(row["before"]), json.loads(row["after"])
    return "; ".join(f"{name}: {before[name]} -> {after[name]}" for name in row["fields"])


@app.command(epilog="\b\nExamples:\n  tizmek releases\n  tizmek releases 3\n  tizmek releases 3 --json")
def releases(
    number: Annotated[
        int | None, typer.Argument(metavar="[N]", min=1, help="A release: show what changed in it.", show_default=False)
    ] = None,
    out: Out = Path("extracted"),
    as_json: Json = False,
) -> None:
    """List the releases; with a number, what changed in that one, and why."""
    from pipeline.releases.changes import read_changes
    from pipeline.releases.manifest import read_manifest

    if number is not None:
        changes = read_changes(out, number)
        print_json(changes) if as_json else print_changes(changes)
        return
    manifests = [read_manifest(out, release) for release in _known_releases(out)]
    if as_json:
        print_json([asdict(manifest) for manifest in manifests])
        return
    body = [
        (
            one.release,
            one.published_on,
            one.contract,
            len({name.partition("/")[0] for name in one.inputs} - {"decisions"}),
            len(read_changes(out, one.release)),
        )
        for one in manifests
    ]
    print_table(("release", "published_on", "contract", "sources", "rows_changed"), body)


def _known_releases(out: Path) -> list[int]:
    """List the releases of a folder. Raises NoDatasetError where there is none."""
    from pipeline.published import NoDatasetError
    from pipeline.releases.manifest import release_numbers

    if not (found := release_numbers(out)):
        raise NoDatasetError("no release here", place=str(out), advice="name the folder that a build published")
    return found


@app.command(
    "as-of",
    epilog="\b\nExamples:\n  tizmek as-of 2015-09-01\n  tizmek as-of 2015-09-01 --release 3\n"
    "  tizmek as-of 2008-01-01 --bars --json",
)
def as_of(
    day: Annotated[date, typer.Argument(metavar="DATE", parser=_day, help="A day of the law, such as 2015-09-01.")],
    release: Release = None,
    bars: Annotated[bool, typer.Option("--bars", help="List what the acts in force barred.")] = False,
    out: Out = Path("extracted"),
    as_json: Json = False,
) -> None:
    """Tell which acts were in force on a day, as far as a release knew; with --bars, what they barred."""
    from pipeline.releases.as_of import acts_as_of, bars_as_of
    from pipeline.releases.manifest import read_manifest, tables_of

    tables = out if release is None else tables_of(out, read_manifest(out, release).release)
    rows = list(bars_as_of(day, tables)) if bars else [asdict(act) for act in acts_as_of(day, tables)]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(list(rows[0]), [list(row.values()) for row in rows])


schema = typer.Typer(help="The contract of the tables, from release to release.", no_args_is_help=True)
app.add_typer(schema, name="schema")


@schema.command("diff", epilog="\b\nExamples:\n  tizmek schema diff 2 3\n  tizmek schema diff 2")
def schema_diff(
    before: Annotated[int, typer.Argument(metavar="BEFORE", min=1, help="A release.")],
    after: Annotated[
        int | None,
        typer.Argument(metavar="[AFTER]", min=1, help="A later one; the newest without.", show_default=False),
    ] = None,
    out: Out = Path("extracted"),
    as_json: Json = False,
) -> None:
    """Tell how the contracts of two releases differ, and whether a reader of the earlier can read the later.

    The exit code is 1 for a breaking change.
    """
    from pipeline.releases.manifest import read_manifest, tables_of
    from pipeline.releases.schema_diff import diff_schemas

    folders = [tables_of(out, read_manifest(out, one).release) for one in (before, after or read_manifest(out).release)]
    found = diff_schemas(*folders)
    if as_json:
        print_json({**asdict(found), "breaking": found.breaking, "announced": found.announced})
    else:
        body = [
            (one.table, one.column or "", one.what, "breaking" if one.breaking else "compatible")
            for one in found.changes
        ]
        print_table(
            ("table", "column", "what", "effect"), body, ["red" if one.breaking else "" for one in found.changes]
        )
        sys.stdout.flush()
        verdict = "breaking" if found.breaking else "compatible"
        typer.echo(f"{verdict}: version {found.before} to {found.after}", err=True)
    if found.breaking:
        raise typer.Exit(1)


@app.command(epilog="\b\nExamples:\n  tizmek prune --keep 10\n  tizmek prune --keep 10 --yes")
def prune(
    keep: Annotated[int, typer.Option("--keep", metavar="N", min=1, help="How many of the newest releases stay.")],
    yes: Annotated[bool, typer.Option("--yes", help="Remove them without asking.")] = False,
    out: Out = Path("extracted"),
) -> None:
    """Remove all but the newest releases, and the files that only they were made from."""
    from pipeline.cli.confirm import is_confirmed
    from pipeline.releases.prune import prune as prune_releases

    known = _known_releases(out)
    if not (unwanted := known[:-keep]):
        typer.echo(f"nothing to remove: of {keep} releases that may stay there are {len(known)}", err=True)
        return
    told = ", ".join(map(str, unwanted))
    if not (yes or is_confirmed(f"Remove the releases {told}?")):
        typer.echo(f"nothing was removed (--yes removes {told})", err=True)
        raise typer.Exit(NOT_WRITTEN)
    start = time.monotonic()
    prune_releases(out, unwanted)
    typer.echo(f"removed the releases {told} in {time.monotonic() - start:.1f} s", err=True)
