"""A build that nobody watches: an exit code that says what came of it, a log in JSON, a summary fit for a mail."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer

from pipeline.cli.certificates import tell_certificates
from pipeline.cli.endings import BAD_INPUT, CANNOT_PUBLISH, exit_code_of
from pipeline.errors import RefusedSourcesError, TizmekError
from pipeline.terminal import visible

if TYPE_CHECKING:
    from pipeline.build_report import BuildReport

NOTHING_NEW, NEW_RELEASE, NEEDS_REVIEW, REFUSED, NOT_PUBLISHED, WRONG_DATA = 0, 10, 20, 30, 40, 50
NIGHTLY_CODES = """\b
With --ci the exit codes are:
  0    nothing new
  10   a new release was published
  20   there is something to review, nothing was published: see tizmek status, then build without --ci
  30   a source was refused, nothing was published
  40   the output can't be published
  50   the data is wrong: expected counts were missed, the contract is broken
  130  interrupted"""
_GRAVE = ("error", "warning")
_MOST = 20
_CERTIFIED = ("act_id", "certificate")


@dataclass
class Log:
    """A log of one line of JSON an event, with the time it happened."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)

    def say(self, event: str, **more: object) -> None:
        """Write one event."""
        now = datetime.now().astimezone().isoformat(timespec="milliseconds")
        self.stream.write(json.dumps({"time": now, "event": event, **more}, ensure_ascii=False, default=str) + "\n")
        self.stream.flush()


def build_unattended(sources: Path, out: Path, jobs: int, log: Log, *, accept_errors: bool) -> int:
    """Build, log what happens, print the summary on standard output, and return the exit code."""
    log.say("start", sources=str(sources), out=str(out), jobs=jobs)
    try:
        report = _build(sources, out, jobs, log, accept_errors)
    except TizmekError as error:
        return _end(log, _refused_code(error), _tell_refused(error, log))
    except OSError as error:
        place, said = str(error.filename or out), error.strerror or str(error)
        log.say("refused", error=type(error).__name__, place=place, message=said)
        return _end(log, NOT_PUBLISHED, ["Nothing was published.", "", f"- {place}: {said}"])
    if not report.is_new:
        return _end(log, NOTHING_NEW, [f"Nothing new: release {report.release} stands."])
    log.say("certificates", acts=[{name: one[name] for name in _CERTIFIED} for one in report.certificates])
    if doubts := list(find_doubts(report)):
        for doubt in doubts:
            log.say("review", what=doubt)
        told = [f"Release {report.release} would be new and waits for review: {len(doubts)} new doubts.", ""]
        return _end(log, NEEDS_REVIEW, [*told, *_short(doubts), "", *_tell_changes(report)])
    log.say("published", release=report.release, rows_changed=len(report.changes))
    return _end(log, NEW_RELEASE, [f"Release {report.release} was published.", "", *_tell_changes(report)])


def find_doubts(report: BuildReport) -> Iterator[str]:
    """Yield what a person must look at before it is published: doubts that the newest release didn't have.

    Of the first release that is all that it has.
    """
    if report.release == 1:
        yield from (f"{count} findings: {one}" for one in _GRAVE if (count := report.findings.get(one, 0)))
        yield from (f"{source_id}: no act was found in it" for source_id in report.without_act)
    for row in report.changes:
        now = json.loads(row["after"]) if row["after"] else {}
        is_new = row["kind"] == "added"
        if row["table_name"] == "findings" and now.get("severity") in _GRAVE:
            if is_new:
                place = f"{now['source_id']}:{now.get('line_start') or ''}".rstrip(":")
                yield f"{now['severity']} in {place}: {now['message']}"
            else:
                yield f"{row['row_id']}: {now['severity']} now"
        elif row["table_name"] == "crosswalk_candidates" and is_new:
            yield f"nobody decided about {now['left_entry_id']} and {now['right_entry_id']}"
        elif row["table_name"] == "acts" and now.get("completeness") == "incomplete":
            yield f"{row['row_id']}: the act is incomplete"
        elif row["table_name"] == "sources" and is_new and now.get("act_id") is None:
            yield f"{row['row_id']}: no act was found in it"


def _build(sources: Path, out: Path, jobs: int, log: Log, accept_errors: bool) -> BuildReport:
    from pipeline.standing import find_standing

    if (standing := find_standing(sources, out, accept_errors=accept_errors)) is not None:
        return standing
    from pipeline.build import build_sources

    return build_sources(
        sources,
        out,
        jobs,
        lambda source_id: log.say("source", source_id=source_id),
        accept_errors=accept_errors,
        publishing=lambda report: not any(find_doubts(report)),
    )


def _refused_code(error: TizmekError) -> int:
    return {BAD_INPUT: REFUSED, CANNOT_PUBLISH: NOT_PUBLISHED}.get(exit_code_of(error), WRONG_DATA)


def _tell_refused(error: TizmekError, log: Log) -> list[str]:
    errors = error.errors if isinstance(error, RefusedSourcesError) else (error,)
    for one in errors:
        log.say("refused", error=type(one).__name__, place=one.place, message=one.message, advice=one.advice)
    return ["Nothing was published.", "", *_short([str(one) for one in errors])]


def _tell_changes(report: BuildReport) -> Iterator[str]:
    yield f"Rows that differ from the release before: {len(report.changes)}"
    yield from (
        f"  {count} {cause.replace('_', ' ')}" for cause, count in _counts(report.changes, "causes").most_common()
    )
    yield from (f"  {count} in {table}" for table, count in _counts(report.changes, "table_name").items())
    yield from ("", *tell_certificates(report.certificates))


def _counts(changes: Any, column: str) -> Counter[str]:
    return Counter(one for row in changes for one in _listed(row, column))


def _listed(row: Mapping[str, Any], column: str) -> list[str]:
    return row[column] if isinstance(row[column], list) else [row[column]]


def _short(lines: list[str]) -> list[str]:
    more = [f"- and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    return [*(f"- {line}" for line in lines[:_MOST]), *more]


def _end(log: Log, code: int, summary: list[str]) -> int:
    for line in summary:
        typer.echo(visible(line))
    log.say("end", exit_code=code)
    return code
