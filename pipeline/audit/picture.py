"""The page that a row was read from, with the places of its values marked."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pipeline.audit.find_row import find_row
from pipeline.audit.printed import read_bytes_of
from pipeline.errors import UnknownIdError
from pipeline.model import Box
from pipeline.published import rows
from pipeline.read.pdf.picture import draw_places

_BOX = ("x0", "top", "x1", "bottom")


def picture_of(row_id: str, out: Path, sources: Path, table: str | None = None) -> tuple[bytes, str]:
    """Return as PNG the page that prints most of a row's values, cut around them, and which page of which file it is.

    Raises UnknownIdError for a row that isn't there or whose source draws no pages, AmbiguousIdError for several rows,
    UnreadableSourceError and VerificationError for a source that is gone or isn't the one that was published.
    """
    name, found = find_row(row_id, table, out)
    boxes: defaultdict[tuple[str, int], list[Box]] = defaultdict(list)
    for piece in rows("provenance", out, table_name=name, row_id=found):
        if piece["x0"] is not None:
            x0, top, x1, bottom = (piece[side] for side in _BOX)
            boxes[piece["source_id"], piece["page"]].append((x0, top, x1, bottom))
    if not boxes:
        raise UnknownIdError(
            f"no page is drawn for {found!r}",
            place=name,
            advice="only sources with pages, such as PDF, have pictures; explain shows the lines of the others",
        )
    source_id, page = max(sorted(boxes), key=lambda place: len(boxes[place]))
    (source,) = rows("sources", out, source_id=source_id)
    data = read_bytes_of(source, sources)
    return draw_places(data, page, boxes[source_id, page]), f"{source['path']}, page {page}"
