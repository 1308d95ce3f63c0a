r"""Tell whether an RTF file is whole: LibreOffice reads what it can of one that isn't, and says nothing.

An RTF file is one group, `{\rtf1 …}`: it ends where its first brace is closed.
"""

from __future__ import annotations

import re

from pipeline.errors import UnreadableSourceError

# Signs that stand for themselves, and bytes of a picture: `\\bin4 {}{}`.
_ESCAPED = (rb"\\", rb"\{", rb"\}")
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
# What programs write behind the end of a file.
_NOTHING = b"\x00\x1a \t\r\n"


def refuse_cut_rtf(data: bytes, place: str) -> None:
    """Raise UnreadableSourceError for an RTF file whose braces don't close at its end."""
    end = _end_of_group(data)
    rest = data[end:].strip(_NOTHING)
    if not end or rest:
        what = f"{len(rest):,} bytes stand behind its end" if end else "its end is missing"
        raise UnreadableSourceError(
            f"the RTF is damaged or cut off: {what}", place=place, advice="copy the file again from where it came from"
        )


def _end_of_group(data: bytes) -> int:
    """Return where the group that a file begins with ends, 0 where it doesn't."""
    import numpy as np

    for escaped in _ESCAPED:
        data = data.replace(escaped, b"  ")
    bare = np.frombuffer(data, np.uint8).copy()
    for found in _BINARY.finditer(data):
        bare[found.end() : found.end() + int(found.group(1))] = 0
    braces = np.flatnonzero((bare == ord("{")) | (bare == ord("}")))
    depth = np.cumsum(np.where(bare[braces] == ord("{"), 1, -1))
    ends = braces[depth <= 0]
    return int(ends[0]) + 1 if len(ends) else 0
