"""One source from its bytes to its rows, as a pool of processes makes them: read, clean, segment, parse, link."""

from __future__ import annotations

from collections import Counter

from pipeline.clean import clean_document
from pipeline.errors import ExpectationError, UnreadRowsError
from pipeline.link.languages import link_languages
from pipeline.model import Document, Extraction
from pipeline.parse.source import parse_source
from pipeline.read import read_document
from pipeline.read.registry import Source, correct, read_bytes
from pipeline.segment import segment_document
from pipeline.write.chunk import Chunk, chunk_of

# Findings that stop a release: what they are about is missing from the tables.
UNREAD = frozenset({"another_act", "code_not_understood", "file_ends_in_row"})


def make_chunk(source: Source, accept_errors: bool = False) -> Chunk:
    """Take one source from its bytes to its rows; see `build_sources` for the errors."""
    return rows_of(source, *read_source(source), accept_errors)


def read_source(source: Source) -> tuple[bytes, Document]:
    """Read the bytes of a source, and what they print."""
    data = read_bytes(source)
    return data, read_document(source.source_id, data, str(source.file))


def rows_of(source: Source, data: bytes, document: Document, accept_errors: bool) -> Chunk:
    """Make the rows of a source that was read."""
    cleaned = clean_document(correct(document, source.corrections, str(source.file)))
    extraction = link_languages(parse_source(cleaned, segment_document(cleaned)))
    if not accept_errors:
        _refuse_unread_rows(source, document, extraction)
    _check_expected(source, extraction)
    return chunk_of(source, data, document, extraction)


def _refuse_unread_rows(source: Source, document: Document, extraction: Extraction) -> None:
    places = [(finding.start, finding.message) for finding in extraction.findings if finding.code in UNREAD]
    if places:
        start, message = min((start or 0, message) for start, message in places)
        more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        raise UnreadRowsError(
            f"{message}{more}",
            place=f"{source.file}:{document.text.count(chr(10), 0, start) + 1}",
            advice="mend the source, register it with a guarded correction, or accept errors and read the findings",
        )


def _check_expected(source: Source, extraction: Extraction) -> None:
    found = Counter(row.table for row in extraction.rows)
    for table, count in source.expect.items():
        if found[table] != count:
            raise ExpectationError(
                f"expected {count} rows of {table}, found {found[table]}",
                place=str(source.file),
                advice="see what changed, then mend the source or the count in its source.toml",
            )
