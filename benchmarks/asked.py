"""Programs that read tables but are no part of this environment, asked in a process of their own.

They need other versions of libraries than the lock has. Put them into an environment apart, and name its interpreter
with `--peers-python` or in the variable PEERS_PYTHON:

    python -m venv /tmp/peers && /tmp/peers/bin/pip install 'camelot-py[base]' tabula-py

This file is also what that interpreter runs: it says first which programs it has, then answers one question a line.
It imports nothing of the project.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

# What is imported, by the name of the distribution.
PROGRAMS = {"camelot-py": "camelot", "tabula-py": "tabula"}
VARIABLE = "PEERS_PYTHON"


class Asked:
    """A process that answers for the programs that an interpreter has; `versions` are theirs."""

    def __init__(self, python: str | None = None) -> None:
        """Start the process with an interpreter, the one of the variable, or this one."""
        command = [python or os.environ.get(VARIABLE) or sys.executable, __file__]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.versions: dict[str, str] = self._answer()

    def ask(self, program: str, path: str, *, ruled: bool) -> tuple[list[list[list[str | None]]], float]:
        """Return the tables that a program finds in a PDF, and the seconds of processor time that it took."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([program, path, ruled]) + "\n")
        self._process.stdin.flush()
        grids, seconds = self._answer()
        return grids, seconds

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


def _read_camelot(path: str, *, ruled: bool) -> list[Any]:
    camelot = importlib.import_module("camelot")
    try:
        return [one.df for one in camelot.read_pdf(path, pages="all", flavor="lattice" if ruled else "stream")]
    except (IndexError, ValueError, ZeroDivisionError):  # it fails on pages whose text it can't lay out
        return []


def _read_tabula(path: str, *, ruled: bool) -> list[Any]:
    tabula = importlib.import_module("tabula")
    plain = {"header": None, "dtype": str}
    found: list[Any] = tabula.read_pdf(path, pages="all", lattice=ruled, stream=not ruled, pandas_options=plain)
    return found


_READERS: dict[str, Callable[..., list[Any]]] = {"camelot-py": _read_camelot, "tabula-py": _read_tabula}


def _versions() -> dict[str, str]:
    found = {}
    for name, module in PROGRAMS.items():
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
            found[name] = importlib.metadata.version(name)
    return found


def _grid(frame: Any) -> list[list[str | None]]:
    """Return the cells of a data frame; a cell without words is null, the lines of one end with a line feed."""
    return [
        [cell.replace("\r", "\n") if isinstance(cell, str) else None for cell in row] for row in frame.values.tolist()
    ]


def _worked() -> float:
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def _main() -> None:
    """Answer questions until there are no more; what the programs print goes to the standard error."""
    answers, sys.stdout = sys.stdout, sys.stderr
    warnings.simplefilter("ignore")
    print(json.dumps(_versions()), file=answers, flush=True)
    for question in sys.stdin:
        program, path, ruled = json.loads(question)
        start = _worked()
        frames = _READERS[program](path, ruled=ruled)
        seconds = _worked() - start
        print(json.dumps([list(map(_grid, frames)), seconds]), file=answers, flush=True)


if __name__ == "__main__":
    _main()
