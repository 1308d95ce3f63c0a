"""watch: take in the files that come into a folder, and build."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.nightly import NIGHTLY_CODES, NOT_PUBLISHED, NOTHING_NEW, Log, build_unattended
from pipeline.cli.options import Jobs, Out, Sources, path_of
from pipeline.cli.program import app
from pipeline.cli.publishing import bounded
from pipeline.cli.registering import Incoming, refuse_own, register_seen
from pipeline.errors import SourceMetadataError, TizmekError

# What a file was when it was looked at: its length in bytes and the time of its last change.
State = tuple[int, int]


@app.command(
    epilog="\b\nExamples:\n  tizmek watch inbox\n  tizmek watch inbox --every 600\n  tizmek watch inbox --once\n\n"
    + NIGHTLY_CODES.replace("--ci", "--once")
)
def watch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", parser=path_of, help="Where new acts are put.")],
    every: Annotated[float, typer.Option("--every", metavar="SECONDS", min=0.1, help="How often to look.")] = 60.0,
    once: Annotated[
        bool, typer.Option("--once", help="Look twice, to see what is written to its end, and end.")
    ] = False,
    sources: Sources = Path("sources"),
    out: Out = Path("extracted"),
    jobs: Jobs = 1,
) -> None:
    """Add the files that come into a folder to the sources, and build when there are any.

    A file is taken when it stays as it is from one look to the next. Its bytes are copied; the folder is left as it
    is. What is refused is logged, once. A build publishes only what brings no new doubts, as with build --ci.
    """
    from pipeline.refresh.register import refuse_place

    if not folder.is_dir():
        raise SourceMetadataError("no such folder", place=str(folder), advice="name a folder to watch")
    refuse_own(folder, sources, out)
    refuse_place(sources)
    log, before, done = Log(), dict(_states(folder)), dict[Path, State]()
    waiting = False
    while True:
        time.sleep(every)
        now = dict(_states(folder))
        ready = [file for file, state in now.items() if before.get(file) == state and done.get(file) != state]
        done |= {file: now[file] for file in ready}
        before = now
        waiting |= bool(list(_take(ready, sources, out, bounded(jobs), log)))
        code = NOTHING_NEW
        if waiting or once:
            code = build_unattended(sources, out, bounded(jobs), log, accept_errors=False)
            waiting = code == NOT_PUBLISHED  # another run was publishing, or the disk was full
        if once:
            raise typer.Exit(code)


def _states(folder: Path) -> Iterator[tuple[Path, State]]:
    for file in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in file.relative_to(folder).parts) or not file.is_file():
            continue
        try:
            state = file.stat()
        except FileNotFoundError:  # it went again
            continue
        yield file, (state.st_size, state.st_mtime_ns)


def _take(files: list[Path], sources: Path, out: Path, jobs: int, log: Log) -> Iterator[str]:
    from pipeline.refresh.look import look_at

    for file, one in zip(files, look_at(files, sources, out, jobs), strict=True):
        if isinstance(one, TizmekError):
            log.say("refused", error=type(one).__name__, place=one.place, message=one.message, advice=one.advice)
        elif one.registered:
            log.say("known", file=str(file), source_id=one.registered)
        else:
            try:
                source_id = register_seen(one, Incoming(str(file), file, None, None, {}), sources)
            except (TizmekError, OSError) as error:
                log.say("refused", error=type(error).__name__, place=str(file), message=str(error))
                continue
            log.say("added", file=str(file), source_id=source_id, doubts=len(one.doubts))
            yield source_id
