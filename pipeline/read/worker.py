"""The process that reads files for a guard: `python -m pipeline.read.worker`, asked on its standard input.

A question is a line of JSON and the bytes of a file; the answer is eight bytes of length and as many of JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pipeline.errors import UnreadableSourceError
from pipeline.read.kinds import OFFICE, reader_of
from pipeline.read.wire import plain_of

_MEGABYTE = 1 << 20


def serve() -> None:
    """Answer until the input ends."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # what a library prints is no answer, and nothing here reads the terminal
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(null, standard)
    while head := questions.readline():
        asked = json.loads(head)
        answer = _answer(asked, questions.read(asked["bytes"]))
        _send(answers, answer)


def _send(pipe: IO[bytes], answer: dict[str, Any]) -> None:
    told = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    pipe.write(len(told).to_bytes(8, "big") + told)
    pipe.flush()


def _answer(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    kind = asked["kind"]
    try:
        read = reader_of(kind)
        # LibreOffice is a process of its own, with needs of its own
        with contextlib.nullcontext() if kind in OFFICE else _limited(asked["megabytes"]):
            return {"document": plain_of(read(asked["source_id"], data, asked["place"]))}
    except UnreadableSourceError as error:
        return {"error": [error.message, error.place, error.advice]}
    # a library that can't be loaded any more has no room to be loaded to
    except (MemoryError, RecursionError, ImportError) as error:
        return {"memory": type(error).__name__}
    except Exception as error:  # whatever a library raises on a damaged file
        told = f"its reader failed: {type(error).__name__}: {error}"
        return {"error": [told[:500], asked["place"], "the file is damaged, or of a variety that isn't read"]}


@contextlib.contextmanager
def _limited(megabytes: int) -> Iterator[None]:
    """Allow so much memory beside what the process has now, where the system can limit it."""
    try:
        import resource

        now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (now + megabytes * _MEGABYTE, hard))
    except (ImportError, OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


if __name__ == "__main__":
    serve()
