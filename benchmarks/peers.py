"""Read the table of a PDF with other programs, and with the simplest script that makes rows of what they give.

Each script is told the columns of the table, in their order. A row is one whose code is a code; the lines of a cell are
joined by a blank, but behind a hyphen by nothing; forms are parted by commas.
"""

from __future__ import annotations

import importlib.metadata
import io
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.asked import PROGRAMS, Asked
from pipeline.read.pdf.reader import untrusted_pages
from pipeline.read.scan.pictures import read_page_pictures
from pipeline.read.scan.tesseract import MODELS
from tests.factory.truth import CODE_HEAD, FORMS, Act, Sheet

Grid = Sequence[Sequence[str | None]]
CODE = re.compile(r"\d{2}\.\d{2}\.\d{2}|\d{6,8}|\d[A-Z]\d{5}")
# Where two cells of a line are parted in a text that keeps the layout.
CHUNK = re.compile(r"\S+(?: \S+)*")
# A chunk may begin so many characters left of its column.
SLACK = 2


@dataclass(frozen=True, slots=True)
class Row:
    """What a script makes of a row: its code, its names, the forms of its cells as they are printed."""

    code: str
    names: tuple[str, ...]
    cells: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a file are exact, wrong, missed, invented."""

    rows: int = 0
    exact: int = 0
    wrong: int = 0
    missed: int = 0
    invented: int = 0


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: its name with its version, and what it makes of a file; `ruled` tells how the table looks."""

    name: str
    read: Callable[[bytes, Sheet, bool], list[Row]]


def wanted_rows(act: Act) -> list[Row]:
    """Return the rows that were put in, as a script should give them."""
    lang = act.langs[0]
    return [
        Row(entry.code, entry.names, tuple(frozenset(FORMS[lang][form] for form in cell) for cell in entry.cells))
        for entry in act.entries
    ]


def count_rows(found: Iterable[Row], act: Act) -> Count:
    """Compare rows with those that were put in, by code; a script can't know the code of a group by its look."""
    by_code: dict[str, list[Row]] = {}
    for row in found:
        by_code.setdefault(row.code, []).append(row)
    counts: Counter[str] = Counter()
    wanted = wanted_rows(act)
    for row in wanted:
        same = by_code.get(row.code, [])
        if not same:
            counts["missed"] += 1
            continue
        counts["exact" if same.pop(0) == row else "wrong"] += 1
    groups = {group.code for group in act.groups}
    invented = sum(len(rows) for code, rows in by_code.items() if code not in groups)
    return Count(len(wanted), **counts, invented=invented)


def _join(cell: str | None) -> str:
    """Join the lines of a cell."""
    text = re.sub(r"(?<=\w)\u00ad\n", "", cell or "")
    return " ".join(re.sub(r"(?<=\w)-\n", "-", text).split())


def _forms(cell: str) -> frozenset[str]:
    return frozenset(part.strip().lower() for part in cell.split(",") if part.strip())


def _row(cells: Sequence[str], columns: Sequence[str]) -> Row | None:
    """Make a row of the cells of a line, or nothing where the code is none."""
    of: dict[str, list[str]] = {"num": [], "code": [], "name": [], "form": []}
    for kind, cell in zip(columns, cells, strict=False):
        of[kind].append(cell)
    code = of["code"][0] if of["code"] else ""
    if len(cells) != len(columns) or not CODE.fullmatch(code):
        return None
    return Row(code, tuple(of["name"]), tuple(map(_forms, of["form"])))


def _rows_of_grids(grids: Iterable[Grid], columns: Sequence[str]) -> list[Row]:
    rows = (_row([_join(cell) for cell in line], columns) for grid in grids for line in grid)
    return [row for row in rows if row]


def _read_pdfplumber(data: bytes, sheet: Sheet, ruled: bool) -> list[Row]:
    import pdfplumber

    how = "lines" if ruled else "text"
    settings: dict[str, Any] = {"vertical_strategy": how, "horizontal_strategy": how}
    with pdfplumber.open(io.BytesIO(data)) as file:
        grids: list[Grid] = [grid for page in file.pages for grid in page.extract_tables(settings)]
    return _rows_of_grids(grids, sheet.columns)


def _asked(asked: Asked, program: str) -> Peer:
    """Return a program of another environment."""

    def read(data: bytes, sheet: Sheet, ruled: bool) -> list[Row]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "file.pdf")
            path.write_bytes(data)
            grids, _ = asked.ask(program, str(path), ruled=ruled)
        return _rows_of_grids(grids, sheet.columns)

    return Peer(f"{program} {asked.versions[program]}", read)


def _starts(lines: Sequence[str], sheet: Sheet) -> list[int]:
    """Return where the columns begin: at the words of the header's lines."""
    head = CODE_HEAD[sheet.lang]
    at = next((at for at, line in enumerate(lines) if re.match(rf"\s*(?:№\s+)?{head}(?:\s\s|$)", line)), None)
    if at is None:
        return []
    starts = [found.start() for found in CHUNK.finditer(lines[at])]
    if sheet.merged is not None:
        below = next((line for line in lines[at + 1 :] if line.strip()), "")
        starts = [*starts[: sheet.merged], *(found.start() for found in CHUNK.finditer(below))]
    return starts if len(starts) == len(sheet.columns) else []


def _lines_of_row(lines: Sequence[str], starts: Sequence[int], code_at: int) -> Iterator[list[list[str]]]:
    """Yield the rows below each other: a line with a code in its column begins one, others go on with it."""
    row: list[list[str]] | None = None
    for line in lines:
        cells: list[list[str]] = [[] for _ in starts]
        for found in CHUNK.finditer(line):
            at = max((at for at, start in enumerate(starts) if start <= found.start() + SLACK), default=0)
            cells[at].append(found.group())
        if CODE.fullmatch(" ".join(cells[code_at])):
            if row:
                yield row
            row = cells
        elif any(cells[: code_at + 1]):
            if row:
                yield row
            row = None
        elif row:
            row = [[*cell, *more] for cell, more in zip(row, cells, strict=True)]
    if row:
        yield row


def _read_pdftotext(data: bytes, sheet: Sheet, _: bool) -> list[Row]:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return _rows_of_text(done.stdout.decode().split("\f"), sheet)


def _read_tesseract(data: bytes, sheet: Sheet, _: bool) -> list[Row]:
    """Recognize pages as blocks of text whose blanks keep the layout, in the language of the act."""
    pages = []
    command = ["tesseract", "stdin", "stdout", "-l", MODELS[sheet.lang], "--psm", "6", "--dpi", "300"]
    command += ["-c", "preserve_interword_spaces=1"]
    for _number, picture in read_page_pictures(data, sorted(untrusted_pages(data)), "peer"):
        file = io.BytesIO()
        Image.fromarray(picture.grey).save(file, "PNG")
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, input=file.getvalue(), capture_output=True, check=True, env=environment)
        pages.append(done.stdout.decode())
    return _rows_of_text(pages, sheet)


def _rows_of_text(pages: Iterable[str], sheet: Sheet) -> list[Row]:
    rows = []
    starts: list[int] = []
    code_at = sheet.columns.index("code")
    for page in pages:
        lines = page.split("\n")
        starts = _starts(lines, sheet) or starts
        if starts:
            found = _lines_of_row(lines, starts, code_at)
            rows += [_row([_join("\n".join(cell)) for cell in cells], sheet.columns) for cells in found]
    return [row for row in rows if row]


def find_recognizers() -> list[Peer]:
    """Return the programs that recognize scans and are installed."""
    if not shutil.which("tesseract"):
        return []
    said = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=False)
    version = (said.stdout or said.stderr).split("\n")[0].removeprefix("tesseract ")
    return [Peer(f"tesseract --psm 6 {version}", _read_tesseract)]


def find_peers(asked: Asked) -> tuple[list[Peer], list[str]]:
    """Return the programs that are installed, here or where others are asked for, and what is not."""
    peers = [Peer(f"pdfplumber {importlib.metadata.version('pdfplumber')}", _read_pdfplumber)]
    missing = []
    if shutil.which("pdftotext"):
        said = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False).stderr
        version = said.split("\n")[0].removeprefix("pdftotext version ")
        peers.append(Peer(f"pdftotext -layout {version}", _read_pdftotext))
    else:
        missing.append("pdftotext (poppler-utils)")
    peers += [_asked(asked, program) for program in asked.versions]
    missing += [program for program in PROGRAMS if program not in asked.versions]
    return peers, missing
