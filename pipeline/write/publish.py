"""A folder published as a whole or not at all.

The new files are written into a staging folder beside the old output and swapped in with one rename. Whatever stops
the run (an error, Ctrl-C, a kill, a power cut), the output is the old one or the new one, whole. The next run removes
what a killed one left behind.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import PublishError
from pipeline.write.durable import sync_folder
from pipeline.write.package import read_file_names

# renameat2(2), Linux: paths relative to the working directory; swap the two names in one step.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
# What the system says where nothing more can be written: a full disk, a quota that is used up.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def _staging(out: Path) -> Path:
    return out.with_name(f".{out.name}.tizmek-staging")


def _retired(out: Path) -> Path:
    return out.with_name(f".{out.name}.tizmek-old")


def _lock_file(out: Path) -> Path:
    return out.with_name(f".{out.name}.tizmek-lock")


@contextmanager
def _only_publisher(out: Path) -> Iterator[None]:
    """Lock an output against a second publisher; the lock ends with the process, its file with the run."""
    path = _lock_file(out)
    while True:
        descriptor = _open_lock(path)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            message, advice = "another run is publishing here", "wait until it has ended, then try again"
            raise PublishError(message, place=str(out), advice=advice) from error
        if path.exists() and path.stat().st_ino == os.fstat(descriptor).st_ino:
            break
        os.close(descriptor)  # the run that held it removed the file between our open and our lock
    try:
        yield
    finally:
        with suppress(OSError):  # the file without its lock holds nobody up
            path.unlink(missing_ok=True)
        os.close(descriptor)


def _open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise _not_beside(path, error) from error


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        for folder, _folders, _files in os.walk(path):  # a folder that may not be written can't be emptied
            Path(folder).chmod(stat.S_IRWXU)
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _tidy(out: Path) -> None:
    """Bring back the old output if a run stopped between two renames, and remove what it left behind."""
    retired = _retired(out)
    if os.path.lexists(retired):
        if os.path.lexists(out):
            _remove(retired)
        else:
            retired.rename(out)
    _remove(_staging(out))


def _refuse_foreign(out: Path) -> None:
    """Raise PublishError unless `out` is free, an empty folder, or holds only what this package wrote."""
    place = str(out)
    if out.is_symlink():
        raise PublishError("the output is a symbolic link", place=place, advice="name the folder it points to")
    if not os.path.lexists(out):
        return
    if not out.is_dir():
        raise PublishError("the output is a file", place=place, advice="name a folder, or remove the file")
    found = {entry.name for entry in out.iterdir()}
    written = read_file_names(out)
    if found and written is None:
        advice = "name a new or empty folder, so that nothing of yours is lost"
        raise PublishError("the folder isn't empty and wasn't written by tizmek", place=place, advice=advice)
    if strangers := sorted(found - (written or set())):
        message = f"the folder holds files that tizmek didn't write: {', '.join(strangers)}"
        raise PublishError(message, place=place, advice="move them elsewhere: the whole folder is replaced")


def _make(staging: Path) -> None:
    try:
        staging.mkdir()
    except OSError as error:
        raise _not_beside(staging, error) from error


def _not_beside(path: Path, error: OSError) -> PublishError:
    """Tell that a file or folder of ours, which nobody knows by name, can't be made beside the output."""
    advice = "check who may write there, and the free space"
    return PublishError(
        f"can't write beside the output: {error.strerror or error}", place=str(path.parent), advice=advice
    )


def _sync(folder: Path) -> None:
    """Make every file and folder below a folder, and the folder itself, durable."""
    for directory, _folders, files in os.walk(folder):
        for name in (*files, "."):
            descriptor = os.open(Path(directory, name), os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two names in one step; False where the system or the file system can't."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _swap_in(staging: Path, out: Path) -> None:
    try:
        if not os.path.lexists(out):
            staging.rename(out)
        elif not _exchange(staging, out):
            # For a moment there is no output; a run that dies here leaves the old one for _tidy to bring back.
            out.rename(_retired(out))
            staging.rename(out)
    except OSError as error:
        advice = "is the output a mount point, or in use?"
        raise PublishError(
            f"can't swap in the new output: {error.strerror or error}", place=str(out), advice=advice
        ) from error


def publish(out: Path, write: Callable[[Path], bool | None]) -> bool:
    """Replace the folder `out` by what `write` puts into the staging folder it is given, unless it returns False.

    Returns whether the folder was replaced. The parent of `out` must exist. An error or Ctrl-C before the swap leaves
    the old output as it was and goes on to the caller. Raises PublishError when another run publishes `out`, when the
    parent is missing, is full or can't be written, and when `out` is a link, a file, or a folder with anything in it
    that this package didn't write.
    """
    out = Path(os.path.abspath(out))  # noqa: PTH100 - Path.resolve would follow a link that _refuse_foreign must see
    if not out.name or not out.parent.is_dir():
        raise PublishError("the folder above the output is missing", place=str(out.parent), advice="create it first")
    with _only_publisher(out):
        _tidy(out)
        _refuse_foreign(out)
        try:
            _make(_staging(out))
            if write(_staging(out)) is False:
                return False
            _sync(_staging(out))
            _refuse_foreign(out)
            _swap_in(_staging(out), out)
            sync_folder(out.parent)
            return True
        except OSError as error:
            if error.errno not in _FULL:
                raise
            advice = "free some, or name a folder on another disk"
            raise PublishError("no space is left for the output", place=str(out.parent), advice=advice) from error
        finally:
            with suppress(OSError):  # what can't be removed now, the next run removes
                _tidy(out)
