"""The bytes of a file: a regular one, not above the largest size; whatever else has that name is told by its name."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
_OTHERS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_REASONS = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file",
    errno.ELOOP: "a loop of symbolic links, not a regular file",
    errno.EACCES: "the file may not be read",
    errno.ENAMETOOLONG: "no file has so long a name",
}


def read_file(path: Path) -> bytes:
    """Return the bytes of a regular file, of no more than one byte above MAX_BYTES.

    Raises what `refuse_irregular` raises, and OSError where the file can't be read. Never waits for a pipe or a device.
    """
    refuse_irregular(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _told(error, path) from error
    with os.fdopen(descriptor, "rb") as file:
        # it may be another one by now
        _refuse_irregular(os.fstat(descriptor).st_mode, path)
        return file.read(MAX_BYTES + 1)


def refuse_irregular(path: Path) -> None:
    """Raise OSError, whose `strerror` is fit to be shown, for a path that leads to no regular file."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise _told(error, path) from error
    except ValueError as error:
        raise OSError(errno.EINVAL, "no file has such a name", str(path)) from error
    _refuse_irregular(mode, path)


def _refuse_irregular(mode: int, path: Path) -> None:
    for is_one, name in _OTHERS:
        if is_one(mode):
            raise OSError(errno.EINVAL, f"{name}, not a regular file", str(path))


def _told(error: OSError, path: Path) -> OSError:
    return OSError(error.errno, _REASONS.get(error.errno or 0, error.strerror), str(path))
