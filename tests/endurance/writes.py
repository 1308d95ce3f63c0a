"""The calls that write below a folder, counted as they come: the n-th may end otherwise than it should."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_WRITES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate"})


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
        if not str(arguments[0]).startswith(self.folder):
            return
        self.count += 1
        self.meet(self.count, str(arguments[0]))


def _is_to_write(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return bool(set(mode) & set("wax+")) if isinstance(mode, str) else bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))
