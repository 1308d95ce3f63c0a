"""Call Tesseract (https://tesseract-ocr.github.io/) for pictures of lines: what they say, and how sure that is."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import MissingProgramError, UnreadableSourceError
from pipeline.model import Box
from pipeline.read.folders import working_folder

PROGRAM = "tesseract"
# The models of our languages. `kir` alone keeps ү ө ң, which it loses beside `rus`: they are never mixed.
MODELS = {"ky": "kir", "kk": "kaz", "ru": "rus"}
# One line a picture; words and how sure they are as a table.
_MODE, _OUTPUT = "7", "tsv"
_LIST, _TABLE = "pictures.txt", "words"
# As many pictures at least are worth a process of their own.
_SHARE = 8
_WORD = "5"
# The low quotation mark of other languages, which none of ours prints alone, and what it is.
_COMMA = ("\u201a", ",")
_VERSION_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Recognized:
    """A word as it was recognized: where it stands in its picture, in dots, and how sure that is, 0 to 1."""

    text: str
    box: Box
    sureness: float


def require_recognizer(place: str, why: str) -> None:
    """Raise MissingProgramError, which tells what to install, where Tesseract or one of its languages is missing.

    `why` tells what is to be recognized.
    """
    program = shutil.which(PROGRAM)
    packages = [f"tesseract-ocr-{model}" for model in MODELS.values()]
    if program is None:
        raise MissingProgramError(
            f"{why}; Tesseract, which can recognize it, is not installed",
            place=place,
            advice=_install(["tesseract-ocr", *packages]),
        )
    missing = [model for model in MODELS.values() if model not in _languages_of(program)]
    if missing:
        raise MissingProgramError(
            f"{why}; Tesseract, which can recognize it, lacks languages: {', '.join(missing)}",
            place=place,
            advice=_install([f"tesseract-ocr-{model}" for model in missing]),
        )


def _install(packages: Sequence[str]) -> str:
    models = ", ".join(f"{model}.traineddata" for model in MODELS.values())
    return f"on Debian: apt-get install {' '.join(packages)}; elsewhere: install Tesseract 5 with {models}"


@lru_cache(maxsize=4)
def _languages_of(program: str) -> frozenset[str]:
    try:
        done = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=_VERSION_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(line.strip() for line in done.stdout.splitlines()[1:])


def recognize(pictures: Sequence[Any], lang: str, dpi: float, deadline: float) -> list[list[Recognized]]:
    """Return the words of each picture of a line in one language, the work shared among the processors.

    Raises UnreadableSourceError where Tesseract fails, and TimeoutError where it isn't done at `deadline`, a time of
    time.monotonic.
    """
    count = min(os.cpu_count() or 1, max(1, len(pictures) // _SHARE))
    # pictures go round, so that each process has as many wide ones
    shares = [range(first, len(pictures), count) for first in range(count) if first < len(pictures)]
    found: list[list[Recognized]] = [[] for _ in pictures]
    with working_folder() as folder, ExitStack() as ended:
        started = []
        for number, share in enumerate(shares):
            of_share = folder / str(number)
            of_share.mkdir()
            _write_pictures([pictures[i] for i in share], of_share)
            started.append(ended.enter_context(_started(of_share, lang, dpi)))
        for number, (share, process) in enumerate(zip(shares, started, strict=True)):
            lines = _finish(process, folder / str(number) / f"{_TABLE}.tsv", deadline, len(share))
            for i, words in zip(share, lines, strict=True):
                found[i] = words
    return found


def _write_pictures(pictures: Sequence[Any], folder: Path) -> None:
    """Write pictures as plain shades, and the list of their names: Tesseract reads these fastest."""
    for number, picture in enumerate(pictures):
        high, wide = picture.shape
        (folder / f"{number}.pgm").write_bytes(f"P5 {wide} {high} 255\n".encode() + picture.tobytes())
    (folder / _LIST).write_text("".join(f"{number}.pgm\n" for number in range(len(pictures))), "ascii")


@contextmanager
def _started(folder: Path, lang: str, dpi: float) -> Iterator[subprocess.Popen[bytes]]:
    """Start Tesseract, which writes a table beside the pictures; end it when it is no longer needed."""
    process = subprocess.Popen(
        [PROGRAM, _LIST, _TABLE, "-l", MODELS[lang], "--psm", _MODE, "--dpi", str(round(dpi)), _OUTPUT],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _finish(process: subprocess.Popen[bytes], table: Path, deadline: float, count: int) -> list[list[Recognized]]:
    """Wait for Tesseract and read its table."""
    try:
        status = process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    if status or not table.exists():
        raise UnreadableSourceError(f"Tesseract failed with exit code {status}", advice="check its installation")
    return _read_table(table.read_text("utf-8"), count)


def _read_table(told: str, count: int) -> list[list[Recognized]]:
    found: list[list[Recognized]] = [[] for _ in range(count)]
    for row in csv.DictReader(io.StringIO(told), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == _WORD and row["text"].strip():
            left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
            box = (left, top, left + width, top + height)
            sureness = min(max(float(row["conf"]) / 100, 0.0), 1.0)
            text = row["text"].strip().replace(*_COMMA)
            found[int(row["page_num"]) - 1].append(Recognized(text, box, sureness))
    return found
