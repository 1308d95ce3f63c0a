"""A process that answers questions over a pipe each way, one at a time, and takes nothing with it when it ends.

It is started when it is needed first, has a deadline for each answer, and is ended with all that it started. The time
that it waits for a processor while others have them doesn't count, where the system tells it. A frame is eight bytes of
length and as many of content; an empty one says that the clock starts anew: the process is ready.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.errors import WorkerError
from pipeline.read.folders import MARK, clear_folders

_ROOT = Path(__file__).resolve().parents[2]
_SIZE = 8
_CHUNK = 1 << 16
# The answer to the largest file that is read is far smaller.
_LARGEST = 1 << 30
# An interpreter on a busy machine starts in less.
_TO_START = 60.0
# A process that is told to end ends what it started, a process whose pipe broke ends soon.
_TO_END = 1.0
_BEAT = 0.5
# What a library does to itself; every other signal comes from outside.
_CRASHES = frozenset({"SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGSYS"})


class Apart:
    """A process that runs a module of this package; the module serves with `pipeline.read.served.serve`."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._surroundings: object = None
        self._mark = ""
        self._unsent, self._received = memoryview(b""), bytearray()
        self._seconds = self.deadline = self._waited = 0.0
        self._ready = False

    def give(self, question: bytes, seconds: float) -> None:
        """Begin to ask; `seconds` is how long the answer may take once the process is ready."""
        self.start()
        # what a busy machine takes to start a process is no fault of the question
        spare = 0.0 if self._ready else _TO_START
        self._unsent = memoryview(len(question).to_bytes(_SIZE, "big") + question)
        self._seconds = seconds
        self._start_clock(spare + seconds)

    def start(self) -> None:
        """Start the process unless one is there that was started in the same surroundings."""
        here = (dict(os.environ), Path.cwd())
        if self._process is None or self._process.poll() is not None or self._surroundings != here:
            self.close()
            self._open()
            self._surroundings = here

    def ask(self, question: bytes, seconds: float, beat: Callable[[], None]) -> bytes:
        """Return the answer to a question; call `beat` now and then meanwhile.

        Raises TimeoutError, and WorkerError for a process that ended.
        """
        self.give(question, seconds)
        while (answer := self.advance()) is None:
            wait([self], _BEAT)
            beat()
        return answer

    def advance(self) -> bytes | None:
        """Send and take what the pipes hold; return the answer when it is there. Raises as `ask` does."""
        try:
            self._send()
            ended = self._take()
        except OSError:
            ended = True
        while len(self._received) >= _SIZE:
            size = int.from_bytes(self._received[:_SIZE], "big")
            if size > _LARGEST:
                raise self._ended("gave no answer that can be read")
            if len(self._received) < _SIZE + size:
                break
            answer = bytes(self._received[_SIZE : _SIZE + size])
            del self._received[: _SIZE + size]
            if answer:
                return answer
            self._ready = True
            self._start_clock(self._seconds)
        if ended:
            raise self._ended()
        if self._is_late():
            if not self._ready:
                raise self._ended("did not start")
            self.close()
            raise TimeoutError
        return None

    def register(self, selector: selectors.BaseSelector) -> None:
        """Let a selector watch what this process has to say and can take."""
        assert self._process, "a question was given"
        assert self._process.stdin, "it is a pipe"
        assert self._process.stdout, "it is a pipe"
        selector.register(self._process.stdout, selectors.EVENT_READ)
        if self._unsent:
            selector.register(self._process.stdin, selectors.EVENT_WRITE)

    def close(self) -> None:
        """End the process and all that it started, and delete what it left behind."""
        process, self._process, self._ready = self._process, None, False
        self._unsent, self._received = memoryview(b""), bytearray()
        if process is None:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_TO_END)
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        clear_folders(self._mark)

    def _open(self) -> None:
        paths = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._mark = f"tizmek-{secrets.token_hex(8)}-"
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "0", MARK: self._mark},
                # Ctrl-C is for the process that asks
                start_new_session=True,
            )
        except OSError as error:
            told, advice = f"could not be started: {error.strerror}", "check who may run it"
            raise WorkerError(told, place=sys.executable, advice=advice) from error
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None, "both are pipes"
            os.set_blocking(pipe.fileno(), False)

    def _start_clock(self, seconds: float) -> None:
        self.deadline, self._waited = time.monotonic() + seconds, self._seconds_waited()

    def _is_late(self) -> bool:
        """Tell whether the deadline is over, put off by what the process has waited for a processor since."""
        if time.monotonic() < self.deadline:
            return False
        before, self._waited = self._waited, self._seconds_waited()
        self.deadline += self._waited - before
        return time.monotonic() >= self.deadline

    def _seconds_waited(self) -> float:
        """Return how long the process could have run and others did; 0 where the system doesn't tell."""
        assert self._process, "a question was given"
        try:
            return int(Path(f"/proc/{self._process.pid}/schedstat").read_text("ascii").split()[1]) / 1e9
        except (OSError, ValueError, IndexError):
            return 0.0

    def _send(self) -> None:
        assert self._process, "a question was given"
        assert self._process.stdin, "it is a pipe"
        with contextlib.suppress(BlockingIOError):
            while self._unsent:
                self._unsent = self._unsent[os.write(self._process.stdin.fileno(), self._unsent[:_CHUNK]) :]

    def _take(self) -> bool:
        """Take what is there; tell whether the process has closed its pipe."""
        assert self._process, "a question was given"
        assert self._process.stdout, "it is a pipe"
        with contextlib.suppress(BlockingIOError):
            while part := os.read(self._process.stdout.fileno(), _CHUNK):
                self._received += part
            return True
        return False

    def _ended(self, how: str = "closed its pipe") -> WorkerError:
        ended = None
        if self._process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                ended = self._process.wait(_TO_END)
        self.close()
        if ended is None or ended == 0:
            return WorkerError(how)
        if ended > 0:
            return WorkerError(f"ended with exit code {ended}")
        known = {one.value for one in signal.Signals}
        name = signal.Signals(-ended).name if -ended in known else f"signal {-ended}"
        return WorkerError(f"crashed ({name})" if name in _CRASHES else f"was ended from outside ({name})")


def wait(processes: Iterable[Apart], most: float = float("inf")) -> None:
    """Wait until one of them can be advanced, or is late; no more than `most` seconds."""
    with selectors.DefaultSelector() as selector:
        for one in processes:
            one.register(selector)
            most = min(most, one.deadline - time.monotonic())
        selector.select(max(0.0, most))
