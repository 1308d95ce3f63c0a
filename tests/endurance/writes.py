"""The calls that write below a folder, counted as they come: the n-th may end otherwise than it should."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_WRITES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate"})
# What empties a folder names each file from an open folder on.
_FROM_A_FOLDER = frozenset({"os.remove", "os.rmdir"})


@dataclass
class Writes:
    """Calls that open, make, move or remove something below a folder; `meet` is told the number and path of each."""

    folder: str = ""
    meet: Callable[[int, str], None] = lambda number, path: None
    count: int = 0

    def __post_init__(self) -> None:
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.folder or not (event in _WRITES or (event == "open" and _is_to_write(arguments))):
            return
        path = _path(event, arguments)
        if path.startswith(self.folder):
            self.count += 1
            self.meet(self.count, path)


def _path(event: str, arguments: tuple[Any, ...]) -> str:
    if event in _FROM_A_FOLDER and arguments[1] >= 0:
        with contextlib.suppress(OSError):  # only Linux tells which folder is open
            return os.path.join(os.readlink(f"/proc/self/fd/{arguments[1]}"), arguments[0])  # noqa: PTH115, PTH118
    return str(arguments[0])


def _is_to_write(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return bool(set(mode) & set("wax+")) if isinstance(mode, str) else bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))
