"""Put a file in the place of another so that a power cut leaves the old one or the new one, whole."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

# What a killed run left of a file that was to be replaced ends so.
STAGED = ".tizmek-new"


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in the place of another, which gives it its mode, in one durable step."""
    staged = path.with_name(f".{path.name}.{secrets.token_hex(4)}{STAGED}")
    try:
        with staged.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, staged)
        staged.replace(path)
        sync_folder(path.parent)
    finally:
        staged.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a folder's own entries durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
