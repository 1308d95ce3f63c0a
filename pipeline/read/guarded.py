"""Read files that may do harm in a process of its own, with a limit of memory and a deadline.

A PDF, a page or a Word file can hang its library, crash it or ask for all the memory there is. One process reads file
after file; one that hangs, dies or asks for too much costs this file only: it is ended, and the next file gets a new
one. What comes back is JSON, so that nothing a file did to its reader can do anything here.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from pipeline.errors import ReaderLimitError, UnreadableSourceError
from pipeline.model import Document
from pipeline.read.kinds import OFFICE, Kind
from pipeline.read.wire import document_of

# The environment may name other limits.
SECONDS, MEGABYTES = "TIZMEK_READ_SECONDS", "TIZMEK_READ_MEGABYTES"
_SECONDS, _MEGABYTES = 10.0, 512
# LibreOffice starts, converts and ends.
_OFFICE_SECONDS = 120.0
_CHUNK = 1 << 16
# A week, a terabyte.
_MOST = 1_000_000
# A process whose pipe broke ends soon.
_TO_END = 2.0
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds, and megabytes beside what an idle reader has."""

    seconds: float
    megabytes: int


def limits_of(kind: Kind) -> Limits:
    """Return the limits of a kind, those of the environment if it names any.

    Raises UnreadableSourceError where these are no numbers above 0.
    """
    usual = _OFFICE_SECONDS if kind in OFFICE else _SECONDS
    found = []
    for name, default in ((SECONDS, usual), (MEGABYTES, float(_MEGABYTES))):
        try:
            found.append(float(os.environ.get(name, default)))
        except ValueError:
            found.append(0.0)
        if not 0 < found[-1] <= _MOST:
            raise UnreadableSourceError(
                f"expected a number above 0 and not above {_MOST:,}, found {os.environ[name]!r}",
                place=name,
                advice="set it or unset it",
            )
    return Limits(found[0], int(found[1]))


class Guard:
    """A reader in a process of its own, started when it is needed first."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, kind: Kind, source_id: str, data: bytes, place: str, limits: Limits | None = None) -> Document:
        """Read a file of a kind. Raises what its reader raises, and ReaderLimitError where it had to be ended."""
        limits = limits or limits_of(kind)
        asked = {
            "kind": kind,
            "source_id": source_id,
            "place": place,
            "megabytes": limits.megabytes,
            "bytes": len(data),
        }
        try:
            answer = self._ask(json.dumps(asked).encode() + b"\n", data, time.monotonic() + limits.seconds)
        except TimeoutError:
            self.close()
            raise ReaderLimitError(
                f"reading it as {kind} took more than {limits.seconds:g} s",
                place=place,
                advice=f"check the file, or allow more with {SECONDS}",
            ) from None
        except (EOFError, OSError):
            raise self._died(kind, place, limits) from None
        if "memory" in answer:
            self.close()
            raise ReaderLimitError(
                f"reading it as {kind} took more than {limits.megabytes} MB",
                place=place,
                advice=f"check the file, or allow more with {MEGABYTES}",
            )
        if "error" in answer:
            message, where, advice = answer["error"]
            raise UnreadableSourceError(message, place=where, advice=advice)
        return document_of(answer["document"])

    def close(self) -> None:
        """End the process and all that it started."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _died(self, kind: Kind, place: str, limits: Limits) -> ReaderLimitError:
        process = self._process
        ended = None
        if process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                ended = process.wait(_TO_END)
        self.close()
        how = (
            f"signal {-ended}"
            if ended and ended < 0
            else f"exit code {ended}"
            if ended is not None
            else "its pipe broke"
        )
        return ReaderLimitError(
            f"the reader of {kind} died of it ({how}; it may take {limits.megabytes} MB)",
            place=place,
            advice=f"the file is damaged or made to do harm; check it, or allow more with {MEGABYTES}",
        )

    def _ask(self, head: bytes, data: bytes, deadline: float) -> dict[str, Any]:
        process = self._started()
        assert process.stdin, "it is a pipe"
        assert process.stdout, "it is a pipe"
        with selectors.DefaultSelector() as selector:
            _send(process.stdin, memoryview(head + data), selector, deadline)
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            size = int.from_bytes(_receive(process.stdout, 8, selector, deadline), "big")
            answer: dict[str, Any] = json.loads(_receive(process.stdout, size, selector, deadline))
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.read.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0"},
                start_new_session=True,
            )
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None, "both are pipes"
                os.set_blocking(pipe.fileno(), False)
        return self._process


def _wait(selector: selectors.BaseSelector, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0 or not selector.select(left):
        raise TimeoutError


def _send(pipe: IO[bytes], data: memoryview, selector: selectors.BaseSelector, deadline: float) -> None:
    selector.register(pipe, selectors.EVENT_WRITE)
    while data:
        _wait(selector, deadline)
        try:
            data = data[os.write(pipe.fileno(), data[:_CHUNK]) :]
        except BlockingIOError:
            continue


def _receive(pipe: IO[bytes], size: int, selector: selectors.BaseSelector, deadline: float) -> bytes:
    parts: list[bytes] = []
    while size:
        _wait(selector, deadline)
        try:
            part = os.read(pipe.fileno(), min(size, _CHUNK))
        except BlockingIOError:
            continue
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


@cache
def guard() -> Guard:
    """Return the guard of this process."""
    found = Guard()
    atexit.register(found.close)
    return found
