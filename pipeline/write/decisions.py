"""Add a decision to a file of sources/decisions: to crosswalk.csv in its place, every other line as it was.

A review of doubts goes to doubts.csv. Several people may decide at once: each waits for the one before, and reads what
that one wrote.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.errors import DecisionError, PublishError
from pipeline.read.decisions import (
    COLUMNS,
    DOUBT_COLUMNS,
    DOUBTS_FILE,
    FILE,
    Decision,
    Review,
    read_decisions,
    read_reviews,
    refuse_decided,
)
from pipeline.read.registry import is_registered
from pipeline.write.durable import STAGED, replace_file

# Seconds to wait for others who write; one of them needs much less than one.
PATIENCE = 10.0
_BETWEEN_LOOKS = 0.02


def add_decision(
    sources: Path,
    decision: Decision,
    check: Callable[[Sequence[Decision]], None] | None = None,
    patience: float = PATIENCE,
) -> Path:
    """Write a decision into its file below `sources`, before the first line with a greater key; return the path.

    `check` is called with the decisions that stand there by then and raises DecisionError where this one can't be
    added; without it, that is where the pair was decided already. A line about the same pair that it lets pass is
    replaced. The file is replaced as a whole or not at all. Raises PublishError where it can't be written, or where
    others are writing it for longer than `patience` (seconds).
    """

    def line_added() -> str:
        (check or partial(refuse_decided, decision))(read_decisions(sources))
        before = path.read_bytes().decode() if path.exists() else _line(COLUMNS, "\n")
        return _with(before, decision)

    path = (sources / FILE).resolve()
    return _write(path, line_added, patience)


def add_review(sources: Path, review: Review, patience: float = PATIENCE) -> Path:
    """Write a review of doubts into its file below `sources`, in the place of an older one of that cause; return it.

    Raises DecisionError for a file that can't be read and for a source that isn't there (any more), and PublishError as
    `add_decision` does.
    """

    def line_added() -> str:
        if not is_registered(sources, review.source_id):
            advice = "see tizmek doubts after the next build"
            raise DecisionError(f"no source has the id {review.source_id!r}", place=review.place, advice=advice)
        others = [
            one for one in read_reviews(sources) if (one.source_id, one.cause) != (review.source_id, review.cause)
        ]
        return _spell_reviews((*others, review))

    return _write((sources / DOUBTS_FILE).resolve(), line_added, patience)


def rename_reviewed(sources: Path, source_id: str, new_id: str, patience: float = PATIENCE) -> None:
    """Write the reviews of a source under another id. Raises as `add_review` does."""
    _take_reviews(sources, source_id, lambda found: [replace(one, source_id=new_id) for one in found], patience)


def remove_reviewed(sources: Path, source_id: str, aside: Path, patience: float = PATIENCE) -> None:
    """Write the reviews of a source into a file of their own, and then take them out. Raises as `add_review` does."""

    def put_aside(found: Sequence[Review]) -> Sequence[Review]:
        replace_file(aside, _spell_reviews(found).encode())
        return ()

    _take_reviews(sources, source_id, put_aside, patience)


def _take_reviews(
    sources: Path, source_id: str, change: Callable[[Sequence[Review]], Sequence[Review]], patience: float
) -> None:
    """Write what `change` makes of the reviews of a source in their place; it is called when nobody else writes."""

    def changed() -> str | None:
        reviews = read_reviews(sources)
        found = [one for one in reviews if one.source_id == source_id]
        return _spell_reviews([*(one for one in reviews if one not in found), *change(found)]) if found else None

    # who adds a review makes the folder before looking whether its source is there
    if (sources / DOUBTS_FILE).parent.is_dir():
        _write((sources / DOUBTS_FILE).resolve(), changed, patience)


def _spell_reviews(reviews: Iterable[Review]) -> str:
    """Spell reviews as their file has them."""
    found = sorted(reviews, key=lambda one: (one.source_id, one.cause))
    lines = [[str(getattr(one, name)) for name in DOUBT_COLUMNS] for one in found]
    return "".join(_line(cells, "\n") for cells in (DOUBT_COLUMNS, *lines))


def _write(path: Path, text: Callable[[], str | None], patience: float) -> Path:
    """Replace a file by the text that is made, if any is, when nobody else writes it; return its path."""
    try:
        path.parent.mkdir(exist_ok=True)
        with _only_writer(path, patience):
            for left_over in path.parent.glob(f".{path.name}.*{STAGED}"):
                left_over.unlink(missing_ok=True)
            if (told := text()) is not None:
                replace_file(path, told.encode())
    except OSError as error:
        advice = "check who may write there, and the free space"
        raise PublishError(
            f"can't write the decision: {error.strerror or error}", place=str(path), advice=advice
        ) from error
    return path


@contextmanager
def _only_writer(path: Path, patience: float) -> Iterator[None]:
    """Lock a file against other writers, or wait for them; the lock ends with the process, its file with the run."""
    lock, deadline = path.with_name(f".{path.name}.tizmek-lock"), time.monotonic() + patience
    while (descriptor := _try_lock(lock)) is None:
        if time.monotonic() > deadline:
            message, advice = "others are writing decisions here", "wait until they have ended, then try again"
            raise PublishError(f"{message} for {patience:g} s already", place=str(path), advice=advice)
        time.sleep(_BETWEEN_LOOKS)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(descriptor)


def _try_lock(lock: Path) -> int | None:
    """Lock a file that may not be there yet; none where another process has it, or has just removed it."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if lock.stat().st_ino == os.fstat(descriptor).st_ino:
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _with(text: str, decision: Decision) -> str:
    """Return the text of the file with a decision in its place and no other record about its pair."""
    head, *records = _records(text)
    kept = [(ids, words) for ids, words in records if frozenset(ids) != decision.pair]
    key = decision.left_entry_id, decision.right_entry_id
    place = next((number for number, (ids, _) in enumerate(kept) if ids > key), len(kept))
    end = "\r\n" if head[1].endswith("\r\n") else "\n"
    above = head[1] + "".join(words for _, words in kept[:place])
    above += "" if above.endswith(("\n", "\r")) else end
    cells = (getattr(decision, name) for name in COLUMNS)
    line = _line(["" if cell is None else str(cell) for cell in cells], end)
    return above + line + "".join(words for _, words in kept[place:])


def _records(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the records of the file, each with the ids of its entries; a cell may hold line ends, a line be blank."""
    lines = list(io.StringIO(text, newline=""))
    reader, begin = csv.reader(lines), 0
    for record in reader:
        yield tuple(record[index].strip() for index in (0, 2) if record), "".join(lines[begin : reader.line_num])
        begin = reader.line_num


def _line(cells: Sequence[str], end: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator=end).writerow(cells)
    return line.getvalue()
