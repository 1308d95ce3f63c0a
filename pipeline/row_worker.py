"""The process that makes the rows of sources for a pool. Questions and answers are pickled: both sides are ours."""

from __future__ import annotations

import gc
import pickle
import traceback
from pathlib import Path

from pipeline.errors import FaultError, ReaderLimitError, TizmekError
from pipeline.languages.pipelines import pipeline_for
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.model import Document
from pipeline.read.guarded import Limits, guard
from pipeline.read.registry import Source
from pipeline.read.served import StartClock, limited, serve
from pipeline.source_rows import read_source, rows_of
from pipeline.write.chunk import Chunk

# The environment may name another limit.
MEGABYTES = "TIZMEK_ROWS_MEGABYTES"
# Rows hold no cycles: a collector that looks for some after every 700 new objects costs a tenth of the time.
COLLECT_AFTER = 100_000
_PACKAGE = Path(__file__).resolve().parent


def answer(question: bytes, start_clock: StartClock) -> bytes:
    """Make the rows of the source in a question: these or an error, and whether the process must not be asked again."""
    source, accept_errors, limits = pickle.loads(question)
    told: tuple[Chunk | TizmekError, bool]
    # a reader in a process of its own has a deadline of its own
    guard().beat = start_clock
    try:
        data, document = read_source(source)
        start_clock()
        told = _make(source, data, document, accept_errors, limits)
    except TizmekError as error:
        told = error, False
    return pickle.dumps(told, pickle.HIGHEST_PROTOCOL)


def _make(
    source: Source, data: bytes, document: Document, accept_errors: bool, limits: Limits
) -> tuple[Chunk | TizmekError, bool]:
    place = str(source.file)
    try:
        with limited(limits.megabytes):
            return rows_of(source, data, document, accept_errors), False
    except TizmekError:
        raise
    # a library that can't be loaded any more has no room to be loaded to
    except (MemoryError, ImportError):
        message = f"making its rows took more than {limits.megabytes} MB"
        return ReaderLimitError(message, place=place, advice=f"check the file, or allow more with {MEGABYTES}"), True
    except Exception as error:  # a fault of this program costs the file that shows it, not all others
        message = f"its rows can't be made: {type(error).__name__}: {str(error)[:300]} in {_where(error)}"
        return FaultError(message, place=place, advice="this is a fault of tizmek: report it with the file"), True


def _where(error: Exception) -> str:
    """Name the line of this package that an error comes from: `pipeline/parse/heads.py:12`."""
    ours = [one for one in traceback.extract_tb(error.__traceback__) if Path(one.filename).is_relative_to(_PACKAGE)]
    return f"{Path(ours[-1].filename).relative_to(_PACKAGE.parent)}:{ours[-1].lineno}" if ours else "a library"


if __name__ == "__main__":
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    # what the stages load is no part of what a source takes
    for language in LANGUAGES:
        pipeline_for(language)
    serve(answer)
