"""Make the rows of many sources in a few processes; what one source does to its process costs no other source anything.

A process that dies, hangs or asks for too much is ended and replaced, and its source gets an error; the other processes
go on meanwhile. Idle processes stay for the next build of this run, and end with it whatever way it ends.
"""

from __future__ import annotations

import atexit
import pickle
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from pipeline.errors import ReaderLimitError, TizmekError, WorkerError
from pipeline.read.apart import Apart, wait
from pipeline.read.guarded import Limits, worker_died
from pipeline.read.limits import told_limit
from pipeline.read.registry import Source
from pipeline.row_worker import MEGABYTES
from pipeline.write.chunk import Chunk

# The environment may name other limits of what making the rows of a source takes.
SECONDS = "TIZMEK_ROWS_SECONDS"
_SECONDS, _MEGABYTES = 600.0, 2_048.0
# So many sources for each process are under way, or done and not yet taken, at once: while a scan is recognized.
_AHEAD = 64

Outcome = Chunk | TizmekError


class Pool:
    """Processes that make rows, started when they are needed."""

    def __init__(self) -> None:
        self._workers: list[Apart] = []

    def make(
        self, sources: Sequence[Source], jobs: int, accept_errors: bool, limits: Limits | None = None
    ) -> Iterator[Outcome]:
        """Yield the rows of each source, or its error, in their order; the limits are those of the environment."""
        limits = limits or Limits(told_limit(SECONDS, _SECONDS), int(told_limit(MEGABYTES, _MEGABYTES)))
        jobs = min(jobs, len(sources))
        self._workers += [Apart("pipeline.row_worker") for _ in range(jobs - len(self._workers))]
        # they load what they need while the caller does
        for worker in self._workers[:jobs]:
            worker.start()
        return self._outcomes(sources, self._workers[:jobs], accept_errors, limits)

    def _outcomes(
        self, sources: Sequence[Source], idle: list[Apart], accept_errors: bool, limits: Limits
    ) -> Iterator[Outcome]:
        jobs, busy = len(idle), dict[Apart, int]()
        waiting, done = deque(range(len(sources))), dict[int, Outcome]()
        try:
            for turn in range(len(sources)):
                while turn not in done:
                    while idle and waiting and waiting[0] < turn + _AHEAD * jobs:
                        worker, number = idle.pop(), waiting.popleft()
                        worker.give(pickle.dumps((sources[number], accept_errors, limits)), limits.seconds)
                        busy[worker] = number
                    wait(busy)
                    for worker, number in list(busy.items()):
                        if outcome := _outcome(worker, sources[number], limits):
                            done[number] = outcome
                            del busy[worker]
                            idle.append(worker)
                yield done.pop(turn)
        finally:
            for worker in busy:
                worker.close()

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.close()


def _outcome(worker: Apart, source: Source, limits: Limits) -> Outcome | None:
    """Return what a process made of its source, None while it is at it."""
    place = str(source.file)
    try:
        answer = worker.advance()
    except TimeoutError:
        advice = f"check the file, or allow more with {SECONDS}"
        return ReaderLimitError(f"making its rows took more than {limits.seconds:g} s", place=place, advice=advice)
    except WorkerError as error:
        return worker_died(error.message, "the process that made its rows", place, limits, MEGABYTES)
    if answer is None:
        return None
    outcome, unclean = pickle.loads(answer)
    if unclean:
        worker.close()
    return cast("Outcome", outcome)


@cache
def pool() -> Pool:
    """Return the pool of this process."""
    found = Pool()
    atexit.register(found.close)
    return found
