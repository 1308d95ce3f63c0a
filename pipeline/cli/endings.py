"""How a run of the command line ends: every error told in one line, with its exit code, and nothing left open."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from pipeline.errors import (
    ContractError,
    CorrectionError,
    DecisionError,
    PublishError,
    RefusedSourcesError,
    SourceMetadataError,
    TizmekError,
    UnknownIdError,
    UnreadableSourceError,
    UnreadRowsError,
)
from pipeline.terminal import quoted, visible

DATA_IS_WRONG, BAD_INPUT, CANNOT_PUBLISH, NOT_WRITTEN, INTERRUPTED = 1, 3, 4, 5, 130
_PUBLISHING = ("build", "extract", "status", "prune", "add", "remove", "rename", "correct")


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
  4    the output can't be published, a decision can't be written, or another run holds the source
  5    nothing was written: the decision was shown and not confirmed
  130  interrupted, or told to end"""


def exit_code_of(error: TizmekError) -> int:
    """Return the exit code an error ends the command with."""
    if isinstance(error, RefusedSourcesError):
        return max(map(exit_code_of, error.errors))
    if isinstance(error, PublishError):
        return CANNOT_PUBLISH
    if isinstance(error, ContractError):
        from pipeline.published import NoDatasetError

        return BAD_INPUT if isinstance(error, NoDatasetError) else DATA_IS_WRONG
    from pipeline.browse.index import NoFullTextSearchError
    from pipeline.cli.fetching import FetchError

    return BAD_INPUT if isinstance(error, (*_BAD_INPUT, FetchError, NoFullTextSearchError)) else DATA_IS_WRONG


def _quit_quietly() -> NoReturn:
    """End after the reader of our output has gone; nothing more may be written, not even at the interpreter's end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(0)


def complain(error: TizmekError) -> None:
    """Tell an error on standard error, in one line; each of several sources that were refused in a line of its own."""
    for one in error.errors if isinstance(error, RefusedSourcesError) else (error,):
        place = f"{quoted(one.place)}: " if one.place else ""
        advice = f" ({one.advice})" if one.advice else ""
        typer.echo(f"error: {place}{visible(one.message + advice)}", err=True)
    if isinstance(error, RefusedSourcesError):
        typer.echo(f"error: {len(error.errors)} of {error.count} sources were refused, nothing is published", err=True)


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


class Commands(TyperGroup):
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
            complain(error)
            raise typer.Exit(exit_code_of(error)) from error
        except KeyboardInterrupt as error:
            with suppress(OSError):  # the terminal may be gone, too
                typer.echo("error: interrupted", err=True)
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError:
            _quit_quietly()
        except UnicodeEncodeError as error:
            complain(BadArgumentError("this isn't UTF-8", place=str(error.object)))
            raise typer.Exit(BAD_INPUT) from error
        except OSError as error:
            # A folder that may not be read or written, a full disk: the system's words say enough.
            advice = " (check who may read and write there)" if isinstance(error, PermissionError) else ""
            typer.echo(visible(f"error: {error.filename or 'output'}: {error.strerror or error}{advice}"), err=True)
            raise typer.Exit(CANNOT_PUBLISH if ctx.invoked_subcommand in _PUBLISHING else BAD_INPUT) from error
        return result
