"""The words of the command line that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.endings import BadArgumentError

# As many rows as `tables` shows at most.
MOST_ROWS = 1_000_000


def path_of(word: str | Path) -> Path:
    """Return the path a word of the command line names; BadArgumentError for one that the tables can't name."""
    try:
        str(word).encode()
    except UnicodeEncodeError as error:
        raise BadArgumentError("the path isn't UTF-8", place=str(word), advice="rename it") from error
    if not str(word).strip():
        raise BadArgumentError("the path is empty", advice="name a file or a folder")
    return Path(word)


Out = Annotated[Path, typer.Option("--out", metavar="DIR", parser=path_of, help="The published folder.")]
Sources = Annotated[
    Path, typer.Option("--sources", metavar="DIR", parser=path_of, help="The folder the sources lie in.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Worker processes, at most one a CPU.")]
AcceptErrors = Annotated[
    bool, typer.Option("--accept-errors", help="Publish although rows can't be read; findings tell which.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
