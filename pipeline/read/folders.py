"""Folders of the programs that a process runs: they go when it is done, and if it is killed, with who started it.

The names of a process's folders begin with a mark that it was given. A folder tells the group of the processes that
work in it, so that these can be ended as well.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# The environment gives a process its mark.
MARK = "TIZMEK_FOLDERS"
_USUAL, _GROUP = "tizmek-", "group"
# A killed process is gone in less.
_TO_END, _PAUSE = 1.0, 0.01


@contextmanager
def working_folder() -> Iterator[Path]:
    """Make a folder for what a program reads and writes; it is deleted in the end."""
    with tempfile.TemporaryDirectory(prefix=os.environ.get(MARK, _USUAL)) as name:
        yield Path(name)


def tell_group(folder: Path, group: int) -> None:
    """Keep in a folder which group of processes works in it."""
    (folder / _GROUP).write_text(str(group), "ascii")


def end_group(group: int) -> None:
    """End the processes of a group that are still there, and wait until they are gone."""
    end = time.monotonic() + _TO_END
    with suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < end:
            os.killpg(group, signal.SIGKILL)
            try:
                os.waitpid(-group, 0)
            except ChildProcessError:  # they are the children of another one
                time.sleep(_PAUSE)


def clear_folders(mark: str) -> None:
    """End what works in the folders that a process with this mark left behind, and delete them."""
    for folder in Path(os.environ.get("TMPDIR") or tempfile.gettempdir()).glob(f"{mark}*"):
        with suppress(OSError, ValueError):
            end_group(int((folder / _GROUP).read_text("ascii")))
        shutil.rmtree(folder, ignore_errors=True)
