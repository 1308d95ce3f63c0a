"""Add a decision to sources/decisions/crosswalk.csv: one line more, every other one as it was."""

from __future__ import annotations

import csv
import io
import os
import shutil
from pathlib import Path

from pipeline.errors import PublishError
from pipeline.read.decisions import COLUMNS, FILE, Decision


def add_decision(sources: Path, decision: Decision) -> Path:
    """Write a decision into its file below `sources`, before the first line with a greater key; return the path.

    The file is replaced as a whole or not at all. Raises PublishError where it can't be written.
    """
    path = (sources / FILE).resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes().decode() if path.exists() else _line(COLUMNS, "\n")
        _replace(path, _insert(before, decision).encode())
    except OSError as error:
        advice = "check who may write there, and the free space"
        raise PublishError(f"can't write the decision: {error.strerror}", place=str(path), advice=advice) from error
    return path


def _insert(text: str, decision: Decision) -> str:
    """Return the text of the file with one more line; a cell may hold line ends, so records are counted, not lines."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    reader = csv.reader(lines)
    next(reader)
    begin = reader.line_num
    for record in reader:
        if tuple(record[index] for index in (0, 2)) > (decision.left_entry_id, decision.right_entry_id):
            break
        begin = reader.line_num
    above = "".join(lines[:begin])
    above += "" if above.endswith(("\n", "\r")) else end
    cells = (getattr(decision, name) for name in COLUMNS)
    return above + _line(["" if cell is None else str(cell) for cell in cells], end) + "".join(lines[begin:])


def _line(cells: list[str] | tuple[str, ...], end: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator=end).writerow(cells)
    return line.getvalue()


def _replace(path: Path, data: bytes) -> None:
    staged = path.with_name(f".{path.name}.tizmek-new")
    try:
        with staged.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, staged)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
