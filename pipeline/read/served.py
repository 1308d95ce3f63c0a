"""The other side of `pipeline.read.apart`: a process that answers questions until its pipe, or its parent, ends."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

MEGABYTE = 1 << 20
_SIZE = 8
# prctl(2), Linux: which signal a process gets when its parent ends; that orphans of its children become its own.
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36

StartClock = Callable[[], None]


def serve(answer: Callable[[bytes, StartClock], bytes]) -> None:
    """Answer until the input ends. `answer` takes a question, and what starts the clock of its deadline anew."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_parent()
    pipes = os.dup(0), os.dup(1)
    # what a library prints is no answer, and nothing here reads the terminal
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(null, standard)
    os.close(null)
    with (
        contextlib.suppress(BrokenPipeError),
        os.fdopen(pipes[0], "rb") as questions,
        os.fdopen(pipes[1], "wb") as answers,
    ):

        def start_clock() -> None:
            _send(answers, b"")

        start_clock()
        while size := questions.read(_SIZE):
            _send(answers, answer(questions.read(int.from_bytes(size, "big")), start_clock))


@contextlib.contextmanager
def cleaning_up_when_told() -> Iterator[None]:
    """Leave what is done here with its clean-up when the process is told to end; without, it ends at once."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    except _ToldToEndError:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def limited(megabytes: int, *, programs: bool = False) -> Iterator[None]:
    """Allow so much memory beside what the process has now, where the system can limit it.

    `programs` allows as much to each program that is started meanwhile. These map much that they never touch: what they
    write to counts, not what they map.
    """
    try:
        import resource

        counted, field = (resource.RLIMIT_DATA, 5) if programs else (resource.RLIMIT_AS, 0)
        now = int(Path("/proc/self/statm").read_text("ascii").split()[field]) * resource.getpagesize()
        soft, hard = resource.getrlimit(counted)
        resource.setrlimit(counted, (now + megabytes * MEGABYTE, hard))
    except (ImportError, OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(counted, (soft, hard))


class _ToldToEndError(BaseException):
    """The process was told to end while it has something to clean up."""


def _leave(*_: object) -> NoReturn:
    raise _ToldToEndError


def _end_with_parent() -> None:
    """Have the system end this process with its parent, where it can; elsewhere the end of the pipe does.

    What its children leave behind becomes its own child, so that it can be waited for.
    """
    with contextlib.suppress(OSError, AttributeError):
        prctl = ctypes.CDLL(None).prctl
        prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
        prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _send(pipe: BinaryIO, frame: bytes) -> None:
    pipe.write(len(frame).to_bytes(_SIZE, "big") + frame)
    pipe.flush()
