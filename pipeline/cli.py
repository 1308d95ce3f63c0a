"""The command line: build, extract, explain, verify, findings, tables, act, align, search.

What a command prints on standard output is for pipes too: tab-separated or JSON, whole, without colours and boxes
unless it goes to a terminal. Progress and errors go to standard error. Heavy imports happen inside the commands.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from pipeline import __version__
from pipeline.errors import (
    ContractError,
    CorrectionError,
    DecisionError,
    PublishError,
    SourceMetadataError,
    TizmekError,
    UnknownIdError,
    UnreadableSourceError,
    UnreadRowsError,
)
from pipeline.terminal import print_json, print_lines, print_table, progress, visible

if TYPE_CHECKING:
    from pipeline.browse.lines import Line, Tone
    from pipeline.build import BuildReport

DATA_IS_WRONG, BAD_INPUT, CANNOT_PUBLISH, INTERRUPTED = 1, 3, 4, 130
_PUBLISHING = ("build", "extract")
# As many rows as `tables` shows at most.
MOST_ROWS = 1_000_000


class BadArgumentError(TizmekError):
    """A path or another word of the command line that nothing can have as its name."""


_BAD_INPUT = (
    UnreadableSourceError,
    UnreadRowsError,
    SourceMetadataError,
    CorrectionError,
    DecisionError,
    UnknownIdError,
    BadArgumentError,
)
EXIT_CODES = """\b
Exit codes:
  0    fine
  1    the data is wrong: verify found a difference, expected counts were missed, the contract is broken
  2    wrong usage of the command line
  3    bad input: an unreadable source, a bad source.toml, an unknown id or table, nothing published
  4    the output can't be published
  130  interrupted, or told to end"""
_SEVERITY_COLOURS = {"error": "red", "warning": "yellow", "info": "dim"}
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


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def exit_code_of(error: TizmekError) -> int:
    """Return the exit code an error ends the command with."""
    if isinstance(error, PublishError):
        return CANNOT_PUBLISH
    if isinstance(error, ContractError):
        from pipeline.published import NoDatasetError

        return BAD_INPUT if isinstance(error, NoDatasetError) else DATA_IS_WRONG
    from pipeline.browse.index import NoFullTextSearchError

    return BAD_INPUT if isinstance(error, (*_BAD_INPUT, NoFullTextSearchError)) else DATA_IS_WRONG


def _quit_quietly() -> NoReturn:
    """End after the reader of our output has gone; nothing more may be written, not even at the interpreter's end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(0)


def _complain(error: TizmekError) -> None:
    typer.echo(visible(f"error: {error}"), err=True)


def _fill_closed_streams() -> None:
    """Send what goes to a closed standard stream nowhere, and keep its number from the files that are opened later."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - for the whole run


def _end_as_interrupted(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@contextmanager
def _signals_interrupt() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end a run as Ctrl-C does, cleaned up; one that is ignored (nohup) stays ignored."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, _end_as_interrupted)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Commands(TyperGroup):
    """The commands, with every error of this package told in one line and turned into its exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line."""
        _fill_closed_streams()
        with _signals_interrupt():
            return super().main(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # The data is Cyrillic whatever the locale is; a terminal that can't show it gets escapes.
                encoding = None if stream.isatty() else "utf-8"
                stream.reconfigure(encoding=encoding, errors="backslashreplace")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except TizmekError as error:
            _complain(error)
            raise typer.Exit(exit_code_of(error)) from error
        except KeyboardInterrupt as error:
            with suppress(OSError):  # the terminal may be gone, too
                typer.echo("error: interrupted", err=True)
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError:
            _quit_quietly()
        except UnicodeEncodeError as error:
            _complain(BadArgumentError("this isn't UTF-8", place=str(error.object)))
            raise typer.Exit(BAD_INPUT) from error
        except OSError as error:
            # A folder that may not be read or written, a full disk: the system's words say enough.
            typer.echo(visible(f"error: {error.filename or 'output'}: {error.strerror or error}"), err=True)
            raise typer.Exit(CANNOT_PUBLISH if ctx.invoked_subcommand in _PUBLISHING else BAD_INPUT) from error
        return result


app = typer.Typer(
    name="tizmek",
    cls=_Commands,
    help="Lists in legal acts of Kyrgyzstan, Kazakhstan and Russia as tables whose every value is traceable.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _path(word: str | Path) -> Path:
    """Return the path a word of the command line names; BadArgumentError for one that the tables can't name."""
    try:
        str(word).encode()
    except UnicodeEncodeError as error:
        raise BadArgumentError("the path isn't UTF-8", place=str(word), advice="rename it") from error
    if not str(word).strip():
        raise BadArgumentError("the path is empty", advice="name a file or a folder")
    return Path(word)


_Out = Annotated[Path, typer.Option("--out", metavar="DIR", parser=_path, help="The published folder.")]
_Sources = Annotated[
    Path, typer.Option("--sources", metavar="DIR", parser=_path, help="The folder the sources lie in.")
]
_Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Worker processes, at most one a CPU.")]
_AcceptErrors = Annotated[
    bool, typer.Option("--accept-errors", help="Publish although rows can't be read; findings tell which.")
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tizmek {__version__}")
        raise typer.Exit


@app.callback()
def _tizmek(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def _print_report(report: BuildReport, out: Path, seconds: float) -> None:
    from pipeline.published import rows as rows_of

    print_table(("table", "rows"), report.tables.items())
    counts = ", ".join(f"{report.findings.get(severity, 0)} {severity}" for severity in Severity)
    typer.echo(f"sources: {report.sources}, acts: {report.acts}, findings: {counts}", err=True)
    for found in rows_of("findings", out, code="no_act_found"):
        typer.echo(visible(f"warning: {found['source_id']}: no act was found in it"), err=True)
    for act_id in report.incomplete:
        message = f"warning: {act_id}: the act has characters that nothing explains, it is published as incomplete"
        typer.echo(visible(message), err=True)
    typer.echo(visible(f"published {out} in {seconds:.1f} s"), err=True)


def _bounded(jobs: int) -> int:
    return min(jobs, os.cpu_count() or 1)


@app.command(epilog="\b\nExamples:\n  tizmek build\n  tizmek build --sources sources --out extracted --jobs 2")
def build(
    sources: _Sources = Path("sources"),
    out: _Out = Path("extracted"),
    jobs: _Jobs = 1,
    accept_errors: _AcceptErrors = False,
) -> None:
    """Read every source of a folder and publish the tables.

    A source is a folder with a source.toml and the file it names. The output folder is replaced as a whole or, when
    anything is wrong, not at all.
    """
    from pipeline.build import build_sources

    start = time.monotonic()
    with progress(len(list(sources.glob("*/source.toml")))) as advance:
        report = build_sources(sources, out, _bounded(jobs), advance, accept_errors=accept_errors)
    _print_report(report, out, time.monotonic() - start)


@app.command(
    epilog="\b\nExamples:\n  tizmek extract decree.txt --out /tmp/decree\n  tizmek extract *.md --out out -j 2"
)
def extract(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", parser=_path, help="Texts of acts, one act a file.")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", parser=_path, help="The folder to publish.", show_default=False)
    ],
    jobs: _Jobs = 1,
    accept_errors: _AcceptErrors = False,
) -> None:
    """Read files that have no source.toml and publish their tables."""
    from pipeline.build import extract_files

    start = time.monotonic()
    with progress(len(files)) as advance:
        report = extract_files(files, out, _bounded(jobs), advance, accept_errors=accept_errors)
    _print_report(report, out, time.monotonic() - start)


@app.command(
    epilog="\b\nExamples:\n  tizmek explain ID_OF_AN_ENTRY\n  tizmek explain ID_OF_A_FINDING --json\n"
    "  tizmek explain CODE --table list_entries"
)
def explain(
    row_id: Annotated[
        str, typer.Argument(metavar="ID", help="An id, a code, or a part of an id that only one row has.")
    ],
    out: _Out = Path("extracted"),
    sources: _Sources = Path("sources"),
    table: Annotated[str | None, typer.Option("--table", metavar="TABLE", help="Look only in this table.")] = None,
    as_json: _Json = False,
) -> None:
    """Show where each value of a row is printed: lines, characters, and every repair.

    When several rows fit, they are listed and the exit code is 3.
    """
    from pipeline.audit.explain import explain as explain_row
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


@app.command(epilog="\b\nExamples:\n  tizmek verify\n  tizmek verify --out extracted --sources sources --json")
def verify(out: _Out = Path("extracted"), sources: _Sources = Path("sources"), as_json: _Json = False) -> None:
    """Derive every published value again from its source characters; fail on the first that differs."""
    from pipeline.audit.difference import DifferenceError
    from pipeline.audit.verify import verify as verify_folder
    from pipeline.errors import VerificationError

    try:
        with progress(None) as advance:
            verified = verify_folder(out, sources, advance)
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
    out: _Out = Path("extracted"),
    as_json: _Json = False,
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
    out: _Out = Path("extracted"),
    rows: Annotated[int, typer.Option("--rows", metavar="N", min=0, max=MOST_ROWS, help="How many first rows.")] = 5,
    as_json: _Json = False,
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


def _print_wrapped(lines: Iterable[Line]) -> None:
    """Print lines: wrapped to the width of a terminal and coloured there, whole and plain in a pipe."""
    if not sys.stdout.isatty():
        for line in lines:
            typer.echo(visible(line.text))
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


@app.command(
    epilog="\b\nExamples:\n  tizmek act ID_OF_AN_ACT\n  tizmek act ID_OF_AN_ACT --lang ru --point 7\n"
    "  tizmek act ID_OF_AN_ACT --point IV --json"
)
def act(
    act_id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of an act, its number, or a part of its id that only it has.")
    ],
    point: Annotated[
        str | None,
        typer.Option("--point", metavar="N", help="Only the points (else chapters, else subpoints) with this number."),
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="LANG", help="The language: ky, kk or ru.")] = None,
    out: _Out = Path("extracted"),
    as_json: _Json = False,
) -> None:
    """Print an act to read: head, points, what changed them, what they cite."""
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.act import read_act
    from pipeline.browse.find_act import find_act
    from pipeline.browse.tell_act import tell_act

    with refuse_damaged(out):
        text = read_act(find_act(act_id, out), out, lang, point)
    if as_json:
        print_json(text.as_dict())
    else:
        _print_wrapped(tell_act(text))


@app.command(
    epilog="\b\nExamples:\n  tizmek align ID_OF_AN_ACT ID_OF_ANOTHER\n"
    "  tizmek align ID_OF_AN_ACT ID_OF_IT --left-lang ky --right-lang ru --all"
)
def align(
    left: Annotated[str, typer.Argument(metavar="LEFT", help="The id of an act, or a part of it that only it has.")],
    right: Annotated[
        str, typer.Argument(metavar="RIGHT", help="The act to put beside it; the same for two languages.")
    ],
    left_lang: Annotated[str | None, typer.Option("--left-lang", metavar="LANG", help="Language on the left.")] = None,
    right_lang: Annotated[
        str | None, typer.Option("--right-lang", metavar="LANG", help="Language on the right.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also the pairs in which nothing differs.")] = False,
    out: _Out = Path("extracted"),
    as_json: _Json = False,
) -> None:
    """Put two acts, or two files or languages of one, side by side: what one lacks, and what they say differently."""
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.act import read_act
    from pipeline.browse.find_act import find_act
    from pipeline.link.acts import align_acts

    with refuse_damaged(out):
        sides = [
            read_act(find_act(one, out), out, lang).provisions for one, lang in ((left, left_lang), (right, right_lang))
        ]
    pairs = align_acts(*sides)
    told = [pair for pair in pairs if every or pair.differences or not (pair.left and pair.right)]
    rows = [
        {
            "left": pair.left["provision_id"] if pair.left else None,
            "right": pair.right["provision_id"] if pair.right else None,
            "method": pair.method,
            "score": round(pair.score, 3),
            "differences": list(pair.differences),
        }
        for pair in told
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(("left", "right", "method", "score", "differences"), [list(row.values()) for row in rows])
    typer.echo(f"{len(pairs)} pairs, {len(told)} shown", err=True)


@app.command(
    epilog="\b\nExamples:\n  tizmek search окутуу онлайн\n  tizmek search '\"жол берилбеген\"' --lang ky\n"
    "  tizmek search 5600 --act ID_OF_AN_ACT"
)
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='Words, codes, or a "phrase" in quotes.')],
    lang: Annotated[str | None, typer.Option("--lang", metavar="LANG", help="Only texts in this language.")] = None,
    act_id: Annotated[str | None, typer.Option("--act", metavar="ID", help="Only this act.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=MOST_ROWS, help="How many at most.")] = 20,
    out: _Out = Path("extracted"),
    as_json: _Json = False,
) -> None:
    """Find provisions, terms, lists and entries that have all these words.

    Letter case, endings, ё and letters of the wrong script make no difference; у also finds ү, н finds ң and so on.
    """
    from pipeline.audit.damaged import refuse_damaged
    from pipeline.browse.find_act import find_act
    from pipeline.browse.search import search as search_folder
    from pipeline.browse.search import tell_count, tell_results

    with refuse_damaged(out):
        only = None if act_id is None else find_act(act_id, out)
        results = search_folder(words, out, act_id=only, lang=lang, limit=limit)
    if as_json:
        print_json([result.as_dict() for result in results.best])
    elif sys.stdout.isatty():
        _print_wrapped(tell_results(results))
    else:
        body = [(one.passage.row_id, one.passage.lang, one.passage.what, one.words) for one in results.best]
        print_table(("id", "lang", "what", "words"), body)
    typer.echo(tell_count(results), err=True)
