"""The program that the commands belong to."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli.endings import EXIT_CODES, Commands

app = typer.Typer(
    name="tizmek",
    cls=Commands,
    help="Lists in legal acts of Kyrgyzstan, Kazakhstan and Russia as tables whose every value is traceable.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


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
