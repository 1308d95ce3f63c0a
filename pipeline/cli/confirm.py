"""Ask before something is written or removed."""

from __future__ import annotations

import sys

import typer


def is_confirmed(question: str) -> bool:
    """Ask on a terminal. The end of the input is no yes; Ctrl-C and a signal interrupt."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    try:
        return typer.confirm(question, err=True)
    except typer.Abort as abort:  # the prompt makes one of both, and keeps which it was
        typer.echo(err=True)
        if isinstance(abort.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from abort
        return False
