"""What reading a file may take, as it is, or as the environment says."""

from __future__ import annotations

import os

from pipeline.errors import UnreadableSourceError

SECONDS, PAGE_SECONDS, MEGABYTES = "TIZMEK_READ_SECONDS", "TIZMEK_PAGE_SECONDS", "TIZMEK_READ_MEGABYTES"
# A week, a terabyte.
_MOST = 1_000_000
# What recognizing a page takes: 2 to 5 seconds for print on a machine of today.
_PAGE_SECONDS = 60.0


def told_limit(name: str, usual: float) -> float:
    """Return the limit that the environment names, or the usual one.

    Raises UnreadableSourceError where what it names is no number above 0.
    """
    try:
        found = float(os.environ.get(name, usual))
    except ValueError:
        found = 0.0
    if not 0 < found <= _MOST:
        raise UnreadableSourceError(
            f"expected a number above 0 and not above {_MOST:,}, found {os.environ[name]!r}",
            place=name,
            advice="set it or unset it",
        )
    return found


def page_seconds() -> float:
    """Return how many seconds recognizing one page may take."""
    return told_limit(PAGE_SECONDS, _PAGE_SECONDS)
