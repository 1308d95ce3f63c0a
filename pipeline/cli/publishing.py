"""build, extract: read sources and publish their tables."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.cli.endings import complain, exit_code_of
from pipeline.cli.nightly import NIGHTLY_CODES, NOT_PUBLISHED, Log, build_unattended
from pipeline.cli.options import AcceptErrors, Jobs, Out, Sources, path_of
from pipeline.cli.program import app
from pipeline.errors import PublishError
from pipeline.terminal import print_table, progress, visible

if TYPE_CHECKING:
    from pipeline.build_report import BuildReport

SEVERITIES = ("error", "warning", "info")


def _print_report(report: BuildReport, out: Path, seconds: float) -> None:
    print_table(("table", "rows"), report.tables.items())
    counts = ", ".join(f"{report.findings.get(severity, 0)} {severity}" for severity in SEVERITIES)
    typer.echo(f"sources: {report.sources}, acts: {report.acts}, findings: {counts}", err=True)
    for source_id in report.without_act:
        typer.echo(visible(f"warning: {source_id}: no act was found in it"), err=True)
    for act_id in report.incomplete:
        message = f"warning: {act_id}: the act was not understood whole, it is published as incomplete"
        typer.echo(visible(message), err=True)
    typer.echo(visible(_tell_release(report, out, seconds)), err=True)


def _tell_release(report: BuildReport, out: Path, seconds: float) -> str:
    if report.release is None:
        return f"published {out} in {seconds:.1f} s"
    if not report.is_new:
        return f"nothing new: release {report.release} of {out} stands, checked in {seconds:.1f} s"
    changed = f": {len(report.changes)} rows changed (tizmek releases {report.release})" if report.changes else ""
    return f"published release {report.release} of {out} in {seconds:.1f} s{changed}"


def bounded(jobs: int) -> int:
    """Return how many processes are worth starting: at most one a CPU."""
    return min(jobs, os.cpu_count() or 1)


@app.command(
    epilog="\b\nExamples:\n  tizmek build\n  tizmek build --sources sources --out extracted --jobs 2\n"
    f"  tizmek build --ci --log build.log\n\n{NIGHTLY_CODES}"
)
def build(
    sources: Sources = Path("sources"),
    out: Out = Path("extracted"),
    jobs: Jobs = 1,
    accept_errors: AcceptErrors = False,
    ci: Annotated[
        bool, typer.Option("--ci", help="For a job that nobody watches: publish only what brings no new doubts.")
    ] = False,
    log: Annotated[
        Path | None,
        typer.Option(
            "--log", metavar="FILE", parser=path_of, help="With --ci, add its log here, not to standard error."
        ),
    ] = None,
) -> None:
    """Read every source of a folder and publish the tables as a new release.

    A source is a folder with a source.toml and the file it names. All sources are tried, and each that is refused is
    named. The output folder is replaced as a whole or, when anything is wrong, not at all; earlier releases stay.
    Where nothing would change, the newest release stands.
    """
    if log and not ci:
        raise typer.BadParameter("it belongs to a job that nobody watches: add --ci", param_hint="--log")
    if ci:
        _build_unattended(sources, out, bounded(jobs), log, accept_errors=accept_errors)
    from pipeline.standing import find_standing

    start = time.monotonic()
    report = find_standing(sources, out, accept_errors=accept_errors)
    if report is None:
        from pipeline.build import build_sources  # only now: loading it takes longer than the look at what stands

        with progress(len(list(sources.glob("*/source.toml")))) as advance:
            report = build_sources(sources, out, bounded(jobs), advance, accept_errors=accept_errors)
    _print_report(report, out, time.monotonic() - start)


def _build_unattended(sources: Path, out: Path, jobs: int, log: Path | None, *, accept_errors: bool) -> NoReturn:
    if log is None:
        raise typer.Exit(build_unattended(sources, out, jobs, Log(), accept_errors=accept_errors))
    try:
        stream = log.open("a", encoding="utf-8")
    except OSError as error:
        complain(PublishError(f"can't write the log: {error.strerror}", place=str(log), advice="name another file"))
        raise typer.Exit(NOT_PUBLISHED) from error
    with stream:
        raise typer.Exit(build_unattended(sources, out, jobs, Log(stream), accept_errors=accept_errors))


@app.command(
    epilog="\b\nExamples:\n  tizmek extract decree.txt --out /tmp/decree\n  tizmek extract *.md --out out -j 2"
)
def extract(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", parser=path_of, help="Texts of acts, one act a file.")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", parser=path_of, help="The folder to publish.", show_default=False)
    ],
    jobs: Jobs = 1,
    accept_errors: AcceptErrors = False,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="Publish without the files that are refused; the exit code tells.")
    ] = False,
) -> None:
    """Read files that have no source.toml and publish their tables.

    All files are tried. When one is refused, nothing is published; with --skip-refused the others are, each refused
    file is named, and the exit code is that of its error all the same.
    """
    from pipeline.build import extract_files

    start = time.monotonic()
    with progress(len(files)) as advance:
        report = extract_files(
            files, out, bounded(jobs), advance, accept_errors=accept_errors, skip_refused=skip_refused
        )
    _print_report(report, out, time.monotonic() - start)
    if report.refused:
        for error in report.refused:
            complain(error)
        typer.echo(f"error: {len(report.refused)} of {len(files)} files were refused and left out", err=True)
        raise typer.Exit(max(map(exit_code_of, report.refused)))
