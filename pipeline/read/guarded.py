"""Read files that may do harm in a process of its own, with a limit of memory and a deadline.

A PDF, a page or a Word file can hang its library, crash it or ask for all the memory there is. One process reads file
after file; one that hangs, dies or asks for too much costs this file only: it is ended, and the next file gets a new
one. What comes back is JSON, so that nothing a file did to its reader can do anything here.
"""

from __future__ import annotations

import atexit
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.errors import ReaderLimitError, UnreadableSourceError, UntrustedTextError, WorkerError
from pipeline.model import Document
from pipeline.read.apart import Apart
from pipeline.read.kinds import OFFICE, Kind
from pipeline.read.limits import MEGABYTES, SECONDS, page_seconds, told_limit
from pipeline.read.wire import document_of

_SECONDS, _MEGABYTES = 10.0, 512.0
# LibreOffice starts, converts and ends.
_OFFICE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What work on one file may take: seconds, and megabytes beside what an idle process has."""

    seconds: float
    megabytes: int


def limits_of(kind: Kind, pages: int = 0) -> Limits:
    """Return the limits of a kind, with so many pages to be recognized; those of the environment if it names any.

    Raises UnreadableSourceError where these are no numbers above 0.
    """
    seconds = told_limit(SECONDS, _OFFICE_SECONDS if kind in OFFICE else _SECONDS)
    return Limits(seconds + (pages * page_seconds() if pages else 0.0), int(told_limit(MEGABYTES, _MEGABYTES)))


class Guard:
    """A reader in a process of its own, started when needed first; `beat` is called now and then while it reads."""

    def __init__(self) -> None:
        self._reader = Apart("pipeline.read.worker")
        self.beat: Callable[[], None] = lambda: None

    def read(self, kind: Kind, source_id: str, data: bytes, place: str, limits: Limits | None = None) -> Document:
        """Read a file of a kind.

        Raises what its reader raises, ReaderLimitError for a file that takes too much, WorkerError where the reader
        ends before it is done.
        """
        limits = limits or limits_of(kind)
        asked = {"kind": kind, "source_id": source_id, "place": place, "megabytes": limits.megabytes}
        question = json.dumps(asked).encode() + b"\n" + data
        try:
            answer = json.loads(self._reader.ask(question, limits.seconds, self.beat))
            told = document_of(answer["document"]) if "document" in answer else _refusal(answer, kind, place)
            unclean = answer.get("unclean")
        except TimeoutError:
            raise _over(kind, place, f"took more than {limits.seconds:g} s", SECONDS) from None
        except WorkerError as error:
            raise worker_died(error.message, f"the reader of {kind}", place, limits, MEGABYTES) from None
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            self.close()
            how = "gave no answer that can be read"
            raise worker_died(how, f"the reader of {kind}", place, limits, MEGABYTES) from None
        # what a reader could not cope with may have left something behind
        if unclean:
            self.close()
        if isinstance(told, UnreadableSourceError):
            raise told
        return told

    def close(self) -> None:
        """End the process and all that it started."""
        self._reader.close()


def _refusal(answer: dict[str, Any], kind: Kind, place: str) -> UnreadableSourceError:
    if "limit" in answer:
        return _over(kind, place, answer["limit"], MEGABYTES)
    message, where, advice = answer["error"]
    if pages := answer.get("untrusted"):
        told = {int(number): reason for number, reason in pages.items()}
        return UntrustedTextError(told, message, place=where, advice=advice)
    return UnreadableSourceError(message, place=where, advice=advice)


def _over(kind: Kind, place: str, how: str, setting: str) -> ReaderLimitError:
    advice = f"check the file, or allow more with {setting}"
    return ReaderLimitError(f"reading it as {kind} {how}", place=place, advice=advice)


def worker_died(how: str, who: str, place: str, limits: Limits, setting: str) -> WorkerError:
    """Return the error for a process that ended while it worked on a file: `how` is what `Apart` tells of its end."""
    advice = f"the file may be made to do harm, or need more than {limits.megabytes} MB: check it, or set {setting}"
    if "from outside" in how:
        advice = "the system does so when memory runs out, or a person did; the file need not be at fault: try again"
    return WorkerError(f"{who} {how} while it worked on this file", place=place, advice=advice)


@cache
def guard() -> Guard:
    """Return the guard of this process."""
    found = Guard()
    atexit.register(found.close)
    return found
