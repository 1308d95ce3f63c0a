"""Run a command as a process of its own and say what it cost.

Wall time is what a person waits. Processor time and peak memory are the kernel's account of that process and of the
children it waited for; peak memory is the largest single process among them, not their sum.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage counts bytes on macOS, kilobytes elsewhere


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of wall and processor time, peak resident memory in bytes."""

    wall: float
    cpu: float
    peak: int


def tizmek() -> list[str]:
    """Name the installed command of the running interpreter's environment; raise when there is none."""
    command = Path(sys.executable).with_name("tizmek")
    if not command.exists():
        raise SystemExit(f"{command} isn't there: install the project into this environment first (make build)")
    return [str(command)]


def measure(command: Sequence[str]) -> Cost:
    """Run a command to its end and return its cost; stop with its output when it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace")[-4000:]
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT)


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay rows out as a Markdown table, numbers to the right."""
    lines = [head, ["---:"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine() -> str:
    """Say what the numbers were measured on, without its name."""
    return f"Python {sys.version.split()[0]}, {sys.platform}, {os.cpu_count()} processors"
