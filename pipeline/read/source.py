"""Read a source: its kind is told by its bytes, and what could do harm is read in a process of its own."""

from __future__ import annotations

from pipeline.errors import UnreadableSourceError, UntrustedTextError
from pipeline.model import Document
from pipeline.read.files import MAX_BYTES
from pipeline.read.guarded import guard, limits_of
from pipeline.read.kinds import ScannedKind, kind_of, reader_of


def read_document(source_id: str, data: bytes, place: str = "") -> Document:
    """Read the bytes of a source into a Document; `place` names the file in messages.

    Pages that have no text, or one that can't be believed, are recognized. Raises UnreadableSourceError for what is
    empty, too large, of a kind without a reader, or can't be read whole; ReaderLimitError, one of these, for what takes
    more time or memory than a file may; and MissingProgramError where pages can't be recognized on this machine.
    """
    place = place or source_id
    if len(data) > MAX_BYTES:
        raise UnreadableSourceError(
            f"{len(data):,} bytes, more than the {MAX_BYTES:,} a source may have", place=place, advice="split the file"
        )
    kind = kind_of(data, place)
    if kind == "text":
        return reader_of(kind)(source_id, data, place)
    try:
        return guard().read(kind, source_id, data, place)
    except UntrustedTextError as error:
        from pipeline.read.scan.tesseract import require_recognizer  # what only scans need

        require_recognizer(place, error.message)
        scanned: ScannedKind = "scanned_pdf" if kind == "pdf" else "scanned_picture"
        return guard().read(scanned, source_id, data, place, limits_of(scanned, len(error.pages)))
