"""The process that reads files for a guard: a question is a line of JSON and a file's bytes, the answer is JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from pipeline.errors import UnreadableSourceError, UntrustedTextError
from pipeline.read.kinds import OFFICE, SCANNED, Kind, reader_of
from pipeline.read.served import MEGABYTE, StartClock, cleaning_up_when_told, limited, serve
from pipeline.read.wire import plain_of

# A process that has come to hold so many megabytes is not asked again: what fills it may do more than that.
_KEPT = 256
# What LibreOffice takes, in megabytes, whatever the file.
_LIBREOFFICE = 192


def answer(question: bytes, _start_clock: StartClock) -> bytes:
    """Read the file of a question. `unclean` says that the process must not be asked again."""
    head, _, data = question.partition(b"\n")
    told = _read(json.loads(head), data)
    if _held() > _KEPT * MEGABYTE:
        told["unclean"] = True
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _read(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        read = reader_of(asked["kind"])
        with _within(asked["kind"], asked["megabytes"]):
            return {"document": plain_of(read(asked["source_id"], data, asked["place"]))}
    except UntrustedTextError as error:
        return {"error": [error.message, error.place, error.advice], "untrusted": error.pages}
    except UnreadableSourceError as error:
        return {"error": [error.message, error.place, error.advice]}
    # a library that can't be loaded any more has no room to be loaded to
    except (MemoryError, ImportError):
        return {"limit": f"took more than {asked['megabytes']} MB", "unclean": True}
    except RecursionError:
        return {"limit": "goes deeper than it can be followed", "unclean": True}
    except OSError as error:
        told = f"its reader failed: {error.strerror or error}"
        return {"error": [told[:500], asked["place"], "check this machine: free space, rights"], "unclean": True}
    except Exception as error:  # whatever a library raises on a damaged file
        told = f"its reader failed: {type(error).__name__}: {error}"
        advice = "the file is damaged, or of a variety that isn't read"
        return {"error": [told[:500], asked["place"], advice], "unclean": True}


@contextmanager
def _within(kind: Kind, megabytes: int) -> Iterator[None]:
    """Keep a reader, and the LibreOffice that it starts, within their memory; let it end the programs it started."""
    office = kind in OFFICE
    memory = limited(megabytes + office * _LIBREOFFICE, programs=office)
    with memory, cleaning_up_when_told() if kind in (*OFFICE, *SCANNED) else nullcontext():
        yield


def _held() -> int:
    """Return how many bytes of memory the process holds, 0 where the system doesn't tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


if __name__ == "__main__":
    serve(answer)
