"""Spell what one source gave as the rows of its tables, provenance and all."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.model import Document, Extraction, Piece, Row
from pipeline.read.geometry import box_of, path_of
from pipeline.read.registry import Source, hash_of

Chunk = dict[str, list[dict[str, object]]]
FACT_TABLES = (
    *("acts", "provisions", "definitions", "amendments", "citations", "norms", "alignments"),
    *("lists", "list_entries", "restrictions"),
)


def chunk_of(source: Source, data: bytes, document: Document, extraction: Extraction) -> Chunk:
    """Return the rows of one source by table; `document` is the source as read, before corrections."""
    places = _Places(document)
    chunk: Chunk = {table: [] for table in FACT_TABLES}
    for row in extraction.rows:
        chunk[row.table].append({**row.cells, **{name: value.value for name, value in row.values.items()}})
    chunk["sources"] = [_source_row(source, data, document, extraction)]
    chunk["provenance"] = [proof for row in extraction.rows for proof in _prove(row, source.source_id, places)]
    chunk["repairs"] = [
        {
            "repair_id": f"{source.source_id}:{edit.start}-{edit.end}",
            "source_id": source.source_id,
            "char_start": edit.start,
            "char_end": edit.end,
            "rule": edit.rule,
            "before": edit.before,
            "after": edit.after,
        }
        for edit in extraction.edits
    ]
    chunk["ledger"] = [
        {
            "source_id": source.source_id,
            "char_start": destiny.start,
            "char_end": destiny.end,
            "fate": destiny.fate,
            "rule": destiny.rule,
            "table_name": destiny.table_name,
            "row_id": destiny.row_id,
        }
        for destiny in extraction.destinies
    ]
    chunk["findings"] = list(_finding_rows(source.source_id, extraction, places))
    return chunk


class _Places:
    """The lines and pages of a source's characters."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._starts = [line.start for line in document.lines]

    def line_of(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def prove(self, piece: Piece) -> dict[str, object]:
        first = self.line_of(piece.start)
        line = self.document.lines[first - 1]
        box = box_of(self.document, piece.start, piece.end)
        return {
            "page": line.page,
            "path": path_of(self.document, line, piece.start, piece.end),
            **dict(zip(("x0", "top", "x1", "bottom"), box or (None,) * 4, strict=True)),
            "line_start": first,
            "line_end": self.line_of(piece.end - 1),
            "char_start": piece.start,
            "char_end": piece.end,
            "quote": self.document.text[piece.start : piece.end],
        }


def _source_row(source: Source, data: bytes, document: Document, extraction: Extraction) -> dict[str, object]:
    return {
        "source_id": source.source_id,
        "path": source.path,
        "sha256": hash_of(data),
        "media_type": document.media_type,
        "encoding": document.encoding,
        "reader": document.reader,
        "byte_count": len(data),
        "page_count": document.page_count,
        "line_count": len(document.lines),
        "char_count": len(document.text),
        "languages": list(extraction.languages),
        "kind": "act" if extraction.act_id else "article",
        "act_id": extraction.act_id,
        "origin_url": source.origin_url,
        "retrieved_on": source.retrieved_on,
        "licence": source.licence,
    }


def _prove(row: Row, source_id: str, places: _Places) -> Iterator[dict[str, object]]:
    """Yield a row's provenance: the pieces of each value's witnesses, counted on for each field and language."""
    for name, value in row.values.items():
        counts: dict[str | None, int] = {}
        for witness in value.witnesses:
            for i, piece in enumerate(witness.pieces):
                counts[witness.lang] = counts.get(witness.lang, 0) + 1
                yield {
                    "table_name": row.table,
                    "row_id": row.row_id,
                    "field": name,
                    "lang": witness.lang,
                    "piece": counts[witness.lang],
                    "source_id": source_id,
                    **places.prove(piece),
                    "glue": piece.glue if i else None,
                }


def _finding_rows(source_id: str, extraction: Extraction, places: _Places) -> Iterator[dict[str, object]]:
    seen: dict[str, int] = {}
    for finding in extraction.findings:
        key = "\x1f".join((finding.code, str(finding.start), str(finding.row_id), finding.message))
        digest = hashlib.sha256(key.encode()).hexdigest()[:12]
        seen[digest] = seen.get(digest, 0) + 1
        if seen[digest] > 1:
            continue
        yield {
            "finding_id": f"{source_id}:{finding.code}:{digest}",
            "source_id": source_id,
            "act_id": extraction.act_id,
            "severity": finding.severity,
            "code": finding.code,
            "message": finding.message,
            "table_name": finding.table_name,
            "row_id": finding.row_id,
            "line_start": None if finding.start is None else places.line_of(finding.start),
            "line_end": None if finding.end is None else places.line_of(max(finding.start or 0, finding.end - 1)),
        }
